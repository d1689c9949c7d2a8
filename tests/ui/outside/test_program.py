"""Files that macOS has the program open. In a process of its own: Qt knows only one application."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from weavit_desktop.views.program import Program

program = Program(["weavit"])
program.files_came.connect(lambda files: print([path.as_posix() for path in files]))
for url in ("file:///x/anna%20a.vcf", "https://example.com/b.vcf", "file:///x/c.vcf"):
    QCoreApplication.sendEvent(program, QFileOpenEvent(QUrl(url)))
program.processEvents()
QCoreApplication.sendEvent(program, QFileOpenEvent(QUrl("file:///x/d.vcf")))
program.processEvents()
"""


def test_files_that_come_together_are_told_together_and_addresses_are_not_files() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines() == ["['/x/anna a.vcf', '/x/c.vcf']", "['/x/d.vcf']"]
