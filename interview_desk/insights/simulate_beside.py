"""What stands beside a made-up history: stages of later results, candidates' answers, and how long feedback took."""

from __future__ import annotations

import numpy as np

from interview_desk.domain.experience import HIGHEST, LOWEST
from interview_desk.domain.past import Past
from interview_desk.insights.past import past_of_history
from interview_desk.insights.simulate import Truth
from interview_desk.insights.tables import History

_DAY = 86_400
_ANSWERED, _TAKEN = 0.5, 0.8
_ONSITE_AFTER = 9  # days


def past_of_simulated(history: History, truth: Truth, seed: int) -> Past:
    """Return a made-up history as rows to keep, with all that stands beside it; the same for the same arguments.

    Every result is one of the onsite, those who passed were made an offer, and most took it. Candidates mind a strict
    interviewer a little.
    """
    random = np.random.default_rng([seed, 20261103])
    past = past_of_history(history)
    names, s = history.names, history.sessions
    # The onsite comes after the candidate's last interview.
    last = np.zeros(max(len(names.candidates), 1), np.int64)
    np.maximum.at(last, s.candidate, s.order)
    onsite, offers = [], []
    for candidate, passed in zip(history.outcomes.candidate.tolist(), history.outcomes.passed.tolist(), strict=True):
        at = int(last[candidate]) + _ONSITE_AFTER * _DAY
        onsite.append((names.candidates[candidate], "onsite", at, passed))
        if passed:
            taken = bool(random.random() < _TAKEN)
            offers.append((names.candidates[candidate], "hire", at + _ONSITE_AFTER * _DAY, taken))
    past.outcomes[:] = sorted([*onsite, *offers])
    strict = truth.strictness_points[s.interviewer]
    felt = 3.9 - 0.5 * strict + random.normal(0, 0.5, len(history))
    three = np.clip(np.rint(felt[:, None] + random.normal(0, 0.5, (len(history), 3))), LOWEST, HIGHEST).astype(int)
    waited = random.gamma(2.0, 0.9, len(history))
    answered = random.random(len(history)) < _ANSWERED
    for k, session in enumerate(names.sessions):
        at = int(s.order[k] + waited[k] * _DAY)
        past.feedback.append((session, at))
        if answered[k]:
            clear, treated, again = three[k].tolist()
            past.answers.append((session, clear, treated, again, at + _DAY))
    return past
