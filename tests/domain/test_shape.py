"""Plain data in and out of the domain's dataclasses: the round trip, and every flaw with its path."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_desk.domain import events, shape
from interview_desk.domain.rubric import Rubric, Score
from interview_desk.domain.script import Hint, Kit, Layer, Question
from interview_desk.domain.shape import AtLeast, AtMost, Kebab, NotEmpty
from tests.kits import small_kit

NUMBERS = st.floats(0.1, 400, allow_nan=False)
IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
TEXTS = st.text(min_size=1, max_size=12).filter(str.strip)


def strategy(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type as it stands in the domain, within the limits of `Annotated`."""
    args: tuple[Any, ...] = getattr(hint, "__args__", ())
    if hasattr(hint, "__metadata__"):
        return _limited(hint)
    if getattr(hint, "__origin__", None) is Literal:
        return st.sampled_from(args)
    if getattr(hint, "__origin__", None) is tuple:
        return st.lists(strategy(args[0]), max_size=2).map(tuple)
    if getattr(hint, "__origin__", None) is dict:
        return st.dictionaries(st.integers(0, 9), strategy(args[1]), max_size=3)
    if args:
        return st.one_of([strategy(each) for each in args])
    plain = {str: st.text(max_size=8), int: st.integers(), float: NUMBERS, bool: st.booleans(), type(None): st.none()}
    return plain[hint] if hint in plain else _record(hint)


def _limited(hint: Any) -> st.SearchStrategy[Any]:
    limits = hint.__metadata__
    inner = hint.__origin__
    if any(isinstance(limit, Kebab) for limit in limits):
        return IDS
    if inner is str:
        return TEXTS
    if inner in (int, float):
        least = next((limit.least for limit in limits if isinstance(limit, AtLeast)), 0)
        most = next((limit.most for limit in limits if isinstance(limit, AtMost)), 100)
        return st.integers(int(least) + 1, int(most)) if inner is int else st.floats(least + 0.01, min(most, 400))
    return st.lists(strategy(inner.__args__[0]), min_size=1, max_size=2).map(tuple)


def _record(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind, include_extras=True)
    return st.builds(kind, **{name: strategy(hints[name]) for name in hints})


@pytest.mark.parametrize(
    "kind", [Rubric, Layer, Question, Kit, *[each for each in events.Event.__args__ if each is not events.Opened]]
)
def test_what_is_written_reads_back_as_the_same(kind: type[Any]) -> None:
    @settings(max_examples=20)
    @given(_record(kind))
    def goes_round(value: Any) -> None:
        through_json = json.loads(json.dumps(shape.write(value)))
        back, flaws = shape.read(kind, through_json)
        assert flaws == []
        assert back == value
        assert type(back) is kind

    goes_round()


def test_a_kit_goes_round_whole() -> None:
    opened = events.Opened(small_kit(), "Ada", "Grace", "senior")
    back, flaws = shape.read(events.Opened, json.loads(json.dumps(shape.write(opened))))
    assert flaws == []
    assert back == opened


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.integers(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, st.sampled_from([Rubric, Question, Kit, Hint, events.Scored]))
def test_no_data_makes_reading_raise(data: Any, kind: type[Any]) -> None:
    value, flaws = shape.read(kind, data)
    assert (value is None) == bool(flaws)
    assert all(flaw.what and flaw.remedy for flaw in flaws)


@dataclass(frozen=True)
class Inner:
    """A part."""

    id: Annotated[str, Kebab()]
    size: Annotated[float, AtLeast(0, exclusive=True), AtMost(10)] = 1


@dataclass(frozen=True)
class Outer:
    """A whole."""

    name: Annotated[str, NotEmpty()]
    parts: Annotated[tuple[Inner, ...], NotEmpty()]
    colour: Literal["red", "blue"] = "red"
    notes: dict[int, str] | None = None
    from_: float | None = None
    score: Score = 1


SOUND = {"name": "x", "parts": [{"id": "a-b"}]}


def flaws_of(**changed: Any) -> list[tuple[shape.Path, str]]:
    _, flaws = shape.read(Outer, {**SOUND, **changed})
    return [(flaw.path, f"{flaw.what}; {flaw.remedy}") for flaw in flaws]


@pytest.mark.parametrize(
    ("changed", "path", "says"),
    [
        ({"name": ""}, ("name",), "this text is empty"),
        ({"name": 1.5}, ("name",), 'text is expected here, not the number 1.5; put it in quotes: "1.5"'),
        ({"name": None}, ("name",), "text is expected here, not nothing"),
        ({"parts": []}, ("parts",), "this list is empty"),
        ({"parts": {}}, ("parts",), "a list is expected here, not keys with values"),
        ({"parts": [{"id": "A b"}]}, ("parts", 0, "id"), 'did you mean "a-b"?'),
        ({"parts": [{"id": "a", "size": 0}]}, ("parts", 0, "size"), "0 is too small; write a number of more than 0"),
        ({"parts": [{"id": "a", "size": 11}]}, ("parts", 0, "size"), "11 is too large; write a number of at most 10"),
        ({"parts": [{"id": "a", "size": True}]}, ("parts", 0, "size"), "a number is expected here, not true or false"),
        ({"parts": [{"id": "a", "size": 10**400}]}, ("parts", 0, "size"), "a number is expected here"),
        ({"parts": [{"id": "a", "size": float("nan")}]}, ("parts", 0, "size"), "a number is expected here"),
        ({"parts": [{}]}, ("parts", 0), '"id" is missing; add id: …'),
        ({"parts": ["x"]}, ("parts", 0), 'keys with values are expected here, not the text "x"'),
        ({"colour": "blu"}, ("colour",), '"blu" is not known here; write red or blue (did you mean "blue"?)'),
        ({"colour": 3}, ("colour",), "the number 3 can't stand here"),
        ({"notes": {"x": "y"}}, ("notes", "x"), '"x" is not a whole number'),
        ({"from": "x"}, ("from",), "a number is expected here"),
        ({"from_": 1}, ("from_",), 'remove it (did you mean "from"?)'),
        ({"nam": "x"}, ("nam",), 'the key "nam" is not known here; remove it'),
        ({"score": "not-asessed"}, ("score",), ""),
    ],
)
def test_a_flaw_has_its_path_and_its_remedy(changed: dict[str, Any], path: shape.Path, says: str) -> None:
    found = flaws_of(**changed)
    assert len(found) == 1
    assert found[0][0] == path
    assert says in found[0][1]


def test_all_flaws_are_told_and_not_only_the_first() -> None:
    found = flaws_of(name=3, parts=[{"id": "A"}, {"size": -1}], colour="green", more=1)
    assert [path for path, _ in found] == [
        ("name",),
        ("parts", 0, "id"),
        ("parts", 1, "size"),
        ("parts", 1),
        ("colour",),
        ("more",),
    ]


def test_defaults_stand_in_for_what_is_not_written() -> None:
    value, flaws = shape.read(Outer, SOUND)
    assert flaws == []
    assert value == Outer("x", (Inner("a-b"),))
    assert shape.write(value) == {
        "name": "x", "parts": [{"id": "a-b", "size": 1}], "colour": "red", "notes": None, "from": None, "score": 1,
    }  # fmt: skip


def test_long_words_are_cut_where_they_are_quoted() -> None:
    assert shape.quoted("x" * 100) == '"' + "x" * 57 + '…"'
