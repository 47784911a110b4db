"""What a plain word of YAML means: the core schema of YAML 1.2, in which `no` and `12:30` are text."""

from __future__ import annotations

import re

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_MAY_BEGIN_A_VALUE = frozenset("0123456789+-.~nNtTfF")
_MAY_BEGIN_A_NUMBER = frozenset("0123456789+-")
_LONGEST_WHOLE = 15  # digits: what every reader of JSON keeps exact

Scalar = str | int | float | bool | None


class NotANumber(ValueError):
    """The word is written like a number that nothing here can stand for; the text says why."""


def resolve(word: str) -> Scalar:
    """Return what an unquoted word stands for; raises `NotANumber` for NaN, infinities and numbers too large."""
    if not word:
        return None
    if word[0] not in _MAY_BEGIN_A_VALUE:
        return word
    if word in _NULLS:
        return None
    if (flag := _FLAGS.get(word)) is not None:
        return flag
    if _WHOLE.fullmatch(word):
        if len(word.lstrip("+-")) > _LONGEST_WHOLE:
            raise NotANumber("this number has too many digits")
        return int(word)
    if _NUMBER.fullmatch(word):
        return _finite(float(word))
    if _BASED.fullmatch(word):
        if len(word) > _LONGEST_WHOLE:
            raise NotANumber("this number has too many digits")
        return int(word, 0)
    if _NOT_FINITE.fullmatch(word):
        raise NotANumber(f"{word} is not a number that can be reckoned with")
    return word


def resolve_key(word: str) -> str | int:
    """Return a key: a whole number where it is written as one, else the text as it stands."""
    if word and word[0] in _MAY_BEGIN_A_NUMBER and len(word) <= _LONGEST_WHOLE and _WHOLE.fullmatch(word):
        return int(word)
    return word


def _finite(number: float) -> float:
    if number in (float("inf"), float("-inf")):
        raise NotANumber("this number is too large")
    return number
