"""`weavit-facts`: started by the app, which hands it people, batch by batch."""

from __future__ import annotations

import sys

from weavit_desktop.facts.session import serve
from weavit_desktop.platform.hardening import refuse_core_dumps, refuse_readers


def main() -> int:
    """Serve the app until it closes the pipe. Returns the exit code."""
    refuse_core_dumps()
    refuse_readers()
    return serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    sys.exit(main())
