"""Whether sound is recorded, as the live page shows it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from interview_desk.ui.live.header import Who
from interview_desk.ui.live.sound import Sound


def test_it_is_there_only_where_there_is_something_to_say(qtbot: QtBot) -> None:
    who = Who()
    qtbot.addWidget(who)
    who.show_sound("", 0)
    assert who.findChildren(Sound) == []
    who.show()
    who.show_sound("recording", 3)
    (sound,) = who.findChildren(Sound)
    assert (sound.isVisible(), sound.accessibleName(), sound.level) == (True, "recording", 3)
    who.show_sound("", 0)
    assert not sound.isVisible()


def test_its_width_stays_whatever_it_says(qtbot: QtBot) -> None:
    sound = Sound()
    qtbot.addWidget(sound)
    wide = sound.sizeHint()
    sound.show_words("recording paused", 0)
    assert sound.sizeHint() == wide
    loud, quiet = grabbed(sound, 5), grabbed(sound, 0)
    assert loud != quiet


def grabbed(sound: Sound, level: int) -> bytes:
    sound.show_words("recording", level)
    return bytes(sound.grab().toImage().constBits())
