"""The header on disk: vault.key and its copy, of which one whole one is enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from weavit_desktop.errors import HeaderDamaged
from weavit_desktop.vault import files
from weavit_desktop.vault.header import MOST_BYTES, Header, decode, encode


def read_header(folder: Path) -> Header:
    """Return the header, from the copy if the file itself is lost or damaged.

    Raises HeaderDamaged if both are, MadeByNewerVersion, and PermissionError as it is.
    """
    try:
        return read_whole(folder / files.HEADER)
    except HeaderDamaged as first:
        try:
            return read_whole(folder / files.HEADER_COPY)
        except HeaderDamaged:
            raise HeaderDamaged(
                "The vault's key file and its copy are both damaged or missing. Put vault.key or "
                "vault.key.bak back from a copy of the vault's folder.",
                fact=first.fact,
            ) from first


def write_header(folder: Path, header: Header, opens: Callable[[Header], object]) -> None:
    """Replace the header, read it back, see that it `opens`, and only then replace the copy."""
    files.replace_private(folder / files.HEADER, encode(header))
    opens(read_whole(folder / files.HEADER))
    mend_header(folder, header)


def mend_header(folder: Path, header: Header) -> None:
    """Make both files hold this header. An outdated copy would open with an old passphrase."""
    data = encode(header)
    for path in (folder / files.HEADER, folder / files.HEADER_COPY):
        if not path.is_file() or path.read_bytes() != data:
            files.replace_private(path, data)


def read_whole(path: Path) -> Header:
    """Read one of the two files, without looking at the other. Raises as `read_header` does."""
    try:
        with path.open("rb") as file:
            return decode(file.read(MOST_BYTES + 1))
    except PermissionError:
        raise
    except OSError as error:
        raise HeaderDamaged("The vault's key file cannot be read.", fact=type(error).__name__) from error
