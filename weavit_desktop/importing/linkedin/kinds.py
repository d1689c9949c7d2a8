"""The tables of a LinkedIn export: known by their columns, and which of them are never opened."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePosixPath

from weavit_desktop.importing.tables import column_key


class Table(StrEnum):
    """A table that is read. The order is that of reading: who "me" is comes first."""

    PROFILE = "profile"
    EMAILS = "emails"
    PHONES = "phones"
    CONNECTIONS = "connections"
    CONTACTS = "contacts"
    INVITATIONS = "invitations"
    ENDORSEMENTS_GIVEN = "endorsements-given"
    ENDORSEMENTS_RECEIVED = "endorsements-received"
    RECOMMENDATIONS = "recommendations"
    NOTES = "notes"
    POSITIONS = "positions"
    FOLLOWS = "follows"
    MESSAGES = "messages"


# Columns that a table has had in every era (by `column_key`).
_COLUMNS = {
    Table.PROFILE: ("firstname", "lastname", "maidenname", "headline"),
    Table.EMAILS: ("emailaddress", "confirmed", "primary"),
    Table.PHONES: ("extension", "number"),
    Table.CONNECTIONS: ("firstname", "lastname", "connectedon"),
    Table.CONTACTS: ("firstname", "lastname", "emails", "phonenumbers", "createdat"),
    Table.INVITATIONS: ("from", "to", "sentat", "direction"),
    Table.ENDORSEMENTS_GIVEN: ("endorsementdate", "skillname", "endorseefirstname", "endorseelastname"),
    Table.ENDORSEMENTS_RECEIVED: ("endorsementdate", "skillname", "endorserfirstname", "endorserlastname"),
    Table.RECOMMENDATIONS: ("firstname", "lastname", "company", "jobtitle", "text", "creationdate"),
    Table.NOTES: ("connectionprofileurl", "note"),
    Table.POSITIONS: ("companyname", "title", "startedon", "finishedon"),
    Table.FOLLOWS: ("organization", "followedon"),
    Table.MESSAGES: ("conversationid", "from", "senderprofileurl", "date"),
}
SIGNATURES = {table: frozenset(columns) for table, columns in _COLUMNS.items()}

# Tables that say what they are even without others beside them.
TELLING = frozenset({Table.CONNECTIONS, Table.CONTACTS, Table.INVITATIONS, Table.MESSAGES})

_NEVER_READ = (
    "adtargeting",
    "securitychallenge",
    "login",
    "privateidentityasset",
    "receipt",
    "verification",
)
_NOT_WITH_PEOPLE = ("guidemessages", "learningroleplaymessages", "learningcoachmessages")


def is_never_read(name: str) -> bool:
    """Say whether a file's name is that of a table that is none of our business, and so is never opened."""
    path = PurePosixPath(name)
    return path.suffix.lower() == ".csv" and column_key(path.stem).startswith(_NEVER_READ)


def says_given(name: str) -> bool | None:
    """Say by a file's name whether what is in it was given or received; None where it tells neither."""
    words = column_key(PurePosixPath(name).stem)
    return None if ("given" in words) is ("received" in words) else "given" in words


def table_of(columns: Sequence[str], name: str) -> Table | None:
    """Return the table with these column keys, None where no table that is read has them."""
    if column_key(PurePosixPath(name).stem).startswith(_NOT_WITH_PEOPLE):
        return None  # messages with LinkedIn's own machines, in the columns of messages with people
    return next((table for table, wanted in SIGNATURES.items() if wanted.issubset(columns)), None)
