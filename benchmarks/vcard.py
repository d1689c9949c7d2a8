"""How fast vCards are read, beside vobject on the same cards in the same run.

Target: tokenized >= 15,000 cards a second and >= 10 times vobject. Cards are made here, always the same:
ten lines each, every fourth with a group and a label, every eighth with a quoted-printable note.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable
from statistics import median

import vobject

from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.limits import MAX_LINE_BYTES
from weavit_desktop.importing.streams import read_lines
from weavit_desktop.importing.vcard.reading import read_vcards
from weavit_desktop.importing.vcard.splitting import RawCard, split_cards
from weavit_desktop.importing.vcard.tokens import tokenize

CARDS = 20_000
PEER_CARDS = 1_000
ROUNDS = 5

GIVEN = ("Anna", "Jürgen", "思涵", "Marie-Claire", "Óscar", "Lakshmi")
FAMILY = ("Nguyễn", "van der Meer", "Müller", "王", "O'Brien", "Ramírez")


def make_card(index: int) -> str:
    given, family = GIVEN[index % len(GIVEN)], FAMILY[index % len(FAMILY)]
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{index:08}-4f5e",
        f"N:{family};{given};;;",
        f"FN:{given} {family}",
        f"ORG:Example Holding {index % 97} AG;Treasury",
        "TITLE:Head of Manager Selection\\, EMEA",
        f"EMAIL;TYPE=INTERNET,WORK:person{index}@firm{index % 97}.example",
        f"TEL;TYPE=CELL;TYPE=pref:+49 151 {index:07}",
        "ADR;TYPE=WORK:;;Taunusanlage 12;Frankfurt am Main;;60325;Germany",
    ]
    if index % 4 == 0:
        lines += [f"item1.URL:https://www.linkedin.com/in/person-{index}", "item1.X-ABLabel:LinkedIn"]
    if index % 8 == 0:
        lines.append("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=C3=9Fe aus=\r\n M=C3=BCnchen")
    return "\r\n".join([*lines, "END:VCARD", ""])


def tokenized(data: bytes) -> Iterable[object]:
    for card in split_cards(read_lines(io.BytesIO(data), MAX_LINE_BYTES)):
        if isinstance(card, RawCard):
            yield tokenize(card)


def seconds(read: Callable[[], Iterable[object]]) -> float:
    """Return the processor time to read all, so that other work on the machine counts little."""
    begin = time.process_time()
    for _ in read():
        pass
    return time.process_time() - begin


def main() -> None:
    data = "".join(map(make_card, range(CARDS))).encode()
    sample = "".join(map(make_card, range(PEER_CARDS)))
    rounds = [
        (
            CARDS / seconds(lambda: tokenized(data)),
            CARDS / seconds(lambda: read_vcards(io.BytesIO(data), Keys())),
            PEER_CARDS / seconds(lambda: vobject.readComponents(sample)),
        )
        for _ in range(ROUNDS)
    ]
    ours, whole, peer = (median(rates) for rates in zip(*rounds, strict=True))
    print(f"tokenized              {ours:>9,.0f} cards/s")
    print(f"read into records      {whole:>9,.0f} cards/s")
    print(f"vobject                {peer:>9,.0f} cards/s")
    print(f"tokenized / vobject    {median(one / other for one, _, other in rounds):>9.1f} x")


if __name__ == "__main__":
    main()
