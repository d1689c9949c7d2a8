"""A vault of 100,000 generated people: import, pages of the list, search as one types, opening a person.

Target: search of the top 20 at 100,000 people p99 <= 20 ms; 50,000 cards from file to searchable vault
<= 20 s on two cores. `python benchmarks/people.py 50000` makes another number of people.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from weavit_core.taxonomy import Band
from weavit_desktop.rules import load_rules
from weavit_desktop.services.importing import import_files
from weavit_desktop.services.people import list_people, open_person
from weavit_desktop.vault.creation import create_vault
from weavit_desktop.vault.keys import LANES, MEMORY_KIB, PASSES, Argon2Cost
from weavit_desktop.vault.repositories.people_pages import PeopleQuery
from weavit_desktop.vault.vault import Vault

PEOPLE = 100_000
ROUNDS = 300
PAGE = 200
TOP = 20
TODAY = date(2026, 11, 20)
CHEAP = Argon2Cost(memory_kib=MEMORY_KIB[0], passes=PASSES[0], lanes=LANES[0])

SYLLABLES = tuple("an ber del ko li mar mu na ro sta ti va wen xi yo zu ström 思 涵 мак ова".split())  # noqa: SIM905  easier to read
TITLES = ("CFO", "VP Sales", "Head of Procurement", "Senior Software Engineer", "Leiter Einkauf", "Analyst")
FORMS = ("GmbH", "Inc.", "S.p.A.", "Ltd", "AG")


def make_cards(count: int, chance: random.Random) -> Iterator[str]:
    """Yield cards, always the same: a few thousand employers, names that often share a beginning."""

    def word() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()

    given, family = [word() for _ in range(2_000)], [word() for _ in range(20_000)]
    firms = [f"{word()} {word()} {chance.choice(FORMS)}" for _ in range(count // 12)]
    for number in range(count):
        name, surname, firm = chance.choice(given), chance.choice(family), chance.randrange(len(firms))
        lines = (
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"UID:{number:08}-4f5e-8a1b",
            f"N:{surname};{name};;;",
            f"FN:{name} {surname}",
            f"ORG:{firms[firm]}",
            f"TITLE:{chance.choice(TITLES)}",
            f"EMAIL;TYPE=WORK:person.{number}@firm{firm}.example",
            f"TEL;TYPE=CELL:+49151{number:08}",
            "ADR;TYPE=WORK:;;Taunusanlage 12;Frankfurt am Main;;60325;Germany",
            f"NOTE:met at {word()}",
            "END:VCARD",
            "",
        )
        yield "\r\n".join(lines)


def tell(what: str, run: Callable[[int], object], rounds: int = ROUNDS) -> None:
    """Print the median and the 99th percentile of a run, in milliseconds."""
    taken = []
    for number in range(rounds):
        begin = time.perf_counter()
        run(number)
        taken.append(1000 * (time.perf_counter() - begin))
    taken.sort()
    print(f"{what:<32} median {taken[rounds // 2]:7.2f} ms   p99 {taken[rounds * 99 // 100]:7.2f} ms")


def typed(name: str, chance: random.Random) -> str:
    """Return what someone may have typed so far of a name."""
    words = name.split()
    chance.shuffle(words)
    return " ".join(word[: chance.randint(2, len(word))] for word in words[: chance.randint(1, 2)])


def fill(vault: Vault, folder: Path, count: int, chance: random.Random) -> None:
    path = folder / "people.vcf"
    path.write_text("".join(make_cards(count, chance)), encoding="utf-8", newline="")
    rules = load_rules()
    begin, busy = time.perf_counter(), time.process_time()
    import_files(vault, rules, [path], clock=lambda: datetime.now(UTC), ids=lambda: uuid4().hex)
    print(
        f"imported {count:,} cards in {time.perf_counter() - begin:.1f} s"
        f" ({time.process_time() - busy:.1f} s of processor time)"
    )


def main(count: int) -> None:
    chance = random.Random(4)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        vault, _ = create_vault(
            folder / "vault",
            "ledger amber tide chapel",
            home_zone="UTC",
            clock=lambda: datetime.now(UTC),
            cost=CHEAP,
        )
        with vault:
            fill(vault, folder, count, chance)
            everyone = list_people(vault, PeopleQuery(TODAY), limit=count)
            some = [chance.choice(everyone) for _ in range(ROUNDS)]
            texts = [typed(row.name, chance) for row in some]
            tell("first page of 200", lambda _: list_people(vault, PeopleQuery(TODAY), limit=PAGE))
            tell(
                "any page of 200",
                lambda at: list_people(vault, PeopleQuery(TODAY), after=some[at].uid, limit=PAGE),
            )
            tell("search, top 20", lambda at: list_people(vault, PeopleQuery(TODAY, texts[at]), limit=TOP))
            letters = [text[0] for text in texts]
            tell(
                "search by one letter, top 20",
                lambda at: list_people(vault, PeopleQuery(TODAY, letters[at]), limit=TOP),
            )
            tell("open a person", lambda at: open_person(vault, some[at].uid, TODAY))
            core = PeopleQuery(TODAY, band=Band.CORE)
            tell("everyone in a band", lambda _: list_people(vault, core, limit=PAGE), rounds=20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
