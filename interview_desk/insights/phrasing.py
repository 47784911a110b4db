"""A check of what is about to be sent to a candidate: it points at words and suggests better ones; it never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from interview_desk.domain.events import WordingConcern
from interview_desk.domain.state import State

# Shorter runs of a hint or a solution occur in any talk about the same exercise.
_GIVEN_AWAY_WORDS = 6
# A shorter name than this is a word of any text.
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Words to look at again: where they stand (`start` to `end` in the text), why, and what would be better."""

    concern: WordingConcern
    start: int
    end: int
    found: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a text for one candidate is held against: runs of words that would give the exercise away, and names."""

    runs: frozenset[tuple[str, ...]] = frozenset()
    names: tuple[str, ...] = ()


def secrets_of(state: State, other_candidates: Iterable[str] = ()) -> Secrets:
    """Return what a session's candidate must not read: its kit's hints and solutions, and other candidates' names."""
    texts: list[str] = []
    for question in (*state.kit.questions, *state.kit.pivots):
        for layer in question.layers:
            texts += [hint.say for hint in layer.hints]
            texts += [layer.expected.approach, *layer.expected.pitfalls, layer.expected.solution]
    return Secrets(frozenset(_runs(texts)), tuple(_names(other_candidates, state)))


def check_wording(text: str, secrets: Secrets | None = None) -> list[Finding]:
    """Return what to look at again in a text for a candidate, in the order it stands there."""
    found = [
        Finding(concern, match.start(), match.end(), match[0], advice)
        for concern, pattern, advice in _patterns()
        for match in pattern.finditer(text)
    ]
    if secrets is not None:
        found += _given_away(text, secrets.runs)
        found += _named(text, secrets.names)
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def open_findings(state: State, text: str, secrets: Secrets | None = None) -> list[Finding]:
    """Return what to look at again in a text, but for what the interviewer has decided to keep."""
    return [it for it in check_wording(text, secrets) if (text, it.concern) not in state.overruled]


def kept_wording(state: State, text: str) -> bool:
    """Tell whether the interviewer keeps a text although the check was concerned about it."""
    return any(kept == text for kept, _ in state.overruled)


def unsettled(state: State, secrets: Secrets | None = None, *, notice: bool = False) -> list[tuple[str, list[Finding]]]:
    """Return every text of a candidate's report, or of the decision notice, that there is something to say about."""
    texts = dict.fromkeys(_reason(state) if notice else _written(state))
    found = [(text, _fitting(open_findings(state, text, secrets), notice)) for text in texts]
    return [(text, findings) for text, findings in found if findings]


def _fitting(findings: list[Finding], notice: bool) -> list[Finding]:
    """The decision has its place in the notice."""
    return [it for it in findings if not (notice and it.concern == "decision")]


def _reason(state: State) -> Iterator[str]:
    if reason := state.passages.get(("reason", ""), ""):
        yield reason


def _written(state: State) -> Iterator[str]:
    """What the interviewer wrote that stands in the report: sentences, remarks on code that is shown, own passages."""
    cited = {seq for point in state.points for seq in point.cites}
    yield from (point.text for point in state.points)
    yield from (comment.text for it in state.snippets if it.seq in cited for comment in it.comments)
    yield from (text for (passage, _), text in state.passages.items() if passage != "reason" and text)


@cache
def _patterns() -> tuple[tuple[WordingConcern, re.Pattern[str], str], ...]:
    from interview_desk.insights.doubtful_words import LISTS

    return tuple(
        (concern, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE), advice) for concern, words, advice in LISTS
    )


def _runs(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for text in texts:
        words = [word.lower() for word in re.findall(r"\w+", text)]
        yield from (tuple(words[i : i + _GIVEN_AWAY_WORDS]) for i in range(len(words) - _GIVEN_AWAY_WORDS + 1))


def _given_away(text: str, runs: frozenset[tuple[str, ...]]) -> list[Finding]:
    """Runs of at least six words that also stand in a secret text, each as long as it goes."""
    words = [(match.start(), match.end(), match[0].lower()) for match in re.finditer(r"\w+", text)]
    starts = [at for at in range(len(words) - _GIVEN_AWAY_WORDS + 1) if _run(words, at) in runs]
    found: list[Finding] = []
    for at in starts:
        begin, end = words[at][0], words[at + _GIVEN_AWAY_WORDS - 1][1]
        if found and begin <= found[-1].end:
            begin = found.pop().start
        advice = "say it in your own words; the next candidate gets the same exercise"
        found.append(Finding("given-away", begin, end, text[begin:end], advice))
    return found


def _run(words: Sequence[tuple[int, int, str]], at: int) -> tuple[str, ...]:
    return tuple(word for *_, word in words[at : at + _GIVEN_AWAY_WORDS])


def _names(candidates: Iterable[str], state: State) -> Iterator[str]:
    """Other candidates' whole names, each once; the candidate's own and the interviewer's may be named."""
    own = {" ".join(name.split()).casefold() for name in (state.opened.candidate, state.opened.interviewer)}
    seen = own | {""}
    for candidate in candidates:
        name = " ".join(candidate.split())
        if name.casefold() not in seen and len(name) >= _SHORTEST_NAME:
            seen.add(name.casefold())
            yield name


def _named(text: str, names: Sequence[str]) -> Iterator[Finding]:
    """Whole names, in any case. Of ten thousand candidates hardly one is named: look for a part before a whole word."""
    plain = text.casefold()
    for name in names:
        if name.casefold() in plain:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
                yield Finding("other-person", match.start(), match.end(), match[0], "leave other people's names out")
