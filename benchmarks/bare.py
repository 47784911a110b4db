"""The floor for windows: as little as Qt can show, a window with a line edit; `python -m benchmarks.bare`."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1440, 900)
    line = QLineEdit()
    window.setCentralWidget(line)
    line.setFocus()
    window.show()
    window.activateWindow()  # there is no window manager
    app.exec()


if __name__ == "__main__":
    main()
