"""A laptop is lost: its vault comes back from a backup, and the printed code works without it."""

from __future__ import annotations

from pathlib import Path

from builders.command_line import hub, run, serving_hub, weavit
from weavit_desktop.resources import resource

CARD = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Berg\r\nN:Berg;Ada;;;\r\nORG:%s\r\nTITLE:Head of Finance\r\n"
    b"EMAIL:ada@%s\r\nEND:VCARD\r\n"
)


def test_a_restored_vault_goes_on_where_the_hub_is_and_the_code_takes_all_back(tmp_path: Path) -> None:
    maya = weavit(tmp_path / "vault")
    name, domain = first_client()
    (tmp_path / "ada.vcf").write_bytes(CARD % (name, domain))
    maya.ask("import", tmp_path / "ada.vcf")
    [ada] = [one["id"] for one in maya.ask("people")]
    with serving_hub(tmp_path / "hub", clients=resource("sample/clients.csv")) as company:
        invite = hub("--dir", company, "invite", "Maya Rinaldi")
        joined = maya("hub", "join", invite, "--accept-policy")
        (tmp_path / "code").write_text(joined.err.split("laptop:\n")[1].split("\n")[0].strip())
        [client] = [one for one in maya.ask("clients") if one["suggestion"]]
        maya.ask("client", client["id"], "confirm", client["suggestion"]["registry_id"])
        maya.ask("share", ada, "--level", "3", "--k", "1")
        assert maya("outbox", "approve", "--all").code == 0
        assert maya.ask("publish")["accepted"] == 1
        backup = maya.ask("vault", "backup")["path"]
        maya.ask("share", ada, "--level", "1", "--k", "1")
        assert maya.ask("publish")["accepted"] == 1

        maya.ask("vault", "restore", backup)
        assert maya.ask("person", ada)["sharing"]["level"] == 3
        assert maya.ask("hub", "status")["suspended"] == "restored"
        assert maya.ask("hub", "fetch")["adopted"] == {"documents": 1, "ended": 0, "fallen": 1}
        assert maya.ask("person", ada)["sharing"]["level"] == 0
        assert [one["matches_sent"] for one in maya.ask("hub", "mirror")] == [True]

        by_code = ("hub", "retract", "--invite", invite, "--code-file", tmp_path / "code", "--json")
        retracted = run("weavit_desktop", *by_code, "--vault", tmp_path / "no-vault")
        assert (retracted.code, retracted.json) == (0, {"retracted": 1})
        assert maya.ask("hub", "mirror") == []
        (tmp_path / "code").write_text("AAAA-" * 7 + "AAAA")
        wrong = run("weavit_desktop", *by_code)
        assert (wrong.code, wrong.err.count("\n")) == (6, 1)


def first_client() -> tuple[bytes, bytes]:
    name, _, domains, *_ = (
        resource("sample/clients.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    )
    return name.encode(), domains.split()[0].encode()
