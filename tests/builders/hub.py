"""A hub on a SQLite file, spoken to through its real ASGI app, and laptops that sign what they send."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.testclient import TestClient

from weavit_core import authorship, enrolment, http_signing, publication, retract_code
from weavit_core.canonical import sha256_hex
from weavit_core.enrolment import Acceptance, Enrolment
from weavit_core.http_signing import AUTHORSHIP, Answer, Request
from weavit_core.policy import Policy
from weavit_core.publication import Cell, Content, Publication
from weavit_core.release import Release
from weavit_core.taxonomy import Band, Function, Level
from weavit_hub.api.app import make_app
from weavit_hub.hub import Hub
from weavit_hub.identifiers import new_id
from weavit_hub.services import client_import, invites, policy, releasing
from weavit_hub.services.ledger import Seal
from weavit_hub.store import registry, schema
from weavit_hub.store.engine import forget, open_engine, write

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
AS_OF = "2026-02"
NOT_AFTER = date(2026, 12, 31)
URL = "http://hub.test"
_Result = TypeVar("_Result")
WORDS = ("We count, and name nobody.",)


@dataclass(slots=True)
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(slots=True)
class Site:
    """A hub under test: its parts, its database file, and a way to speak to it."""

    hub: Hub
    clock: Clock
    http: TestClient
    file: Path

    def send(self, request: Request) -> Answer:
        """Send a request, and require that the answer is signed by the hub for it."""
        reply = self.http.request(
            request.method,
            request.url,
            headers=list(request.headers.items()),
            content=request.body,
        )
        answer = Answer(reply.status_code, dict(reply.headers), reply.content)
        http_signing.verify_answer(answer, request, self.hub.seal.key.public_key(), self.clock.now)
        return answer

    def ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        """Send a request that nobody signed."""
        return self.send(http_signing.make_request(method, URL + path, body, nonce()))

    def invite(self, name: str) -> tuple[str, str]:
        """Return the id and the secret of an invite."""
        return self.write(lambda db: invites.create(db, name, "rep", None, self.clock.now))

    def enrol(self, name: str) -> Laptop:
        """Enrol a colleague."""
        laptop = Laptop(self, name)
        answer = laptop.enrol(*self.invite(name))
        assert answer.status == 201, answer.body
        laptop.rep_id = members(answer)["rep_id"]
        return laptop

    def enrol_some(self, number: int) -> list[Laptop]:
        """Enrol so many colleagues."""
        return [self.enrol(f"Colleague {n}") for n in range(number)]

    def add_client(self, name: str = "ACME") -> str:
        """Put a Client into the registry and return its id."""
        self.write(
            lambda db: client_import.import_clients(db, self.hub.seal, f"name\n{name}\n", self.clock.now)
        )
        with self.hub.engine.begin() as db:
            return next(client.id for client in registry.list_clients(db) if client.name == name)

    def set_policy(self, **numbers: Any) -> str:
        """Put a policy in force and return its digest."""
        wanted = Policy("Contoso", WORDS, **numbers)
        return self.write(lambda db: policy.put_in_force(db, self.hub.seal, wanted, self.clock.now))

    def policy(self) -> str:
        """Return the digest of the policy in force."""
        with self.hub.engine.begin() as db:
            return policy.in_force(db)[0]

    def release(self) -> Release:
        """Compute the release of the next epoch."""
        computed = self.write(lambda db: releasing.release(db, self.hub.seal, self.clock.now))
        forget(self.hub.engine)
        return computed

    def write(self, work: Callable[[Any], _Result]) -> _Result:
        """Run a service in a transaction."""
        return write(self.hub.engine, work)

    def stored_bytes(self) -> bytes:
        """Return every byte of the database: its file and what lies beside it."""
        return b"".join(file.read_bytes() for file in sorted(self.file.parent.glob(f"{self.file.name}*")))


@dataclass(slots=True)
class Laptop:
    """A rep's one device."""

    site: Site
    name: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    device_id: str = field(default_factory=lambda: str(uuid4()))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(retract_code.SECRET_BYTES))
    rep_id: str = ""
    url: str = URL

    def sign(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        typ: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Request:
        """Return a signed request of this device; `typ` signs the body's authorship too."""
        jws = None if typ is None else authorship.sign_detached(body, self.key, typ)
        plain = http_signing.make_request(method, self.url + path, body, nonce(), jws)
        plain = replace(plain, headers={**plain.headers, **(headers or {})})
        return http_signing.sign_request(plain, self.key, self.device_id, self.site.clock.now)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Read something."""
        return self.site.send(self.sign("GET", path, headers=headers))

    def enrolment(self, invite_id: str, secret: str) -> bytes:
        """Return the body that enrols this device."""
        return enrolment.encode(
            Enrolment(
                hub_id=self.site.hub.seal.hub_id,
                invite_id=invite_id,
                invite_secret=secret,
                device_id=self.device_id,
                device_key=self.key.public_key(),
                policy=self.site.policy(),
                retract_hash=retract_code.registered_hash(self.secret),
            )
        )

    def enrol(self, invite_id: str, secret: str) -> Answer:
        """Enrol by an invite."""
        body = self.enrolment(invite_id, secret)
        return self.site.send(self.sign("POST", "/v1/enrolments", body, enrolment.ENROLMENT_TYP))

    def accept_policy(self) -> Answer:
        """Accept the policy in force."""
        acceptance = Acceptance(self.site.hub.seal.hub_id, self.device_id, self.site.policy())
        body = enrolment.encode_acceptance(acceptance)
        return self.site.send(self.sign("POST", "/v1/me/policy", body, enrolment.ACCEPTANCE_TYP))

    def close(self) -> Answer:
        """Close the account."""
        return self.site.send(self.sign("POST", "/v1/me/close", b"{}"))

    def draft(self, client_id: str, content: Content | None = None, **changes: Any) -> Publication:
        """Return a first publication at a Client."""
        first = Publication(
            hub_id=self.site.hub.seal.hub_id,
            pub_id=str(uuid4()),
            rep_id=self.rep_id,
            device_id=self.device_id,
            client_id=client_id,
            seq=1,
            prev=None,
            policy=self.site.policy(),
            as_of=AS_OF,
            not_after=NOT_AFTER,
            content=content or role(),
        )
        return replace(first, **changes)

    def put_request(self, document: Publication, body: bytes | None = None) -> Request:
        """Return the signed request that puts a publication."""
        bytes_sent = publication.encode(document) if body is None else body
        condition = {"if-none-match": "*"} if document.prev is None else {"if-match": f'"{document.prev}"'}
        path = f"/v1/publications/{document.pub_id}"
        return self.sign("PUT", path, bytes_sent, publication.TYP, condition)

    def put(self, document: Publication) -> Answer:
        """Put a publication."""
        return self.site.send(self.put_request(document))

    def publish(self, client_id: str, content: Content | None = None) -> Publication:
        """Publish at a Client, and require that the hub took it."""
        document = self.draft(client_id, content)
        answer = self.put(document)
        assert answer.status == 201, answer.body
        return document

    def retract(self, document: Publication) -> Answer:
        """Take a publication back."""
        return self.put(successor(document, content=None))


@contextmanager
def running_hub(clock: Clock | None = None) -> Iterator[Site]:
    """Give a hub with a policy in force, in a folder of its own that goes with it."""
    with _running(_new_seal(), _empty_database(), clock or Clock()) as site:
        site.set_policy()
        yield site


@contextmanager
def running_company(size: int, clock: Clock | None = None) -> Iterator[tuple[Site, list[Laptop]]]:
    """Give a hub where so many colleagues are enrolled. Much faster than enrolling them each time."""
    company = _company(size)
    with _running(company.seal, company.database, clock or Clock()) as site:
        yield site, [replace(laptop, site=site) for laptop in company.laptops]


@dataclass(frozen=True, slots=True)
class _Company:
    seal: Seal
    database: bytes
    laptops: tuple[Laptop, ...]


@cache
def _company(size: int) -> _Company:
    with running_hub() as site:
        laptops = site.enrol_some(size)
        site.hub.engine.dispose()
        return _Company(site.hub.seal, site.file.read_bytes(), tuple(laptops))


@contextmanager
def _running(seal: Seal, database: bytes, clock: Clock) -> Iterator[Site]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "hub.db"
        file.write_bytes(database)
        engine = open_engine(f"sqlite:///{file}")
        hub = Hub("Contoso", seal, engine, clock)
        try:
            with TestClient(make_app(hub), URL, raise_server_exceptions=False) as http:
                yield Site(hub, clock, http, file)
        finally:
            engine.dispose()


def successor(document: Publication, **changes: Any) -> Publication:
    """Return the next version of a publication."""
    prev = sha256_hex(publication.encode(document))
    return replace(document, seq=document.seq + 1, prev=prev, **changes)


def role(k: int = 1, band: Band = Band.NONE, func: Function = Function.IT) -> Content:
    """Return a content with one director."""
    return Content(k, (Cell(Level.DIRECTOR, func, k, band),))


def members(answer: Answer) -> dict[str, Any]:
    """Return the members of a JSON answer."""
    document: dict[str, Any] = json.loads(answer.body)
    return document


def problem(answer: Answer) -> str:
    """Return the code of a refusal, "" where the answer is none."""
    if answer.headers["content-type"] != "application/problem+json":
        return ""
    return str(members(answer)["type"]).removeprefix("urn:weavit:problem:")


def authorship_of(answer: Answer) -> str:
    """Return the JWS that came with an answer."""
    return answer.headers[AUTHORSHIP]


def nonce() -> str:
    """Return a fresh nonce."""
    return secrets.token_hex(16)


def _new_seal() -> Seal:
    return Seal(new_id(NOW), Ed25519PrivateKey.generate())


@cache
def _empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "hub.db"
        engine = open_engine(f"sqlite:///{file}")
        write(engine, schema.upgrade)
        engine.dispose()
        return file.read_bytes()
