"""The story of `weavit demo`, told while it happens. Every figure is read from what the product did."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from math import floor
from pathlib import Path

from weavit_core.canonical import sha256_hex
from weavit_core.release import Row
from weavit_core.taxonomy import Band, Function, Level, SharingLevel
from weavit_desktop.composition import Application
from weavit_desktop.demo.archives import Known, pack_with_recent_dates, write_archive
from weavit_desktop.demo.hub_process import DemoHub
from weavit_desktop.demo.laptop import PASSPHRASE, Laptop, set_up
from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.domain.intensity_explanation import whole_points
from weavit_desktop.resources import resource
from weavit_desktop.services import approving, checking, people, released, sharing
from weavit_desktop.sharing.words import BANDS, FUNCTIONS, LEVELS, SHARING
from weavit_desktop.vault.keys import FLOOR

Tell = Callable[[str], None]

# What she thinks of next, and what waits in her window.
AFTERTHOUGHTS = (
    ("Bartholomew Ashworth", SharingLevel.ROLE, 3),
    ("Ingrid Solheim", SharingLevel.STRENGTH, 3),
)
# Whom Maya shares, and how far. Everyone else stays Only you.
CHOICES = (
    ("Anna Kowalczyk-Brandt", SharingLevel.STRENGTH, 3),
    ("Yıldız Öztürk-Hämäläinen", SharingLevel.COUNTED, 3),
    ("Ingrid Solheim", SharingLevel.RHYTHM, 3),
    ("Judith Cooperman-Vale", SharingLevel.ROLE, 1),
)
ANNA = CHOICES[0][0]
VELDMARK = "Veldmark Foods"


@dataclass(frozen=True, slots=True)
class Stage:
    """What the scenes share: the program, the folder that all of it happens in, and the voice."""

    application: Application
    folder: Path
    tell: Tell


def tell_story(
    application: Application, folder: Path, tell: Tell, look: Callable[[Path], None] | None = None
) -> None:
    """Run the whole product once, in a folder that is new or empty.

    With `look`, the last scene is hers to play: it is called with the folder of her vault, which is locked
    then, while the hub still runs.
    """
    stage = Stage(application, folder, tell)
    with ExitStack() as open_things:
        maya = _maya_gets_a_vault(stage, open_things)
        _maya_looks(stage, maya)
        hub = DemoHub(folder / "hub")
        hub.run("init", "--name", "Tarnholm")
        hub.run("clients", "import", str(resource("sample/clients.csv")))
        open_things.enter_context(hub)
        _maya_joins_and_chooses(stage, maya, hub)
        _maya_publishes(stage, maya)
        _colleagues_publish(stage, hub, open_things)
        _the_company_sees(stage, maya, hub)
        if look is None:
            _maya_takes_back(stage, maya, hub)
        else:
            _maya_considers(stage, maya)
            look(folder / "maya")


def _maya_gets_a_vault(stage: Stage, open_things: ExitStack) -> Laptop:
    tell = stage.tell
    _head(tell, "1", "Maya gets a vault")
    maya, code = set_up(stage.application, stage.folder / "maya")
    open_things.enter_context(closing(maya.vault))
    tell("Encrypted, on her laptop. Nothing leaves this computer.")
    tell(f"Her recovery code, to print: {code}")
    archive = stage.folder / "Complete_LinkedInDataExport.zip"
    pack_with_recent_dates(resource("sample/linkedin"), archive, stage.application.clock())
    report = maya.bring_in([resource("sample/people.vcf"), archive])
    for source in report.sources:
        tell(
            f"{Path(source.path).name}: {many_people(source.people_new)} new, {source.people_updated} known, "
            f"{many(source.interactions_new, 'message')}, {many(len(source.problems), 'problem')}"
        )
    again = maya.bring_in([resource("sample/people.vcf"), archive])
    new = sum(source.people_new + source.interactions_new for source in again.sources)
    tell(f"The same files once more: {new} new. Nothing stands twice.")
    mine = maya.confirm_proposed_identity()
    tell(f"Found in her files, and confirmed by her: Maya is {', '.join(mine)}")
    return maya


def _maya_looks(stage: Stage, maya: Laptop) -> None:
    tell = stage.tell
    _head(tell, "2", "What it is worth to her alone, with no hub")
    today = maya.work.today
    everyone = [row for row in maya.everyone() if not row.me and not row.colleague]
    scored = sorted(everyone, key=lambda row: people.summary(row, today)["intensity"]["score"], reverse=True)
    tell(f"{many_people(len(everyone))} outside her company. The strongest, each number explained:")
    for row in scored[:4]:
        intensity = people.open_person(maya.vault, row.uid, today).intensity
        points = zip(intensity.parts, whole_points(intensity), strict=True)
        parts = ", ".join(f"{part.clock} {count} from {part.channel}s" for part, count in points)
        falls = ""
        if intensity.falls_to is not None:
            band, day = intensity.falls_to
            falls = f"; without a word, {BANDS[band]} from {day:%a %d %B} on"
        tell(f"  {row.name}, {row.title}, {row.organization}")
        tell(f"    {floor(intensity.score)} {BANDS[intensity.band]}: {parts}{falls}")
    names = ", ".join(f"{one.name} ({one.people})" for one in maya.clients())
    tell(f"Employers that look like Clients, with how many she knows: {names}")


def _maya_joins_and_chooses(stage: Stage, maya: Laptop, hub: DemoHub) -> None:
    tell = stage.tell
    _head(tell, "3", "She joins the company's hub, and chooses person by person")
    rules = maya.join(hub.run("invite", "Maya Rinaldi"))
    tell("The hub's rules, which she reads before accepting:")
    for rule in rules:
        tell(f"  {rule.partition('. ')[0].rstrip('.')}.")
    confirmed = [one for one in maya.clients() if one.registry_id is not None]
    tell(f"{len(confirmed)} of her Clients are in the registry. Looking them up told the hub nothing.")
    tell("Joining shared nothing. Now she chooses:")
    for name, level, k in CHOICES:
        maya.choose(maya.find(name), level, k)
        tell(f"  {name}: {SHARING[level]}, {_threshold(k)}")
    shared = {name for name, _, _ in CHOICES}
    tell(f"  {sum(row.name not in shared for row in maya.everyone())} others: Only you")


def _maya_publishes(stage: Stage, maya: Laptop) -> None:
    tell = stage.tell
    _head(tell, "4", "The exact bytes, before they leave")
    shown = {}
    for row in approving.list_outbox(maya.vault):
        body = approving.show_bytes(maya.vault, row.id)
        shown[row.pub_id] = sha256_hex(body)
        preview = approving.show(maya.vault, row.id)
        name = _client_name(maya, row.client_id)
        tell(f"{name}, {row.bytes} bytes. In words:")
        for line in preview.table:
            tell("  " + "; ".join(filter(None, (line.what, line.strength, line.rhythm, line.shown_from))))
        tell("  " + preview.text)
    tell("No names, no dates, no numbers of people: the format has no place for them.")
    report = maya.approve_and_publish()
    receipts = checking.receipts(maya.vault)
    agree = sum(one.verified and shown.get(one.pub_id) == one.sha256 for one in receipts)
    tell(f"She approves and publishes: {report.accepted} of {report.sent} arrived.")
    signed = many(len(receipts), "receipt")
    tell(f"{agree} of {signed} verified: signed, in the hub's log, over the bytes above.")
    held = checking.mirror(maya.vault, stage.application.connect, stage.application.clock)
    tell(
        f"Asked for all it holds about her, the hub gives back {sum(one.matches_sent for one in held)} of "
        f"{many(len(held), 'document')} byte for byte."
    )


def _colleagues_publish(stage: Stage, hub: DemoHub, open_things: ExitStack) -> None:
    tell = stage.tell
    _head(tell, "5", "Five colleagues do the same, each in a vault of their own")
    cast = tomllib.loads(resource("sample/colleagues.toml").read_text(encoding="utf-8"))["colleague"]
    for number, role in enumerate(cast):
        archive = stage.folder / f"colleague-{number}.zip"
        write_archive(
            archive, role["name"], [Known(*one) for one in role["people"]], stage.application.clock()
        )
        laptop, _ = set_up(stage.application, stage.folder / f"colleague-{number}", cost=FLOOR)
        open_things.enter_context(closing(laptop.vault))
        laptop.bring_in([archive])
        laptop.confirm_proposed_identity()
        laptop.join(hub.run("invite", role["name"]))
        for row in laptop.everyone():
            if not row.me:
                laptop.choose(row, SharingLevel(role["level"]), role["k"])
        report = laptop.approve_and_publish()
        tell(
            f"  {role['name']}: {SHARING[SharingLevel(role['level'])]}, {_threshold(role['k'])}, "
            f"{report.accepted} documents"
        )


def _the_company_sees(stage: Stage, maya: Laptop, hub: DemoHub) -> None:
    tell = stage.tell
    _head(tell, "6", "What the company knows now")
    hub.run("release", "--now")
    fetched = maya.fetch()
    tell(f"Release {fetched.epoch}, the same for everyone. It names nobody; who hides leaves no trace:")
    _print_release(stage, maya)
    tell("A Client or a crossing that is missing may be hidden or empty: it looks the same.")


def _maya_takes_back(stage: Stage, maya: Laptop, hub: DemoHub) -> None:
    tell, application = stage.tell, stage.application
    _head(tell, "7", "She changes her mind")
    anna = maya.find(ANNA)
    sharing.revoke_person(maya.vault, anna.uid, application.clock, application.new_id)
    maya.publish()
    hub.run("release", "--now")
    maya.fetch()
    tell(f"Anna is Only you again. In the next release, {VELDMARK}:")
    _print_release(stage, maya, only=VELDMARK)
    sharing.revoke_everything(maya.vault, application.clock, application.new_id)
    report = maya.publish()
    held = checking.mirror(maya.vault, application.connect, application.clock)
    tell(f"Then she takes everything back: {report.accepted} signed retractions, each with a receipt.")
    tell(f"The hub now holds {many(len(held), 'document')} of hers.")
    hub.run("release", "--now")
    maya.fetch()
    _print_release(stage, maya)
    verified = checking.receipts(maya.vault)
    tell(
        f"{sum(one.verified for one in verified)} of {many(len(verified), 'receipt')} still verify. "
        f"Her vault has all {many_people(len(maya.everyone()))} as before."
    )


def _maya_considers(stage: Stage, maya: Laptop) -> None:
    _head(stage.tell, "7", "The rest is yours: her window")
    for name, level, k in AFTERTHOUGHTS:
        maya.choose(maya.find(name), level, k)
    maya.vault.close()
    stage.tell(f"Two more choices wait there in Sharing. Her passphrase: {PASSPHRASE}")
    stage.tell("The hub goes on running until the window is closed.")


def _print_release(stage: Stage, maya: Laptop, only: str | None = None) -> None:
    """Tell a release as a tree: Clients by name, their levels, and the functions within."""
    tables = released.release_of(maya.vault)
    names = released.client_names(maya.vault)
    rows = [
        (names[row.client_id], *row.key[1:], row)
        for table in (tables.clients, tables.levels, tables.cells)
        for row in table
        if only in (None, names[row.client_id])
    ]
    for name, level, func, row in sorted(rows, key=lambda entry: entry[:3]):
        words = FUNCTIONS[Function(func)] if func else LEVELS[Level(level)] if level else name
        depth = 2 * (1 + bool(level) + bool(func))
        stage.tell(f"{' ' * depth}{words:{34 - depth}}{_figures(row)}")
    if not rows:
        stage.tell("  nothing is shown")


def _figures(row: Row) -> str:
    shown = row.shown
    count = f"{shown.colleagues.value} colleagues"
    if shown.strength is Band.NONE:
        return count
    return f"{count:18}{BANDS[shown.strength]}, the middle of {shown.strength_colleagues.value}"


def _client_name(maya: Laptop, registry_id: str) -> str:
    return released.client_names(maya.vault).get(registry_id, registry_id)


def _threshold(k: int) -> str:
    return "even if nobody else does" if k == 1 else f"when at least {k} colleagues share too"


def _head(tell: Tell, number: str, title: str) -> None:
    tell("")
    tell(f"{number}. {title}")
    tell("")
