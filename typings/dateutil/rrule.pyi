from collections.abc import Iterator
from datetime import datetime

class rrule:  # noqa: N801 - the library's name
    def __iter__(self) -> Iterator[datetime]: ...

class rruleset:  # noqa: N801 - the library's name
    def __iter__(self) -> Iterator[datetime]: ...

def rrulestr(s: str, *, dtstart: datetime) -> rrule | rruleset: ...
