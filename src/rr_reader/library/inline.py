"""The words of one block as lines of Markdown, and back, whatever they hold.

Between the text and `text.markdown` lies what Markdown cannot carry: spaces at a line's ends, and empty
lines. Each such character is written as a reference (`&#32;`), and stands as a control character, which
no article holds, while emphasis is read and written.
"""

import re

from rr_reader.model import Mark
from rr_reader.text.markdown import read_inline
from rr_reader.text.markdown_writing import write_inline
from rr_reader.text.safe import make_safe

_HIDE = str.maketrans({"\t": "\x01", "\n": "\x02", " ": "\x03"})
_SHOW = str.maketrans({"\x01": "\t", "\x02": "\n", "\x03": " "})
_WRITTEN = str.maketrans({"\x01": "&#9;", "\x02": "&#10;", "\x03": "&#32;"})
_READ = {"9": "\x01", "10": "\x02", "32": "\x03", "38": "&"}

CONFLICT = "<<<<<<< "
"""How git begins a place that it could not merge."""
_CONFLICT = re.compile(rf"^{CONFLICT}", re.MULTILINE)

_REFERENCE = re.compile(r"&#(9|10|32|38);")
_EMPTY_LINE = re.compile(r"(?:\A|(?<=\n))\n|\n(?=\n|\Z)")
_LINE_ENDS = re.compile(r"^[ \t]+|(?<![ \t])[ \t]+$", re.MULTILINE)


def write_words(text: str, marks: tuple[Mark, ...], *, one_line: bool = False) -> str:
    r"""Write text with its marks. Line breaks are hard ones (`\` at the end), or references if `one_line`.

    >>> print(write_words("Of salt \nand sand", ()))
    Of salt&#32;\
    and sand
    """
    hidden = _hidden(text, one_line)
    written = write_inline(hidden, marks)
    if "&#" in written:
        written = _REFERENCE.sub(r"&#38;#\1;", written)
    if hidden is not text:
        written = written.translate(_WRITTEN)
    if CONFLICT in written:
        written = _CONFLICT.sub(r"\\\g<0>", written)
    return written.replace("\n", "\\\n")


def _hidden(text: str, one_line: bool) -> str:
    """Put control characters for the white space that Markdown would lose; the same object where there is none."""
    if text.isprintable() and text[:1] != " " and text[-1:] != " ":
        return text
    text = _EMPTY_LINE.sub("\x02", text.replace("\n", "\x02") if one_line else text)
    return _LINE_ENDS.sub(lambda found: found[0].translate(_HIDE), text)


def read_words(markdown: str) -> tuple[str, tuple[Mark, ...]]:
    """Read what `write_words` wrote, or a person, out of a file that was made safe: the text and its marks."""
    has_references = "&#" in markdown
    if has_references:
        markdown = _REFERENCE.sub(lambda found: _READ[found[1]], markdown)
    text, marks = read_inline(markdown)
    if has_references:
        text = text.translate(_SHOW)
    elif text == markdown:
        return text, marks
    safe = make_safe(text).text  # what was apart in the Markdown may be unsafe side by side
    return (text, marks) if safe == text else (safe, ())


_HARD_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\$")
_ITEM = re.compile(r"[-+*•][ \t]|\d{1,9}[.)][ \t]|\|")


def join_lines(lines: list[str]) -> str:
    """Make one string of a paragraph's lines: breaks only where they are hard ones, or a list goes on."""
    joined = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        words = line.strip(" \t")
        if not after:
            joined.append(words)
        elif _HARD_BREAK.search(words):
            joined.append(words[:-1].rstrip(" \t") + "\n")
        elif line.endswith("  ") or _ITEM.match(after.lstrip(" \t")):
            joined.append(words + "\n")
        else:
            joined.append(words + " ")
    return "".join(joined)
