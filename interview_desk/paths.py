"""Where the shipped files and the user's files live, in a source tree and in an installed package alike."""

import contextlib
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from interview_desk.errors import StorageError, UsageError

HOME_VARIABLE = "INTERVIEW_DESK_HOME"
SHIPPED_FOLDERS = ("question_banks", "rubrics", "resources")

_PACKAGE = Path(__file__).resolve().parent


def shipped(*parts: str) -> Path:
    """A shipped file or folder, such as `shipped("resources", "fonts")`."""
    installed = _PACKAGE / "_shipped"
    top = installed if installed.is_dir() else _PACKAGE.parent
    return top.joinpath(*parts)


def shipped_question_banks() -> Path:
    return shipped("question_banks")


def shipped_rubrics() -> Path:
    return shipped("rubrics")


def resources(*parts: str) -> Path:
    return shipped("resources", *parts)


def data_dir(chosen: str | os.PathLike[str] | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The user's folder: the one chosen, else the environment's, else the platform's. It need not exist yet."""
    wanted = os.fspath(chosen) if chosen is not None else environment.get(HOME_VARIABLE, "")
    if chosen is not None and not wanted:
        raise UsageError("--data-dir names no folder", "it is empty", "name one, or leave the option out")
    try:
        folder = Path(wanted).expanduser().absolute() if wanted else _platform_data_dir(sys.platform, environment)
    except RuntimeError as error:  # how pathlib says that there is no home
        raise StorageError(
            "There is no folder to keep interviews in",
            "this user's home folder can't be found",
            f"name a folder with --data-dir or {HOME_VARIABLE}",
        ) from error
    with contextlib.suppress(OSError):  # what can't be looked at is told of when it is opened
        if folder.is_file():
            why, remedy = f"{folder} is a file", f"name a folder with --data-dir or {HOME_VARIABLE}"
            raise UsageError("There is no folder to keep interviews in", why, remedy)
    return folder


def _platform_data_dir(platform: str, environment: Mapping[str, str]) -> Path:
    home = Path(environment.get("HOME", "") or Path.home())
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Interview Desk"
    if platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return (Path(local) if local else home / "AppData" / "Local") / "Interview Desk"
    # The XDG specification: a relative path there is invalid, and ignored.
    xdg = Path(environment.get("XDG_DATA_HOME", ""))
    return (xdg if xdg.is_absolute() else home / ".local" / "share") / "interview-desk"


def user_question_banks(data: Path) -> Path:
    return data / "question_banks"


def user_rubrics(data: Path) -> Path:
    return data / "rubrics"


def reports_dir(data: Path) -> Path:
    """Where the window writes reports, each under a name made for it."""
    return data / "reports"


def audio_dir(data: Path, session: str) -> Path:
    """Where the sound of a session is, if it was recorded; nothing else is in there."""
    return data / "audio" / session


def backups_dir(data: Path, chosen: str = "") -> Path:
    """Where backups are made by themselves: the folder in the settings, else one among the data."""
    return data / Path(chosen).expanduser() if chosen else data / "backups"


def simulated_truth_dir(data: Path) -> Path:
    """What made-up history hides, for tests and nobody else."""
    return data / "simulated-truth"


def crash_dir(data: Path) -> Path:
    """Where reports of unforeseen faults are; none of them holds a word of an interview."""
    return data / "crash"


def keep_private(data: Path) -> None:
    """Make what is kept readable by its owner only, where an earlier version or a copy left it open to others.

    The folder itself is left as it is: somebody may share it, with questions in it. What can't be changed stays.
    """
    if os.name != "posix" or not data.is_dir():
        return
    ours = [*data.glob("desk.db*"), *data.glob("*.desk"), settings_file(data), layout_file(data)]
    for folder in (reports_dir(data), data / "audio", backups_dir(data), crash_dir(data)):
        ours += [folder, *folder.rglob("*")] if folder.is_dir() and not folder.is_symlink() else []
    for path in ours:
        with contextlib.suppress(OSError):
            if not path.is_symlink() and (mode := stat.S_IMODE(path.stat().st_mode)) & 0o077:
                path.chmod(mode & 0o700)


def settings_file(data: Path) -> Path:
    return data / "settings.toml"


def layout_file(data: Path) -> Path:
    """Where it is remembered how the window was left."""
    return data / "layout.json"


def team_password_file(data: Path) -> Path:
    """Where the password of the team's database is kept, in the form of libpq's password files."""
    return data / "team.pgpass"


def default_database_url(data: Path) -> str:
    """The database of someone who named none: `desk.db` in their folder, as an SQLite URL: the path as it stands."""
    return "sqlite:///" + (data / "desk.db").as_posix()
