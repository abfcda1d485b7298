"""One format, fuzzed: `python -m fuzz.target NAME CRASHES CORPUS [OPTION OF LIBFUZZER…]`.

What a reader raises does not end the run: it is written down once for each place that raised it.
"""

import hashlib
import resource
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

SLOW = 2.0
"""Seconds of work that no input of this size is worth."""
HEAVY = 512 << 10
"""Kilobytes that one input may take."""
_READ = ["rr_reader", "pypdf", "feedparser"]
"""Packages whose branches are followed."""
_SEEDS = 40


def plant(name: str, folder: Path) -> None:
    """Write the seeds of a target into its corpus, unless it has one: documents as the tests make them."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    from hypothesis import HealthCheck, Phase, given, settings

    from documents import FORMATS, damaged, sound

    form = FORMATS[name]

    @settings(max_examples=_SEEDS, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(sound(form), damaged(form))
    def write(made: tuple[object, bytes], harmed: bytes) -> None:
        for raw in (made[1], harmed):
            (folder / hashlib.sha256(raw).hexdigest()[:16]).write_bytes(raw)

    write()


def looking(name: str) -> Callable[[bytes], None]:
    """Give what looks at an input of a target; it raises what a find is."""
    from documents import FORMATS
    from promises import look

    called = FORMATS[name].name

    def at(raw: bytes) -> None:
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        look(raw, called, name)
        took = time.process_time() - began
        assert took <= SLOW, "too slow"
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before <= HEAVY, "too much memory"

    return at


def replay(path: Path) -> int:
    """Look at a find again; 1 if it still is one."""
    name = path.name.partition("-")[0]
    try:
        looking(name)(path.read_bytes())
    except Exception:
        traceback.print_exc()
        return 1
    print(f"{path}: nothing wrong any more")
    return 0


class _Crashes:
    """Where finds are written, each place that raises one once."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._folder = name, folder

    def add(self, raw: bytes, error: BaseException) -> None:
        """Write down an input and why it is a find; a smaller one for the same place replaces it."""
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "atheris" not in frame.filename]
        place = [f"{Path(frame.filename).name}:{frame.name}" for frame in frames[-3:]]
        promise = str(error).partition(":")[0] if isinstance(error, AssertionError) else ""
        why = f"{type(error).__name__} {promise} {place}"
        path = self._folder / f"{self._name}-{hashlib.sha256(why.encode()).hexdigest()[:10]}"
        if not path.exists() or path.stat().st_size > len(raw):
            path.write_bytes(raw)
            path.with_suffix(".txt").write_text("".join(traceback.format_exception(error))[-6_000:])


def main() -> None:
    """Fuzz the target that is named."""
    import atheris

    name, crashes, *rest = sys.argv[1:]
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=_READ, enable_loader_override=False):
        look, found = looking(name), _Crashes(name, Path(crashes))
        import rr_reader.library.body
        import rr_reader.library.frontmatter
        import rr_reader.sources.bundles
        import rr_reader.sources.docx
        import rr_reader.sources.epub
        import rr_reader.sources.feeds
        import rr_reader.sources.messages
        import rr_reader.sources.odt
        import rr_reader.sources.pdf_layout
        import rr_reader.sources.rtf
        import rr_reader.sources.transcripts
        import rr_reader.sources.transcripts_lines
        import rr_reader.sources.transcripts_xml  # noqa: F401

        for package in {"pdf": ["pypdf"], "feed": ["feedparser"]}.get(name, []):
            __import__(package)

    def one(raw: bytes) -> None:
        try:
            look(raw)
        except Exception as error:
            found.add(raw, error)

    from fuzz.changes import changed

    atheris.Setup([sys.argv[0], *rest], one, custom_mutator=changed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
