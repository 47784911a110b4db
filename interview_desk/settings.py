"""Every setting once: its type, default, title and help; kept as a TOML file in the user's folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from interview_desk.errors import StorageError

Theme = Literal["system", "dark", "light"]
Assignment = Literal["chance", "unknown"]


def _words(title: str, help: str) -> dict[str, str]:
    """Return what the settings page says of one setting."""
    return {"title": title, "help": help}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can choose. A value that can't be used is replaced by its default and named in a notice."""

    interviewer: str = field(
        default="", metadata=_words("Your name", "Stands on the record and in the candidate's report.")
    )
    theme: Theme = field(default="system", metadata=_words("Theme", "Follow the system, or always dark or light."))
    text_percent: int = field(default=100, metadata=_words("Text size", "In per cent, 80 to 200."))
    reduced_motion: bool = field(default=False, metadata=_words("Less motion", "Nothing fades or slides."))
    assignment: Assignment = field(
        default="unknown",
        metadata=_words(
            "Who interviews whom", "By chance within a level, or unknown; decides what strictness can tell."
        ),
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
        elif (wrong := _wrong(name, hints[name], value)) is not None:
            problems.append(f"{path}: {name} {wrong}; the default is used.")
        else:
            chosen[name] = value
    return replace(Settings(), **chosen), problems


def save(path: Path, settings: Settings) -> None:
    """Write the settings whole or not at all. Raises StorageError where the folder can't be written."""
    lines = [f"{it.name} = {_toml(getattr(settings, it.name))}" for it in fields(Settings)]
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh.write_text("\n".join(lines) + "\n", "utf-8")
        fresh.replace(path)
    except OSError as error:
        raise StorageError(
            "The settings were not saved", str(error), "choose a folder that can be written with --data-dir"
        ) from error


def _unread(path: Path, error: Exception) -> str:
    return f"The settings in {path} could not be read ({error}); the defaults are used."


def _toml(value: object) -> str:
    # A JSON string, number or boolean is a TOML one too, but for the two things TOML alone forbids in a string.
    text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return text.encode("utf-8", "replace").decode("utf-8")


def _wrong(name: str, hint: Any, value: Any) -> str | None:
    if choices := get_args(hint):
        return None if value in choices else f"is {value!r}, not one of {', '.join(choices)}"
    if type(value) is not hint:
        return f"is {value!r}, not of the right kind"
    if name == "text_percent" and not 80 <= value <= 200:
        return f"is {value}, not between 80 and 200"
    return None
