"""How far each interview came and when: the rows of `layers` laid out as one line a session, one place a layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interview_desk.insights.tables import DONE, Bools, Floats, History, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """Arrays of shape (sessions, layers) for the sessions of `session` (places in the history's table).

    `done` says that the layer, and every layer before it, was done by the candidate; `time` is then the minutes from
    the question's start to the layer's end, and otherwise the minutes for which the candidate was followed without it.
    `reached` says that the layer was begun; `hints` counts hints from the start to the end of that layer.
    """

    session: Ints
    time: Floats
    done: Bools
    reached: Bools
    hints: Ints


def follow(history: History, wanted: Bools) -> Progress:
    """The progress of the `wanted` sessions, shape (all sessions,); those with no layer at all are left out.

    Layers are serial, so the chain ends at the first layer that was not done: someone who was shown a solution, or
    moved on without one, is counted as still running from there on, for every later layer too.
    """
    rows = np.flatnonzero(wanted[history.layers.session])
    session_of_row = history.layers.session[rows]
    session = np.flatnonzero(np.bincount(session_of_row, minlength=len(history)))
    place = np.zeros(len(history), np.int64)
    place[session] = np.arange(len(session))
    layer = history.layers.layer[rows] - 1
    shape = (len(session), int(layer.max()) + 1 if len(rows) else 0)
    cell = place[session_of_row] * shape[1] + layer

    end = np.full(shape, np.nan)
    end.ravel()[cell] = history.layers.end[rows]
    reached = ~np.isnan(end)
    done = np.zeros(shape, np.bool_)
    done.ravel()[cell] = history.layers.status[rows] == DONE
    done = np.logical_and.accumulate(done, axis=1)
    hints = np.zeros(shape, np.int64)
    hints.ravel()[cell] = history.layers.hints[rows]

    # The last minute that counts: the end of the first layer not done, or else of the last one that was.
    chain = done.sum(axis=1)
    stop = np.zeros(len(session))
    if shape[1]:
        line = np.arange(len(session))
        broken = np.minimum(chain, shape[1] - 1)
        last_done = np.where(chain > 0, end[line, np.maximum(chain - 1, 0)], 0.0)
        stop = np.where((chain < shape[1]) & reached[line, broken], end[line, broken], last_done)
    time = np.where(done, end, stop[:, None])
    return Progress(session, time, done, reached, np.cumsum(hints, axis=1))
