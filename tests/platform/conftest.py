"""What the platform room needs of Qt: an application without a display, and its warnings as failures."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
