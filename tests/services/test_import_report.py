"""What an import came to, in one sentence, and what it rightly left out, over all its sources."""

from __future__ import annotations

import pytest

from weavit_desktop.services.import_report import ImportReport, PassedOver, SourceReport

NOTHING = SourceReport("a.vcf", "vcard")
KNOWN = SourceReport("a.vcf", "vcard", records=2, unchanged=2)
NEW = SourceReport("b.vcf", "vcard", records=1, people_new=1)
MET = SourceReport("c.ics", "ics", records=1, interactions_new=1)
NEWER = SourceReport("b.vcf", "vcard", records=1, people_updated=1)
MOVED = SourceReport("c.ics", "ics", records=1, interactions_updated=1)
WORDED = SourceReport("mail", "mbox", records=1, words_added=1)
ARCHIVED = SourceReport("maya.zip", "archive", records=1, unchanged=1)


def report(*sources: SourceReport, dry_run: bool = False) -> ImportReport:
    return ImportReport(None if dry_run else "i-1", dry_run, sources, 0.1)


def test_how_everyone_new_starts_is_said_where_somebody_is_new() -> None:
    assert report(KNOWN, NEW).outcome == "Everyone new starts as Only you."


@pytest.mark.parametrize("sources", [(), (NOTHING,), (NOTHING, KNOWN)])
def test_an_import_that_changed_nothing_says_so(sources: tuple[SourceReport, ...]) -> None:
    assert report(*sources).outcome == "Nothing new was taken in."


@pytest.mark.parametrize("source", [MET, NEWER, MOVED, WORDED, ARCHIVED], ids=lambda one: one.path)
def test_of_anything_else_the_figures_tell(source: SourceReport) -> None:
    assert report(KNOWN, source).outcome == ""


@pytest.mark.parametrize("source", [NOTHING, NEW], ids=lambda one: one.path)
def test_a_rehearsal_says_that_it_is_one(source: SourceReport) -> None:
    assert report(source, dry_run=True).outcome == "Nothing was stored: this was a rehearsal."


def test_what_was_passed_over_is_counted_over_all_sources() -> None:
    one = SourceReport("a.zip", "linkedin", passed_over=(PassedOver("drafts", 1), PassedOver("ads", 2)))
    other = SourceReport("b.zip", "linkedin", passed_over=(PassedOver("drafts", 4),))
    assert report(one, NOTHING, other).passed_over == (PassedOver("ads", 2), PassedOver("drafts", 5))
