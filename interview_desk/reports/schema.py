"""The JSON Schemas of the reports' JSON, from the same records that the reports are; run as a module, writes them.

`python -m interview_desk.reports.schema` writes `resources/schema/report-*.schema.json`.
"""

from __future__ import annotations

import dataclasses
import json
import types
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from interview_desk import paths
from interview_desk.insights.feedback import CandidateReport
from interview_desk.reports.briefing import Briefing
from interview_desk.reports.debrief import Debrief
from interview_desk.reports.decision import DecisionNotice
from interview_desk.reports.exporter import Audience
from interview_desk.reports.greenhouse import Rating
from interview_desk.reports.scorecard import Scorecard

REPORTS: Final[dict[Audience, type[Any]]] = {
    "candidate": CandidateReport,
    "team": Scorecard,
    "debrief": Debrief,
    "briefing": Briefing,
    "decision": DecisionNotice,
}
GREENHOUSE: Final = "greenhouse"
NAMES: Final = (*REPORTS, GREENHOUSE)

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Final[dict[Any, str]] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
_TEXT: Final = {"type": "string"}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a report's JSON, or of the scorecard in Greenhouse's shape."""
    if name == GREENHOUSE:
        return _greenhouse()
    definitions: dict[str, Any] = {}
    shape = next(shape for audience, shape in REPORTS.items() if audience == name)
    top = _record(shape, definitions)
    first = {
        "schema": {"const": 1, "description": "The version of the format."},
        "report": {"const": name, "description": "Which report it is."},
    }
    return {
        "$schema": _DIALECT,
        "title": f"Interview Desk report: {name}",
        **top,
        "required": [*first, *top["required"]],
        "properties": {**first, **top["properties"]},
        "$defs": dict(sorted(definitions.items())),
    }


def as_text(name: str) -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def schema_file(name: str) -> Path:
    """Return where the schema of a report lies."""
    return paths.resources("schema", f"report-{name}.schema.json")


def main() -> None:
    """Write every schema to its place."""
    for name in NAMES:
        schema_file(name).write_text(as_text(name), "utf-8", newline="\n")


def _record(shape: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(shape)
    properties = {name.rstrip("_"): _value(hints[name], definitions) for name in _names(shape)}
    for name, value in properties.items():
        if name.endswith("_ms") and "description" not in value:
            value["description"] = "In milliseconds; a time of the session where it is a moment."
    return {
        "description": (shape.__doc__ or "").split("\n\n")[0].replace("\n    ", " ").replace("`", ""),
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _names(shape: Any) -> tuple[str, ...]:
    """The names of a record's fields: of a dataclass's, or a named tuple's; none where it is neither."""
    if dataclasses.is_dataclass(shape):
        return tuple(field.name for field in dataclasses.fields(shape))
    return getattr(shape, "_fields", ())


def _value(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_value(part, definitions) for part in parts]}
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is tuple:
        if parts[-1] is Ellipsis:
            return {"type": "array", "items": _value(parts[0], definitions)}
        items = [_value(part, definitions) for part in parts]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if isinstance(hint, type) and _names(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # so that a shape within itself ends here
            definitions[hint.__name__] = _record(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if hint is datetime:
        return {"type": "string", "format": "date-time"}
    return {"type": _PLAIN[hint]}


def _greenhouse() -> dict[str, Any]:
    rating = {"enum": list(get_args(Rating))}
    person, when = _object(name=_TEXT), {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]}
    names = {"type": "array", "items": _TEXT}
    given = [word for word in get_args(Rating) if word != "no_decision"]
    return {
        "$schema": _DIALECT,
        "title": "Interview Desk scorecard in the shape of Greenhouse's Harvest API",
        **_object(
            candidate=_TEXT,
            interview=_TEXT,
            interviewed_by=person,
            submitted_by=person,
            interviewed_at=when,
            submitted_at=when,
            overall_recommendation=rating,
            attributes={"type": "array", "items": _object(name=_TEXT, type=_TEXT, note=_TEXT, rating=rating)},
            ratings=_object(**dict.fromkeys(given, names)),
            questions={"type": "array", "items": _object(id={"type": "null"}, question=_TEXT, answer=_TEXT)},
        ),
    }


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


if __name__ == "__main__":
    main()
