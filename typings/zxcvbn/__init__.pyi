from typing import TypedDict

class _Feedback(TypedDict):
    warning: str
    suggestions: list[str]

class _Result(TypedDict):
    score: int
    feedback: _Feedback

def zxcvbn(password: str, user_inputs: list[str] | None = ..., max_length: int = ...) -> _Result: ...
