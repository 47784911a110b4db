"""What a screen reader finds: every control has a name and a role, and Tab goes on in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.library.catalogue import Catalogue
from interview_desk.ui.theme import apply_theme
from tests.journeys.driver import Driver, Place

KIT = "backend-senior"
CONTROLS = {
    QAccessible.Role.Button,
    QAccessible.Role.PushButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.MenuItem,
    QAccessible.Role.PageTab,
}
PAGES = ("home", "prepare", "live", "wrap-up", "summary", "feedback", "report", "settings")


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, desk_home: Path) -> Iterator[Driver]:
    apply_theme(qapp, "dark")
    it = Driver(qtbot, Catalogue.standing(), Place(desk_home))
    yield it
    it.close()


def go_to(desk: Driver, page: str) -> None:
    """Bring a page up, with something on it."""
    if page == "home":
        desk.open()
        desk.awaits("Senior backend engineer, live coding")
        return
    if page == "prepare":
        desk.open()
        desk.press("Ctrl+Shift+N")
        desk.awaits("A rubric that has a row for all that the question shows is chosen with it.")
        return
    desk.open(KIT)
    desk.press("Ctrl+Return", "Ctrl+H")
    desk.note("+ asked @requirements")
    desk.copy("a = 1\n")
    desk.press("Ctrl+Shift+V")
    if page == "live":
        return
    if page == "settings":
        desk.press("Ctrl+,")
        return
    desk.press(
        "Alt+3", "Ctrl+Down", "Alt+3", "Ctrl+Down", "Alt+3", "Ctrl+Down", "Alt+3", "Ctrl+Down", "Alt+0", "Ctrl+E"
    )
    desk.press(*{"wrap-up": (), "summary": ("Ctrl+2",), "feedback": ("Ctrl+3",), "report": ("Ctrl+4",)}[page])


def walk(interface: QAccessibleInterface | None, path: str = "") -> Iterator[tuple[str, QAccessibleInterface]]:
    """Yield all that is visible, each with the roles that lead to it."""
    if interface is None or not interface.isValid() or getattr(interface.state(), "invisible", False):
        return
    here = f"{path}/{interface.role().name}"
    yield here, interface
    for at in range(interface.childCount()):
        yield from walk(interface.child(at), here)


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name_and_all_is_come_to_in_the_order_of_reading(desk: Driver, page: str) -> None:
    go_to(desk, page)
    found = list(walk(QAccessible.queryAccessibleInterface(desk.window)))
    assert len(found) > 20
    nameless = []
    for path, it in found:
        widget = it.object()
        takes_focus = isinstance(widget, QWidget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if (it.role() in CONTROLS or takes_focus) and not it.text(QAccessible.Text.Name).strip():
            nameless.append(f"{path}: {it.object()}")
    assert nameless == []
    assert [path for path, it in found if it.role() == QAccessible.Role.NoRole] == []
    assert list(backwards(QAccessible.queryAccessibleInterface(desk.window))) == []


@pytest.mark.parametrize("page", [it for it in PAGES if it not in ("home", "live")])
def test_tab_goes_on_in_the_order_in_which_one_reads(desk: Driver, page: str) -> None:
    go_to(desk, page)
    desk.wait_until(lambda: bool(desk.focus.accessibleName()))  # until then it waits for what is read in the background
    start, stops = desk.focus, [desk.focus]
    for _ in range(80):
        desk.press("Tab")
        if desk.focus is start:
            break
        stops.append(desk.focus)
    names = [(it.accessibleName(), position(it)) for it in stops]
    # Down the page, column by column: one goes up once for each column, and once to begin anew.
    ups = sum(later.y() < earlier.y() - 8 and later.x() <= earlier.x() for (_, earlier), (_, later) in pairwise(names))
    assert ups <= 2, names


def position(widget: QWidget) -> QPoint:
    return widget.mapTo(widget.window(), QPoint(0, 0))


def backwards(interface: QAccessibleInterface | None) -> Iterator[str]:
    """Yield sisters of which the later stands wholly above the one before, or wholly left of it in the same row."""
    if interface is None:
        return
    found = [interface.child(at) for at in range(interface.childCount())]
    skipped = (QAccessible.Role.Grip, QAccessible.Role.Cell)
    sisters = [it for it in found if it.isValid() and it.role() not in skipped]
    shown = [it for it in sisters if not getattr(it.state(), "invisible", False) and it.rect().width() > 0]
    for before, after in pairwise(shown):
        one, other = before.rect(), after.rect()
        above = other.bottom() <= one.top() + 2
        left = other.right() <= one.left() + 2 and other.top() < one.bottom()
        if above or left:
            yield f"{before.object()} comes before {after.object()}"
    for it in shown:
        yield from backwards(it)


def test_the_clock_and_the_chosen_note_can_be_read(desk: Driver) -> None:
    go_to(desk, "live")
    desk.until("02:05")
    assert desk.sees("02:05", "Layers", "Notes", "Rubric", "Script", "00:00 strength: asked (Requirements)")
