"""The note line: the first keystroke's time, every key where it belongs, and a half-typed note that is never lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from interview_desk.ui.live import prompts
from interview_desk.ui.live.completion import Completion
from interview_desk.ui.live.keycap import KeyButton
from interview_desk.ui.live.note_line import NoteLine
from tests.conducting import Conducted


@pytest.fixture
def line(session: Conducted, shown: Callable[..., NoteLine]) -> NoteLine:
    it = shown(NoteLine(lambda: session.now_ms), 540, 90)
    it.show_stage(session.state, session.now_ms)
    it.setFocus()
    return it


@pytest.fixture
def written(line: NoteLine) -> list[tuple[str, int]]:
    heard: list[tuple[str, int]] = []
    line.note_written.connect(lambda text, stamp: heard.append((text, stamp)))
    return heard


def test_enter_hands_the_note_over_with_the_time_of_its_first_key(
    line: NoteLine, written: list[tuple[str, int]], session: Conducted
) -> None:
    QTest.keyClicks(line.edit, "+")
    session.wait(seconds=20)
    QTest.keyClicks(line.edit, " asked about scope")
    assert line.stamp.text() == "04:00"
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert written == [("+ asked about scope", 240_000)]
    assert line.text == ""
    assert line.stamp.text() == ""


def test_an_emptied_line_forgets_its_time(line: NoteLine, session: Conducted) -> None:
    QTest.keyClicks(line.edit, "a")
    QTest.keyClick(line.edit, Qt.Key.Key_Backspace)
    session.wait(seconds=7)
    QTest.keyClicks(line.edit, "b")
    assert line.stamp_ms == 247_000


def test_enter_on_an_empty_line_writes_nothing(line: NoteLine, written: list[tuple[str, int]]) -> None:
    QTest.keyClicks(line.edit, "   ")
    QTest.keyClick(line.edit, Qt.Key.Key_Enter)
    assert written == []


def test_a_refused_note_stays_in_the_line(line: NoteLine) -> None:
    line.note_written.connect(lambda _text, _stamp: line.keep_text())
    QTest.keyClicks(line.edit, "+")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.text == "+"
    assert line.stamp_ms == 240_000


def test_shift_return_begins_a_new_line_and_the_field_grows(line: NoteLine, written: list[tuple[str, int]]) -> None:
    one = line.edit.height()
    QTest.keyClicks(line.edit, "first")
    QTest.keyClick(line.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(line.edit, "second")
    QApplication.processEvents()
    assert line.edit.height() > one
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert written == [("first\nsecond", 240_000)]
    QApplication.processEvents()
    assert line.edit.height() == one


def test_every_keystroke_is_a_draft(line: NoteLine) -> None:
    drafts: list[tuple[str, int]] = []
    line.draft_changed.connect(lambda text, stamp: drafts.append((text, stamp)))
    QTest.keyClicks(line.edit, "ab")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert drafts == [("a", 240_000), ("ab", 240_000), ("", 0)]


def test_a_restored_draft_keeps_the_time_it_had(line: NoteLine, written: list[tuple[str, int]]) -> None:
    line.restore("+ half", 61_000)
    assert line.stamp.text() == "01:01"
    QTest.keyClicks(line.edit, " done")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert written == [("+ half done", 61_000)]


def test_a_prompt_takes_words_and_gives_the_half_typed_note_back(
    line: NoteLine, written: list[tuple[str, int]], session: Conducted
) -> None:
    answers: list[tuple[str, str, int]] = []
    line.answered.connect(lambda id, text, stamp: answers.append((id, text, stamp)))
    QTest.keyClicks(line.edit, "+ half")
    session.wait(seconds=5)
    line.ask(prompts.OWN_HINT)
    assert line.text == ""
    assert line.asks.text() == "Your hint"
    QTest.keyClicks(line.edit, "a queue?")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert answers == [("hint.own", "a queue?", 245_000)]
    assert (line.text, line.stamp_ms) == ("+ half", 240_000)
    assert not line.asks.isVisible()
    assert written == []


def test_escape_leaves_a_prompt_without_an_answer(line: NoteLine) -> None:
    left: list[str] = []
    line.left.connect(left.append)
    QTest.keyClicks(line.edit, "note")
    line.ask(prompts.TOPIC)
    QTest.keyClicks(line.edit, "never mind")
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert line.text == "note"
    assert left == ["branch.toggle"]


def test_escape_never_loses_a_note(line: NoteLine) -> None:
    QTest.keyClicks(line.edit, "note")
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert line.text == "note"


def test_a_prompt_keeps_the_draft_of_the_note(line: NoteLine) -> None:
    drafts: list[str] = []
    QTest.keyClicks(line.edit, "half")
    line.draft_changed.connect(lambda text, _stamp: drafts.append(text))
    line.ask(prompts.TOPIC)
    QTest.keyClicks(line.edit, "sharding")
    assert drafts == []
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert drafts[-1] == "half"


def test_amending_begins_with_the_words_there_were(line: NoteLine) -> None:
    answers: list[str] = []
    line.answered.connect(lambda _id, text, _stamp: answers.append(text))
    line.ask(prompts.AMEND, "- off by one")
    QTest.keyClicks(line.edit, " twice")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert answers == ["- off by one twice"]


def test_a_choice_takes_one_key_and_leaves_what_is_typed(line: NoteLine) -> None:
    keys: list[tuple[str, str]] = []
    line.chosen.connect(lambda id, key: keys.append((id, key)))
    QTest.keyClicks(line.edit, "half")
    line.choose(prompts.MILESTONE)
    QTest.keyClicks(line.edit, "3")
    assert keys == [("milestone.reach", "3")]
    assert line.text == "half"
    assert line.asking is None
    QTest.keyClicks(line.edit, "3")
    assert line.text == "half3"


def test_while_a_choice_is_asked_for_the_line_asks_for_no_words(line: NoteLine) -> None:
    line.ask(prompts.TOPIC)
    topic = line.edit.placeholderText()
    line.choose(prompts.numbered("hint.pick", "Hint", 3, "by its number"))
    assert line.edit.placeholderText() == ""
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert line.edit.placeholderText() == topic
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    line.choose(prompts.DONT_KNOW)
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert line.edit.placeholderText().startswith("Write a note")


def test_any_other_key_ends_a_choice_and_is_typed(line: NoteLine) -> None:
    keys: list[str] = []
    left: list[str] = []
    line.chosen.connect(lambda _id, key: keys.append(key))
    line.left.connect(left.append)
    line.choose(prompts.DONT_KNOW)
    QTest.keyClicks(line.edit, "h")
    assert keys == []
    assert left == ["candidate.dont-know"]
    assert line.text == "h"


def test_a_choice_that_stays_takes_key_after_key_until_escape(line: NoteLine) -> None:
    keys: list[str] = []
    line.chosen.connect(lambda _id, key: keys.append(key))
    line.choose(prompts.numbered("signals.mark", "Signals", 3, "yes, partly, no", stays=True))
    QTest.keyClicks(line.edit, "131")
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    QTest.keyClicks(line.edit, "2")
    assert keys == ["1", "3", "1"]
    assert line.text == "2"


def test_a_choice_can_be_clicked(line: NoteLine) -> None:
    keys: list[str] = []
    line.chosen.connect(lambda _id, key: keys.append(key))
    line.choose(prompts.DONT_KNOW)
    QApplication.processEvents()
    button = next(it for it in line.findChildren(KeyButton) if it.accessibleName() == "reasoned, R")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert keys == ["r"]


def test_tab_completes_a_competency_and_the_focus_stays(line: NoteLine) -> None:
    QTest.keyClicks(line.edit, "+ good @pro")
    assert _completion(line).isVisible()
    assert _completion(line).focusPolicy() == Qt.FocusPolicy.NoFocus
    QTest.keyClick(line.edit, Qt.Key.Key_Tab)
    assert line.text == "+ good @problem-solving "
    assert line.edit.hasFocus()
    assert not _completion(line).isVisible()


def test_the_arrows_choose_among_the_competencies(line: NoteLine) -> None:
    QTest.keyClicks(line.edit, "@")
    QTest.keyClick(line.edit, Qt.Key.Key_Down)
    QTest.keyClick(line.edit, Qt.Key.Key_Tab)
    assert line.text == "@problem-solving "


def test_enter_takes_the_competency_that_is_shown_as_meant(line: NoteLine, written: list[tuple[str, int]]) -> None:
    QTest.keyClicks(line.edit, "- no test @co")  # correctness or communication
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert written == [("- no test @correctness", 240_000)]


def test_escape_closes_the_list_and_nothing_else(line: NoteLine) -> None:
    QTest.keyClicks(line.edit, "+ @tr")
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert not _completion(line).isVisible()
    assert line.text == "+ @tr"


def test_an_address_is_no_competency(line: NoteLine) -> None:
    QTest.keyClicks(line.edit, "mail me@home")
    assert line.findChildren(Completion) == []


def test_a_kind_can_be_clicked_and_changed(line: NoteLine) -> None:
    QTest.keyClicks(line.edit, "words")
    for name in ("strength", "concern"):
        button = next(it for it in line.findChildren(KeyButton) if it.accessibleName().startswith(name))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert line.edit.hasFocus()
    assert line.text == "- words"


@pytest.mark.parametrize(
    "keys",
    ["Ctrl+H", "Ctrl+K", "Ctrl+E", "Ctrl+D", "Ctrl+Z", "Ctrl+Return", "Ctrl+Shift+V", "Ctrl+Up", "Alt+1", "F8"],
)
def test_the_keys_of_commands_pass_through(session: Conducted, qtbot: QtBot, keys: str) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    line = NoteLine(lambda: session.now_ms)
    window.setCentralWidget(line)
    done: list[str] = []
    action = QAction("Deed", window)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda: done.append(keys))
    window.addAction(action)
    with qtbot.waitActive(window):
        window.show()
    line.setFocus()
    line.edit.insertPlainText("text")
    combination = QKeySequence(keys)[0]  # type: ignore[index]
    QTest.keyClick(line.edit, combination.key(), combination.keyboardModifiers())
    assert done == [keys]
    assert line.text == "text"


def test_pages_are_turned_from_the_line(line: NoteLine) -> None:
    pages: list[tuple[int, bool]] = []
    line.page_wanted.connect(lambda by, shifted: pages.append((by, shifted)))
    QTest.keyClick(line.edit, Qt.Key.Key_PageUp)
    QTest.keyClick(line.edit, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert pages == [(-1, False), (1, True)]


def _completion(line: NoteLine) -> Completion:
    (completion,) = line.window().findChildren(Completion)
    return completion
