"""Conducting in the window: the live page's wishes and the commands' keys become deeds of one session."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from interview_desk.domain import rules
from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Event, Manner
from interview_desk.domain.note_line import Line, read_line, write_line
from interview_desk.domain.public import public_script
from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.rules import Refused
from interview_desk.domain.script import Place
from interview_desk.domain.state import State
from interview_desk.sessions.live import Live
from interview_desk.ui.actions import Deed
from interview_desk.ui.deeds import MILESTONES, PLAIN
from interview_desk.ui.live import prompts
from interview_desk.ui.live.live_page import LivePage
from interview_desk.ui.live.note_line import NoteLine
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.stage_adapter import StageAdapter

if TYPE_CHECKING:
    from interview_desk.ui.live.candidate_window import CandidateWindow
    from interview_desk.ui.live.compact_window import CompactWindow

    Face = LivePage | CompactWindow

LINES = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\s+(.*)", re.DOTALL)
MANNERS: dict[str, Manner] = {"r": "reasoned", "b": "bare"}


class Conducting(QObject):
    """One session in the window, from its preparation to the end of its wrap-up."""

    wrap_up_wanted = Signal()

    def __init__(self, window: MainWindow, live: Live) -> None:
        super().__init__(window)
        self.live = live
        self.adapter = StageAdapter(live, self)
        self.page = LivePage(self.adapter.now_ms)
        self._window = window
        self._amended = 0
        self._candidate_window: CandidateWindow | None = None
        self._compact: CompactWindow | None = None
        self._saved_to = 0
        self._connect()
        self._show(live.state)

    def open(self) -> None:
        """Show the live page, with its commands open."""
        self._window.desk.bind(self._deeds())
        state = self.live.state
        self._window.show_page(self.page, f"{state.opened.candidate} · {state.kit.title}", "live")

    def restore(self, draft: Draft) -> None:
        """Put the half-typed note of an interrupted session back."""
        self.page.restore_draft(draft.text, draft.stamp_ms)

    def close(self) -> None:
        """Let the session go; what is half typed is kept first."""
        self.adapter.close()
        if self._compact is not None:
            self._compact.closed.disconnect(self._unfold)
        for window in (self._candidate_window, self._compact):
            if window is not None:
                window.close()
                window.deleteLater()

    def wish(self, event: Event | Refused) -> bool:
        """Let an event happen, or say why not; tells whether it did."""
        done = self.live.perform(event)
        if isinstance(done, Refused):
            self._window.notices.say(done.reason)
            return False
        self._window.notices.clear()
        return True

    def undo(self) -> None:
        """Undo the last deed that stands."""
        self.wish(rules.undo(self.live.log))

    def score(self, competency: str, score: Score) -> None:
        """Score a row."""
        self.wish(rules.score(self.live.state, competency, score))

    def _deeds(self) -> dict[str, Deed]:
        page, rubric = self.page, self.page.rubric
        plain = {id: lambda rule=rule: self.wish(rule(self.live.state)) for id, rule in PLAIN.items()}
        scores = {f"score.{n}": lambda n=n: self.score(rubric.chosen, n) for n in range(1, 5)}
        return {
            **plain,
            **scores,
            "score.not-assessed": lambda: self.score(rubric.chosen, NOT_ASSESSED),
            "score.previous": lambda: rubric.step(-1),
            "score.next": lambda: rubric.step(1),
            "interview.undo": self.undo,
            "interview.wrap-up": self._wrap_up,
            "hint.own": lambda: self._face.ask(prompts.OWN_HINT),
            "hint.pick": page.pick_hint,
            "signals.mark": page.mark_signals,
            "candidate.dont-know": self._dont_know,
            "branch.toggle": self._branch,
            "milestone.reach": lambda: self._face.choose(prompts.MILESTONE),
            "note.amend": self._amend,
            "note.filter": page.filter_notes,
            "snippet.clipboard": self._snippet,
            "snippet.comment": self._comment,
            "question.theirs": lambda: self._face.ask(prompts.THEIR_QUESTION),
            "window.candidate": self._toggle_candidate_window,
            "window.compact": self._toggle_compact_window,
        }

    def _connect(self) -> None:
        page, adapter, live = self.page, self.adapter, self.live
        adapter.changed.connect(self._show)
        adapter.ticked.connect(self._tick)
        adapter.saved.connect(self._saved)
        adapter.trouble.connect(self._trouble)
        self._hear(page)
        page.hint_picked.connect(lambda hint: self.wish(rules.give_hint(live.state, hint)))
        page.signal_marked.connect(lambda signal: self.wish(rules.mark_signal(live.state, signal)))
        page.score_wanted.connect(self.score)
        page.place_wanted.connect(self._go_to)
        page.suggestion_dismissed.connect(lambda name: self.wish(rules.dismiss(live.state, name)))

    def _hear(self, face: Face) -> None:
        """Connect what the page and the compact window both wish for."""
        face.note_written.connect(self._note)
        face.draft_changed.connect(self.adapter.keep_draft)
        face.answered.connect(self._answer)
        face.chosen.connect(self._choose)
        face.hint_wanted.connect(lambda: self.wish(rules.give_hint(self.live.state)))
        face.command_wanted.connect(self._window.desk.trigger)

    def _show(self, state: State) -> None:
        now = self.live.now_ms
        self.page.show_stage(state, now)
        if self._compact is not None and self._compact.isVisible():
            self._compact.show_stage(state, now)
        if self._candidate_window is not None and self._candidate_window.isVisible():
            self._candidate_window.show_script(public_script(state))

    def _tick(self, now_ms: int) -> None:
        for face in self._faces():
            face.show_time(now_ms)

    def _saved(self, seq: int) -> None:
        self._saved_to = max(seq, self._saved_to)
        for face in self._faces():
            face.show_saved(seq)

    def _trouble(self, sentence: str | None) -> None:
        for face in self._faces():
            face.show_trouble(sentence)
        self._window.notices.keep(sentence or "")

    def _faces(self) -> tuple[Face, ...]:
        """Where the session is shown now."""
        return (self.page, self._compact) if self._compact is not None and self._compact.isVisible() else (self.page,)

    @property
    def _face(self) -> Face:
        """Where the note line is in which one types now."""
        return self._faces()[-1]

    def _line(self, typed: str) -> Line:
        return read_line(typed, [row.id for row in self.live.state.rubric.competencies])

    def _note(self, typed: str, stamp_ms: int) -> None:
        self.wish(rules.take_note(self.live.state, self._line(typed), stamp_ms))

    def _answer(self, prompt: str, words: str, stamp_ms: int) -> None:
        state = self.live.state
        match prompt:
            case "hint.own":
                self.wish(rules.give_own_hint(state, words))
            case "branch.toggle":
                if words.strip():
                    self.wish(rules.name_branch(state, words))
            case "question.theirs":
                self.wish(rules.log_their_question(state, words))
            case "note.amend":
                self.wish(rules.amend_note(state, self._amended, self._line(words)))
            case "snippet.comment":
                self._comment_on(words)

    def _choose(self, choice: str, key: str) -> None:
        state = self.live.state
        if choice == "milestone.reach":
            self.wish(rules.reach_milestone(state, MILESTONES[int(key) - 1][0]))
        elif choice == "candidate.dont-know":
            self.wish(rules.follow_dont_know(state, MANNERS[key]))

    def _dont_know(self) -> None:
        if self.wish(rules.say_dont_know(self.live.state)):
            self._face.choose(prompts.DONT_KNOW)

    def _branch(self) -> None:
        if self.wish(rules.branch(self.live.state)) and self.live.state.branch is not None:
            self._face.ask(prompts.TOPIC)

    def _amend(self) -> None:
        notes = self.live.state.notes()
        if not notes:
            self._window.notices.say("There is no note to amend yet.")
            return
        self._amended = notes[-1].seq
        self._face.ask(prompts.AMEND, write_line(notes[-1].kind, notes[-1].text, notes[-1].competency))

    def _snippet(self) -> None:
        state = self.live.state
        question = state.kit.question(state.place.question) if state.place is not None else None
        language = (question.language if question is not None else "") or "text"
        self.wish(rules.take_snippet(state, QGuiApplication.clipboard().text(), language, "clipboard"))

    def _comment(self) -> None:
        if self.live.state.snippets:
            self._face.ask(prompts.COMMENT)
        else:
            self._window.notices.say("There is no snippet to comment on: Ctrl+Shift+V takes one.")

    def _comment_on(self, words: str) -> None:
        snippet = self.live.state.snippets[-1]
        if (found := LINES.fullmatch(words.strip())) is not None:
            first, last, text = int(found[1]), int(found[2] or found[1]), found[3]
        else:
            first, last, text = 1, max(1, len(snippet.code.splitlines())), words
        self.wish(rules.comment_snippet(self.live.state, snippet.seq, first, last, text))

    def _go_to(self, place: Place) -> None:
        """A layer that was clicked: the next one is reached as by its key, any other is gone to."""
        state = self.live.state
        onward = place == rules.next_place(state)
        self.wish(rules.leave(state, "solved") if onward else rules.go_to(state, place))

    def _wrap_up(self) -> None:
        if self.live.state.phase == "ended" or self.wish(rules.end(self.live.state)):
            self.wrap_up_wanted.emit()

    def _toggle_candidate_window(self) -> None:
        if self._candidate_window is None:
            from interview_desk.ui.live.candidate_window import CandidateWindow

            self._candidate_window = CandidateWindow()
        if self._candidate_window.isVisible():
            self._candidate_window.hide()
            return
        self._candidate_window.show_script(public_script(self.live.state))
        self._candidate_window.show()
        self._window.activateWindow()
        self.page.setFocus()

    def _toggle_compact_window(self) -> None:
        if self._compact is not None and self._compact.isVisible():
            self._compact.close()
            return
        if self._compact is None:
            from interview_desk.ui.live.compact_window import CompactWindow

            self._compact = CompactWindow(self.adapter.now_ms)
            self._compact.addActions(self._window.actions())  # so that every key works there too
            self._compact.installEventFilter(self._window.desk)
            self._compact.closed.connect(self._unfold)
            self._hear(self._compact)
        self._compact.show_stage(self.live.state, self.live.now_ms)
        self._compact.show_saved(self._saved_to)
        self._hand_over(self.page.line, self._compact)
        self._compact.show()
        self._window.hide()

    def _unfold(self) -> None:
        assert self._compact is not None
        self._hand_over(self._compact.line, self.page)
        self._window.show()
        self._window.activateWindow()
        self.page.setFocus()

    def _hand_over(self, line: NoteLine, face: Face) -> None:
        """Let a half-typed note go on where one types now."""
        text, stamp_ms = line.text, line.stamp_ms
        line.restore("", 0)
        if text and stamp_ms is not None:
            face.restore_draft(text, stamp_ms)
