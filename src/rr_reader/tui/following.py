"""A library on the screen: what the index remembers at once, then what has changed since, then every change."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Library
from rr_reader.library.facets import get_ready
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import Index
from rr_reader.library.index.updating import Progress
from rr_reader.library.starter import ensure_starter
from rr_reader.tui.loaded import Loaded

MANY = 200
"""Files more than which take a while to read."""
POLL = 5.0
"""Seconds after which the folder is looked at, where nothing was said of a change."""
_SETTLING = 1.0
"""Seconds for which a library that is remembered stands on the screen before its files are looked at."""
_STEP = 200
"""Milliseconds in which changes are gathered."""


class Following:
    """What the reading thread does for a library."""

    def __init__(
        self, folder: Path, index: Path | None, take: Callable[[Loaded], None], tell: Callable[[str], None]
    ) -> None:
        self._folder, self._take, self._tell = LibraryFolder(folder), take, tell
        self._index = Index(self._folder, index)
        self._problems: tuple[str, ...] = ()
        self._library = Library.of(())
        self._is_shown = False
        self._looked_at = 0

    def run(self, ended: Event) -> None:
        """Show the library, and follow it until `ended`. Raises nothing."""
        trouble = ""
        try:
            ensure_starter(self._folder.path)
        except ReaderError as error:  # what cannot be written to can still be read
            trouble = str(error)
        library = self._index.remembered()
        if library is not None:
            self._show(library, trouble)
            if len(library) > MANY:  # the first keys come before the looking at so many files
                ended.wait(_SETTLING)
        self._catch_up(ended, trouble)
        for _ in self._occasions(ended):
            self._catch_up(ended)
        self._index.close()

    def _catch_up(self, ended: Event, trouble: str = "") -> None:
        """Read what is otherwise than the index has it, and show it; leave it at the end to the next time."""
        library: Library | None = None
        self._looked_at = self._changed_at()
        try:
            for step in self._index.updates():
                if ended.is_set():
                    return
                if isinstance(step, Progress):
                    if step.of > MANY:
                        self._tell(f"indexing {step.done * 100 // step.of} %")
                else:
                    library = step
                    self._show(library, trouble)
        except ReaderError as error:
            trouble = str(error)
        self._tell("")
        library = self._index.news() if library is None else library
        if library is None and (not self._is_shown or self._new_problems()):
            library = self._index.remembered()
            library = Library.of(()) if library is None else library
        if library is not None:
            self._show(library, trouble)
        get_ready(self._library)

    def _new_problems(self) -> bool:
        return bool({problem.message for problem in self._index.problems()} - set(self._problems))

    def _show(self, library: Library, trouble: str) -> None:
        """Hand a library over, with what has not been told of it yet."""
        problems = tuple(problem.message for problem in self._index.problems())
        told = [text for text in (trouble, self._index.trouble, *problems) if text and text not in self._problems]
        self._problems = (trouble, self._index.trouble, *problems)
        self._take(Loaded(library, tuple(told), is_news=self._is_shown))
        self._library, self._is_shown = library, True

    def _occasions(self, ended: Event) -> Iterator[None]:
        """Wait for each change of the articles' files."""
        from watchfiles import watch  # late: not for the first screen

        watching = watch(
            self._folder.path,
            stop_event=ended,
            watch_filter=None,
            step=_STEP,
            rust_timeout=int(POLL * 1000),
            yield_on_timeout=True,
            recursive=False,
        )
        try:
            for changes in watching:
                # what came between the first look and the watching is seen by the folder's own time
                is_changed = any(path.endswith(".md") for _, path in changes) or self._changed_at() != self._looked_at
                if is_changed or self._index.is_broken:
                    yield
        except (OSError, RuntimeError):  # no such folder, or more watching than the system allows
            while not ended.wait(POLL):
                yield

    def _changed_at(self) -> int:
        try:
            return self._folder.path.stat().st_mtime_ns
        except OSError:
            return 0
