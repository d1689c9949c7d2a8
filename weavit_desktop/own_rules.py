"""The person's own rule files: a folder beside the shipped ones, whose files are laid over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from weavit_desktop.domain.rule_errors import RuleError, refusal
from weavit_desktop.domain.title_rules import read_title_rules
from weavit_desktop.errors import InputRefused
from weavit_desktop.matching.legal_forms import read_legal_forms
from weavit_desktop.matching.names import read_own_names
from weavit_desktop.matching.rule_lists import check_list

LISTS: Final = ("free_mail.txt", "role_mailboxes.txt", "no_employers.txt")
CHECKS: Final[Mapping[str, Callable[[str], object]]] = {
    "titles.toml": read_title_rules,
    "names.toml": read_own_names,
    "legal_forms.txt": read_legal_forms,
    **{name: partial(check_list, name) for name in LISTS},
}
"""The files that may lie there, and what refuses one that makes no sense."""


def read_own_rules(folder: Path) -> dict[str, str]:
    """Return the texts of the person's rule files by name; none where the folder is missing.

    Raises InputRefused, saying which file and line, for one that makes no sense or cannot be read, and for
    a rule file of another name, which would have no effect without a word.
    """
    return {path.name: _read(path) for path in _files(folder)}


def _files(folder: Path) -> list[Path]:
    try:
        found = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise InputRefused(
            "The folder of your own rules cannot be opened. Change its permissions."
        ) from error
    return [path for path in found if path.suffix in (".toml", ".txt") and not path.name.startswith(".")]


def _read(path: Path) -> str:
    if path.name not in CHECKS:
        raise InputRefused(
            f"There are no rules called {path.name}. The files are {', '.join(CHECKS)}: rename or remove it."
        )
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refusal("rules", path.name, "", RuleError("this is not UTF-8", line=line)) from error
    except OSError as error:
        raise InputRefused(f"Your own {path.name} cannot be read. Change its permissions.") from error
    CHECKS[path.name](text)
    return text
