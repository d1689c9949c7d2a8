"""For every test: `builders` can be imported, and Hypothesis judges laws, not the speed of a machine.

What programs of ours log lands in a temporary folder, not in the home of whoever runs the tests.
Vaults of tests set aside 64 KiB for a full disk, not 16 MiB: there are thousands of them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from hypothesis import settings

from weavit_desktop.vault import ballast

sys.path.insert(0, str(Path(__file__).parent / "tests"))

os.environ["XDG_STATE_HOME"] = str(Path(tempfile.gettempdir()) / "weavit-tests")

ballast.BYTES = 64 * 1024

settings.register_profile("weavit", deadline=None, print_blob=True)
settings.load_profile("weavit")
