"""What a picture may cost. What asks for more is not decoded."""

from __future__ import annotations

import sys
from typing import Final

MOST_PIXELS: Final = 50_000_000  # what a good camera gives; four bytes each while it is decoded
MOST_SIDE: Final = 30_000
THUMBNAIL_SIDE: Final = 256
ADDRESS_SPACE: Final = 1280 * 1024 * 1024  # in bytes: three copies of the largest picture, and the program
CPU_SECONDS: Final = 3600  # of all pictures of one run; what takes too long alone, the app ends


def limit_this_process() -> None:
    """Take from this process what decoding a picture does not need: memory, files, other processes.

    Windows has no such limits: there the pixels are counted all the same, and the app ends what takes
    too long.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, limit in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),  # the pipe's two ends, and nothing new
        (resource.RLIMIT_NPROC, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        least = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(kind, (least, least))
        except (OSError, ValueError):
            if sys.platform != "darwin":  # which has some of them in name only
                raise
