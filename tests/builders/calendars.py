"""Calendars as programs write them."""

from __future__ import annotations

from collections.abc import Sequence

ME = "maya@ours.example"


def guest(email: str, answer: str = "ACCEPTED", *, kind: str = "INDIVIDUAL", name: str = "") -> str:
    """Return an ATTENDEE line."""
    named = f";CN={name}" if name else ""
    return f"ATTENDEE;CUTYPE={kind};PARTSTAT={answer}{named}:mailto:{email}"


def event(
    *lines: str,
    uid: str = "1@cal.example",
    begins: str = ";TZID=Europe/Berlin:20260302T100000",
    organiser: str = ME,
) -> str:
    """Return a VEVENT that Maya calls with Jonas, or with whom `lines` say; `begins` follows DTSTART."""
    called = [f"ORGANIZER;CN=Somebody:mailto:{organiser}"] if organiser else []
    guests = (
        []
        if any(line.startswith("ATTENDEE") for line in lines)
        else [guest("jonas@acme.example", name="Jonas")]
    )
    return "\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{begins}", *called, *guests, *lines, "END:VEVENT"]
    )


def calendar(*events: str, head: Sequence[str] = ()) -> bytes:
    """Return a file of these events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *head, *events, "END:VCALENDAR", ""]
    return "\n".join(lines).replace("\n", "\r\n").encode()
