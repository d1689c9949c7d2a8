"""`weavit-pictures`: started by the app, which hands it one picture after the other."""

from __future__ import annotations

import sys

from weavit_desktop.pictures.limits import limit_this_process
from weavit_desktop.pictures.session import serve


def main() -> int:
    """Serve the app until it closes the pipe. Returns the exit code."""
    limit_this_process()  # after the imports: from here on no file can be opened
    return serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    sys.exit(main())
