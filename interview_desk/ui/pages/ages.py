"""How long ago something was, in the words that a person would use."""

from __future__ import annotations

from datetime import datetime

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago `then` was: `just now`, `2 minutes ago`, `yesterday`, then the date."""
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return _count(seconds / _MINUTE, "minute")
    if seconds < _DAY:
        return _count(seconds / _HOUR, "hour")
    there = then.astimezone()
    days = (now.astimezone().date() - there.date()).days
    if days < 2:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    return f"{there.day} {_MONTHS[there.month - 1]} {there.year}"


def _count(amount: float, unit: str) -> str:
    whole = int(amount)
    return f"1 {unit} ago" if whole == 1 else f"{whole} {unit}s ago"
