"""Whether this system can record and play at all. Nothing of QtMultimedia is imported before this is asked."""

from __future__ import annotations

from interview_desk.errors import DeskError


def prepare() -> None:
    """Import QtMultimedia; raises DeskError, in a sentence, where the system lacks it."""
    from PySide6.QtCore import QLoggingCategory

    # What it says of itself as it is loaded tells nobody anything.
    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false\nqt.multimedia.ffmpeg*.info=false")
    try:
        import PySide6.QtMultimedia  # noqa: F401  what matters is that it can be
    except ImportError as error:
        raise DeskError(
            "Sound can be neither recorded nor heard here",
            f"a library is missing ({error})",
            "install libpulse0 on Debian or Ubuntu, or go on without sound",
        ) from error
