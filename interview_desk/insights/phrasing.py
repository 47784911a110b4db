"""A check of what is about to be sent to a candidate: it points at words and suggests better ones; it never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from interview_desk.domain.state import State

Concern = Literal["verdict", "fit", "trait", "decision", "given-away", "other-person"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Words to look at again: where they stand (`start` to `end` in the text), why, and what would be better."""

    concern: Concern
    start: int
    end: int
    found: str
    suggestion: str


# Whole words, in any case. The lists are narrow on purpose: race conditions, child processes, old windows and rejected
# requests are what interviews are about, and a check that cries wolf is switched off.
_LISTS: tuple[tuple[Concern, tuple[str, ...], str], ...] = (
    (
        "fit",
        (
            "(?:culture|cultural|team|good|poor|bad|not a|right) fit",
            "fits? in(?: with (?:us|the team))",
            "one of us",
            r"likeab\w+",
            "chemistry",
        ),
        "say what was observed, and which row of the rubric it belongs to",
    ),
    (
        "trait",
        (
            "(?:you(?:['’]re| are| look| seem)|for someone) (?:(?:too|very|quite|rather|so) )?(?:old|young)(?:er)?",
            "(?:your|their|his|her) (?:age|accent|health|family|kids|children|religion|husband|wife|origin)",
            "elderly|youthful|digital native|recent graduate",
            "(?:fe)?male|wom[ae]n|as a (?:man|mother|father|parent)|girls?|lady|ladies|gender",
            r"married|pregnan\w+|maternity|childcare",
            r"native speaker|foreigners?|nationality|immigra(?:nt|tion)\w*|ethnic\w*|racial",
            "(?:heavy|strong|thick|foreign) accent",
            "religious|muslim|christian|jewish|hindu",
            r"illness|autis\w+|adhd|stutter\w*|disab(?:led|ility) (?:person|candidate)",
            "attractive (?:person|man|woman)",
        ),
        "leave it out: it has no bearing on the work that was seen",
    ),
    (
        "decision",
        (
            "you (?:are|were|have been) (?:rejected|declined|turned down|hired|selected)",
            "(?:reject|decline|hire|advance) you(?:r application)?",
            "hir(?:e|ing) decision|(?:job|an) offer|next (?:interview )?round|we regret|(?:not|strong) advance",
            "(?:pass|fail)(?:ed)? (?:the|this|your) (?:interview|round)",
            r"move (?:you )?forward|(?:not|won['’]t) (?:be )?proceed\w*",
        ),
        "leave the decision out; it goes in a letter of its own",
    ),
    (
        "verdict",
        (
            r"you (?:are|were|seem(?:ed)?)(?: \w+){0,2} (?:smart|brilliant|gifted|talented|excellent|great|good)",
            r"you (?:are|were|seem(?:ed)?)(?: \w+){0,2} (?:weak|bad|poor|lazy|slow|stupid|mediocre|nervous|arrogant)",
            "(?:great|good|nice|poor|bad|weak) (?:job|work|performance)",
            "rock ?star|ninja|lacks? (?:passion|drive|motivation|confidence)|terrible|awful|hopeless",
        ),
        "say what was done or said, when, and what came of it",
    ),
)
_PATTERNS = tuple(
    (concern, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE), advice) for concern, words, advice in _LISTS
)
# Shorter runs of a hint or a solution occur in any talk about the same exercise.
_GIVEN_AWAY_WORDS = 6


def check_wording(text: str, secrets: Iterable[str] = (), other_names: Iterable[str] = ()) -> list[Finding]:
    """Return what to look at again in a text for a candidate, in the order it stands there.

    `secrets` are texts that must not be given away (hints, solutions); `other_names` are other candidates' names.
    """
    found = [
        Finding(concern, match.start(), match.end(), match[0], advice)
        for concern, pattern, advice in _PATTERNS
        for match in pattern.finditer(text)
    ]
    found += _given_away(text, secrets)
    for name in other_names:
        if len(name.strip()) > 2:
            found += [
                Finding("other-person", match.start(), match.end(), match[0], "leave other people's names out")
                for match in re.finditer(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text, re.IGNORECASE)
            ]
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def secrets_of(state: State) -> list[str]:
    """Return what a session's kit holds that a candidate must not read: hints, approaches, pitfalls, solutions."""
    found: list[str] = []
    for question in (*state.kit.questions, *state.kit.pivots):
        for layer in question.layers:
            found += [hint.say for hint in layer.hints]
            found += [layer.expected.approach, *layer.expected.pitfalls, layer.expected.solution]
    return [text for text in found if text]


def _given_away(text: str, secrets: Iterable[str]) -> list[Finding]:
    """Runs of at least six words that also stand in a secret text, each as long as it goes."""
    words = [(match.start(), match.end(), match[0].lower()) for match in re.finditer(r"\w+", text)]
    runs: set[tuple[str, ...]] = set()
    for secret in secrets:
        theirs = [word.lower() for word in re.findall(r"\w+", secret)]
        runs |= {tuple(theirs[i : i + _GIVEN_AWAY_WORDS]) for i in range(len(theirs) - _GIVEN_AWAY_WORDS + 1)}
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
