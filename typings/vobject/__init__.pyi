from typing import Any

from vobject.base import Component

def vCard() -> Component: ...  # noqa: N802 - the library's name
def readOne(stream: str) -> Any: ...  # noqa: N802 - the library's name
