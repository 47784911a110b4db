"""The sequence that grows at its end without changing what was."""

from interview_desk.domain.chronicle import Chronicle


def test_adding_leaves_the_shorter_one_as_it_was() -> None:
    short = Chronicle([1, 2])
    long = short.added(3)
    assert list(short) == [1, 2]
    assert list(long) == [1, 2, 3]


def test_two_that_grow_from_the_same_one_do_not_share_what_they_add() -> None:
    trunk = Chronicle([1])
    left, right = trunk.added(2), trunk.added(3)
    assert (list(left), list(right), list(trunk)) == ([1, 2], [1, 3], [1])


def test_growth_is_recognised_and_a_rewritten_one_is_not() -> None:
    before = Chronicle([1])
    after = before.added(2)
    assert after.grown_from(before)
    assert not before.grown_from(after)
    assert not after.changed(lambda it: it == 1, lambda _: 9).grown_from(before)


def test_indexing_and_slicing_see_only_its_own_items() -> None:
    short = Chronicle([1, 2])
    short.added(3)
    assert (short[-1], short[0], short[0:5], len(short)) == (2, 1, [1, 2], 2)
    assert 3 not in short
