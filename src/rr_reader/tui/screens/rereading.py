"""What the main screen does when the file of the article one reads is edited elsewhere: it shows what stands there."""

import asyncio
from pathlib import Path

from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Place
from rr_reader.tui.commands import Keys
from rr_reader.tui.opening import Opening
from rr_reader.tui.screens.mending import RELOAD, REREAD, MendingScreen
from rr_reader.tui.session import Session

Signature = tuple[int, int, int]
"""What changes with every edit of a file: its time, size and inode."""


class RereadingScreen(MendingScreen, inherit_bindings=False):
    """The panes, which follow the file."""

    def __init__(self, session: Session, opening: Opening, keys: Keys) -> None:
        super().__init__(session, opening, keys)
        self._signatures: dict[str, Signature | None] = {}

    def open_article(self, article_id: str, place: Place | None = None) -> None:
        """Show an article, and note how its file is: what is read from now on is looked at against that."""
        if self.opening.is_library and article_id not in self._signatures:
            self._signatures[article_id] = _signature(LibraryFolder(self.opening.folder).file_of(article_id))
        super().open_article(article_id, place)

    def look_at_file(self) -> None:
        """See whether the file was edited, unless somebody is looking already or the disk takes long to answer."""
        looking = any(worker.group == "watch" and not worker.is_finished for worker in self.workers)
        if self.opening.is_library and self.open_id and not self._is_loading and not looking:
            self.run_worker(self._look(self.open_id), group="watch")

    async def _look(self, article_id: str) -> None:
        """Read again what has changed."""
        async with self.one_by_one:
            now = await asyncio.to_thread(_signature, LibraryFolder(self.opening.folder).file_of(article_id))
        if now != self._signatures.get(article_id, ()):
            self._signatures[article_id] = now
            self.revise(article_id, REREAD)

    def action_reload(self) -> None:
        """Read the article's file again, and say whether anything is other than before."""
        if not self.opening.is_library:
            self.say("Only the articles of the library are read again; this file is read once")
        elif self.open_id:
            self.revise(self.open_id, RELOAD)


def _signature(path: Path) -> Signature | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
