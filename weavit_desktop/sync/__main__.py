"""`weavit-sync`: started by the app, which talks to it on its standard input and output."""

from __future__ import annotations

import sys

from weavit_desktop.sync.session import serve


def main() -> int:
    """Serve the app until it closes the pipe. Returns the exit code."""
    return serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    sys.exit(main())
