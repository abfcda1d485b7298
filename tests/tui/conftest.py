"""What a test of the screen is given: a folder with a library, and the app over it."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
import shelf
from person import Person
from running_app import Run, running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder whose `library` holds the shelf's three articles."""
    shelf.fill(tmp_path / "library")
    return tmp_path


@pytest.fixture
def run(home: Path) -> Run:
    """Run the app: `async with run() as person`, settled, notices rendered."""

    def start(*sources: Path | str, **how: object) -> AbstractAsyncContextManager[Person]:
        return running(home, *sources, **how)  # type: ignore[arg-type]

    return start
