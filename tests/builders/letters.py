"""Letters and mailboxes as programs write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

ME = "maya@ours.example"


def letter(
    sender: str = f"Maya Weber <{ME}>",
    to: str = "Jonas Keller <jonas@acme.example>",
    *,
    date: str = "Mon, 02 Mar 2026 10:15:00 +0100",
    number: int = 0,
    more: Sequence[str] = (),
    body: str = "Dear Jonas,\nsee you soon.\n",
) -> str:
    """Return one letter, head and body. `number` makes its Message-ID; 0 leaves that out."""
    identity = [f"Message-ID: <{number}@mail.example>"] if number else []
    return "\n".join([f"From: {sender}", f"To: {to}", f"Date: {date}", *identity, *more, "", body])


def mailbox(*letters: str, separator: str = "From - Mon Mar  2 10:15:00 2026") -> bytes:
    """Return the letters as one mbox file."""
    return "".join(f"{separator}\n{one}\n" for one in letters).encode()


def write(path: Path, content: bytes | str) -> Path:
    """Write a file, with the folders it lies in, and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
