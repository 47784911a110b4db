"""YAML as plain data with places: what words mean, where things stand, and that nothing makes it raise."""

from __future__ import annotations

import contextlib
import json
import math
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from interview_desk.library import yaml_text, yaml_tree
from interview_desk.library.yaml_pure import PureParser
from interview_desk.library.yaml_tree import parse
from tests.library.samples import KIT, PIVOT, QUESTION, RUBRIC

WORDS = {
    "no": "no",
    "yes": "yes",
    "on": "on",
    "y": "y",
    "12:30": "12:30",
    "2026-11-23": "2026-11-23",
    "0777": 777,
    "0o17": 15,
    "0x1F": 31,
    "1_000": "1_000",
    "true": True,
    "False": False,
    "~": None,
    "null": None,
    "": None,
    "1.10": 1.1,
    "-12": -12,
    "+3": 3,
    ".5": 0.5,
    "1e3": 1000.0,
    "1.": 1.0,
    "-": None,
    "nothing": "nothing",
    "Infinity": "Infinity",
    "'12'": "12",
    '"true"': "true",
    "1.2.3": "1.2.3",
}


@pytest.mark.parametrize("word", [word for word in WORDS if word != "-"])
def test_a_word_means_what_yaml_1_2_says(word: str) -> None:
    tree = parse(f"word: {word}\n")
    assert tree.faults == []
    assert tree.data == {"word": WORDS[word]}
    assert type(tree.data["word"]) is type(WORDS[word])


@pytest.mark.parametrize("text", [QUESTION, PIVOT, RUBRIC, KIT])
def test_an_ordinary_file_means_what_other_readers_think_it_means(text: str) -> None:
    assert parse(text).data == yaml.safe_load(text)


def test_every_value_and_key_has_its_line_and_column() -> None:
    tree = parse("a: 1\nlist:\n  - x\n  - {deep: [1, 2]}\ntext: |\n  one\n")
    assert tree.position(("a",)) == (1, 4)
    assert tree.position(("a",), at_key=True) == (1, 1)
    assert tree.position(("list", 0)) == (3, 5)
    assert tree.position(("list", 1, "deep"), at_key=True) == (4, 6)
    assert tree.position(("list", 1, "deep", 1)) == (4, 16)
    assert tree.position(("text",)) == (5, 7)
    assert tree.spot(("text",)).block
    assert tree.position(()) == (1, 1)


def test_what_is_not_there_is_placed_at_the_nearest_thing_around_it() -> None:
    tree = parse("a: 1\nlist:\n  - {x: 1}\n")
    assert tree.position(("list", 0, "gone")) == (3, 5)
    assert tree.position(("list", 7)) == (3, 3)
    assert tree.position(("gone",), at_key=True) == (1, 1)


def test_columns_count_characters_and_not_bytes() -> None:
    assert parse("{ä: 1, ö€😀: 2}").position(("ö€😀",), at_key=True) == (1, 8)


def test_a_mark_at_the_beginning_of_a_file_is_no_text() -> None:
    assert parse(yaml_text.decode("a: 1".encode("utf-8-sig"))).data == {"a": 1}


def test_windows_line_ends_are_line_ends() -> None:
    tree = parse("a: 1\r\nb: |\r\n  x\r\n  y\r\n")
    assert tree.data == {"a": 1, "b": "x\ny\n"}
    assert tree.position(("b",), at_key=True) == (2, 1)


def test_a_few_aliases_are_welcome() -> None:
    tree = parse("a: &a {x: [1, 2]}\nb: *a\nc: [*a, *a]\n")
    assert tree.faults == []
    assert tree.data == {"a": {"x": [1, 2]}, "b": {"x": [1, 2]}, "c": [{"x": [1, 2]}, {"x": [1, 2]}]}


def test_several_faults_are_told_where_reading_can_go_on() -> None:
    tree = parse("a: .nan\na: 2\nb: !x 3\nc: .inf\n")
    assert tree.complete
    assert [(fault.line, fault.column) for fault in tree.faults] == [(1, 4), (2, 1), (3, 4), (4, 4)]


def _events(parser: Any) -> list[str]:
    found = []
    while (event := parser.get_event()) is not None:
        found.append(f"{type(event).__name__} {getattr(event, 'value', '')}")
    return found


def test_the_pure_parser_does_where_libyaml_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = {text: parse(text) for text in (QUESTION, RUBRIC, KIT, "[" * 100_000, "a: 1\n\tb: 2", "a: *b")}
    monkeypatch.setattr(yaml_tree, "_Parser", PureParser)
    for text, expected in fast.items():
        slow = parse(text)
        assert slow.complete == expected.complete
        if slow.complete:
            assert slow.data == expected.data
        assert [fault.line for fault in slow.faults] == [fault.line for fault in expected.faults]


def test_the_pure_parser_takes_impossible_escapes_as_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "_Parser", PureParser)
    for text in ('a: "\\U99999999"', 'a: "\\ud800"', '"\\x"'):
        tree = parse(text)
        assert tree.faults, text


TROUBLE = st.text(alphabet="ab1:-#&*!|>'\"%@`{}[],?<~.\\ \t\n\r\0é\u2028\ud800😀", max_size=60)


@given(TROUBLE | st.text())
@example("&a : *a")
@example("? ")
@example("? - a\n: b")
@example("!<")
@example("%YAML 1.1\n---\n")
@example("*a")
@example("- &a [&a b, *a]")
@example("1: a\n1.0: b\ntrue: c\n~: d")
def test_no_text_makes_the_reader_raise(text: str) -> None:
    try:
        decoded = yaml_text.decode(text.encode("utf-8", "surrogatepass"))
    except yaml_text.Unreadable as stop:
        tree = yaml_tree.unreadable(stop.fault)
    else:
        tree = parse(decoded)
    assert tree.complete or tree.faults
    for fault in tree.faults:
        assert fault.line >= 1
        assert fault.column >= 1
        assert fault.what
        assert fault.remedy


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    with contextlib.suppress(yaml_text.Unreadable):
        parse(yaml_text.decode(raw))


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: math.isfinite(number))
    | st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"), max_size=20
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_json_is_yaml_and_comes_through_unchanged(data: Any) -> None:
    tree = parse(json.dumps({"data": data}, ensure_ascii=False))
    assert tree.faults == []
    assert tree.data == {"data": data}
