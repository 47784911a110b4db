"""Tells whether an anchor says something that one could see or hear in the room."""

from __future__ import annotations

import re

_FEWEST_WORDS = 4
_JUDGEMENT = (
    r"good|great|excellent|strong|weak|poor|bad|average|outstanding|solid|nice|amazing|superb|fantastic|decent|"
    r"exceptional|adequate|brilliant|terrible|mediocre|satisfactory|impressive|effective"
)
_QUALITY = (
    r"communicators?|communication|coders?|engineers?|developers?|programmers?|thinkers?|skills?|attitude|knowledge|"
    r"understanding|solvers?|problem[- ]solving|players?|abilit(?:y|ies)|listeners?|collaborators?|designers?|"
    r"leaders?|personality|performance|candidates?|potential|presence|grasp|command"
)
_PRAISE_ALONE = re.compile(rf"\b({_JUDGEMENT})\s+(?:[\w-]+\s+){{0,2}}?({_QUALITY})\b", re.IGNORECASE)
_NO_BEHAVIOUR = re.compile(
    r"\b(cultur(?:e|al) fit|good fit|team[- ]player|rock ?star|ninja|guru|smart|clever|talented|gifted|intelligent|"
    r"passionate|a natural|(?:meets|exceeds|below) expectations)\b",
    re.IGNORECASE,
)


def why_vague(anchor: str) -> str:
    """Return why an anchor can't be observed, in words that follow "this anchor", or nothing."""
    if found := _PRAISE_ALONE.search(anchor) or _NO_BEHAVIOUR.search(anchor):
        return f'judges ("{found[0]}") and names nothing to observe'
    if len(re.findall(r"\w+", anchor)) < _FEWEST_WORDS:
        return "is too short to say what one would observe"
    return ""
