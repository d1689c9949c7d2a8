"""Python's own habits that a window feels: how threads take turns, and when garbage is looked for."""

from __future__ import annotations

import gc
import linecache
import sys

TURN = 0.001  # s; Python's 5 ms, several in a row, are a frame that everyone sees


def favour_window() -> None:
    """Let the window's thread have its turn soon, and let the collector pass over what lives for ever.

    Call it once the program is loaded: looking through all of its modules takes longer than three frames.
    PySide reads the source of every module that is imported, to see whether it uses Qt, and never lets go
    of it: 12 MB.
    """
    linecache.clearcache()
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)
