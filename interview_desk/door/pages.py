"""The pages beside an interview, made when first asked for: library, training, calibration, people, answers.

An interview that is open goes on behind each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from interview_desk import paths
from interview_desk.domain.clock import Clock
from interview_desk.domain.listing import SessionLine
from interview_desk.domain.state import State
from interview_desk.door.kept import Kept
from interview_desk.library.catalogue import Catalogue
from interview_desk.settings import Settings
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from interview_desk.door.people import People
    from interview_desk.ui.pages.calibration_desk import CalibrationDesk, TeamRules
    from interview_desk.ui.pages.experience_desk import ExperienceDesk
    from interview_desk.ui.pages.library_desk import LibraryDesk
    from interview_desk.ui.pages.people_desk import PeopleDesk
    from interview_desk.ui.pages.training_desk import TrainingDesk
    from interview_desk.ui.tour import Tour


class Pages(QObject):
    """Opens them. `chosen` gives the settings as they are now, `under_way` the state of the interview that is open."""

    prepare_wanted = Signal(str)  # the kit's id
    own_wanted = Signal(str)  # the question's id
    replay_wanted = Signal(str)  # the session's id
    blind_wanted = Signal(str, str)  # the session's id and the training set's title
    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        kept: Kept,
        catalogue: Catalogue,
        clock: Clock,
        chosen: Callable[[], Settings],
        under_way: Callable[[], State | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._kept = kept
        self._catalogue = catalogue
        self._clock = clock
        self._chosen = chosen
        self._under_way = under_way
        self._reports = paths.reports_dir(kept.data)
        self._library: LibraryDesk | None = None
        self._calibration: CalibrationDesk | None = None
        self._training: TrainingDesk | None = None
        self._people: PeopleDesk | None = None
        self._experience: ExperienceDesk | None = None
        self._tour: Tour | None = None

    def close(self) -> None:
        """Watch and fit nothing any more."""
        for desk in (self._library, self._calibration):
            if desk is not None:
                desk.close()

    def open_library(self) -> None:
        """Show the library."""
        if self._library is None:
            from interview_desk.library.librarian import Shelves
            from interview_desk.ui.pages.library_desk import LibraryDesk

            self._library = LibraryDesk(self._window, Shelves(self._kept.data), self._background)
            self._library.prepare_wanted.connect(self.prepare_wanted)
            self._library.own_wanted.connect(self.own_wanted)
            self._library.left.connect(self.left)
        self._library.open()

    @property
    def training(self) -> TrainingDesk:
        """What trains interviewers."""
        if self._training is None:
            from interview_desk.door.training import KeptTraining
            from interview_desk.ui.pages.training_desk import TrainingDesk

            titles = {it.id: it.title for it in self._catalogue.questions()}
            kept = KeptTraining(self._kept.reviews, lambda: titles)
            desk = TrainingDesk(self._window, self._background, kept, self._reports, self._clock.wall)
            desk.blind_wanted.connect(self.blind_wanted)
            desk.replay_wanted.connect(self.replay_wanted)
            desk.left.connect(self.left)
            self._training = desk
        return self._training

    def back_to_training(self, page: object) -> bool:
        """Show training again, where that is the page one came from; tells whether it was."""
        if self._training is None or page is not self._training.page:
            return False
        self._training.open()
        return True

    def open_calibration(self) -> None:
        """Show who is strict and whether chances hold."""
        if self._calibration is None:
            from interview_desk.ui.pages.calibration_desk import CalibrationDesk

            self._calibration = CalibrationDesk(
                self._window, self._background, self._kept.team_past, self._rules, self._reports, self._clock.wall
            )
            self._calibration.left.connect(self.left)
            self._calibration.replay_wanted.connect(self.replay_wanted)
        self._calibration.open()

    def show_whose(self, words: str) -> None:
        """Say with whose interviews the figures compare."""
        if self._calibration is not None:
            self._calibration.page.show_whose(words)

    def open_people(self) -> None:
        """Show what is kept of each person."""
        if self._people is None:
            from interview_desk.door.access import pack_into
            from interview_desk.ui.pages.people_desk import PeopleDesk

            def people() -> People:
                return self._kept.people(self._chosen())

            def months() -> int:
                return self._chosen().retention_months

            self._people = PeopleDesk(
                self._window,
                self._background,
                months,
                lambda: people().lines(months(), self._clock.wall()),
                lambda key: people().remains(people().find(key)).lines,
                lambda key: pack_into(self._reports, people(), key, self._clock.wall()),
                lambda key, keep: people().erase(people().find(key), self._clock.wall(), keep_results=keep),
            )
            self._people.left.connect(self.left)
        self._people.open()

    def ask_candidate(self, session: str, at_home: SessionLine | None) -> None:
        """Ask the candidate of the session that is open in its wrap-up, or chosen at home, how it was."""
        state = self._under_way()
        if state is not None and session and state.phase == "ended":
            about = (session, state.opened.candidate, state.opened.interviewer)
        elif state is None and at_home is not None and at_home.state == "ended":
            about = (at_home.id, at_home.candidate, at_home.interviewer)
        else:
            self._window.notices.say("Choose a finished interview at home first (Ctrl+Home), or wrap this one up.")
            return
        if self._experience is None:
            from interview_desk.ui.pages.experience_desk import ExperienceDesk

            self._experience = ExperienceDesk(self._window, self._background, self._kept.keep_answers, self._clock.wall)
            self._experience.left.connect(self.left)
        self._experience.open(*about)

    def go_on_tour(self) -> None:
        """Begin the tour, or take its next step."""
        if self._tour is None:
            from interview_desk.ui.tour import Tour

            self._tour = Tour(self._window)
        self._tour.go_on()

    def _rules(self) -> TeamRules:
        from interview_desk.ui.pages.calibration_desk import TeamRules

        chosen = self._chosen()
        # Groups are nobody's business while there is somebody to score.
        groups = chosen.adverse_impact and self._under_way() is None
        return TeamRules(chosen.assignment, chosen.calibrate, groups)
