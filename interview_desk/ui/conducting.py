"""Conducting in the window: the live page's wishes and the commands' keys become deeds of one session."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from interview_desk.domain import rules
from interview_desk.domain.draft import Draft
from interview_desk.domain.due import read_due
from interview_desk.domain.events import Event, Manner
from interview_desk.domain.note_line import Line, read_line, write_line
from interview_desk.domain.public import public_script
from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.rules import Refused
from interview_desk.domain.script import Place
from interview_desk.domain.state import Note, Snippet, State
from interview_desk.sessions.live import Live
from interview_desk.ui.actions import Deed
from interview_desk.ui.background import Background
from interview_desk.ui.deeds import MILESTONES, PLAIN
from interview_desk.ui.live import prompts
from interview_desk.ui.live.difference import before
from interview_desk.ui.live.language import guess, known
from interview_desk.ui.live.live_page import LivePage
from interview_desk.ui.live.note_line import NoteLine
from interview_desk.ui.live.note_rows import changes_of
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.notices import Notices
from interview_desk.ui.stage_adapter import StageAdapter

if TYPE_CHECKING:
    from interview_desk.ui.live.candidate_window import CandidateWindow
    from interview_desk.ui.live.compact_window import CompactWindow
    from interview_desk.ui.watching import Watching

    Face = LivePage | CompactWindow

LINES = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\s+(.*)", re.DOTALL)
MANNERS: dict[str, Manner] = {"r": "reasoned", "b": "bare"}


class Conducting(QObject):
    """One session in the window, from its preparation to the end of its wrap-up."""

    wrap_up_wanted = Signal()

    def __init__(self, window: MainWindow, live: Live, background: Background) -> None:
        super().__init__(window)
        self._background = background
        self.live = live
        self.adapter = StageAdapter(live, self)
        self.page = LivePage(self.adapter.now_ms)
        self._window = window
        self._amended = 0
        self._meant = 0
        self._watching: Watching | None = None
        self._candidate_window: CandidateWindow | None = None
        self._compact: CompactWindow | None = None
        self._saved_to = 0
        self._sound = ("", 0)
        self._closed = False
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
        self._closed = True
        self.adapter.close()
        if self._watching is not None:
            self._watching.stop()
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
            self.say(done.reason)
            return False
        for notices in self._notices():
            notices.clear()
        return True

    def show_sound(self, words: str, level: int) -> None:
        """Show whether sound is recorded, and how loud it is, wherever the session is shown."""
        self._sound = (words, level)
        self.page.header.who.show_sound(words, level)
        if self._compact is not None:
            self._compact.sound.show_words(words, level)

    def undo(self) -> None:
        """Undo the last deed that stands."""
        self.wish(rules.undo(self.live.log))

    def score(self, competency: str, score: Score) -> None:
        """Score a row."""
        if self.wish(rules.score(self.live.state, competency, score)):
            self._tell_row(competency)

    def _deeds(self) -> dict[str, Deed]:
        rubric = self.page.rubric
        plain = {id: lambda rule=rule: self.wish(rule(self.live.state)) for id, rule in PLAIN.items()}
        scores = {f"score.{n}": lambda n=n: self.score(rubric.chosen, n) for n in range(1, 5)}
        return {
            **plain,
            **scores,
            "score.not-assessed": lambda: self.score(rubric.chosen, NOT_ASSESSED),
            "score.previous": lambda: self._step(-1),
            "score.next": lambda: self._step(1),
            "interview.undo": self.undo,
            "interview.wrap-up": self._wrap_up,
            "interview.schedule": self._ask_due,
            "interview.call-off": self._call_off,
            "hint.own": self._own_hint,
            "hint.pick": self._pick_hint,
            "signals.mark": self._mark_signals,
            "script.solution": self._solution,
            "suggestion.dismiss": self._dismiss,
            "candidate.dont-know": self._dont_know,
            "branch.toggle": self._branch,
            "milestone.reach": lambda: self._face.choose(prompts.MILESTONE),
            "note.amend": self._amend,
            "note.filter": lambda: self._face.filter_notes(),
            "note.previous": lambda: self._face.notes.step(-1),
            "note.next": lambda: self._face.notes.step(1),
            "note.save": lambda: self._face.line.save(),
            "snippet.clipboard": self._snippet,
            "snippet.comment": self._comment,
            "snippet.watch": self._watch,
            "snippet.language": self._language,
            "snippet.difference": self._difference,
            "question.theirs": lambda: self._face.ask(prompts.THEIR_QUESTION),
            "audio.consent": self._ask_consent,
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
        page.score_wanted.connect(self.score)
        page.place_wanted.connect(self._go_to)
        page.suggestion_dismissed.connect(lambda name: self.wish(rules.dismiss(live.state, name)))

    def _hear(self, face: Face) -> None:
        """Connect what the page and the compact window both wish for."""
        face.note_written.connect(self._note)
        face.draft_changed.connect(self.adapter.keep_draft)
        face.answered.connect(self._answer)
        face.chosen.connect(self._choose)
        face.hint_picked.connect(lambda hint: self.wish(rules.give_hint(self.live.state, hint)))
        face.signal_marked.connect(lambda signal: self.wish(rules.mark_signal(self.live.state, signal)))
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
        if self._closed:  # word from the writer's thread that was on its way
            return
        self._saved_to = max(seq, self._saved_to)
        for face in self._faces():
            face.show_saved(seq)

    def _trouble(self, sentence: str | None) -> None:
        if self._closed:
            return
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
        if not self.wish(rules.take_note(self.live.state, self._line(typed), stamp_ms)):
            self._face.keep_text()

    def _answer(self, prompt: str, words: str, stamp_ms: int) -> None:
        """Let the words of a prompt count; where they are refused they go back into the note line."""
        if not self._answered(prompt, words):
            self._face.ask(prompts.BY_ID[prompt], words)

    def _answered(self, prompt: str, words: str) -> bool:
        state = self.live.state
        match prompt:
            case "hint.own":
                return self.wish(rules.give_own_hint(state, words))
            case "branch.toggle" if words.strip():
                return self.wish(rules.name_branch(state, words))
            case "question.theirs":
                return self.wish(rules.log_their_question(state, words))
            case "audio.consent":
                return self.wish(rules.give_consent(state, words))
            case "audio.no-consent":
                return self.wish(rules.withdraw_consent(state, words))
            case "interview.schedule":
                return self.wish(self._scheduled(words))
            case "note.amend":
                amended = self.wish(rules.amend_note(state, self._amended, self._line(words)))
                if amended and self._face.notes.chosen is not None:
                    self._face.notes.choose(None)
                return amended
            case "snippet.comment":
                return self._comment_on(words)
            case "snippet.language":
                self._relabel(words)
            case "snippet.watch":
                return self._watch_path(words)
        return True

    def _choose(self, choice: str, key: str) -> None:
        state = self.live.state
        if choice == "milestone.reach":
            self.wish(rules.reach_milestone(state, MILESTONES[int(key) - 1][0]))
        elif choice == "candidate.dont-know":
            self.wish(rules.follow_dont_know(state, MANNERS[key]))

    def _ask_due(self) -> None:
        if self.live.state.phase != "prepared":
            self.wish(rules.schedule(self.live.state, None))  # says why not, before anything is typed
        else:
            self._face.ask(prompts.DUE)

    def _scheduled(self, words: str) -> Event | Refused:
        due = read_due(words, self.live.wall()) if words.strip() else None
        return due if isinstance(due, Refused) else rules.schedule(self.live.state, due)

    def _call_off(self) -> None:
        """Call the interview off and go home; it can be opened from there again, and that undone."""
        if self.wish(rules.call_off(self.live.state)):
            self._window.desk.trigger("page.home")
            self._window.notices.say("Called off; home lists it under Recent, where Ctrl+Z after opening undoes that.")

    def _dont_know(self) -> None:
        if self.wish(rules.say_dont_know(self.live.state)):
            self._face.choose(prompts.DONT_KNOW)

    def _branch(self) -> None:
        if self.wish(rules.branch(self.live.state)) and self.live.state.branch is not None:
            self._face.ask(prompts.TOPIC)

    def _dismiss(self) -> None:
        script = self.page.script
        if script.suggests:
            self.wish(rules.dismiss(self.live.state, "pivot"))
        elif not script.wave_gap_away():
            self.say("There is no suggestion to wave away.")

    def _own_hint(self) -> None:
        refused = rules.give_own_hint(self.live.state, "")
        if isinstance(refused, Refused):  # said before anything is typed
            self.say(refused.reason)
        else:
            self._face.ask(prompts.OWN_HINT)

    def _ask_consent(self) -> None:
        """Ask who agreed to be recorded, or who took that back; most often it is the candidate."""
        state = self.live.state
        name = state.opened.candidate
        refused = rules.give_consent(state, name or "somebody") if state.consent is None else None
        if isinstance(refused, Refused):
            self.say(refused.reason)
        else:
            self._face.ask(prompts.CONSENT if state.consent is None else prompts.NO_CONSENT, name)

    def _pick_hint(self) -> None:
        refused = rules.give_hint(self.live.state)
        if isinstance(refused, Refused):
            self.say(refused.reason)
        else:
            self._face.pick_hint()

    def _mark_signals(self) -> None:
        layer = self.live.state.layer
        if layer is None or not layer.signals:
            self.say("There is no layer with signals here.")
        else:
            self._face.mark_signals()

    def _solution(self) -> None:
        if self._face is not self.page:
            self.say("The reference solution has no room here: F9 unfolds the window.")
        elif not self.page.toggle_solution():
            self.say("This part of the script has no reference solution.")

    def _step(self, by: int) -> None:
        self.page.rubric.step(by)
        self._tell_row(self.page.rubric.chosen)

    def _tell_row(self, competency: str) -> None:
        """Where the rubric is not in sight, say which row is chosen and its score."""
        row, score = self.live.state.rubric.competency(competency), self.live.state.scores.get(competency)
        if self._face is not self.page and row is not None:
            self.say(f"{row.title}: {'not scored yet' if score is None else str(score).replace('-', ' ')}")

    def _amend(self) -> None:
        notes, chosen = self.live.state.notes(), self._face.notes.chosen
        if isinstance(chosen, Snippet):
            self.say("A snippet can't be amended: Ctrl+Shift+C comments on it, Esc leaves it.")
            return
        if not notes:
            self.say("There is no note to amend yet.")
            return
        note = chosen if isinstance(chosen, Note) else notes[-1]
        self._amended = note.seq
        self._face.ask(prompts.AMEND, write_line(note.kind, note.text, note.competency))

    def _snippet(self) -> None:
        code = QGuiApplication.clipboard().text()
        state = self.live.state
        self.wish(rules.take_snippet(state, code, self._language_here() or guess(code), "clipboard"))

    def _language_here(self) -> str:
        """Return the language of the question, empty where it names none."""
        state = self.live.state
        question = state.kit.question(state.place.question) if state.place is not None else None
        return question.language if question is not None else ""

    def _meant_snippet(self) -> Snippet | None:
        """Return the snippet that is chosen, else the last; says so where there is none."""
        chosen, snippets = self._face.notes.chosen, self.live.state.snippets
        if isinstance(chosen, Snippet):
            return chosen
        if not snippets:
            self.say("There is no snippet yet: Ctrl+Shift+V takes one.")
        return snippets[-1] if snippets else None

    def _comment(self) -> None:
        if (snippet := self._meant_snippet()) is not None:
            self._meant = snippet.seq
            self._face.ask(prompts.COMMENT)

    def _comment_on(self, words: str) -> bool:
        snippet = next((it for it in self.live.state.snippets if it.seq == self._meant), None)
        count = len(snippet.code.splitlines()) if snippet is not None else 1
        if (found := LINES.fullmatch(words.strip())) is not None:
            first, last, text = int(found[1]), int(found[2] or found[1]), found[3]
        else:
            first, last, text = 1, max(1, count), words
        return self.wish(rules.comment_snippet(self.live.state, self._meant, first, last, text))

    def _language(self) -> None:
        if (snippet := self._meant_snippet()) is not None:
            self._meant = snippet.seq
            self._face.ask(prompts.LANGUAGE)

    def _relabel(self, typed: str) -> None:
        """Name the language of a snippet; which names there are takes a while to find out."""
        seq = self._meant
        snippet = next((it for it in self.live.state.snippets if it.seq == seq), None)

        def named(language: str) -> None:
            if self._closed:
                return
            if language:
                self.wish(rules.relabel_snippet(self.live.state, seq, language))
            else:
                self.say(f"No language is called “{typed}”: try python, javascript, java, go, cpp or sql.")

        if typed:
            self._background.run(lambda: known(typed), named)
        elif snippet is not None:
            named(guess(snippet.code))

    def _difference(self) -> None:
        if (snippet := self._meant_snippet()) is None:
            return
        changes = changes_of(snippet, self.live.state)
        if before(self.live.state.snippets, snippet) is None:
            self.say("This is the first snippet: there is nothing to compare it with.")
        elif not changes:
            self.say("Nothing changed since the snippet before, or there is too much of it to compare.")
        else:
            self._face.notes.toggle_difference(snippet.seq)

    def _watch(self) -> None:
        if self._watching is not None and self._watching.path is not None:
            name = self._watching.path.name
            self._watching.stop()
            self.say(f"{name} is not watched any more.")
        else:
            self._face.ask(prompts.WATCH)

    def _watch_path(self, typed: str) -> bool:
        if not typed:
            self.say("Write the path of a file or folder first; Esc goes back to the note.")
            return False
        if self._watching is None:
            from interview_desk.ui.watching import Watching

            self._watching = Watching(self._background, self)
            self._watching.changed.connect(self._saved_elsewhere)
            self._watching.told.connect(self.say)
        self._watching.start(typed)
        return True

    def _saved_elsewhere(self, code: str, name: str, language: str) -> None:
        """Keep what was saved in a watched file. One that holds what the last snippet does is no news, and no fault."""
        if self.live.state.phase == "ended":
            if self._watching is not None:
                self._watching.stop()
            return
        language = language or self._language_here() or guess(code)
        self.live.perform(rules.take_snippet(self.live.state, code, language, name))

    def say(self, sentence: str) -> None:
        """Say something wherever the session is shown now."""
        for notices in self._notices():
            notices.say(sentence)

    def _notices(self) -> tuple[Notices, ...]:
        if self._compact is not None and self._compact.isVisible():
            return (self._window.notices, self._compact.notices)
        return (self._window.notices,)

    def _go_to(self, place: Place) -> None:
        """A layer that was clicked: the next one is reached as by its key, any other is gone to."""
        state = self.live.state
        onward = place == rules.next_place(state)
        self.wish(rules.leave(state, "solved") if onward else rules.go_to(state, place))

    def _wrap_up(self) -> None:
        if self.live.state.phase == "ended" or self.wish(rules.end(self.live.state)):
            if self._compact is not None and self._compact.isVisible():
                self._compact.close()
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
            self._window.desk.keys_changed.connect(self._compact.show_keys)
            self._hear(self._compact)
        self._compact.show_stage(self.live.state, self.live.now_ms)
        self._compact.show_saved(self._saved_to)
        self._compact.sound.show_words(*self._sound)
        self._hand_over(self.page.line, self._compact)
        self._compact.show()
        self._compact.activateWindow()  # whoever types goes on typing, whatever manages the windows
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
