"""A hub in memory for the tests of the laptop: the wire of docs/protocol.md, with faults on demand.

The real hub is tested in its own house and, together with this laptop, in tests/e2e; this one is quick
enough for thousands of examples, and can be made to fail at any step.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from builders.sharing import uuid
from weavit_core import (
    authorship,
    canonical,
    enrolment,
    invite,
    keys,
    ledger,
    merkle,
    policy,
    publication,
    retract_code,
)
from weavit_core.errors import CoreError
from weavit_core.http_signing import AUTHORSHIP, NONCE, Answer, Request, sign_answer, verify_request
from weavit_core.invite import Invite
from weavit_core.ledger import Checkpoint, Entry, Kind, Receipt
from weavit_core.policy import Policy
from weavit_desktop.errors import HubUnreachable
from weavit_desktop.sharing.transport import HubAddress

HUB_ID = uuid(0xB)
REP_ID = uuid(0xA)
INVITE_ID = uuid(0x1)
SECRET = "s" * 43
RULES = Policy("Tarnholm", ("One document per Client, in bands.",))


class Refused(Exception):
    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code, self.status = code, status


class AnswerLost(HubUnreachable):
    """The connection broke: before the request arrived, or after it was done."""


@dataclass
class StandInHub:
    """`fault` is asked before each request and returns "before", "after" or "" (no fault)."""

    clock: Callable[[], datetime]
    url: str = "http://127.0.0.1:8420"
    key: Ed25519PrivateKey = field(default_factory=lambda: Ed25519PrivateKey.from_private_bytes(b"h" * 32))
    policy: bytes = field(default_factory=lambda: policy.encode(RULES))
    clients: list[str] = field(default_factory=lambda: [uuid(0xC1), uuid(0xC2), uuid(0xC3)])
    fault: Callable[[Request], str] = lambda request: ""
    refuse: Callable[[Request], str] = lambda request: ""
    reached: int = 0
    seen: list[Request] = field(default_factory=list)
    held: dict[str, bytes] = field(default_factory=dict)
    tombs: dict[str, str] = field(default_factory=dict)
    accepted: list[bytes] = field(default_factory=list)
    given: dict[str, dict[str, object]] = field(default_factory=dict)  # by digest of the body
    signed: dict[str, str] = field(default_factory=dict)  # the signature over a body, by its digest
    leaves: list[bytes] = field(default_factory=list)
    device: Ed25519PublicKey | None = None
    device_id: str = ""
    retract_hash: str = ""
    closed: bool = False
    nonces: set[str] = field(default_factory=set)

    @property
    def invite(self) -> str:
        return invite.write(Invite(self.url, HUB_ID, self.key.public_key(), INVITE_ID, SECRET))

    @property
    def policy_digest(self) -> str:
        return canonical.sha256_hex(self.policy)

    def open(self, address: HubAddress) -> None:
        """Stand for the start of the sync process, which proves the hub."""
        self.reached += 1
        assert address == HubAddress(self.url, keys.public_text(self.key))

    def send(self, request: Request) -> Answer:
        fault = self.fault(request)
        if fault == "before":
            raise AnswerLost("The hub cannot be reached.")
        self.seen.append(request)
        answer = self._answer(request)
        if fault == "after":
            raise AnswerLost("The hub cannot be reached.")
        return sign_answer(answer, request, self.key, HUB_ID, self.clock())

    def _answer(self, request: Request) -> Answer:
        try:
            if code := self.refuse(request):
                raise Refused(code, 503)
            status, document = self._route(request)
            body = document if isinstance(document, bytes) else canonical.encode(document)
        except Refused as refused:
            status = refused.status
            body = canonical.encode({"type": f"urn:weavit:problem:{refused.code}", "status": status})
        except CoreError:
            status, body = 422, canonical.encode({"type": "urn:weavit:problem:schema", "status": 422})
        return Answer(status, {"content-type": "application/json"}, body)

    def _route(self, request: Request) -> tuple[int, object]:
        path = request.url.removeprefix(self.url)
        if path == "/v1/hub":
            return 200, {
                "type": "weavit.hub",
                "v": 1,
                "hub_id": HUB_ID,
                "name": "Tarnholm",
                "key": keys.public_text(self.key),
                "policy": self.policy_digest,
                "versions": [1],
            }
        if path == f"/v1/policies/{self.policy_digest}":
            return 200, self.policy
        if path == "/v1/enrolments":
            return self._enrol(request)
        if path == "/v1/retract":
            return self._retract(request)
        self._authenticate(request)
        for pattern, handler in (
            (r"PUT /v1/publications/([0-9a-f-]+)", self._put),
            (r"GET /v1/publications/([0-9a-f-]+)", self._show),
            (r"GET /v1/me/publications", self._mirror),
            (r"GET /v1/registry", self._registry),
            (r"GET /v1/ledger/checkpoint", self._checkpoint),
            (r"GET /v1/ledger/consistency\?from=(\d+)&to=(\d+)", self._consistency),
            (r"POST /v1/me/policy", self._accept),
            (r"POST /v1/me/close", self._close),
        ):
            if found := re.fullmatch(pattern, f"{request.method} {path}"):
                return handler(request, *found.groups())
        raise Refused("not-found", 404)

    def _authenticate(self, request: Request) -> None:
        if self.device is None or request.headers[NONCE] in self.nonces:
            raise Refused("signature", 401)
        self.nonces.add(request.headers[NONCE])
        signed = verify_request(request, lambda _: self.device, self.clock())
        assert signed.key_id == self.device_id

    def _enrol(self, request: Request) -> tuple[int, object]:
        wanted = enrolment.decode(request.body)
        digest = canonical.sha256_hex(request.body)
        authorship.verify_detached(
            request.body, request.headers[AUTHORSHIP], wanted.device_key, enrolment.ENROLMENT_TYP
        )
        if digest not in self.given:
            if self.device is not None or (wanted.invite_id, wanted.invite_secret) != (INVITE_ID, SECRET):
                raise Refused("invite", 403)
            if wanted.policy != self.policy_digest:
                raise Refused("policy-changed", 409)
            self.device, self.device_id = wanted.device_key, wanted.device_id
            self.retract_hash = wanted.retract_hash
            self._log(Kind.ENROLMENT, wanted.device_id, 0, digest, wanted.policy)
        return 201, {"rep_id": REP_ID, "name": "Maya", "role": "rep", **self.given[digest]}

    def _put(self, request: Request, pub_id: str) -> tuple[int, object]:
        digest = canonical.sha256_hex(request.body)
        assert self.device is not None
        authorship.verify_detached(request.body, request.headers[AUTHORSHIP], self.device, publication.TYP)
        wanted = publication.decode(request.body)
        if pub_id in self.tombs:
            if self.tombs[pub_id] != digest:
                raise Refused("gone", 410)
            return 200, self.given[digest]
        held = self.held.get(pub_id)
        if held == request.body:
            return 200, self.given[digest]
        self._require_successor(request, wanted, held)
        if wanted.content is None:
            self.held.pop(pub_id, None)
            self.tombs[pub_id] = digest
        else:
            self._require_place(wanted)
            self.held[pub_id] = request.body
            self.signed[digest] = request.headers[AUTHORSHIP]
        kind = Kind.RETRACTION if wanted.content is None else Kind.PUBLICATION
        self._log(kind, pub_id, wanted.seq, digest, wanted.policy)
        self.accepted.append(request.body)
        return 201, self.given[digest]

    def _require_successor(
        self, request: Request, wanted: publication.Publication, held: bytes | None
    ) -> None:
        if held is None:
            fits = wanted.content is None or (wanted.seq == 1 and request.headers.get("if-none-match") == "*")
        else:
            prev = canonical.sha256_hex(held)
            fits = (wanted.seq, wanted.prev) == (publication.decode(held).seq + 1, prev)
            fits = fits and request.headers.get("if-match") == f'"{prev}"'
        if not fits:
            raise Refused("stale-seq", 412)

    def _require_place(self, wanted: publication.Publication) -> None:
        if self.closed:
            raise Refused("forbidden", 403)
        if wanted.policy != self.policy_digest:
            raise Refused("policy-changed", 409)
        if wanted.client_id not in self.clients:
            raise Refused("not-found", 404)
        others = (publication.decode(body) for body in self.held.values())
        if any(o.client_id == wanted.client_id and o.pub_id != wanted.pub_id for o in others):
            raise Refused("stale-seq", 412)

    def _show(self, request: Request, pub_id: str) -> tuple[int, object]:
        if pub_id in self.tombs:
            raise Refused("gone", 410)
        if pub_id not in self.held:
            raise Refused("not-found", 404)
        return 200, self.held[pub_id]

    def _mirror(self, request: Request) -> tuple[int, object]:
        return 200, {
            "publications": [
                {
                    "pub_id": pub_id,
                    "client_id": publication.decode(body).client_id,
                    "seq": publication.decode(body).seq,
                    "sha256": canonical.sha256_hex(body),
                    "body": keys.to_base64url(body),
                    "jws": self.signed.get(canonical.sha256_hex(body), ""),
                    **self.given.get(canonical.sha256_hex(body), {"receipt": "", "proof": []}),
                }
                for pub_id, body in sorted(self.held.items())
            ]
        }

    def _registry(self, request: Request) -> tuple[int, object]:
        rows = [
            {
                "id": client_id,
                "name": f"Client {client_id[-2:]}",
                "aliases": [],
                "domains": [],
                "lei": None,
                "country": None,
                "parent": None,
                "status": "active",
                "merged_into": None,
            }
            for client_id in self.clients
        ]
        return 200, {"version": 1, "clients": rows}

    def _checkpoint(self, request: Request) -> tuple[int, object]:
        return 200, {"checkpoint": self._head()}

    def _consistency(self, request: Request, earlier: str, later: str) -> tuple[int, object]:
        proof = merkle.consistency_proof(self.leaves[: int(later)], int(earlier))
        return 200, {"proof": [node.hex() for node in proof]}

    def _accept(self, request: Request) -> tuple[int, object]:
        wanted = enrolment.decode_acceptance(request.body)
        digest = canonical.sha256_hex(request.body)
        if wanted.policy != self.policy_digest:
            raise Refused("policy-changed", 409)
        self._log(Kind.POLICY, wanted.device_id, 0, digest, wanted.policy)
        return 200, self.given[digest]

    def _close(self, request: Request) -> tuple[int, object]:
        self.closed = True
        return 200, {}

    def _retract(self, request: Request) -> tuple[int, object]:
        secret = retract_code.read(retract_code.decode_request(request.body))
        if retract_code.registered_hash(secret) != self.retract_hash:
            raise Refused("not-found", 404)
        held = len(self.held)
        self.retract_by_code()
        return 200, {"retracted": held}

    def retract_by_code(self) -> None:
        """Take everything back as the printed code does."""
        for pub_id in list(self.held):
            del self.held[pub_id]
            self.tombs[pub_id] = ""

    def _log(self, kind: Kind, subject: str, seq: int, digest: str, accepted: str) -> None:
        entry = Entry(kind, subject, seq, digest, accepted, self.clock())
        salt = bytes([len(self.leaves) % 256] * ledger.SALT_BYTES)
        self.leaves.append(ledger.leaf(entry, salt))
        index = len(self.leaves) - 1
        receipt = Receipt(HUB_ID, entry, index, salt, self._head())
        proof = merkle.inclusion_proof(self.leaves, index)
        self.given[digest] = {
            "receipt": ledger.sign_receipt(receipt, self.key),
            "proof": [node.hex() for node in proof],
        }

    def _head(self) -> str:
        head = Checkpoint(HUB_ID, len(self.leaves), merkle.root(self.leaves), self.clock())
        return ledger.sign_checkpoint(head, self.key)


def bodies(hub: StandInHub) -> list[dict[str, object]]:
    """Return what the hub holds now, parsed."""
    return [json.loads(body) for _, body in sorted(hub.held.items())]
