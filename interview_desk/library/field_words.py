"""What each key of a file means, in the words that an editor shows while one writes it."""

from __future__ import annotations

_ID = "Small letters, digits and hyphens; the name of the file without .yaml."
_SILENCE = "Names of warnings that are meant here, such as no-probe; `check` shows the name in brackets."

WORDS: dict[str, dict[str, str]] = {
    "Question": {
        "id": f"{_ID} Unique across banks.",
        "title": "What the question is called, on screen and in reports.",
        "kind": "coding, debugging and data-ml layers have a solution with tests.",
        "levels": "For whom: junior, mid, senior, lead.",
        "competencies": "Ids of rubric rows that this question shows something about.",
        "statement": "Markdown. The candidate sees it.",
        "layers": "Each is one constraint more than the layer before.",
        "job_task": "The task on the job that this is like.",
        "language": "The language of starter, solution and tests; only python is run by `check --run`.",
        "starter": "Code to begin from. The candidate sees it.",
        "pivots": "Ids of questions to go to when this area leads nowhere.",
        "tags": "Topics to search by.",
        "version": "Raise it when par times no longer compare: a new version begins a new benchmark.",
        "silence": _SILENCE,
    },
    "Layer": {
        "id": "Unique within the question.",
        "title": "What the layer is called, on screen and in reports.",
        "say": "Read aloud, and seen by the candidate. No hint in it.",
        "par": "Minutes and hints that the layer is meant to take.",
        "expected": "What a good answer holds. For the interviewer alone.",
        "signals": "What to listen for.",
        "hints": "In the order in which they are given: nudge, pointer, reveal.",
        "probes": "Follow-up questions.",
        "benchmarks": "Your own figures, used until there is history and always labelled so.",
    },
    "Par": {"minutes": "Minutes, more than 0.", "hints": "A whole number, 0 or more."},
    "Signal": {
        "id": "Unique within the layer.",
        "text": "What one sees or hears: begins with a verb.",
        "competency": "One of the question's competencies.",
        "flag": "green counts for, red against.",
    },
    "Hint": {
        "id": "Unique within the layer.",
        "level": "nudge: a question; pointer: where to look; reveal: the idea itself.",
        "say": "Word for word.",
        "about": "Its topic, for the report, without giving it away.",
    },
    "Expected": {
        "approach": "Markdown. The good answer, and the better one.",
        "complexity": "As one would say it.",
        "pitfalls": "What goes wrong, and how one notices.",
        "solution": "A reference solution that runs.",
        "tests": "Assertions over the solution; run together with it by `check --run`.",
    },
    "Complexity": {"time": "Such as O(n log n).", "space": "Such as O(clients)."},
    "AuthorBenchmarks": {
        "strongest": "What the strongest quarter take.",
        "typical": "What most take.",
    },
    "KitFile": {
        "id": _ID,
        "title": "What the kit is called.",
        "role": "The role interviewed for.",
        "level": "The level applied for.",
        "rubric": "The id of a rubric.",
        "minutes": "In all; the sum of the sections. Over 60 needs why_longer.",
        "sections": "In order; each kind once, question as often as there are questions.",
        "feedback_policy": "constructive: what was good and what to work on, for everyone; positive-on-decline: "
        "criticism only to those who advance.",
        "why_longer": "Why this interview has to be longer than an hour.",
        "notes": "For the interviewer, shown while preparing.",
        "silence": _SILENCE,
    },
    "SectionFile": {
        "kind": "A section of kind question names a question.",
        "minutes": "Minutes planned.",
        "say": "What to say as it begins.",
        "question": "The id of a question.",
    },
    "Rubric": {
        "id": _ID,
        "title": "What the rubric is called.",
        "scale": "The lowest and the highest score.",
        "competencies": "The rows.",
        "bars": "The weighted score at which one advances, for each level.",
        "recommendations": "Best first; `from` counts from the level's bar.",
        "silence": _SILENCE,
    },
    "Scale": {"lowest": "Usually 1.", "highest": "Usually 4."},
    "Competency": {
        "id": "What questions name it by.",
        "title": "What the row is called.",
        "weight": "How much it counts against the others.",
        "anchors": "For every score, what one would see or hear.",
        "self_assessment": "The question that the candidate is asked about this row.",
        "floor": "Below this score nothing better than close is recommended.",
        "follow_up": "What to ask when a part of the answer is missing.",
    },
    "Bars": {
        "junior": "The bar for junior.",
        "mid": "The bar for mid, at least junior's.",
        "senior": "The bar for senior, at least mid's.",
        "lead": "The bar for lead, at least senior's.",
    },
    "Category": {
        "id": "Such as advance.",
        "title": "As it is written in reports.",
        "from": "Distance from the bar at which it begins; the last has none.",
    },
}
