"""`weavit`, left open to whoever traces it: `python -m builders.readable_program COMMAND`.

Of a process that is shut (platform/hardening.py), strace reads no command line unless root runs it.
"""

from __future__ import annotations

from weavit_desktop import __main__ as program


def main() -> None:
    program.refuse_readers = lambda: False
    program.main()


if __name__ == "__main__":
    main()
