from collections.abc import Sequence

class ContentLine:
    value: str
    encoded: bool
    def __init__(
        self, name: str, params: Sequence[Sequence[str]], value: str, group: str | None = None
    ) -> None: ...

class Component:
    def add(self, objOrName: ContentLine) -> ContentLine: ...  # noqa: N803 - the library's name
    def serialize(self) -> str: ...
