"""The schema versions there were, for whoever asks without needing the tables."""

from __future__ import annotations

REVISIONS = ("0001", "0002", "0003")
"""Oldest first; the last is the one the tables have."""

HEAD = REVISIONS[-1]
