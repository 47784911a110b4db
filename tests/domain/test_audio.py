"""Consent comes before any sound, and what was agreed, taken back or deleted stands in the log."""

from __future__ import annotations

from interview_desk.domain import events as e
from interview_desk.domain import rules
from interview_desk.domain.log import Entry
from interview_desk.domain.pieces import is_piece_name, piece_name
from interview_desk.domain.record import record
from interview_desk.domain.rules import Refused
from interview_desk.domain.state import fold
from tests.conducting import Conducted


def agreed() -> Conducted:
    desk = Conducted()
    desk.do(rules.give_consent(desk.state, " Sample Candidate "))
    return desk


def test_nothing_is_recorded_before_somebody_agreed_and_the_refusal_says_how() -> None:
    desk = Conducted()
    refused = rules.record_piece(desk.state, "000004.wav", 0)
    assert refused == Refused("Nobody agreed to be recorded yet: Ctrl+Alt+C records who did.")
    assert rules.may_record(desk.state) == refused


def test_who_agreed_is_on_record_and_has_to_be_somebody() -> None:
    assert agreed().state.consent == e.ConsentGiven("Sample Candidate")
    assert isinstance(rules.give_consent(Conducted().state, "  "), Refused)


def test_pieces_are_recorded_only_while_the_clock_runs() -> None:
    desk = agreed()
    desk.do(rules.record_piece(desk.state, "000003.wav", -3))
    assert desk.state.pieces == (e.PieceRecorded("000003.wav", 0),)
    desk.do(rules.pause(desk.state))
    assert isinstance(rules.record_piece(desk.state, "000005.wav", 10), Refused)
    desk.do(rules.end(desk.state))
    assert rules.may_record(desk.state) == Refused("The interview has ended.")


def test_practice_records_no_sound() -> None:
    desk = Conducted()
    practice = fold([Entry(1, 0, desk.clock.wall(), rules.open_session(desk.state.kit, "A", "B", "mid", True))])
    assert isinstance(rules.give_consent(practice, "A"), Refused)
    assert isinstance(rules.may_record(practice), Refused)


def test_a_consent_is_taken_back_by_somebody_and_then_nothing_is_recorded() -> None:
    desk = agreed()
    assert isinstance(rules.withdraw_consent(desk.state, " "), Refused)
    desk.do(rules.withdraw_consent(desk.state, "Sample Candidate"))
    assert isinstance(rules.record_piece(desk.state, "000004.wav", 0), Refused)
    assert isinstance(rules.withdraw_consent(desk.state, "Sample Candidate"), Refused)


def test_undo_takes_a_consent_back_but_never_restores_one_nor_touches_the_recording() -> None:
    desk = agreed()
    desk.do(rules.record_piece(desk.state, "000003.wav", 0))
    desk.do(rules.undo(desk.live.log))  # the piece is passed over
    assert desk.state.consent is None
    assert len(desk.state.pieces) == 1
    desk = agreed()
    desk.do(rules.withdraw_consent(desk.state, "Sample Candidate"))
    assert isinstance(rules.undo(desk.live.log), Refused)
    assert isinstance(rules.retract(desk.state, desk.live.log, len(desk.live.log)), Refused)


def test_what_was_erased_is_gone_from_the_state_and_can_not_be_undone() -> None:
    desk = agreed()
    assert rules.erase_audio(desk.state) == Refused("No sound of this interview is kept.")
    desk.do(rules.record_piece(desk.state, "000003.wav", 0))
    desk.note("+ asked first")
    desk.do(rules.erase_audio(desk.state))
    assert not desk.state.pieces
    assert desk.state.note_count == 1
    assert isinstance(rules.undo(desk.live.log), Refused)
    desk.do(rules.record_piece(desk.state, "000006.wav", 9))
    assert [it.file for it in desk.state.pieces] == ["000006.wav"]


def test_the_record_says_who_agreed_and_which_pieces_there_are() -> None:
    desk = agreed()
    desk.do(rules.record_piece(desk.state, "000003.wav", 40))
    told = record("s", desk.state, desk.now_ms, "running", None)["audio"]
    assert told == {"consent": "Sample Candidate", "pieces": [{"file": "000003.wav", "from_ms": 40}]}


def test_a_piece_is_called_after_its_entry_and_nothing_else_is_a_piece() -> None:
    assert piece_name(42) == "000042.wav"
    assert is_piece_name(piece_name(1_234_567))
    assert not any(map(is_piece_name, ("../000042.wav", "000042.wav\n", "42.wav", "000042.WAV", "", "track.wav")))
