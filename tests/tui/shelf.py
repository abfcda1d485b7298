"""A shelf of invented articles, as the library keeps them: an interview, a feature, a transcript."""

from hashlib import sha256
from pathlib import Path

HARBOUR, FERRY, BELLS = "salt-harbour", "glass-ferry", "bell-founders"

# ruff: noqa: E501 - a paragraph of a cleaned file is one line

INTERVIEW = """\
---
title: "The Harbour Was Never Empty: A Talk About SALT HARBOUR"
kind: interview
outlet: The Quay Review
published: 2024-05-04
language: en
tags: [fog, boats]
speakers:
  - name: Oda Lindqvist
    role: guest
    aliases: [OL]
  - name: Ivo Batistić
    role: guest
    aliases: [IB]
---

# The Harbour Was Never Empty: A Talk About SALT HARBOUR

Salt Harbour opened in a single cinema and stayed there for eleven months.

> [!note] This talk has been edited for length.

**Q:** Where did a film without any daylight come from?

**Oda Lindqvist:** On a ferry, in a storm. I wrote about my father’s boat, and the boat would not stay on the page. Night is cheap, and so is salt.

I threw forty pages away that night. What was left was the smell of rope.

> [!caption] The ferry in the only dry week of the year

**Ivo Batistić:** She is being kind. I was asleep in the van.

**Q:** How do you record fog?

**Ivo Batistić:** You don’t. You record everything that fog is not: a bell, a dog two valleys away, somebody breathing through wool. Then you leave a hole in the middle, and the hole is the fog. Nobody in the whole cinema has ever asked me where the hole came from.

**Oda Lindqvist:** I asked him every day.

**Q:** Was the herring real?

**Oda Lindqvist:** Żaneta brought it. It came wrapped in a chart from the summer of nineteen hundred and eleven, and the name of the harbour stood on the chart, under the fish.

**Ivo Batistić:** We ate it. The salt was real too.

> [!boilerplate] Subscribe to our newsletter about quays

> [!boilerplate] © The Quay Review
"""

FEATURE = """\
---
title: "A Glass Ferry, Slowly"
kind: feature
outlet: Lantern Weekly
published: 2023-11-20
language: en
tags: [fog]
speakers:
  - name: Mei Tanaka
    role: quoted
  - name: Oda Lindqvist
    role: quoted
---

# A Glass Ferry, Slowly

The ferry leaves at four, and nobody has ever seen it arrive.

“I counted the windows twice,” Mei Tanaka says. “There were more the second time.”

## What the water keeps

Glass is only sand that has been frightened, the carpenters like to say, and they laugh at it every time.

“Nobody frightens sand like a producer,” says Oda Lindqvist, who paid for the windows.
"""

TRANSCRIPT = """\
---
title: "Bell Founders, Tape Two"
kind: transcript
language: en
speakers:
  - name: Per Aune
    role: host
  - name: Żaneta Wrona
    role: guest
---

# Bell Founders, Tape Two

**Per Aune** [00:00:04]: Does the bell know that it is a bell?

**Żaneta Wrona** [00:00:09]: Only when it is struck. Before that it is a large cup for salt.
"""

SHIPPED = Path(__file__).parents[2] / "content" / "sources"


def fill(folder: Path) -> Path:
    """Write the three articles into a library folder that lacks what ships with the program, and give it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((HARBOUR, INTERVIEW), (FERRY, FEATURE), (BELLS, TRANSCRIPT)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    delivered = [sha256(path.read_bytes()).hexdigest() for path in SHIPPED.glob("*.txt")]
    (folder / ".starter").write_text("\n".join(delivered))
    return folder
