"""Our frozen dataclasses are those of the standard library in everything but how they are made."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from interview_desk.domain import frozen


@frozen.dataclass(frozen=True, slots=True)
class Ours:
    """A class made here."""

    name: str
    marks: tuple[int, ...] = ()
    kept: dict[str, int] = dataclasses.field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.marks[0]


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same class, made by the standard library."""

    name: str
    marks: tuple[int, ...] = ()
    kept: dict[str, int] = dataclasses.field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.marks[0]


@frozen.dataclass(frozen=True, slots=True)
class Single:
    """One field."""

    value: int


@frozen.dataclass(frozen=True, slots=True)
class Empty:
    """No field."""


@frozen.dataclass(frozen=True, slots=True, eq=False)
class Itself:
    """Equal to nothing else."""

    value: int


MADE: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", (1, 2)), {}),
    ((), {"name": "b", "kept": {"x": 1}}),
    (("a", (3,), {"y": 2}), {}),
]


@pytest.mark.parametrize(("given", "named"), MADE)
def test_what_is_made_says_shows_and_holds_the_same(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, theirs = Ours(*given, **named), Theirs(*given, **named)
    assert repr(ours).replace("Ours", "Theirs") == repr(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert dataclasses.astuple(ours) == dataclasses.astuple(theirs)
    assert (ours == Ours(*given, **named), ours.__eq__(theirs)) == (True, NotImplemented)
    assert dataclasses.replace(ours, name="c") == Ours("c", ours.marks, ours.kept)
    assert pickle.loads(pickle.dumps(ours)) == ours
    assert copy.deepcopy(ours) == ours


def test_what_is_wrong_is_wrong_in_both() -> None:
    for made in (Ours, Theirs):
        with pytest.raises(TypeError):
            made()  # type: ignore[call-arg]
        with pytest.raises(TypeError):
            made("a", other=1)  # type: ignore[call-arg]
        it = made("a")
        with pytest.raises(dataclasses.FrozenInstanceError):
            it.name = "b"  # type: ignore[misc]
        with pytest.raises(dataclasses.FrozenInstanceError):
            del it.name
        assert not hasattr(it, "__dict__")
        with pytest.raises(TypeError):
            hash(it)  # a dict is in it


def test_classes_look_the_same_from_outside() -> None:
    assert dataclasses.is_dataclass(Ours)
    for ours, theirs in zip(dataclasses.fields(Ours), dataclasses.fields(Theirs), strict=True):
        assert (ours.name, ours.type, ours.default) == (theirs.name, theirs.type, theirs.default)
    assert Ours.__match_args__ == Theirs.__match_args__
    assert Ours.__slots__ == Theirs.__slots__
    assert (Ours.__module__, Ours.__qualname__, Ours.__doc__) == (__name__, "Ours", "A class made here.")
    assert Ours("a", (7,)).first == 7
    shown = str(Theirs.__dataclass_params__).replace("Theirs", "Ours")  # type: ignore[attr-defined]
    assert str(Ours.__dataclass_params__) == shown  # type: ignore[attr-defined]


def test_two_that_are_made_from_a_default_share_nothing() -> None:
    one, other = Ours("a"), Ours("a")
    assert one.kept is not other.kept


def test_one_field_none_and_one_that_is_equal_to_nothing_else() -> None:
    assert (Single(1) == Single(1), Single(1) == Single(2), len({Single(1), Single(1)})) == (True, False, 1)
    assert (Empty() == Empty(), Empty().__eq__(Single(1)), len({Empty(), Empty()})) == (True, NotImplemented, 1)
    assert Itself(1) != Itself(1)
    match Single(4):
        case Single(value):
            assert value == 4


def test_what_it_can_not_make_is_refused() -> None:
    with pytest.raises(TypeError, match=r"dataclasses\.dataclass"):
        frozen.dataclass(frozen=True, slots=False)(object)
