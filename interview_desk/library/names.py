"""The names of all warnings, by which a file can silence them, with what each is about."""

from __future__ import annotations

WARNINGS = {
    "no-hints": "a layer without hints",
    "hint-order": "hints that don't go from nudge over pointer to reveal",
    "no-probe": "a layer without a follow-up question",
    "no-anchor": "a rubric row without an anchor for a score",
    "vague-anchor": "an anchor that says nothing one could observe",
    "unfed-competency": "a competency that no signal feeds",
    "over-an-hour": "a kit over 60 minutes",
    "short-for-questions": "under 5 minutes for the candidate's questions",
    "tight-section": "a section shorter than the pars of its question's layers",
    "no-job-task": "a question that doesn't say which task on the job it is like",
    "par-off": "a par far from the author's own benchmarks",
    "gives-away": "a hint or the solution in what the candidate sees",
    "other-level": "a question in a kit of a level that it isn't meant for",
    "pivot-outside-rubric": "a pivot with a competency that the kit's rubric lacks",
}
