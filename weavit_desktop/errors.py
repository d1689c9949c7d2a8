"""Errors that a user, a file or a hub can cause: a stable code, one plain sentence, a fact for developers.

The sentence says what happened and what to do, and holds no personal data. The command line maps
the class to an exit code (cli.md), the app to a message with one action. What only a bug can cause
is left to fail loudly.
"""

from __future__ import annotations


class WeavitError(Exception):
    """A known error. `str()` is the sentence for people; `fact` is for developers."""

    code = "error"
    exit_code = 1

    def __init__(self, sentence: str, *, fact: str = "") -> None:
        super().__init__(sentence)
        self.fact = fact


class UsageRefused(WeavitError):
    """The command or its values make no sense."""

    code = "usage"
    exit_code = 2


class ConfirmationNeeded(UsageRefused):
    """This would remove much of what the vault holds: the person has to type how much, or typed it wrong.

    `number` is what has to be typed.
    """

    code = "confirmation-needed"

    def __init__(self, sentence: str, number: int) -> None:
        super().__init__(sentence)
        self.number = number


class Cancelled(WeavitError):
    """The person asked to stop, and everything is as it was before."""

    code = "cancelled"


class WrongPassphrase(WeavitError):
    code = "wrong-passphrase"
    exit_code = 3


class NoWayToAsk(WeavitError):
    """A secret is needed, and there is no terminal to ask on."""

    code = "no-way-to-ask"
    exit_code = 3


class VaultDamaged(WeavitError):
    """The vault, or a part of it, is damaged, missing or no vault at all."""

    code = "vault-damaged"
    exit_code = 4


class HeaderDamaged(VaultDamaged):
    code = "header-damaged"


class BackupDamaged(VaultDamaged):
    """A file that is no backup, not whole, or not the one it says it is."""

    code = "backup-damaged"


class BlobDamaged(WeavitError):
    """One picture or file is missing or damaged: it is lost, nothing else is."""

    code = "blob-damaged"
    exit_code = 4


class BackupFailed(WeavitError):
    """The backup of the day, or its copy, could not be made: the sentence holds why, and what to do."""

    code = "backup-failed"


class MadeByNewerVersion(WeavitError):
    code = "made-by-newer-version"
    exit_code = 4


class InputRefused(WeavitError):
    """A file that cannot be read at all; a refused record inside a file is a problem of a report instead."""

    code = "input-refused"
    exit_code = 5


class FilesChanged(InputRefused):
    """The files are not those of the flight check any more."""

    code = "files-changed"


class HubRefused(WeavitError):
    """The hub answered, and said no."""

    code = "hub-refused"
    exit_code = 6


class HubUnreachable(WeavitError):
    """The hub is down, silent, or answers nonsense."""

    code = "hub-unreachable"
    exit_code = 6


class HubNotTrusted(WeavitError):
    """Something answers with another key, a bad signature or a bad proof."""

    code = "hub-not-trusted"
    exit_code = 6


class VaultInUse(WeavitError):
    code = "vault-in-use"
    exit_code = 7


class NoRoom(WeavitError):
    """No space or no permission to write."""

    code = "no-room"
    exit_code = 8


class KeychainRefused(WeavitError):
    """The system keychain is missing, locked, silent or wrong, or the passphrase is due."""

    code = "keychain-refused"
    exit_code = 3
