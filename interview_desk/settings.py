"""Every setting once: its type, default, title and help; kept as a TOML file in the user's folder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints
from urllib.parse import unquote

from interview_desk.errors import HIDDEN, StorageError

Theme = Literal["system", "dark", "light"]
Assignment = Literal["chance", "unknown"]
ReportLanguage = Literal["en", "de"]

_SERVER = re.compile(r"postgres(ql)?(\+psycopg)?://[^\s/]*(/\S*)?")


def _words(title: str, help: str, **more: object) -> dict[str, object]:
    """Return what the settings page says of one setting: `choices` in words, `least`, `most` and `step` of a number."""
    return {"title": title, "help": help, **more}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can choose. A value that can't be used is replaced by its default and named in a notice."""

    interviewer: str = field(
        default="", metadata=_words("Your name", "Stands on the record and in the candidate's report.")
    )
    theme: Theme = field(
        default="system",
        metadata=_words(
            "Theme",
            "Follow the system, or always dark or light.",
            choices={"system": "As the system", "dark": "Dark", "light": "Light"},
        ),
    )
    text_percent: int = field(default=100, metadata=_words("Text size", "In per cent, 80 to 200.", least=80, most=200))
    reduced_motion: bool = field(
        default=False, metadata=_words("Less motion", "Nothing fades, slides or blinks, not even the text cursor.")
    )
    assignment: Assignment = field(
        default="unknown",
        metadata=_words(
            "Who interviews whom",
            "By chance within a level, or unknown; decides what strictness can tell.",
            choices={"chance": "By chance", "unknown": "Unknown"},
        ),
    )
    audio: bool = field(
        default=False,
        metadata=_words(
            "Sound",
            "Can be recorded once the candidate agreed, and heard in the replay. Off, nothing of it is even loaded.",
        ),
    )
    calibrate: bool = field(
        default=True,
        metadata=_words(
            "Calibration",
            "Correct scores for strictness where the data can tell; off, every score stands as it was given.",
        ),
    )
    adverse_impact: bool = field(
        default=False,
        metadata=_words(
            "Compare groups",
            "Show on the calibration page whether groups reach the bar alike, by labels that candidates volunteered.",
        ),
    )
    report_language: ReportLanguage = field(
        default="en",
        metadata=_words(
            "Language of reports",
            "What they are written in at first; it can be changed for each.",
            choices={"en": "English", "de": "Deutsch"},
        ),
    )
    team_database: str = field(
        default="",
        metadata=_words(
            "Team's database",
            "As postgresql://you@server/name; empty without a team. What is kept here is delivered there.",
            server=True,
        ),
    )
    backups_kept: int = field(
        default=10,
        metadata=_words(
            "Backups kept", "How many copies of the database are kept; 0 makes none.", least=0, most=100, step=1
        ),
    )
    backup_hours: int = field(
        default=24,
        metadata=_words(
            "Hours between backups", "One is made when home is shown or the window closes.", least=1, most=720
        ),
    )
    backup_folder: str = field(
        default="",
        metadata=_words("Folder for backups", "Another disk is best; nothing means `backups` in the data folder."),
    )
    retention_months: int = field(
        default=0,
        metadata=_words(
            "Months to keep interviews",
            "Home then says which are due to be erased; nothing is erased by itself. 0 sets no date.",
            least=0,
            most=240,
            step=1,
        ),
    )
    keys: Mapping[str, str] = field(
        default_factory=dict, metadata=_words("Keys", "Other keys for commands than those they come with.")
    )


def load(path: Path) -> tuple[Settings, list[str]]:
    """Read the settings; whatever is wrong is left at its default and said in a sentence each."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), [_unread(path, error)]
    import tomllib  # a start without settings does without it

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), [_unread(path, error)]
    hints = get_type_hints(Settings)
    problems: list[str] = []
    chosen: dict[str, Any] = {}
    for name, value in data.items():
        if name not in hints:
            problems.append(f"{path}: there is no setting {name!r}; remove the line.")
        elif name == "keys":
            chosen[name] = _read_keys(path, value, problems)
        elif wrong := wrong_value(_BY_NAME[name], value):
            problems.append(f"{path}: {name} {wrong}; the default is used.")
        else:
            chosen[name] = value
    return replace(Settings(), **chosen), problems


def save(path: Path, settings: Settings) -> None:
    """Write the settings whole or not at all; a file that could not be read is kept beside the new one.

    Raises StorageError where the folder can't be written.
    """
    lines = [f"{it.name} = {_toml(getattr(settings, it.name))}" for it in fields(Settings) if it.name != "keys"]
    if settings.keys:
        lines += ["", "[keys]", *(f"{_toml(id)} = {_toml(keys)}" for id, keys in settings.keys.items())]
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh.write_text("\n".join(lines) + "\n", "utf-8")
        if not _can_be_read(path):
            path.replace(path.with_suffix(".unread.toml"))
        fresh.replace(path)
    except OSError as error:
        raise StorageError(
            "The settings were not saved", str(error), "choose a folder that can be written with --data-dir"
        ) from error


def wrong_value(of: Field[Any], value: object) -> str:
    """Return what is wrong with a value of a setting, such as `is 'pink', not one of …`; nothing where it will do."""
    hint = get_type_hints(Settings)[of.name]
    if choices := get_args(hint):
        return "" if value in choices else f"is {value!r}, not one of {', '.join(choices)}"
    if type(value) is not hint:
        return f"is {value!r}, not of the right kind"
    if "server" in of.metadata and value and not _SERVER.fullmatch(str(value)):
        return "is not written as postgresql://you@server/name"  # and not repeated: it may have a password in it
    if isinstance(value, int) and "least" in of.metadata and not of.metadata["least"] <= value <= of.metadata["most"]:
        return f"is {value}, not between {of.metadata['least']} and {of.metadata['most']}"
    return ""


def without_password(url: str) -> tuple[str, str]:
    """Return a server's URL without its password, and the password; empty where there is none, or it is hidden."""
    scheme, slashes, rest = url.partition("://")
    who, at, where = rest.rpartition("@")
    user, colon, secret = who.partition(":")
    if not colon:
        return url, ""
    return f"{scheme}{slashes}{user}{at}{where}", "" if secret == HIDDEN else unquote(secret)


def _unread(path: Path, error: Exception) -> str:
    return f"The settings in {path} could not be read ({error}); the defaults are used."


def _toml(value: object) -> str:
    # A JSON string, number or boolean is a TOML one too, but for the two things TOML alone forbids in a string.
    text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return text.encode("utf-8", "replace").decode("utf-8")


def _read_keys(path: Path, value: object, problems: list[str]) -> dict[str, str]:
    """Return the table of keys; what a key is, and whether there is such a command, is for `commands` to say."""
    if not isinstance(value, dict):
        problems.append(f'{path}: keys is no table; write [keys] above lines such as "hint.next" = "Ctrl+G".')
        return {}
    wrong = [id for id, keys in value.items() if not isinstance(keys, str)]
    problems += [f'{path}: the key of {id!r} is no text such as "Ctrl+G"; it is not used.' for id in wrong]
    return {id: keys for id, keys in value.items() if id not in wrong}


def _can_be_read(path: Path) -> bool:
    """Tell whether a file holds settings, or isn't there."""
    import tomllib

    try:
        tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return True
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
    return True


_BY_NAME: dict[str, Field[Any]] = {it.name: it for it in fields(Settings)}
