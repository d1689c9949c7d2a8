"""The real process on loopback, spoken to through a real socket."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.testclient import TestClient

from builders.hub import Clock, Laptop, Site, authorship_of, members, nonce
from weavit_core import authorship, enrolment, http_signing, invite, ledger, publication, release_document
from weavit_core.canonical import sha256_hex
from weavit_core.http_signing import Answer, Request
from weavit_hub.api.app import make_app
from weavit_hub.composition import open_hub

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends the process by a signal")


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "weavit_hub", "--dir", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Run `serve` and give the address that its first line says."""
    command = [sys.executable, "-m", "weavit_hub", "--dir", str(folder), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert line.startswith("listening on http://127.0.0.1:"), line
            yield line.removeprefix("listening on ").strip()
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.stdout.read()
        assert process.wait() == 0
        assert rest == ""


def send(request: Request, key: Ed25519PublicKey) -> Answer:
    """Send a request over a socket, and require the hub's signature on the answer."""
    parts = urlsplit(request.url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(request.method, path, request.body, dict(request.headers))
        reply = connection.getresponse()
        headers = {name.lower(): value for name, value in reply.getheaders()}
        answer = Answer(reply.status, headers, reply.read())
    finally:
        connection.close()
    http_signing.verify_answer(answer, request, key, datetime.now(UTC))
    return answer


def test_a_colleague_joins_publishes_and_reads_the_release_of_a_real_process(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    run(folder, "init", "--name", "Contoso")
    list_of_clients = tmp_path / "clients.csv"
    list_of_clients.write_text("name\nACME\n", encoding="utf-8")
    run(folder, "clients", "import", str(list_of_clients))
    with serving(folder) as url:
        read = invite.read(run(folder, "invite", "Anna").strip())
        assert read.url == url
        asked = http_signing.make_request("GET", f"{url}/v1/hub", b"", nonce())
        assert members(send(asked, read.hub_key))["hub_id"] == read.hub_id

        here = open_hub(folder)
        site = Site(here, Clock(datetime.now(UTC)), TestClient(make_app(here)), folder / "hub.db")
        laptop = Laptop(site, "Anna", url=url)
        body = laptop.enrolment(read.invite_id, read.secret)
        joined = send(laptop.sign("POST", "/v1/enrolments", body, enrolment.ENROLMENT_TYP), read.hub_key)
        assert joined.status == 201, joined.body
        laptop.rep_id = members(joined)["rep_id"]

        (acme,) = members(send(laptop.sign("GET", "/v1/registry"), read.hub_key))["clients"]
        document = laptop.draft(acme["id"], as_of=last_month(), not_after=datetime.now(UTC).date())
        put = send(laptop.put_request(document), read.hub_key)
        proof = [bytes.fromhex(node) for node in members(put)["proof"]]
        receipt, _ = ledger.verify_receipt(members(put)["receipt"], proof, read.hub_key)
        assert receipt.entry.digest == sha256_hex(publication.encode(document))

        counts = json.loads(run(folder, "release", "--now", "--json"))
        answer = send(laptop.sign("GET", "/v1/releases/current"), read.hub_key)
        assert release_document.decode(answer.body).epoch == counts["epoch"]
        authorship.verify_detached(answer.body, authorship_of(answer), read.hub_key, release_document.TYP)
        here.engine.dispose()
        refused_second_hub(folder, str(urlsplit(url).port))
    assert run(folder, "check") == "all verified\n"


def refused_second_hub(folder: Path, port: str) -> None:
    """Start another hub on a port that is taken, and require that it says so in one sentence."""
    command = [sys.executable, "-m", "weavit_hub", "--dir", str(folder), "serve", "--port", port]
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert port in second.stderr


def last_month() -> str:
    today = datetime.now(UTC).date()
    return f"{today.year - (today.month == 1)}-{(today.month - 2) % 12 + 1:02}"
