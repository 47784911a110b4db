"""The JSON Schemas of the files, from the same dataclasses that read them; run as a module, writes them.

`python -m interview_desk.library.schema` writes `resources/schema/*.schema.json`.
"""

from __future__ import annotations

import dataclasses
import json
import types
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from interview_desk import paths
from interview_desk.domain.shape import NotEmpty
from interview_desk.library.field_words import WORDS
from interview_desk.library.reader import SCHEMA, SHAPES, FileKind

_TYPES: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
_WHOLE_NUMBER_KEY = "^[0-9]{1,9}$"


def schema(kind: FileKind) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of file."""
    shape = SHAPES[kind]
    definitions: dict[str, Any] = {}
    top = _record(shape, definitions)
    first = {"const": SCHEMA, "description": "The version of the format."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Interview Desk {kind}",
        **top,
        "required": ["schema", *top["required"]],
        "properties": {"schema": first, **top["properties"]},
        "$defs": dict(sorted(definitions.items())),
    }


def as_text(kind: FileKind) -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"


def schema_file(kind: FileKind) -> Path:
    """Return where the schema of a kind of file lies."""
    return paths.resources("schema", f"{kind}.schema.json")


def main() -> None:
    """Write every schema to its place."""
    for kind in SHAPES:
        file = schema_file(kind)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_text(kind), "utf-8", newline="\n")


def _record(shape: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(shape, include_extras=True)
    words = WORDS[shape.__name__]
    properties, needed = {}, []
    for field in dataclasses.fields(shape):
        key = field.name.rstrip("_")
        properties[key] = {"description": words[key], **_of(hints[field.name], definitions)}
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            needed.append(key)
        elif isinstance(field.default, str | int) and field.default != "":
            properties[key]["default"] = field.default
    return {
        "type": "object",
        "description": " ".join((shape.__doc__ or "").split()),
        "additionalProperties": False,
        "required": needed,
        "properties": properties,
    }


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        found = _of(args[0], definitions)
        for limit in args[1:]:
            found |= _not_empty(found) if isinstance(limit, NotEmpty) else limit.schema()
        return found
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(each, definitions) for each in args]}
    if origin is tuple:
        return {"type": "array", "items": _of(args[0], definitions)}
    if origin is dict:
        inside = {"type": "object", "additionalProperties": False}
        return {**inside, "patternProperties": {_WHOLE_NUMBER_KEY: _of(args[1], definitions)}}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # in its place before its parts, which might be of its own sort
            definitions[hint.__name__] = _record(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": _TYPES[hint]}


def _not_empty(found: dict[str, Any]) -> dict[str, Any]:
    return {"minItems": 1} if found.get("type") == "array" else {"minLength": 1, "pattern": r"\S"}


if __name__ == "__main__":
    main()
