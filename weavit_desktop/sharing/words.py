"""The closed vocabularies in the words that people read."""

from __future__ import annotations

from weavit_core.taxonomy import Activity, Band, Function, Level, SharingLevel

LEVELS = {
    Level.C_LEVEL: "C-level",
    Level.VP: "VP",
    Level.DIRECTOR: "Director",
    Level.MANAGER: "Manager",
    Level.STAFF: "Staff",
    Level.UNKNOWN: "Level unknown",
}
FUNCTIONS = {
    Function.GENERAL_MANAGEMENT: "General management",
    Function.PROCUREMENT: "Procurement",
    Function.FINANCE: "Finance",
    Function.RISK_COMPLIANCE: "Risk and compliance",
    Function.LEGAL: "Legal",
    Function.IT: "IT",
    Function.OPERATIONS: "Operations",
    Function.SALES: "Sales",
    Function.MARKETING_COMMUNICATION: "Marketing and communication",
    Function.HR: "HR",
    Function.PRODUCT: "Product",
    Function.ENGINEERING_RD: "Engineering and R&D",
    Function.BUSINESS_LINE: "Business line",
    Function.OTHER: "Other",
    Function.UNKNOWN: "Function unknown",
}
BANDS = {
    Band.NONE: "No band",
    Band.DORMANT: "Dormant",
    Band.LIGHT: "Light",
    Band.REGULAR: "Regular",
    Band.STRONG: "Strong",
    Band.CORE: "Core",
}
SHARING = {
    SharingLevel.ONLY_YOU: "Only you",
    SharingLevel.COUNTED: "Counted",
    SharingLevel.ROLE: "Role",
    SharingLevel.STRENGTH: "Strength",
    SharingLevel.RHYTHM: "Rhythm",
}
ACTIVITIES = {
    Activity.QUIET: "quiet",
    Activity.SOME: "some",
    Activity.STEADY: "steady",
    Activity.BUSY: "busy",
}
