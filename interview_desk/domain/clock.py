"""The clock of an interview: durations from one that counts sleep, dates from the wall's."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What everything that needs the time is given; nothing else in the project asks the system for it."""

    def awake_ms(self) -> int:
        """Milliseconds since some fixed moment, not counting the time the computer slept."""

    def boot_ms(self) -> int:
        """Milliseconds since some fixed moment, counting the time the computer slept."""

    def wall(self) -> datetime:
        """The date and time in UTC, as the wall clock has it; it may be wrong or be set while one looks."""


class SystemClock:
    """The computer's own clocks."""

    def awake_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def boot_ms(self) -> int:
        # Linux's time.monotonic stands still in suspend; elsewhere it is the best there is.
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.clock_gettime_ns(boot) // 1_000_000 if boot is not None else self.awake_ms()

    def wall(self) -> datetime:
        return datetime.now(UTC)


class ManualClock:
    """A clock that moves only when told to: for tests, benchmarks and simulated interviews."""

    def __init__(self, wall: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        self._awake = 0
        self._slept = 0
        self._wall = wall

    def awake_ms(self) -> int:
        return self._awake

    def boot_ms(self) -> int:
        return self._awake + self._slept

    def wall(self) -> datetime:
        return self._wall

    def advance(self, ms: int) -> None:
        """Let `ms` milliseconds pass."""
        self._awake += ms
        self._wall += timedelta(milliseconds=ms)

    def sleep(self, ms: int) -> None:
        """Let the computer sleep for `ms` milliseconds."""
        self._slept += ms
        self._wall += timedelta(milliseconds=ms)

    def set_wall(self, wall: datetime) -> None:
        """Set the wall clock, as a person or a time server may at any moment."""
        self._wall = wall
