"""The closed vocabularies of a publication: levels, functions, bands, sharing levels, thresholds."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Level(StrEnum):
    """How high in the hierarchy a person stands. UNKNOWN is never published."""

    C_LEVEL = "c_level"
    VP = "vp"
    DIRECTOR = "director"
    MANAGER = "manager"
    STAFF = "staff"
    UNKNOWN = "unknown"


class Function(StrEnum):
    """What part of the institution a person works in. UNKNOWN is never published."""

    GENERAL_MANAGEMENT = "general_management"
    PROCUREMENT = "procurement"
    FINANCE = "finance"
    RISK_COMPLIANCE = "risk_compliance"
    LEGAL = "legal"
    IT = "it"
    OPERATIONS = "operations"
    SALES = "sales"
    MARKETING_COMMUNICATION = "marketing_communication"
    HR = "hr"
    PRODUCT = "product"
    ENGINEERING_RD = "engineering_rd"
    BUSINESS_LINE = "business_line"
    OTHER = "other"
    UNKNOWN = "unknown"


class Band(IntEnum):
    """Interaction intensity in five steps; NONE says that no band was given."""

    NONE = 0
    DORMANT = 1
    LIGHT = 2
    REGULAR = 3
    STRONG = 4
    CORE = 5


class SharingLevel(IntEnum):
    """The ladder: each step includes the ones below it."""

    ONLY_YOU = 0
    COUNTED = 1
    ROLE = 2
    STRENGTH = 3
    RHYTHM = 4


class Activity(IntEnum):
    """How busy one calendar month was, by days with an interaction."""

    QUIET = 0
    SOME = 1
    STEADY = 2
    BUSY = 3


PUBLISHED_LEVELS = tuple(level for level in Level if level is not Level.UNKNOWN)
PUBLISHED_FUNCTIONS = tuple(function for function in Function if function is not Function.UNKNOWN)
THRESHOLDS = (1, 3, 5)  # a rep's own k: show this only when at least k colleagues share it too
DEFAULT_THRESHOLD = 3
ACTIVITY_MONTHS = 12
