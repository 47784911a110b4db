"""What changed between two snippets: exact, with a little around it, and compared with the right one."""

from hypothesis import given
from hypothesis import strategies as st

from interview_desk.domain.state import Snippet
from interview_desk.ui.live.difference import before, counts, difference, sentence

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "  d"]), max_size=12)


def snippet(seq: int, source: str) -> Snippet:
    return Snippet(seq, 0, None, str(seq), "python", source, 1)


@given(old=LINES, new=LINES)
def test_lines_gone_and_new_account_for_the_whole_change(old: list[str], new: list[str]) -> None:
    was, now = "\n".join(old).rstrip("\n").split("\n"), "\n".join(new).rstrip("\n").split("\n")
    lines = difference("\n".join(old), "\n".join(new))
    gone, come = ([it for it in lines if it.sign == sign] for sign in "−+")
    assert all(was[it.number - 1] == it.text for it in gone)
    assert all(now[it.number - 1] == it.text for it in come)
    assert len(was) - len(gone) == len(now) - len(come)
    assert bool(lines) == (was != now)


def test_far_parts_are_left_out_and_counted() -> None:
    old = "\n".join(f"line {n}" for n in range(40))
    new = old.replace("line 5\n", "line five\n").replace("line 30\n", "")
    lines = difference(old, new)
    assert [it.sign for it in lines] == [*"  −+  ", "…", *"  −  "]
    assert counts(lines) == "+1 −2"
    assert sentence(lines) == "Line 6 gone: line 5\nLine 6 new: line five\nLine 31 gone: line 30"


def test_a_snippet_is_compared_with_the_last_of_its_source() -> None:
    first, other, clip, second = snippet(1, "a.py"), snippet(2, "b.py"), snippet(3, "clipboard"), snippet(4, "a.py")
    all_ = (first, other, clip, second)
    assert before(all_, first) is None
    assert before(all_, second) is first
    assert before(all_, clip) is other  # of another source, but the last there was


def test_too_much_is_not_compared() -> None:
    assert difference("a\n" * 5_000, "b\n" * 5_000) == ()
