"""The floor for keys: a QTableView over a line edit whose Enter adds a row; `python -m benchmarks.bare_table ROWS`.

It tells where both stand, and with STALL_SECONDS in the environment how late its event loop was, as `inside` does.
"""

from __future__ import annotations

import json
import os
import sys

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QVBoxLayout, QWidget

from benchmarks.told import SETTLED_MS, Stalls, places

_Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """Texts, one a row."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.texts = [f"note {number}" for number in range(count)]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.texts)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.texts[index.row()] if role == Qt.ItemDataRole.DisplayRole else None

    def add(self, text: str) -> None:
        self.beginInsertRows(QModelIndex(), len(self.texts), len(self.texts))
        self.texts.append(text)
        self.endInsertRows()


class Window(QMainWindow):
    """The table with the line below it."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.resize(1440, 900)
        self.line = QLineEdit()
        self.model = Rows(rows)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addWidget(self.table)
        column.addWidget(self.line)
        self.setCentralWidget(middle)
        self.line.returnPressed.connect(self._add)
        self.line.setFocus()

    def _add(self) -> None:
        self.model.add(self.line.text())
        self.line.clear()
        self.table.scrollToBottom()


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = Window(int(sys.argv[1]))
    window.show()
    window.table.scrollToBottom()
    window.activateWindow()  # there is no window manager
    where = {"line": window.line, "rows": window.table.viewport()}
    QTimer.singleShot(SETTLED_MS, lambda: print(places(window, **where), flush=True))
    if seconds := float(os.environ.get("STALL_SECONDS", "0")):
        stalls = Stalls()
        QTimer.singleShot(round(seconds * 1000), lambda: print(json.dumps(stalls.late), flush=True))
    app.exec()


if __name__ == "__main__":
    main()
