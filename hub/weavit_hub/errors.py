"""Errors of the `weavit-hub` command: one plain sentence each, what happened and what to do."""

from __future__ import annotations


class HubError(Exception):
    """A known error. `str()` is the sentence for people; the class tells the exit code (cli.md)."""

    exit_code = 1


class UsageRefused(HubError):
    """The command or its values make no sense here."""

    exit_code = 2


class HubDamaged(HubError):
    """The hub's folder or database is missing, damaged or of another version."""

    exit_code = 4


class InputRefused(HubError):
    """Some input was refused; the report says which."""

    exit_code = 5


class NoRoom(HubError):
    """There is no room, or no permission to write."""

    exit_code = 8
