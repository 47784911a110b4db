"""The line to the team: which database is the team's, and the courier that goes there while the window is open."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interview_desk import paths, settings
from interview_desk.settings import Settings
from interview_desk.team.password import keep_password, with_password

if TYPE_CHECKING:
    from interview_desk.team.courier import Courier
    from interview_desk.team.standing import Standing
    from interview_desk.ui.main_window import MainWindow


def is_server(url: str) -> bool:
    """Tell whether a database's URL names one on a server."""
    return re.match(r"postgres(ql)?(\+\w+)?://", url) is not None


def databases(data: Path, database: str, chosen: Settings) -> tuple[str, str]:
    """Return the database that is written to here, and the team's that it is delivered to, empty for none.

    A server that is named in place of the database is the team's for once: what happens here is kept here first. Any
    other file that is named is somebody's copy, and goes nowhere.
    """
    own = paths.default_database_url(data)
    if is_server(database):
        return own, with_known_password(data, database, chosen)
    return database, with_known_password(data, chosen.team_database, chosen) if database == own else ""


def with_known_password(data: Path, url: str, chosen: Settings) -> str:
    """Return a server's URL that finds its password, where it is the team's and its password is kept here."""
    return with_password(url, paths.team_password_file(data)) if url == chosen.team_database else url


def password_moved_out(data: Path, chosen: Settings) -> Settings:
    """Return the settings without a password that somebody wrote into the file: it is kept where it belongs.

    Raises StorageError where that can't be written.
    """
    url, password = settings.without_password(chosen.team_database)
    if not password:
        return chosen
    keep_password(paths.team_password_file(data), password)
    chosen = replace(chosen, team_database=url)
    settings.save(paths.settings_file(data), chosen)
    return chosen


class TeamLine:
    """The delivery as the window has it: begun when the window stands, and begun anew when another team is chosen."""

    def __init__(self, window: MainWindow, database: str, team: str) -> None:
        from interview_desk.ui.delivering import Delivering

        self._database = database
        self._courier: Courier | None = None
        self._number = 0
        self._begun = False
        self._closed = False
        self._session = ""
        self.shown = Delivering(window, self._deliver_now)
        self.team = team
        """The URL of the team's database, empty for none."""

    def begin(self) -> None:
        """Deliver from now on; it imports SQLAlchemy, on a thread of its own."""
        self._begun = True
        if self.team and self._courier is None and not self._closed:
            from interview_desk.team.courier import courier

            self._number += 1
            self._courier = courier(self._database, self.team, partial(self._tell, self._number))
            self._courier.follow(self._session)
            self._courier.start()

    def choose(self, team: str) -> None:
        """Deliver to another team's database, or to none."""
        if team == self.team:
            self._deliver_now()  # with another password, perhaps
            return
        if self._courier is not None:
            self._courier.close(0)  # it may be waiting for a server, and the screen for it
            self._courier = None
        self.team = team
        self.shown.told.emit("", 0, False)
        if self._begun:
            self.begin()

    def follow(self, session: str) -> None:
        """Name the session that goes on here; empty: none."""
        self._session = session
        if self._courier is not None:
            self._courier.follow(session)

    def wake(self) -> None:
        """Something was saved. Any thread may say so."""
        if (courier := self._courier) is not None:
            courier.wake()

    def compared(self, whose: str) -> None:
        """Something is compared with these people's interviews. Any thread may say so."""
        self.shown.compared.emit(whose)

    def close(self) -> None:
        """Deliver what is left, if that is quickly done; nothing is begun any more."""
        self._closed = True
        courier, self._courier = self._courier, None
        if courier is not None:
            courier.close()

    def _deliver_now(self) -> bool:
        if self._courier is None:
            return False
        self._courier.deliver_now()
        return True

    def _tell(self, number: int, standing: Standing, asked: bool) -> None:
        if self._courier is not None and number == self._number:
            self.shown.told.emit(standing.sentence(), standing.failures, asked)
