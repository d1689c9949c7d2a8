"""The folder in which a backup is made or looked at."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest

from weavit_desktop.errors import NoRoom
from weavit_desktop.vault.backup import working_folder


def test_a_disk_that_refuses_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(**_: object) -> str:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(tempfile, "mkdtemp", refusing)
    with pytest.raises(NoRoom), working_folder(tmp_path):
        pytest.fail("there is none")
