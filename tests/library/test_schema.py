"""The published JSON Schemas are current, and say what the reader says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from interview_desk.library import yaml_tree
from interview_desk.library.reader import SHAPES, FileKind
from interview_desk.library.schema import as_text, schema, schema_file
from tests.library.samples import KIT, PIVOT, QUESTION, RUBRIC


@pytest.mark.parametrize("kind", SHAPES)
def test_the_schema_in_the_resources_is_current(kind: FileKind) -> None:
    hint = "write it anew: python -m interview_desk.library.schema"
    assert schema_file(kind).read_text("utf-8") == as_text(kind), hint


def fits(schema: dict[str, Any], data: Any, whole: dict[str, Any]) -> bool:
    """As much of JSON Schema as these schemas use."""
    if "$ref" in schema:
        return fits(whole["$defs"][schema["$ref"].rsplit("/", 1)[1]], data, whole)
    if "anyOf" in schema:
        return any(fits(each, data, whole) for each in schema["anyOf"])
    if "const" in schema:
        return bool(data == schema["const"])
    if "enum" in schema:
        return data in schema["enum"]
    match schema["type"]:
        case "string":
            return (
                isinstance(data, str)
                and len(data) >= schema.get("minLength", 0)
                and re.search(schema.get("pattern", ""), data) is not None
            )
        case "null":
            return data is None
        case "integer" | "number":
            return (
                isinstance(data, int if schema["type"] == "integer" else (int, float))
                and data >= schema.get("minimum", data)
                and data <= schema.get("maximum", data)
                and ("exclusiveMinimum" not in schema or data > schema["exclusiveMinimum"])
            )
        case "array":
            items = isinstance(data, list) and all(fits(schema["items"], item, whole) for item in data)
            return items and len(data) >= schema.get("minItems", 0)
        case _:
            return isinstance(data, dict) and _fits_object(schema, data, whole)


def _fits_object(schema: dict[str, Any], data: dict[Any, Any], whole: dict[str, Any]) -> bool:
    assert schema["additionalProperties"] is False
    for key, value in data.items():
        patterns = [
            each for pattern, each in schema.get("patternProperties", {}).items() if re.search(pattern, str(key))
        ]
        inner = schema.get("properties", {}).get(key) or next(iter(patterns), None)
        if inner is None or not fits(inner, value, whole):
            return False
    return set(schema.get("required", ())) <= set(data)


SAMPLES: list[tuple[FileKind, str]] = [("question", QUESTION), ("question", PIVOT), ("kit", KIT), ("rubric", RUBRIC)]


@pytest.mark.parametrize(("kind", "text"), SAMPLES)
def test_a_sound_file_fits_its_schema(kind: FileKind, text: str) -> None:
    assert fits(schema(kind), yaml_tree.parse(text).data, schema(kind))


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("question", "schema: 1", "schema: 2"),
        ("question", "minutes: 12", "minutes: -1"),
        ("question", "kind: coding", "kind: riddle"),
        ("question", "levels: [mid, senior]", "levels: []"),
        ("question", "language: python", "langauge: python"),
        ("question", "id: word-count", "id: Word Count"),
        ("question", "title: Word count\n", ""),
        ("kit", "minutes: 60", "minutes: 0"),
        ("rubric", "      4: Compares", "      four: Compares"),
        ("rubric", "weight: 2", "weight: 0"),
    ],
)
def test_a_flawed_file_does_not_fit(kind: FileKind, old: str, new: str) -> None:
    text = dict(SAMPLES[1:], question=QUESTION)[kind]
    assert old in text
    assert not fits(schema(kind), yaml_tree.parse(text.replace(old, new)).data, schema(kind))


@pytest.mark.parametrize("kind", SHAPES)
def test_every_key_is_described(kind: FileKind) -> None:
    whole = schema(kind)
    for part in (whole, *whole["$defs"].values()):
        assert part["description"]
        for key, value in part["properties"].items():
            assert value.get("description"), key
