"""`weavit` left open to whoever traces it, with cheap vaults: `python -m builders.readable_program COMMAND`.

Of a process that is shut (platform/hardening.py), strace reads no command line unless root runs it.
"""

from __future__ import annotations

from functools import partial

from weavit_desktop import __main__ as program
from weavit_desktop.demo import story
from weavit_desktop.vault.keys import FLOOR


def main() -> None:
    program.refuse_readers = lambda: False
    story.set_up = partial(story.set_up, cost=FLOOR)
    program.main()


if __name__ == "__main__":
    main()
