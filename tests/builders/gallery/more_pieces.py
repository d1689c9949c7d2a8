"""What components.png does not draw, or draws on the screens: the second sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from builders.gallery.arrangement import Piece, column, row
from builders.gallery.matched import matched
from builders.gallery.surface_pieces import bulk_bar
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.document_lines import Change, DocumentLine, DocumentLineRow
from weavit_desktop.views.components.document_view import DocumentView, Mark
from weavit_desktop.views.components.empty_state import EmptyState, Sign, Weave
from weavit_desktop.views.components.field import SearchField
from weavit_desktop.views.components.frames import DashedFrame, Frame, Ground
from weavit_desktop.views.components.header_bar import HeaderBar
from weavit_desktop.views.components.intensity import IntensityBar
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.ladder import Ladder, LadderState
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.components.pill import Pill, PillLook
from weavit_desktop.views.components.segmented import SegmentedControl
from weavit_desktop.views.components.sidebar import Section, Sidebar
from weavit_desktop.views.components.steps import StepList
from weavit_desktop.views.components.strength_meter import StrengthMeter
from weavit_desktop.views.components.strip_chart import MonthCount, StripChart, StripList
from weavit_desktop.views.theme.theme import Theme

DOCUMENT = (
    b'{"client_id":"bc266bbf-725c-79d2-adf8-ec1c53f8e657","content":{"cells":[{"activity":[],"band":4,'
    b'"func":"finance","k":3,"level":"director"},{"activity":[],"band":5,"func":"operations","k":3,'
    b'"level":"director"},{"activity":[],"band":3,"func":"operations","k":3,"level":"manager"},'
    b'{"activity":[],"band":4,"func":"operations","k":3,"level":"vp"}],"presence_k":3},'
    b'"device_id":"e533101b-af75-700c-a11a-7d42f01dd5b7","hub_id":"b45c6c7a-eefe-739f-ad96-e91d22a08557",'
    b'"not_after":"2027-05-19","policy":"94b78905839b8571e63baf260956bddc2f18a1aeea7a5443dc4ae2afd3c28dc8",'
    b'"prev":"8e4323a48edecf99275a4104ffb099f26d7e32c5f146a527b9c181b7b42a6733",'
    b'"pub_id":"f31703a0-d796-751c-a9a2-ec8260395900","purpose":"coverage",'
    b'"rep_id":"a95db5b0-ac15-7e43-a4ff-55ef91c94a98","seq":7,"type":"weavit.publication","v":1}'
)
CELL = b'{"activity":[],"band":4,"func":"finance","k":3,"level":"director"},'
MAILS = (2, 3, 1, 2, 4, 2, 3, 3, 1, 2, 3, 1, 1, 1, 1, 1, 0, 1, 1, 1, 2, 1, 5, 10)
MEETINGS = (0, 1, 0, 1, 1, 0, 2, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1)


def months() -> list[MonthCount]:
    """Return the two years of person.png."""
    counts = zip(MEETINGS, MAILS, strict=True)
    return [
        MonthCount(2024 + (11 + at) // 12, (11 + at) % 12 + 1, meetings, mails)
        for at, (meetings, mails) in enumerate(counts)
    ]


def sidebar(theme: Theme) -> QWidget:
    """Return the sidebar of person.png."""
    side = Sidebar(
        theme,
        "Vault of Maya",
        (
            Section("today", "Today", "sunrise"),
            Section("people", "People", "users"),
            Section("clients", "Clients", "building-2"),
            Section("network", "Network", "waypoints"),
            Section("sharing", "Sharing", "eye", gap=True),
            Section("activity", "Activity", "scroll-text"),
            Section("import", "Import", "import", gap=True),
            Section("settings", "Settings", "settings"),
        ),
    )
    side.set_current("people")
    side.set_count("people", "2,014")
    side.set_count("clients", "41")
    side.set_count("sharing", "6 waiting", waiting=True)
    side.set_count("activity", "3 new")
    side.ledger.set_figures(1800, 214, "Last published 17 Nov, 17:42")
    side.setFixedHeight(900)
    return side


def header(theme: Theme) -> QWidget:
    """Return the bars of sharing.png and person.png."""
    sharing = HeaderBar(theme, "Sharing", "Nothing leaves this laptop until you publish")
    views = SegmentedControl(
        theme, ("Waiting", "Shared now", "Company mirror", "Colleagues"), "What is shown", padding=12
    )
    views.set_count(0, "6")
    views.set_count(1, "214")
    views.set_count(3, "4")
    sharing.tools.addWidget(views)
    person = HeaderBar(theme, "Anna Kowalczyk-Brandt", back="People")
    person.tools.addWidget(Button(theme, "Log", icon="notebook-pen", keys="L"))
    person.tools.addWidget(Button(theme, "Write", Variant.QUIET, icon="mail"))
    person.tools.addWidget(Button(theme, "", Variant.GHOST, icon="ellipsis", accessible_name="More"))
    search = HeaderBar(theme, "People")
    field = SearchField(theme, "Search people", "Search")
    field.set_text("oper")
    search.middle.addWidget(field)
    search.middle.addWidget(Label(theme, "96 of 2,014", "body", "ink2"))
    search.tools.addWidget(Button(theme, "Compact", Variant.FIELD, icon="rows-3", trailing="chevron-down"))
    return column([sharing, person, search], gap=0)


def document(theme: Theme) -> QWidget:
    """Return a document that waits, in words and in bytes, as on the person's page."""
    box = DashedFrame(theme)
    lines = (
        DocumentLine("Director, Finance", "Strong", "k 3", Change.ADDED),
        DocumentLine("Director, Operations", "Core", "k 3"),
        DocumentLine("C-level, Operations", "Strong", "k 3", Change.REMOVED),
    )
    for line in lines:
        box.column.addWidget(DocumentLineRow(theme, line))
    view = DocumentView(theme)
    holder = row(view, stretch=False)
    holder.layout().setContentsMargins(10, 8, 10, 8)  # type: ignore[union-attr] # has one
    box.column.addWidget(holder)
    box.setFixedWidth(400)
    start = DOCUMENT.index(CELL)
    view.setFixedWidth(378)
    view.set_document(DOCUMENT, "Document for Veldmark Foods", [Mark(start, start + len(CELL))])
    return box


def numbered(theme: Theme) -> QWidget:
    """Return the same bytes with their numbers, as on the sharing page."""
    box = Frame(Ground.RAISED, margin=10)
    view = DocumentView(theme, numbered=True)
    box.column.addWidget(view)
    box.setFixedWidth(492)
    view.setFixedWidth(470)
    start = DOCUMENT.index(CELL)
    view.set_document(DOCUMENT, "Document for Veldmark Foods", [Mark(start, start + len(CELL))])
    return box


def strip(theme: Theme) -> QWidget:
    """Return two years."""
    return StripChart(theme, months())


def strip_list(theme: Theme) -> QWidget:
    """Return the newest months as a list."""
    twin = StripList(theme, months()[-3:])
    twin.setFixedHeight(120)
    return twin


def ladders(theme: Theme) -> QWidget:
    """Return the ladder published, going down, and locked."""
    levels = SharingLevel
    return row(
        Ladder(theme, LadderState(levels.ROLE, levels.ROLE)),
        Ladder(theme, LadderState(levels.RHYTHM, levels.COUNTED)),
        Ladder(theme, LadderState(levels.ONLY_YOU, levels.ONLY_YOU, locked=True)),
        gap=16,
        stretch=False,
    )


def notices(theme: Theme) -> QWidget:
    """Return a notice of every tone."""
    return column(
        [
            Notice(theme, "Each Client has one document; a new version replaces the one before."),
            Notice(
                theme,
                "Nothing is in your vault yet. Cancel keeps nothing. The flight check comes next.",
                tone=Tone.BOXED,
                action="To the flight check",
            ),
            Notice(
                theme,
                "The hub signed for 3. The other 2 are still waiting here. Nothing was sent twice.",
                heading="3 of 5 documents arrived",
                icon="circle-alert",
                tone=Tone.ATTENTION,
                action="Send the other 2",
            ),
            Notice(
                theme,
                "Receipts #42 to #46, 3,260 bytes, signed by the hub at 08:31.",
                heading="Published 5 documents",
                icon="badge-check",
                tone=Tone.SHARED,
            ),
        ]
    )


def empty(theme: Theme) -> QWidget:
    """Return an empty page and a broken one."""
    first = EmptyState(
        theme,
        Weave(theme, dyed=False),
        "Nobody here yet",
        "Drop a contacts file and it fills in a minute. Everyone starts as Only you.",
        (
            Button(theme, "Import", Variant.FIRST, icon="import"),
            Button(theme, "Add one person", Variant.GHOST),
        ),
    )
    second = EmptyState(
        theme,
        Sign(theme, "cloud-off", "ink2"),
        "The hub did not answer",
        "Nothing was sent. Your 5 documents are still waiting, exactly as they were.",
        (Button(theme, "Try again", Variant.FIRST), Button(theme, "Save bytes", Variant.GHOST)),
    )
    return row(first, second, gap=32)


def small_things(theme: Theme) -> QWidget:
    """Return pills, small buttons, a busy one, progress and strength."""
    busy = Button(theme, "Publish", Variant.COMPANY, icon="upload")
    busy.set_busy(busy=True)
    meter = StrengthMeter(theme)
    meter.set_strength(4, "Very good", "About 3 thousand years to guess")
    pills = row(
        Pill(theme, "6 waiting", PillLook.WAITING),
        Pill(theme, "named"),
        Pill(theme, "cannot verify", PillLook.ATTENTION),
    )
    small = row(
        Button(theme, "Change…", small=True),
        Button(theme, "Print", Variant.QUIET, icon="printer", small=True),
        Button(theme, "Delete…", Variant.DESTRUCTIVE, small=True),
        busy,
    )
    progress = IntensityBar(theme, 64, 100, "64 percent", height=8, width=440)
    return column([pills, small, progress, meter], gap=12)


def steps(theme: Theme) -> QWidget:
    """Return the steps of creating a vault."""
    return StepList(
        theme,
        (
            ("Name", "Vault of Maya"),
            ("Passphrase", "Excellent"),
            ("Recovery kit", "The only other way in"),
            ("First import", "Files from phone, mail, calendar"),
        ),
        at=2,
    )


PIECES = (
    Piece("sidebar", "Sidebar", 0, 0, 212, sidebar),
    Piece("header", "Header bars", 232, 0, 1180, header),
    Piece("document", "Document view", 240, 215, 400, document),
    Piece("document-numbered", "Document view, numbered", 660, 215, 492, numbered),
    Piece("steps", "Steps", 1180, 215, 220, steps),
    Piece("ladders", "Ladder: published, going down, locked", 240, 560, 1160, ladders),
    Piece("strip", "24 months", 240, 760, 736, strip),
    Piece("strip-list", "The same as a list", 1000, 760, 400, strip_list),
    Piece("notices", "Notices", 240, 900, 560, notices),
    Piece("small", "Pills, small buttons, busy, progress, strength", 830, 920, 460, small_things),
    Piece("empty", "Empty states", 240, 1160, 700, empty),
    Piece("bulk-bar", "Bulk bar", 830, 1090, 580, bulk_bar),
    Piece("matched", "Search matches", 960, 1180, 460, matched),
)
