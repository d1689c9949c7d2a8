"""`weavit`, and `python -m weavit_desktop`."""

from __future__ import annotations

import sys

from weavit_desktop.cli.app import run
from weavit_desktop.composition import compose


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:], compose()))


if __name__ == "__main__":
    main()
