"""People's data in the window: looked up, packed and erased in the background, and said when it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from interview_desk.domain.listing import PersonLine
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.people import PeoplePage


class PeopleDesk(QObject):
    """Holds the page. Each callable is called in a thread and takes a person's key, but for `everybody`.

    `months` says how long interviews are kept, `everybody` who there is, `look` what is kept of one, `pack` writes that
    to a file, `erase` erases it (results too, unless they are to stay) and says what is left.
    """

    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        months: Callable[[], int],
        everybody: Callable[[], Sequence[PersonLine]],
        look: Callable[[str], Sequence[str]],
        pack: Callable[[str], Path],
        erase: Callable[[str, bool], Sequence[str]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._months = months
        self._everybody = everybody
        self._look = look
        self._do_pack = pack
        self._do_erase = erase
        self.page = PeoplePage()
        self.page.left.connect(self.left)
        self.page.chosen.connect(self._look_up)
        self.page.pack_wanted.connect(self._pack)
        self.page.erase_wanted.connect(self._erase)

    def open(self) -> None:
        """Show the page, and read who there is."""
        self._window.show_page(self.page, "People's data")
        self._refresh()

    def _refresh(self) -> None:
        months = self._months()
        self._background.run(self._everybody, lambda found: self.page.show_people(found, months))

    def _look_up(self, key: str) -> None:
        self._background.run(lambda: self._look(key), lambda lines: self.page.show_kept(key, lines))

    def _pack(self, key: str) -> None:
        self._window.notices.say("Writing all that is kept …")
        self._background.run(lambda: self._do_pack(key), lambda file: self._window.notices.say(f"Wrote {file}."))

    def _erase(self, key: str, anonymous: bool) -> None:
        def done(left: Sequence[str]) -> None:
            self._refresh()
            self._window.notices.say(" ".join(["Erased, but not everywhere:", *left]) if left else "Erased for good.")

        self._window.notices.say("Erasing …")
        self._background.run(lambda: self._do_erase(key, anonymous), done)
