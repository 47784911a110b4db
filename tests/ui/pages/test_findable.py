"""A search through many lines kept as one text."""

from hypothesis import given
from hypothesis import strategies as st

from interview_desk.ui.pages.findable import Findable

EVERY = 10_000


def test_a_word_is_found_in_any_case() -> None:
    assert Findable(["Noor Haddad", "Ines Ferreira"]).find(("haddad",), EVERY) == [0]


def test_every_word_must_be_in_the_same_line() -> None:
    assert Findable(["noor senior", "ines junior", "noor junior"]).find(("junior", "noor"), EVERY) == [2]


def test_the_first_are_kept_where_there_are_more_than_wanted() -> None:
    assert Findable(["a"] * 50).find(("a",), 3) == [0, 1, 2]


def test_a_name_with_a_nul_in_it_moves_no_other_line() -> None:
    assert Findable(["a\0b", "c"]).find(("c",), EVERY) == [1]


def test_a_name_that_grows_in_small_letters_moves_no_other_line() -> None:
    assert Findable(["ẞẞẞ", "İİ", "c"]).find(("c",), EVERY) == [2]


words = st.text(st.sampled_from("ab c\n"), max_size=6)


@given(st.lists(words, max_size=12), st.lists(st.text(st.sampled_from("abc"), min_size=1, max_size=2), min_size=1))
def test_what_is_found_is_what_looking_at_each_line_finds(lines: list[str], query: list[str]) -> None:
    looked = [i for i, line in enumerate(lines) if all(word in line for word in query)]
    assert Findable(lines).find(tuple(query), EVERY) == looked
