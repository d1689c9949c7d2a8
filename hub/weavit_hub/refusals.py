"""What the hub refuses over the wire: a stable code, its HTTP status and its title (docs/protocol.md)."""

from __future__ import annotations

_REFUSALS = {
    "schema": (422, "The body is not of the closed schema"),
    "unsupported-version": (415, "This version of the document is not served"),
    "too-large": (413, "The body is too large"),
    "signature": (401, "The signature is missing or does not fit"),
    "clock-skew": (401, "The clocks differ by more than five minutes"),
    "replayed": (401, "The request was seen before"),
    "forbidden": (403, "This is not allowed"),
    "not-found": (404, "There is no such thing"),
    "method": (405, "This method is not served here"),
    "policy-changed": (409, "Another policy is in force"),
    "invite": (403, "The invite is unknown, used or expired"),
    "gone": (410, "The document was taken back"),
    "stale-seq": (412, "The hub holds another version"),
    "rate": (429, "Too many tries"),
    "internal": (500, "The hub failed"),
}


class Refused(Exception):
    """A request that is not granted. `retry_after` is in seconds, for `rate` alone."""

    def __init__(self, code: str, detail: str, *, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        """Return the HTTP status."""
        return _REFUSALS[self.code][0]

    @property
    def title(self) -> str:
        """Return the title, which is the same for every refusal of this code."""
        return _REFUSALS[self.code][1]
