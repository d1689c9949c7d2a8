"""The review of duplicates over a vault that has some people twice, in a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import sample
from builders.duplicates_page import PAIRS, Open, Opened
from builders.shown_page import begin, windows
from builders.vault import new_vault
from builders.window import desk_for
from weavit_desktop.models.tasks import Runner
from weavit_desktop.services.importing import import_files
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.pages.duplicates.page import DuplicatesPage
from weavit_desktop.views.theme.theme import Theme


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    path = tmp_path / "people.vcf"
    path.write_bytes(b"".join(PAIRS))
    program = sample.application()
    with new_vault(tmp_path / "vault", clock=program.clock) as opened:
        import_files(opened, program.rules(), [path], clock=program.clock, ids=program.new_id)
        yield opened


@pytest.fixture
def open_page(theme: Theme) -> Iterator[Open]:
    """Give a function that shows the page of a vault in an active window."""
    with windows() as held:

        def opened(vault: Vault, *, runner: Runner | None = None, width: int = 1228) -> Opened:
            desk = desk_for(vault, theme, application=sample.application(), runner=runner)
            page = DuplicatesPage(desk)
            result = Opened(desk, held.hold(page, width), page)
            begin(page)
            return result

        yield opened


@pytest.fixture
def twice(vault: Vault, open_page: Open) -> Opened:
    """Return the page over three pairs, with all work done at once."""
    return open_page(vault)
