"""A row of a table into a card, by the targets of its columns. What no field takes is kept beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from weavit_desktop.domain.card import NO_NAME, Address, Card, Labelled, Names, Property
from weavit_desktop.domain.folding import CJK_RUN
from weavit_desktop.domain.profile import normalise_slug
from weavit_desktop.importing.columns.days import DayOrder, is_no_day, read_table_day
from weavit_desktop.importing.columns.mapping import (
    LABELLED,
    PARTS,
    ColumnMapping,
    Field,
    Target,
)

_KINDS: Final = {"mobile": "cell", "mobil": "cell", "home fax": "home/fax", "work fax": "work/fax"}
_ANNIVERSARY: Final = ("anniversary", "jahrestag", "hochzeitstag")
_NAMES: Final = (Field.NAME, Field.GIVEN, Field.FAMILY, Field.NICKNAME)
_LISTED: Final = (Field.EMAIL, Field.PHONE, Field.URL, Field.NOTE, Field.CATEGORY)
_TEXTS: Final = (
    Field.NAME,
    Field.GIVEN,
    Field.FAMILY,
    Field.ADDITIONAL,
    Field.PREFIX,
    Field.SUFFIX,
    Field.NICKNAME,
    Field.ORGANIZATION,
    Field.DEPARTMENT,
    Field.TITLE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One column of a plan: where its cell is, and that of its label (-1 for none)."""

    index: int
    column: str
    target: Target
    label: int = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """A mapping made ready for the rows of one table. `loose` are the columns without a target, and those
    that would tell the kind of a column which is not there, or is told by another.

    `naming` are the steps that may name somebody. A row whose names are empty is a company's; not so in
    a table without names, which lists people by their addresses.
    """

    steps: tuple[Step, ...]
    loose: tuple[tuple[int, str], ...]
    naming: tuple[Step, ...]
    ids: tuple[int, ...]
    days: DayOrder


def plan_for(mapping: ColumnMapping) -> Plan:
    """Return the plan of a mapping."""
    columns = list(enumerate(zip(mapping.names, mapping.targets, strict=True)))
    told = {target.group for _, (_, target) in columns if target is not None and target.field in LABELLED}
    labels: dict[str, int] = {}
    for index, (_, target) in columns:
        if target is not None and target.field is Field.LABEL and target.group and target.group in told:
            labels.setdefault(target.group, index)
    steps = tuple(
        Step(index, name, target, labels.get(target.group, -1) if target.group else -1)
        for index, (name, target) in columns
        if target is not None and target.field is not Field.LABEL
    )
    used = {*(step.index for step in steps), *labels.values()}
    loose = tuple((index, name) for index, (name, _) in columns if index not in used)
    has_names = any(step.target.field in _NAMES for step in steps)
    naming = tuple(step for step in steps if step.target.field in _TEXTS) if has_names else ()
    ids = tuple(step.index for step in steps if step.target.field is Field.ID)
    return Plan(steps, loose, naming, ids, mapping.days)


def name_in(plan: Plan, cells: Sequence[str]) -> str:
    """Return the name that the card of a row will have, "" for one that will be called by an address."""
    texts: dict[Field, str] = {}
    for step in plan.naming:
        if value := cells[step.index].strip():
            texts.setdefault(step.target.field, value)
    return _own_name(texts, _names(texts)) or texts.get(Field.ORGANIZATION, "")


def compose(plan: Plan, cells: Sequence[str]) -> Card:
    """Return the card of a row, whose cells are without outer blanks."""
    draft = _Draft(plan.days, bool(plan.naming))
    for step in plan.steps:
        if value := cells[step.index]:
            _TAKERS[step.target.field](draft, step, value, cells[step.label] if step.label >= 0 else "")
    draft.extra += [Property(name, cells[index]) for index, name in plan.loose if cells[index]]
    return draft.card()


def _names(texts: Mapping[Field, str]) -> Names:
    get = texts.get
    return Names(
        given=get(Field.GIVEN, ""),
        family=get(Field.FAMILY, ""),
        additional=get(Field.ADDITIONAL, ""),
        prefix=get(Field.PREFIX, ""),
        suffix=get(Field.SUFFIX, ""),
        nickname=get(Field.NICKNAME, ""),
    )


def _own_name(texts: Mapping[Field, str], names: Names) -> str:
    return texts.get(Field.NAME) or _shown_name(names) or names.nickname


def _shown_name(names: Names) -> str:
    """Return a name in the order of its script, without prefix and nickname."""
    if CJK_RUN.fullmatch(names.given) and CJK_RUN.fullmatch(names.family):
        return names.family + names.given
    return " ".join(filter(None, (names.given, names.additional, names.family, names.suffix)))


@dataclass(slots=True)
class _Draft:
    """What a row has told so far."""

    days: DayOrder
    has_names: bool
    texts: dict[Field, str] = field(default_factory=dict)
    listed: dict[Field, list[Labelled]] = field(default_factory=dict)
    addresses: dict[str, list[dict[Field, str]]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    extra: list[Property] = field(default_factory=list)

    def keep(self, step: Step, value: str, label: str = "") -> None:
        """Keep a value beside the fields."""
        params = (("LABEL", label),) if label else ()
        self.extra.append(Property(step.target.name or step.column, value, params))

    def card(self) -> Card:
        get, names = self.texts.get, _names(self.texts)
        organization, title = get(Field.ORGANIZATION, ""), get(Field.TITLE, "")
        emails, phones, urls, notes, groups = (tuple(self.listed.get(one, ())) for one in _LISTED)
        own = _own_name(self.texts, names)
        values = (one.value for one in (*emails, *phones))
        company = organization if self.has_names else ""
        return Card(
            name=own or company or next(values, organization) or NO_NAME,
            names=names,
            is_company=bool(company) and not own and not title,
            organization=organization,
            department=get(Field.DEPARTMENT, ""),
            title=title,
            emails=emails,
            phones=phones,
            addresses=tuple(self._addresses()),
            urls=urls,
            profile_slug=next((slug for url in urls if (slug := normalise_slug(url.value))), ""),
            birthday=get(Field.BIRTHDAY, ""),
            anniversary=get(Field.ANNIVERSARY, ""),
            notes=tuple(note.value for note in notes),
            categories=_categories(groups),
            extra=tuple(self.extra),
        )

    def _addresses(self) -> list[Address]:
        found = []
        for group, several in self.addresses.items():
            for parts in several:
                formatted = parts.pop(Field.FORMATTED, "")
                if formatted and not parts:
                    parts[Field.STREET] = formatted
                if parts:
                    fields = {str(one): value for one, value in parts.items()}
                    found.append(Address(**fields, types=self.kinds[group]))
        return found


def _categories(groups: Sequence[Labelled]) -> tuple[str, ...]:
    """Return the names of groups. Google marks its own with an asterisk; "* myContacts" is everybody."""
    named = (one.value.removeprefix("* ").strip() for one in groups if one.value != "* myContacts")
    return tuple(dict.fromkeys(filter(None, named)))


def _split(value: str, separator: str) -> list[str]:
    if not separator or separator not in value:
        return [value]
    return [part for one in value.split(separator) if (part := one.strip())]


def _kinds(target: Target, label: str) -> tuple[str, ...]:
    """Return the kinds of a value: its column's, and those of a label such as "* Work Fax"."""
    if not label:
        return target.types
    word = label.removeprefix("* ").removeprefix("*").strip().casefold()
    kinds = tuple(_KINDS.get(word, word).split("/")) if word else ()
    return (*target.types, *kinds, *(("pref",) if label.startswith("*") else ()))


def _take_text(draft: _Draft, step: Step, value: str, label: str) -> None:
    if draft.texts.setdefault(step.target.field, value) != value:
        draft.keep(step, value, label)


def _take_listed(draft: _Draft, step: Step, value: str, label: str) -> None:
    target = step.target
    values = _split(value, target.separator)
    labels = _split(label, target.separator)
    if len(labels) != len(values):  # one label for all, whose mark is that of the first
        labels = [label, *[label.removeprefix("* ")] * len(values)]
    for one, its_label in zip(values, labels, strict=False):
        kinds = _kinds(target, its_label)
        if target.field is Field.EMAIL and "@" not in one:  # of colleagues Outlook may have a directory path
            draft.keep(step, one, its_label)
        else:
            draft.listed.setdefault(target.field, []).append(Labelled(one, kinds))


def _take_address(draft: _Draft, step: Step, value: str, label: str) -> None:
    target = step.target
    # Parts of several addresses in one group stand in the same order, and an empty one keeps its place.
    values = [one.strip() for one in value.split(target.separator)] if target.separator else [value]
    several = draft.addresses.setdefault(target.group, [])
    draft.kinds.setdefault(target.group, _kinds(target, label))
    several.extend({} for _ in range(len(values) - len(several)))
    for number, one in enumerate(values):
        if one:
            before = several[number].get(target.field)
            several[number][target.field] = f"{before}\n{one}" if before else one


def _take_day(draft: _Draft, step: Step, value: str, label: str) -> None:
    if is_no_day(value):
        return
    day = read_table_day(value, draft.days)
    if not day or draft.texts.setdefault(step.target.field, day) != day:
        draft.keep(step, value, label)


def _take_event(draft: _Draft, step: Step, value: str, label: str) -> None:
    day = read_table_day(value, draft.days)
    is_anniversary = label.removeprefix("*").strip().casefold() in _ANNIVERSARY
    if day and is_anniversary and Field.ANNIVERSARY not in draft.texts:
        draft.texts[Field.ANNIVERSARY] = day
    else:
        draft.keep(step, value, label)


def _take_other(draft: _Draft, step: Step, value: str, label: str) -> None:
    draft.keep(step, value, label)


_Taker = Callable[[_Draft, Step, str, str], None]
_TAKERS: Final[Mapping[Field, _Taker]] = MappingProxyType(
    {
        **dict.fromkeys(_TEXTS, _take_text),
        **dict.fromkeys(_LISTED, _take_listed),
        **dict.fromkeys(PARTS, _take_address),
        **dict.fromkeys((Field.BIRTHDAY, Field.ANNIVERSARY), _take_day),
        Field.EVENT: _take_event,
        Field.OTHER: _take_other,
        Field.ID: _take_other,
    }
)
