"""The live page: one state shown everywhere, every wish passed on, the focus in the note line, sane at every size."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSplitter, QWidget

from interview_desk.domain import rules
from interview_desk.domain.rules import Refused
from interview_desk.ui.live import prompts
from interview_desk.ui.live.keycap import KeyButton, KeyStrip
from interview_desk.ui.live.live_page import LivePage
from interview_desk.ui.live.veil import Veil
from interview_desk.ui.theme import apply_theme
from tests.conducting import Conducted


@pytest.fixture
def page(on_layer_two: Conducted, shown: Callable[..., LivePage]) -> LivePage:
    it = shown(LivePage(lambda: on_layer_two.now_ms), 1440, 900)
    it.show_stage(on_layer_two.state, on_layer_two.now_ms)
    it.setFocus()
    QApplication.processEvents()
    return it


def test_the_note_line_has_the_focus_and_keeps_it_whatever_is_clicked(page: LivePage) -> None:
    assert page.line.edit.hasFocus()
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            assert page.line.edit.hasFocus(), button.accessibleName()


def test_every_control_and_panel_has_a_name_a_screen_reader_can_say(page: LivePage) -> None:
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and isinstance(widget, QAbstractButton)
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []
    for widget, name in (
        (page.line.edit, "Note"),
        (page.notes.view, "Notes"),
        (page.script, "Script"),
        (page.rubric, "Rubric"),
        (page.header.track, "Layers"),
        (page.header.clock.figures, "17:00"),
    ):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) == name


def test_wishes_of_every_panel_go_out_of_the_page(page: LivePage) -> None:
    heard: list[object] = []
    for signal in (page.signal_marked, page.hint_picked, page.row_chosen, page.command_wanted):
        signal.connect(heard.append)
    page.hint_wanted.connect(lambda: heard.append("hint"))
    page.score_wanted.connect(lambda row, score: heard.append((row, score)))
    page.script.hint_wanted.emit()
    page.script.signal_marked.emit("asks")
    page.rubric.score_wanted.emit("correctness", 2)
    strip = next(it for it in page.findChildren(KeyStrip) if it is page.strip)
    QTest.mouseClick(strip.findChildren(KeyButton)[0], Qt.MouseButton.LeftButton)
    assert heard == ["hint", "asks", ("correctness", 2), "hint.next"]


def test_signals_are_marked_by_number_until_escape(page: LivePage) -> None:
    marked: list[str] = []
    page.signal_marked.connect(marked.append)
    page.mark_signals()
    QTest.keyClicks(page.line.edit, "31")
    QTest.keyClick(page.line.edit, Qt.Key.Key_Escape)
    QTest.keyClicks(page.line.edit, "2")
    assert marked == ["compares-designs", "names-edge-burst"]
    assert page.line.text == "2"


def test_a_hint_is_picked_by_number(page: LivePage) -> None:
    picked: list[str] = []
    page.hint_picked.connect(picked.append)
    page.pick_hint()
    QTest.keyClicks(page.line.edit, "3")
    assert picked == ["queue-of-times"]


def test_notes_are_filtered_by_one_key_and_shown_again(page: LivePage, on_layer_two: Conducted) -> None:
    for typed in ("+ a", "- b @correctness"):
        on_layer_two.note(typed)
    page.show_stage(on_layer_two.state, on_layer_two.now_ms)
    everything = page.notes.model.rowCount()
    page.filter_notes()
    QTest.keyClicks(page.line.edit, "+")
    assert page.notes.model.rowCount() == everything - 1
    assert page.line.text == ""
    page.filter_notes()
    assert page.notes.model.rowCount() == everything
    page.filter_notes()
    QTest.keyClicks(page.line.edit, "3")  # the third row of the rubric
    assert "CORRECTNESS" in page.notes.head.left.text()


def test_saving_is_said_quietly(page: LivePage, on_layer_two: Conducted) -> None:
    page.show_saved(on_layer_two.state.seq)
    assert page.header.who.saved.words == "saved"
    on_layer_two.note("one more")
    page.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert page.header.who.saved.words == "saved"  # no flicker while the disk is quick
    page.show_time(on_layer_two.now_ms + 1000)
    assert page.header.who.saved.words == "saving…"
    page.show_trouble("The disk is full.")
    assert page.header.who.saved.words == "not saved yet"
    assert page.header.who.saved.toolTip() == "The disk is full."
    page.show_trouble(None)
    page.show_saved(on_layer_two.state.seq)
    assert page.header.who.saved.words == "saved"


def test_quiet_focus_veils_everything_but_the_clock_and_the_note_line(page: LivePage, on_layer_two: Conducted) -> None:
    on_layer_two.do(rules.quiet(on_layer_two.state))
    page.show_stage(on_layer_two.state, on_layer_two.now_ms)
    veiled = {veil.parentWidget() for veil in page.findChildren(Veil)}
    assert {page.script, page.notes, page.rubric, page.strip} <= veiled
    assert page.line not in veiled
    assert page.header.clock not in veiled
    on_layer_two.do(rules.quiet(on_layer_two.state))
    page.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert [veil for veil in page.findChildren(Veil) if not veil.isHidden()] == []


@pytest.mark.parametrize(("width", "folded"), [(1440, False), (1100, False), (990, True), (760, True)])
def test_below_1000_pixels_the_rubric_folds_under_the_notes(page: LivePage, width: int, folded: bool) -> None:
    page.resize(width, 800)
    QApplication.processEvents()
    assert page.width() == width
    below = (
        page.rubric.mapTo(page, page.rubric.rect().topLeft()).y()
        > page.notes.mapTo(page, page.notes.rect().topLeft()).y()
    )
    assert below == folded


@pytest.mark.parametrize(("width", "height", "scale"), [(1100, 700, 1.0), (1440, 900, 1.0), (1440, 900, 2.0)])
def test_nothing_is_cut_off_and_nothing_overlaps(
    page: LivePage, qapp: QApplication, width: int, height: int, scale: float
) -> None:
    apply_theme(qapp, "dark", scale)
    page.resize(width, height)
    QApplication.processEvents()
    assert (page.width(), page.height()) == (width, height)
    for panel in (
        page.header.who,
        page.header.clock,
        page.header.track,
        page.line,
        page.strip,
        page.notes,
        page.rubric,
    ):
        place = panel.rect().translated(panel.mapTo(page, panel.rect().topLeft()))
        assert page.rect().contains(place), panel
        assert panel.height() >= panel.minimumSizeHint().height(), panel
    clock = page.header.clock
    for label in (clock.figures, clock.plan, clock.pace):
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    apply_theme(qapp, "dark")


def test_a_change_of_theme_reaches_every_panel(page: LivePage, qapp: QApplication) -> None:
    dark = page.grab().toImage().pixelColor(700, 600).lightness()
    apply_theme(qapp, "light")
    QApplication.processEvents()
    assert page.grab().toImage().pixelColor(700, 600).lightness() > dark + 150


def test_a_second_repaints_only_the_clock_and_the_current_layer(page: LivePage, on_layer_two: Conducted) -> None:
    page.show_time(on_layer_two.now_ms)
    QApplication.processEvents()
    before = page.grab().toImage()
    on_layer_two.wait(seconds=1)
    page.show_time(on_layer_two.now_ms)
    after = page.grab().toImage()
    below = page.header.height() + 1
    area = (0, below, page.width(), page.height() - below)
    assert before != after
    assert before.copy(*area) == after.copy(*area)


def test_a_whole_interview_of_deeds_is_shown_without_a_word_from_qt(page: LivePage, on_layer_two: Conducted) -> None:
    session = on_layer_two
    deeds: list[Callable[[], object]] = [
        lambda: session.note("+ a @correctness"),
        lambda: session.do(rules.give_own_hint(session.state, "own")),
        lambda: session.do(rules.take_snippet(session.state, "x = 1", "python")),
        lambda: session.do(rules.comment_snippet(session.state, session.state.snippets[-1].seq, 1, 1, "why one?")),
        lambda: session.do(rules.branch(session.state)),
        lambda: session.do(rules.branch(session.state)),
        lambda: session.do(rules.change_direction(session.state)),
        lambda: session.do(rules.pause(session.state)),
        lambda: session.do(rules.pause(session.state)),
        lambda: _sleep(session),
        lambda: session.do(rules.count_gap(session.state)),
        lambda: session.do(rules.conclude_early(session.state)),
        lambda: session.do(rules.end(session.state)),
    ]
    for deed in deeds:
        deed()
        session.wait(seconds=30)
        page.show_stage(session.state, session.now_ms)
        page.show_time(session.now_ms)
        QApplication.processEvents()
    while not isinstance(undone := rules.undo(session.live.log), Refused):
        session.do(undone)
        page.show_stage(session.state, session.now_ms)
        QApplication.processEvents()
    assert session.state.phase == "prepared"
    assert page.notes.model.rowCount() == 0


def test_the_page_stays_usable_while_it_asks(page: LivePage) -> None:
    written: list[str] = []
    page.note_written.connect(lambda text, _stamp: written.append(text))
    page.ask(prompts.THEIR_QUESTION)
    page.choose(prompts.MILESTONE)
    QTest.keyClick(page.line.edit, Qt.Key.Key_Escape)
    QTest.keyClick(page.line.edit, Qt.Key.Key_Escape)
    QTest.keyClicks(page.line.edit, "note")
    QTest.keyClick(page.line.edit, Qt.Key.Key_Return)
    assert written == ["note"]


def _sleep(session: Conducted) -> None:
    session.clock.sleep(60_000)
    session.live.notice_sleep()


def test_shares_of_the_columns_last_through_a_resize_and_can_be_restored(page: LivePage) -> None:
    assert page.shares() == {}  # nobody moved them
    page.set_shares({"wide": [[600, 840], [500, 340]]})
    assert abs(page.script.width() - 600) <= 4
    page.resize(1300, 850)
    QApplication.processEvents()
    assert abs(page.script.width() / 1300 - 600 / 1440) < 0.02
    page.set_shares({"wide": [[0, 10], [1]]})  # nonsense from a damaged file changes nothing
    assert abs(page.script.width() / 1300 - 600 / 1440) < 0.02


def test_a_column_moved_by_hand_is_remembered_for_the_way_the_page_was_folded(page: LivePage) -> None:
    handle = page.findChildren(QSplitter)[0].handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton)
    QTest.mouseMove(handle, handle.rect().center() + QPoint(80, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton)
    assert list(page.shares()) == ["wide"]
    moved = page.script.width()
    page.resize(900, 850)
    QApplication.processEvents()
    page.resize(1440, 900)
    QApplication.processEvents()
    assert abs(page.script.width() - moved) <= 4


def test_a_key_and_a_second_cost_no_more_after_four_hundred_notes(page: LivePage, on_layer_two: Conducted) -> None:
    def calls(work: Callable[[], object]) -> int:
        """How many calls it takes, on the screen too: what a clock would say of a machine that does nothing else."""
        made = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal made
            made += event == "call"

        sys.setprofile(count)
        try:
            work()
            QApplication.processEvents()
        finally:
            sys.setprofile(None)
        return made

    def costs() -> list[list[int]]:
        key = [calls(lambda: QTest.keyClick(page.line.edit, Qt.Key.Key_M)) for _ in range(5)]
        page.line.edit.clear()
        seconds = []
        for _ in range(5):
            on_layer_two.wait(seconds=1)
            seconds.append(calls(lambda: page.show_time(on_layer_two.now_ms)))
        return [sorted(key), sorted(seconds)]

    def take_notes(count: int) -> None:
        for number in range(count):
            on_layer_two.note(f"note {number}")
            page.show_stage(on_layer_two.state, on_layer_two.now_ms)
            QApplication.processEvents()

    take_notes(10)
    at_first = costs()
    take_notes(390)
    for few, many in zip(at_first, costs(), strict=True):
        assert few[2] > 0
        assert many[2] <= few[2] * 1.2
