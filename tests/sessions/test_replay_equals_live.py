"""A machine that conducts at random and lawfully: replay equals live at every instant, undo and all."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from interview_desk.domain import rules
from interview_desk.domain.events import Event
from interview_desk.domain.note_line import read_line
from interview_desk.domain.rules import Refused
from interview_desk.domain.shape import read, write
from interview_desk.domain.state import State, fold
from interview_desk.sessions.live import resume_live
from interview_desk.sessions.replay import Replay
from tests.conducting import Conducted

MILESTONES = st.sampled_from(["first-code", "first-test", "it-runs", "states-complexity"])
SCORES = st.sampled_from([1, 2, 3, 4, "not-assessed"])
ROWS = st.sampled_from(["problem-solving", "communication"])


class Interview(RuleBasedStateMachine):
    """Everything an interviewer may do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Conducted(started=False)
        self.seen: list[State] = [self.desk.state]
        self.desk.live.subscribe(self._remember)

    def _remember(self) -> None:
        self.seen.append(self.desk.live.state)

    def wish(self, event: Event | Refused) -> None:
        self.desk.live.perform(event)

    @rule(seconds=st.integers(0, 900))
    def time_passes(self, seconds: int) -> None:
        self.desk.wait(seconds=seconds)

    @rule(seconds=st.integers(0, 4000))
    def the_computer_sleeps(self, seconds: int) -> None:
        self.desk.clock.sleep(seconds * 1000)

    @rule()
    def start(self) -> None:
        self.wish(rules.start(self.desk.state))

    @rule(minutes=st.none() | st.integers(0, 100_000))
    def schedule(self, minutes: int | None) -> None:
        due = self.desk.clock.wall() + timedelta(minutes=minutes) if minutes is not None else None
        self.wish(rules.schedule(self.desk.state, due))

    @rule()
    def call_off(self) -> None:
        self.wish(rules.call_off(self.desk.state))

    @rule()
    def pause(self) -> None:
        self.wish(rules.pause(self.desk.state))

    @rule(outcome=st.sampled_from(["solved", "partly", "moved-on"]))
    def leave(self, outcome: str) -> None:
        self.wish(rules.leave(self.desk.state, outcome))  # type: ignore[arg-type]

    @rule()
    def go_back(self) -> None:
        self.wish(rules.previous_layer(self.desk.state))

    @rule()
    def change_direction(self) -> None:
        self.wish(rules.change_direction(self.desk.state))

    @rule(own=st.booleans())
    def hint(self, own: bool) -> None:
        self.wish(rules.give_own_hint(self.desk.state, "x") if own else rules.give_hint(self.desk.state))

    @rule(text=st.text(max_size=12), sign=st.sampled_from(["", "+ ", "- ", "? ", "* ", "-40s "]), row=ROWS)
    def note(self, text: str, sign: str, row: str) -> None:
        line = read_line(f"{sign}{text} @{row}", ["problem-solving", "communication"])
        self.wish(rules.take_note(self.desk.state, line, self.desk.now_ms))

    @rule()
    def amend(self) -> None:
        notes = self.desk.state.notes()
        seq = notes[-1].seq if notes else 99
        self.wish(rules.amend_note(self.desk.state, seq, read_line("- other @c", ["communication"])))

    @rule()
    def signal(self) -> None:
        layer = self.desk.state.layer
        self.wish(rules.mark_signal(self.desk.state, layer.signals[0].id if layer else ""))

    @rule(milestone=MILESTONES)
    def milestone(self, milestone: str) -> None:
        self.wish(rules.reach_milestone(self.desk.state, milestone))  # type: ignore[arg-type]

    @rule()
    def dont_know(self) -> None:
        self.wish(rules.say_dont_know(self.desk.state))
        self.wish(rules.follow_dont_know(self.desk.state, "reasoned"))

    @rule()
    def branch(self) -> None:
        self.wish(rules.branch(self.desk.state))
        self.wish(rules.name_branch(self.desk.state, "aside"))

    @rule()
    def snippet(self) -> None:
        self.wish(rules.take_snippet(self.desk.state, f"a = {len(self.desk.live.log)}\n", "python"))
        if self.desk.state.snippets:
            seq = self.desk.state.snippets[-1].seq
            self.wish(rules.comment_snippet(self.desk.state, seq, 1, 1, "hm"))

    @rule(row=ROWS, score=SCORES, own=st.booleans())
    def score(self, row: str, score: int, own: bool) -> None:
        wished = rules.self_assess if own else rules.score
        self.wish(wished(self.desk.state, row, score))

    @rule()
    def conclude(self) -> None:
        self.wish(rules.conclude_early(self.desk.state))

    @rule()
    def count_the_gap(self) -> None:
        self.wish(rules.count_gap(self.desk.state))

    @rule()
    def end(self) -> None:
        self.wish(rules.end(self.desk.state))

    @rule()
    def call(self) -> None:
        self.wish(rules.make_call(self.desk.state, "close", "because", "practice"))
        self.wish(rules.write_point(self.desk.state, "went-well", "You asked first."))

    @rule()
    def undo(self) -> None:
        self.desk.live.undo()

    @rule()
    def undo_something_earlier(self) -> None:
        log = self.desk.live.log
        self.wish(rules.retract(self.desk.state, log, 1 + len(log) // 2))

    @rule()
    def crash_and_resume(self) -> None:
        before = self.desk.live.state
        again = resume_live(self.desk.clock, self.desk.keeper, list(self.desk.keeper.entries), self.desk.now_ms)
        assert again.state.place == before.place
        assert again.now_ms >= before.offset_ms
        self.desk.live = again
        self.seen = [fold(again.log[: count + 1]) for count in range(len(again.log))]
        again.subscribe(self._remember)

    @invariant()
    def time_never_runs_backwards(self) -> None:
        offsets = [entry.offset_ms for entry in self.desk.live.log]
        assert offsets == sorted(offsets)
        assert self.desk.now_ms >= offsets[-1]

    def teardown(self) -> None:
        entries = self.desk.live.log
        assert len(entries) == len(self.seen)
        for count, state in enumerate(self.seen, start=1):
            assert fold(entries[:count]) == state, f"after entry {count}"
        replay = Replay(entries)
        for entry in entries:
            replay.seek(entry.offset_ms)
            last = max(other.seq for other in entries if other.offset_ms <= entry.offset_ms)
            assert replay.state == self.seen[last - 1]
        for entry in entries[1:]:
            assert read(type(entry.event), write(entry.event)) == (entry.event, [])


TestInterview = Interview.TestCase
TestInterview.settings = settings(max_examples=60, stateful_step_count=40)
