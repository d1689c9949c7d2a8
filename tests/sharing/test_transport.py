"""The sync process as the app sees it: a real process at the end of a pipe."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from builders.loopback import answers, free_port, listening
from weavit_core import keys
from weavit_core.http_signing import make_request
from weavit_desktop.errors import HubNotTrusted, HubUnreachable, UsageRefused, WeavitError
from weavit_desktop.sharing.transport import HubAddress, SyncProcess

KEY = keys.public_text(Ed25519PrivateKey.from_private_bytes(b"h" * 32))
ANY = make_request("GET", "http://127.0.0.1:9/v1/hub", b"", "0" * 32)


def program(code: str) -> list[str]:
    """Return the command of a process that takes the place of the sync process."""
    prelude = "import sys; from weavit_desktop.pipe import *; from weavit_desktop import pipe;"
    prelude += "source, sink = sys.stdin.buffer, sys.stdout.buffer;"
    return [sys.executable, "-c", prelude + code]


def opening(url: str, **settings: object) -> WeavitError:
    """Return the error of starting to talk to a hub."""
    with pytest.raises(WeavitError) as error, SyncProcess(HubAddress(url, KEY), **settings):
        pass
    return error.value


def test_a_hub_that_is_down_is_unreachable() -> None:
    error = opening(f"http://127.0.0.1:{free_port()}")

    assert isinstance(error, HubUnreachable)
    assert "Nothing was lost" in str(error)


def test_a_web_page_in_place_of_the_hub_is_said_to_be_one() -> None:
    with listening(answers("200 OK", b"<html>")) as server:
        error = opening(server.url)

    assert isinstance(error, HubUnreachable)
    assert error.fact == "nonsense"


def test_a_redirect_in_place_of_the_hub_is_nonsense_too() -> None:
    with listening(answers("301 Moved", b"", "location: https://elsewhere.example")) as server:
        assert opening(server.url).fact == "nonsense"


def test_another_key_is_not_trusted() -> None:
    with listening(answers("200 OK", b"", "signature: a=:AAAA:", "signature-input: a=()")) as server:
        assert isinstance(opening(server.url), HubNotTrusted)


def test_an_address_without_https_is_refused() -> None:
    assert isinstance(opening("http://hub.example"), UsageRefused)


@pytest.mark.parametrize(
    "code",
    ["", "sys.exit(3)", "sink.write(b'garbage' * 100)", "write_frame(sink, Frame(pipe.ANSWER))",
     "sink.write(MAGIC + b'\\xff\\xff\\xff\\xff')"],
)  # fmt: skip
def test_a_sync_process_that_breaks_is_an_error_in_words(code: str) -> None:
    error = opening("http://127.0.0.1:9", command=program(code))

    assert isinstance(error, HubUnreachable)
    assert "talks to the hub stopped" in str(error)


def test_a_sync_process_that_hangs_is_ended() -> None:
    hanging = program("read_frame(source); read_frame(source)")

    assert isinstance(opening("http://127.0.0.1:9", command=hanging, deadline=0.3), HubUnreachable)


def test_a_sync_process_that_hangs_later_is_ended_too() -> None:
    code = "read_frame(source); write_frame(sink, Frame(pipe.READY)); read_frame(source); read_frame(source)"

    with SyncProcess(HubAddress("http://127.0.0.1:9", KEY), command=program(code)) as sync:
        sync._deadline = 0.2
        with pytest.raises(HubUnreachable):
            sync.send(ANY)
        with pytest.raises(HubUnreachable):
            sync.send(ANY)


def test_leaving_ends_the_process() -> None:
    code = "read_frame(source); write_frame(sink, Frame(pipe.READY)); read_frame(source)"
    with SyncProcess(HubAddress("http://127.0.0.1:9", KEY), command=program(code)) as sync:
        assert sync._child is not None
        process = sync._child.process

    assert process.returncode is not None
    with pytest.raises(RuntimeError):
        sync.send(ANY)


def test_the_environment_of_the_process_is_empty_but_for_what_a_system_needs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example")
    monkeypatch.setenv("WEAVIT_VAULT", str(tmp_path))
    found = tmp_path / "environment"
    code = f"import os, pathlib; pathlib.Path({str(found)!r}).write_text(' '.join(os.environ))"

    opening("http://127.0.0.1:9", command=program(code))

    # LC_CTYPE is set by Python itself where there is no locale.
    assert set(found.read_text().split()) <= {"SYSTEMROOT", "WINDIR", "LC_CTYPE"}
