"""Whatever is handed to a parser, it takes it or refuses it in a sentence: seeds that it knows, bent in every way.

`python -m tests.faults.fuzz` is the long form, guided by coverage.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faults.parsers import PARSERS, seeds

NASTY = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "‮".encode(), b"\x1b[2J", b"\r\n", b"\n", b"\t",
    b"'", b'"', b"{", b"}", b"[", b"]", b":", b",", b";", b"#", b"&a ", b"*a ", b"!!python/object:os.system ", b"<<: ",
    b"=cmd()", b"-0", b"1e999", b"NaN", b".inf", b"9" * 40, b"0x1f", b"12:30", b"no", b"~", b"null", b"../", b"%s",
    b"- " * 60, b"[" * 200, b"PASSWORD", b"://", b"@", b"?password=", b"2026-13-45", b"\\ud800", b"\\u0000",
)  # fmt: skip


@st.composite
def bent(draw: st.DrawFn, name: str) -> bytes:
    """Return a seed with some of it cut out, doubled or swapped for something nasty; now and then nothing else."""
    if draw(st.integers(0, 9)) == 0:
        return b"".join(draw(st.lists(st.sampled_from(NASTY) | st.binary(max_size=8), max_size=12)))
    content = draw(st.sampled_from(sorted(seeds(name))))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.sampled_from((0, 0, 1, 2, 8, 40))))
        put = draw(st.sampled_from((*NASTY, b"", content[start:end] * 2)) | st.binary(max_size=4))
        content = content[:start] + put + content[end:]
    return content


@pytest.mark.parametrize("name", PARSERS)
def test_what_a_parser_knows_it_takes(name: str) -> None:
    assert all(PARSERS[name](seed) for seed in seeds(name))


@pytest.mark.parametrize("name", PARSERS)
def test_what_a_parser_does_not_know_is_refused_and_nothing_else(name: str) -> None:
    @settings(max_examples=40)
    @given(bent(name))
    def refused(data: bytes) -> None:
        PARSERS[name](data)

    refused()
