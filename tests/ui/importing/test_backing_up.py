"""While an import backs the vault up first, the card says so and how far it is."""

from __future__ import annotations

from builders.sweeps import shown_words
from weavit_desktop.services.backups import BACKING_UP
from weavit_desktop.services.progress import ReadingStep, Step
from weavit_desktop.views.pages.importing.progress_card import ProgressCard
from weavit_desktop.views.theme.theme import Theme


def test_it_is_told_apart_from_what_is_imported(theme: Theme) -> None:
    card = ProgressCard(theme)
    card.show()
    card.begin("Importing 2 people", "Importing")
    card.show_step(Step(BACKING_UP, 45, 100))
    said = shown_words(card)
    assert {"Backing up first…", "45%", "of the vault"} <= set(said)
    assert "0%" in said  # of the import
    card.show_step(ReadingStep("read", 2, None, 1.0, 1, 1))
    assert "Backing up first…" not in shown_words(card)
    card.close()
