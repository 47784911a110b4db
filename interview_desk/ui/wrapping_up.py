"""After the clock has stopped: the wrap-up page's wishes become deeds, and its report becomes files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from interview_desk.domain import rules
from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.state import State
from interview_desk.errors import StorageError
from interview_desk.insights.phrasebook import Language
from interview_desk.insights.phrasing import Finding, secrets_of, unsettled
from interview_desk.insights.recommendation import Calibration
from interview_desk.reports import Format, file_name, write
from interview_desk.ui.actions import Deed
from interview_desk.ui.background import Background
from interview_desk.ui.conducting import Conducting
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.wrapup.wrapup_page import PageName, WrapUpPage

if TYPE_CHECKING:  # numpy comes with them, and is needed only where there is history
    from interview_desk.insights.benchmark import Band
    from interview_desk.insights.known import Known


_SOON_S = 0.3

Learn: TypeAlias = "Callable[[State, Callable[[int, int], None]], Known | None]"
"""Returns what is known, and tells on the way how many steps are done, and of how many."""


class WrappingUp(QObject):
    """The wrap-up of the session that `conducting` holds; reports are written into the folder `reports`."""

    moment_wanted = Signal(int)
    _compared = Signal(int, int)  # told from another thread

    def __init__(
        self,
        window: MainWindow,
        conducting: Conducting,
        background: Background,
        reports: Path,
        wall: Callable[[], datetime],
        learn: Learn | None = None,
        *,
        candidates: Callable[[], Sequence[str]] | None = None,
        language: Language = "en",
    ) -> None:
        """`learn` reads what is known of past interviews, `candidates` everybody's name for the wording check.

        Both are called in a thread. Reports begin in `language`.
        """
        super().__init__(window)
        self._window = window
        self._conducting = conducting
        self._background = background
        self._reports = reports
        self._wall = wall
        self._learn = learn
        self._known: Known | None = None
        self._bands: Sequence[Band] = ()
        self._candidates = candidates
        self._names: Sequence[str] = ()
        self._closed = False
        self._waiting = False
        self.page = WrapUpPage()
        self.page.report.set_language(language)
        self._connect()

    def open(self) -> None:
        """Show the wrap-up: the self-assessment first, which comes before any feedback."""
        self._window.desk.bind(self._deeds())
        self._begin_learning()
        self._show()
        self._window.show_page(self.page, f"{self._state.opened.candidate} · wrap-up", "wrap-up")
        self.page.take_focus()

    def close(self) -> None:
        """Let the page go."""
        self._closed = True
        self._window.drop_page(self.page)

    @property
    def _state(self) -> State:
        return self._conducting.live.state

    def _connect(self) -> None:
        page, wish = self.page, self._conducting.wish
        self._conducting.adapter.changed.connect(self._changed)
        page.self_assessed.connect(lambda row, score: wish(rules.self_assess(self._state, row, score)))
        page.score_wanted.connect(self._conducting.score)
        page.cite_wanted.connect(lambda row, seqs, why: wish(rules.cite(self._state, row, seqs, why)))
        page.call_wanted.connect(lambda call, why, gap: wish(rules.make_call(self._state, call, why, gap)))
        page.point_wanted.connect(lambda place, text, seqs: wish(rules.write_point(self._state, place, text, seqs)))
        page.point_reworded.connect(lambda seq, text: wish(rules.reword_point(self._state, seq, text)))
        page.point_removed.connect(self._remove)
        page.passage_wanted.connect(
            lambda passage, row, text: wish(rules.write_passage(self._state, passage, text, row))
        )
        page.wording_kept.connect(lambda text, concerns: wish(rules.overrule_wording(self._state, text, concerns)))
        page.export_wanted.connect(self._export)
        page.moment_wanted.connect(self.moment_wanted)
        self._compared.connect(page.show_progress)

    def _deeds(self) -> dict[str, Deed]:
        def show(name: PageName) -> Deed:
            return lambda: self.page.show_page(name)

        def score(value: Score) -> Deed:
            return lambda: self._score(value)

        return {
            **{f"page.{name}": show(name) for name in ("self-assessment", "summary", "feedback", "report")},
            **{f"score.{value}": score(value) for value in range(1, 5)},
            "score.not-assessed": score(NOT_ASSESSED),
            "score.previous": lambda: self.page.choose_competency(-1),
            "score.next": lambda: self.page.choose_competency(1),
            "interview.wrap-up": lambda: self.page.show_page("summary"),
            "report.pdf": lambda: self._export("pdf"),
            "report.html": lambda: self._export("html"),
            "report.notice": self._turn_to_notice,
        }

    def _changed(self, state: State) -> None:
        if state.phase == "ended":
            self._show()
        else:  # the end was undone: the interview goes on
            self._conducting.open()

    def _begin_learning(self) -> None:
        """Read the past in a thread; where there is none, or it can't be read, the author's figures are shown."""
        learn, state = self._learn, self._state
        if self._candidates is not None:
            self._background.run(self._candidates, self._named)
        if learn is None:
            return
        self._waiting = self._known is None

        def work() -> tuple[Known | None, Sequence[Band]]:
            began = monotonic()

            def tell(done: int, total: int) -> None:
                if monotonic() - began > _SOON_S:  # a bar that comes and goes at once says nothing
                    self._compared.emit(done, total)

            if (known := learn(state, tell)) is None:
                return None, ()
            from interview_desk.insights.known import session_bands

            return known, session_bands(known, state)

        def failed(error: BaseException) -> None:
            self._learnt((None, ()))
            self._background.fail(error)

        self._background.run(work, self._learnt, failed)

    def _learnt(self, found: tuple[Known | None, Sequence[Band]]) -> None:
        self._known, self._bands = found
        self._waiting = False
        if not self._closed and self._state.phase == "ended":
            self._show()

    def _named(self, names: Sequence[str]) -> None:
        self._names = names
        if names and not self._closed and self._state.phase == "ended":
            self._show()

    def _show(self) -> None:
        bands, calibration = self._bands, self._calibration()
        self.page.show_stage(self._state, self._wall(), bands, calibration, self._names, waiting=self._waiting)

    def _calibration(self) -> Calibration | None:
        if self._known is None:
            return None
        from interview_desk.insights.known import own_calibration

        return own_calibration(self._known, self._state)

    def _score(self, value: Score) -> None:
        if competency := self.page.chosen_competency:
            self._conducting.score(competency, value)

    def _remove(self, seq: int) -> None:
        live = self._conducting.live
        self._conducting.wish(rules.retract(live.state, live.log, seq))

    def _turn_to_notice(self) -> None:
        """Show the decision notice, or the report again where the notice is shown."""
        report = self.page.report
        shown = self.page.page == "report" and report.paper == "decision"
        report.show_paper("candidate" if shown else "decision")
        if self.page.page != "report":
            self.page.show_page("report")

    def _export(self, form: Format) -> None:
        """Write the paper that is shown beside the others and say where; an earlier one of that name is replaced."""
        if self._waiting:
            self._window.notices.say("Still comparing with past interviews: export in a moment.")
            return
        paper, language = self.page.report.paper, self.page.report.language
        if paper == "decision" and self.page.page != "report":
            paper = "candidate"  # what is out of sight is not what is meant
        state, folder = self._state, self._reports
        doubtful = unsettled(state, secrets_of(state, self._names), notice=paper == "decision")
        bands, calibration = self._bands, self._calibration()

        def work() -> Path:
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise StorageError("The report was not written", str(error), f"make {folder} writable") from error
            name = file_name(state, paper, form)
            return write(state, paper, form, folder / name, bands=bands, calibration=calibration, language=language)

        self._window.notices.say("Writing the report…")
        self._background.run(work, lambda path: self._wrote(path, doubtful))

    def _wrote(self, path: Path, doubtful: Sequence[tuple[str, Sequence[Finding]]]) -> None:
        """Say where it is, and put on record the wording that went out although the check was concerned about it."""
        for text, findings in doubtful:
            self._conducting.wish(rules.overrule_wording(self._state, text, [it.concern for it in findings]))
        kept = "; that its wording was kept is on record" if doubtful else ""
        self._window.notices.say(f"Wrote {path}{kept}")
