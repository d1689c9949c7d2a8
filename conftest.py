"""For every test: `builders` can be imported, and Hypothesis judges laws, not the speed of a machine."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent / "tests"))

settings.register_profile("weavit", deadline=None, print_blob=True)
settings.load_profile("weavit")
