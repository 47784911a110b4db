"""The way out: which report for whom in which format, checked for what can't be printed, written whole or not."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from interview_desk.domain.state import State
from interview_desk.errors import StorageError, UsageError
from interview_desk.insights.phrasebook import LANGUAGES, Language
from interview_desk.reports.document import Document

if TYPE_CHECKING:
    from interview_desk.insights.benchmark import Band
    from interview_desk.insights.recommendation import Calibration
    from interview_desk.reports.debrief import Sitting

Audience = Literal["candidate", "team", "debrief", "briefing", "decision"]
Format = Literal["pdf", "html", "md", "json", "greenhouse"]
AUDIENCES: tuple[Audience, ...] = ("candidate", "team", "debrief", "briefing", "decision")
FORMATS: tuple[Format, ...] = ("pdf", "html", "md", "json", "greenhouse")

_NAMES: dict[Audience, str] = {
    "candidate": "interview feedback",
    "team": "scorecard",
    "debrief": "debrief",
    "briefing": "interview briefing",
    "decision": "decision notice",
}
# What no page and no file format can hold: control characters but tab and line ends, half characters, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 80


def write(
    state: State,
    audience: Audience,
    format: Format,
    path: str | os.PathLike[str],
    *,
    bands: Sequence[Band] = (),
    calibration: Calibration | None = None,
    others: Sequence[Sitting] = (),
    language: Language = "en",
) -> Path:
    """Write one report to a file, or into a folder under a name made for it, and return where it is.

    `bands` and `calibration` are what history knows; `others` are further interviews of the same candidate, for the
    debrief. Raises UsageError for a format that the report doesn't have,
    StorageError where it could not be made or written; then nothing is changed.
    """
    made = render(state, audience, format, bands=bands, calibration=calibration, others=others, language=language)
    goal = Path(path)
    if goal.is_dir():
        goal = goal / file_name(state, audience, format)
    write_atomically(goal, made)
    return goal


def render(
    state: State,
    audience: Audience,
    format: Format,
    *,
    bands: Sequence[Band] = (),
    calibration: Calibration | None = None,
    others: Sequence[Sitting] = (),
    language: Language = "en",
) -> bytes:
    """Return one report as the bytes of its file; arguments and errors as for `write`, but for the path."""
    if language not in LANGUAGES:
        raise UsageError(f"There is no report in the language {language}", "", f"name one of {', '.join(LANGUAGES)}")
    if audience not in AUDIENCES or format not in FORMATS:
        raise UsageError(
            f"There is no report for {audience} as {format}",
            "",
            f"name one of {', '.join(AUDIENCES)} and one of {', '.join(FORMATS)}",
        )
    if format == "greenhouse":
        if audience != "team":
            raise UsageError(
                f"Only the team's scorecard goes to Greenhouse, not the {_NAMES[audience]}",
                "",
                "use --for team, or another format",
            )
        from interview_desk.reports.greenhouse import greenhouse

        return _json(greenhouse(state, calibration, language))
    report, document = _made(state, audience, bands, calibration, others, language)
    match format:
        case "json":
            return _json({"schema": 1, "report": audience, **plain(report)})
        case "pdf":
            from interview_desk.reports.pdf import pdf_of

            return pdf_of(_printable(document))
        case "html":
            from interview_desk.reports.html import html_of

            return html_of(_printable(document)).encode()
        case "md":
            from interview_desk.reports.markdown import markdown_of

            return markdown_of(_printable(document)).encode()


def _made(
    state: State,
    audience: Audience,
    bands: Sequence[Band],
    calibration: Calibration | None,
    others: Sequence[Sitting],
    language: Language,
) -> tuple[Any, Document]:
    match audience:
        case "candidate":
            from interview_desk.insights.feedback import candidate_report
            from interview_desk.reports.candidate import candidate_document

            report = candidate_report(state, bands, language)
            return report, candidate_document(report)
        case "briefing":
            from interview_desk.reports.briefing import briefing, briefing_document

            brief = briefing(state.kit, state.opened.candidate, state.due_at, language)
            return brief, briefing_document(brief)
        case "decision":
            from interview_desk.reports.decision import decision_document, decision_notice

            notice = decision_notice(state, language)
            return notice, decision_document(notice)
        case "team":
            from interview_desk.reports.scorecard import scorecard
            from interview_desk.reports.scorecard_page import scorecard_document

            card = scorecard(state, bands, calibration, language)
            return card, scorecard_document(card)
        case "debrief":
            from interview_desk.reports.debrief import Sitting, debrief, debrief_document

            pack = debrief((Sitting(state, calibration), *others), language)
            return pack, debrief_document(pack)


def file_name(state: State, audience: Audience, format: Format) -> str:
    """Return a name for a report's file that every file system takes: `Ada, scorecard, 2026-11-23 0905.pdf`.

    It has the local time at which the interview began, so that a second one of the same person, or of somebody
    without a name, never takes the place of the first.
    """
    ending = "greenhouse.json" if format == "greenhouse" else format
    candidate = safe_name(state.opened.candidate)
    began = state.started_at or state.prepared_at
    parts = [candidate, _NAMES[audience]] if candidate else [_NAMES[audience].capitalize()]
    if began is not None:
        parts.append(f"{began.astimezone():%Y-%m-%d %H%M}")
    return f"{', '.join(parts)}.{ending}"


def safe_name(text: str) -> str:
    """Return a text as the start of a file's name, without what systems forbid, hide or turn round; may be empty."""
    kept = "".join(" " if char in '<>:"/\\|?*' else char for char in text if unicodedata.category(char)[0] != "C")
    kept = " ".join(kept.split()).strip(" .")
    while len(kept.encode()) > _LONGEST_NAME:
        kept = kept[:-1].rstrip(" .")
    return f"{kept}_" if _RESERVED.fullmatch(kept) else kept


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that its name holds the old content or the new, never a part. Raises StorageError."""
    try:
        goal = Path(os.path.realpath(path))
        if goal.exists() and not goal.is_file() and not goal.is_dir():  # a pipe or a device can't be replaced
            goal.write_bytes(data)
            return
        beside = goal.with_name(f".{os.urandom(8).hex()}.part")
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(goal)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except (OSError, ValueError) as error:
        raise StorageError(f"{path} was not written", _reason(error, path), "choose another place") from error


def _reason(error: OSError | ValueError, path: Path) -> str:
    match error:
        case FileNotFoundError():
            return f"there is no folder {path.parent}"
        case PermissionError():
            return "you may not write there"
        case IsADirectoryError():
            return "it is a folder"
        case OSError(strerror=str(words)):
            return words[:1].lower() + words[1:]
        case _:
            return str(error)


def plain(value: Any) -> Any:
    """Turn a report's data into what JSON can hold: keys as in the records, times in ms, dates in ISO 8601."""
    if is_dataclass(value):
        return {field.name.rstrip("_"): plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(item) for name, item in zip(value._fields, value, strict=True)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _json(data: Any) -> bytes:
    import json

    _refuse_unprintable(data)
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _printable(document: Document) -> Document:
    # What a person wrote comes first, so that an error quotes it and not a title made from it.
    _refuse_unprintable((document.subtitle, document.blocks, document.footer, document.subject))
    return document


def _refuse_unprintable(data: Any) -> None:
    for text in _texts(data):
        if (found := _UNPRINTABLE.search(text)) is not None:
            around = _UNPRINTABLE.sub("…", text[max(0, found.start() - 20) : found.end() + 20]).strip()
            raise StorageError(
                f"The report can't be made: “{around}” holds a character that no page can show",
                f"U+{ord(found[0]):04X}",
                "take it out of that text",
            )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, list | tuple | frozenset):
        for item in value:
            yield from _texts(item)
