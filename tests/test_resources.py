"""The files that travel with the program are found in a checkout, a wheel and a bundle."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from weavit_desktop import resources


def test_a_checkout_has_them_beside_the_package() -> None:
    assert resources.resource("rules/titles.toml").is_file()
    assert resources.ui_file("theme/tokens.json").is_file()


def test_a_wheel_has_them_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_resources").mkdir()
    (tmp_path / "_resources" / "a.txt").touch()
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    assert resources.resource("a.txt") == tmp_path / "_resources" / "a.txt"


def test_a_bundle_has_them_where_it_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "a.txt").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.ui_file("a.txt") == tmp_path / "ui" / "a.txt"


def test_a_missing_file_is_a_broken_installation() -> None:
    with pytest.raises(FileNotFoundError):
        resources.resource("rules/none.toml")
