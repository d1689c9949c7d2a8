"""What will leave, shown from the bytes that will leave: in plain words, as text, as hex, as a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weavit_core import authorship, publication
from weavit_core.http_signing import AUTHORSHIP, CONTENT_TYPE, DIGEST, NONCE, content_digest
from weavit_core.publication import TYP as PUBLICATION_TYP
from weavit_core.publication import Cell, Publication
from weavit_core.taxonomy import Band
from weavit_desktop.sharing.device import Device
from weavit_desktop.sharing.requests import precondition
from weavit_desktop.sharing.words import ACTIVITIES, BANDS, FUNCTIONS, LEVELS

HEX_WIDTH = 16
MADE_WHEN_SENT = "(made anew when it is sent)"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what, how strong, which months, and from how many colleagues on."""

    what: str
    strength: str
    rhythm: str
    shown_from: str


def table(body: bytes) -> tuple[Line, ...]:
    """Return what a document says, in plain words. Raises MalformedDocument."""
    content = publication.decode(body).content
    if content is None:
        return (Line("Nothing any more: all that was shared here is taken back", "", "", ""),)
    presence = Line("I know someone at this Client", "", "", _from(content.presence_k))
    return (presence, *(_line(cell) for cell in content.cells))


def facts(body: bytes) -> tuple[tuple[str, str], ...]:
    """Return the rest of a document, by its names in plain words. Raises MalformedDocument."""
    document = publication.decode(body)
    return (
        ("Version", str(document.seq)),
        ("As of the end of", document.as_of),
        ("Ends by itself after", document.not_after.isoformat()),
        ("Document", document.pub_id),
        ("Client", document.client_id),
        ("From", f"rep {document.rep_id}, device {document.device_id}"),
        ("To", f"hub {document.hub_id}"),
        ("Replaces", document.prev or "nothing"),
        ("Under the rules", document.policy),
    )


def text(body: bytes) -> str:
    """Return the bytes as the text that they are. Raises UnicodeDecodeError for what no document is."""
    return body.decode("utf-8")


def hex_dump(body: bytes) -> str:
    """Return the bytes as offset and hexadecimal digits, 16 a line."""
    lines = (body[at : at + HEX_WIDTH] for at in range(0, len(body), HEX_WIDTH))
    return "\n".join(f"{at * HEX_WIDTH:06x}  {line.hex(' ')}" for at, line in enumerate(lines))


def request_head(body: bytes, device: Device) -> str:
    """Return the request that carries a document, without its body, a header a line.

    Only what depends on the moment of sending is left open: nonce and signature.
    """
    document = publication.decode(body)
    return "\n".join(
        [
            f"PUT {device.url}/v1/publications/{document.pub_id}",
            *(f"{name}: {value}" for name, value in _headers(document, body, device)),
        ]
    )


def _headers(document: Publication, body: bytes, device: Device) -> Sequence[tuple[str, str]]:
    return (
        ("content-length", str(len(body))),
        ("content-type", CONTENT_TYPE),
        (NONCE, MADE_WHEN_SENT),
        (DIGEST, content_digest(body)),
        (AUTHORSHIP, authorship.sign_detached(body, device.device_key, PUBLICATION_TYP)),
        *precondition(document.prev).items(),
        ("signature-input", MADE_WHEN_SENT),
        ("signature", MADE_WHEN_SENT),
    )


def _line(cell: Cell) -> Line:
    return Line(
        f"{LEVELS[cell.level]}, {FUNCTIONS[cell.func]}",
        "" if cell.band is Band.NONE else BANDS[cell.band],
        " ".join(ACTIVITIES[month] for month in cell.activity),
        _from(cell.k),
    )


def _from(k: int) -> str:
    return "shown even for me alone" if k == 1 else f"shown when at least {k} colleagues share it too"
