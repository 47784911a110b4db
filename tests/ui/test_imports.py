"""A module that is imported beside the screen costs what it costs anywhere else."""

from __future__ import annotations

import subprocess
import sys

_TOLD = """
import linecache, sys
import interview_desk.ui.application
import sqlite3.dbapi2, decimal, difflib
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["x"])
label = QLabel("a")
label.setText("b")  # no other spelling than Qt's own
assert label.text() == "b" and not hasattr(label, "set_text")
print(*(file for file in linecache.cache if "interview_desk" in file or "difflib" in file))
"""


def test_pyside_reads_no_source_of_what_is_imported_after_it() -> None:
    done = subprocess.run([sys.executable, "-c", _TOLD], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
