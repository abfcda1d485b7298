"""Coverage-guided fuzzing of every reader of sources: `make fuzz MINUTES=10`, `python -m fuzz --help`.

Each format is a target of its own, whose seeds are made as the documents of the tests are; what is looked at is what
those promise, and that nothing takes more than two seconds or half a gigabyte. Finds are written to `fuzz/crashes`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
