"""What the window was asked to open, and where everything it keeps is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.rubric import Level
from interview_desk.door.kept import Kept
from interview_desk.door.reviews import user_name
from interview_desk.door.team_line import databases
from interview_desk.settings import Settings


@dataclass(frozen=True, slots=True)
class Conduct:
    """What `conduct` was asked for; what is empty is taken from the settings or the kit."""

    kit: str
    candidate: str = ""
    interviewer: str = ""
    level: Level | None = None
    practice: bool = False
    start: bool = False
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """Where everything is kept, and what to open; home where nothing is named."""

    data: Path
    database: str
    conduct: Conduct | None = None
    replay: str = ""
    """The session to replay, as `Journal.find` takes it."""
    replay_at_ms: int = 0
    demo: bool = False
    """Whether this is a throw-away database, which every page is to say."""
    team: str = ""
    """The URL of the team's database, empty for none."""
    reviews: str = ""
    """The database of the reviews, where it is another: a session on a server is reviewed there."""


def local_first(options: Options, chosen: Settings) -> Options:
    """Return the options with a file as the database, whatever was named, and the team's database beside it."""
    database, team = databases(options.data, options.database, chosen)
    return replace(options, database=database, team=team, reviews=options.database if options.replay else "")


def kept_for(
    options: Options,
    chosen: Settings,
    reviewer: Callable[[], str] | None = None,
    compared: Callable[[str], None] = lambda _: None,
) -> Kept:
    """Return what is kept where the options say."""
    who = reviewer or (lambda: chosen.interviewer or user_name())
    return Kept(options.data, options.database, who, team=options.team, reviews=options.reviews, compared=compared)
