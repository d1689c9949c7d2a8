from decimal import Decimal
from typing import TypedDict

class _Feedback(TypedDict):
    warning: str
    suggestions: list[str]

class _Result(TypedDict):
    score: int
    feedback: _Feedback
    crack_times_seconds: dict[str, Decimal]

def zxcvbn(password: str, user_inputs: list[str] | None = ..., max_length: int = ...) -> _Result: ...
