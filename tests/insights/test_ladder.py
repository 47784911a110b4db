"""Shadow, reverse shadow, solo: counted from who conducted and who sat beside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from interview_desk.insights.ladder import Beside, Conducted, Rung, ladder

DAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def on(day: int, session: str, who: str) -> Conducted:
    return Conducted(session, who, DAY + timedelta(days=day))


def rungs(conducted: list[Conducted], beside: list[Beside]) -> dict[str, Rung]:
    return {it.interviewer: it for it in ladder(conducted, beside, {})}


def test_one_climbs_from_shadow_to_reverse_shadow_to_solo() -> None:
    lead = [on(day, f"a{day}", "Ada") for day in range(5)]
    shadows = [Beside("a1", "New"), Beside("a2", "New")]
    assert (rungs(lead, shadows[:1])["New"].stage, rungs(lead, shadows[:1])["New"].next) == ("shadow", "1 shadow to go")
    after = rungs(lead, shadows)["New"]
    assert (after.stage, after.shadows, after.next) == ("reverse shadow", 2, "2 reverse shadows to go")
    own = [on(6, "n6", "New"), on(7, "n7", "New")]
    watched = [*shadows, Beside("n6", "Ada"), Beside("n7", "Ada")]
    done = rungs([*lead, *own], watched)["New"]
    assert (done.stage, done.reverse_shadows, done.solo) == ("solo", 2, 0)
    assert done.next == "ready for the first interview on their own"
    alone = rungs([*lead, *own, on(8, "n8", "New")], watched)["New"]
    assert (alone.stage, alone.solo, alone.next) == ("solo", 1, "")


def test_who_leads_with_a_shadow_beside_goes_on_counting_as_solo() -> None:
    assert rungs([on(0, "a", "Ada"), on(1, "b", "Ada")], [Beside("b", "New")])["Ada"].solo == 2


def test_who_began_alone_is_told_so() -> None:
    assert "on their own from the start" in rungs([on(0, "a", "Ada")], [])["Ada"].next
    assert rungs([on(day, f"a{day}", "Ada") for day in range(4)], [])["Ada"].next == ""


def test_the_latest_calibration_stands_beside_and_whoever_only_scored_climbs_nothing() -> None:
    (rung,) = ladder([on(0, "a", "Ada")], [], {"Ada": DAY, "Trainer": DAY})
    assert (rung.interviewer, rung.calibrated_at) == ("Ada", DAY)
    assert rung.as_json()["calibrated_at"] == DAY.isoformat()
