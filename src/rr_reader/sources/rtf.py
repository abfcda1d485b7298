"""Rich Text (RTF), made into a page: paragraphs, bold and italics, tables, links, notes, running heads.

No well-kept library reads it with its emphasis. The format is small: groups in braces, words behind backslashes, text.
"""

import re

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.sources.made_page import Piece, inline, linked, made_page
from rr_reader.sources.renditions import Rendition

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<code>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z'])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.S,
)
_DEEPEST = 1_000
_LONGEST = 32 << 20
_CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
_SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}"}
_ENDS = frozenset({"par", "sect", "page", "cell", "row", "nestcell", "nestrow"})
_DUMB = frozenset(
    """fonttbl colortbl stylesheet info pict object listtable listoverridetable revtbl rsidtbl generator xmlnstbl
    themedata colorschememapping latentstyles datastore fldinst bkmkstart bkmkend listtext pntext template filetbl
    objdata nonshppict mmathPr""".split()  # noqa: SIM905
)
"""What holds no words of the text; a list's own numbers and bullets are drawn, not written."""
_ASIDE = {"header": "footer", "headerl": "footer", "headerr": "footer", "headerf": "footer", "footer": "footer",
          "footerl": "footer", "footerr": "footer", "footerf": "footer", "footnote": "note",
          "annotation": "comment"}  # fmt: skip
_SAID = frozenset({"fldrslt", "shptxt", "shprslt", "shpinst", "ud", "upr"})
"""Groups that programs may pass over but whose words are shown."""
_CODE_PAGES = {77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
               163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
               238: "cp1250"}  # fmt: skip
"""Encodings by the number of a font's character set."""


class _State(msgspec.Struct):
    bold: bool = False
    slanted: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int = 0
    skips: int = 1
    where: str = "text"
    """`text`, `note`, `comment`, `footer`, `title`, `fonts`, `link`, or "" for what is not read."""
    link: str = ""


class _Paragraph(msgspec.Struct):
    pieces: list[Piece] = []
    level: int = 0
    in_cell: bool = False
    end: str = "par"


def render(raw: bytes, name: str) -> Rendition:
    """Give a Rich Text document as a page. BadSourceError for one that is nested too deeply or too large."""
    if len(raw) > _LONGEST:
        raise BadSourceError(f"a Rich Text document of more than {_LONGEST >> 20} MB")
    reader = _Reader()
    place = 0
    while match := _TOKEN.match(raw, place):
        reader.take(match)
        is_binary = match["word"] == b"bin" and match["number"]
        place = match.end() + (max(0, int(match["number"])) if is_binary else 0)
    return Rendition(reader.page(), "html", "rtf")


class _Reader:
    def __init__(self) -> None:
        self._state = _State()
        self._stack: list[_State] = []
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._bytes = bytearray()
        self._to_skip = 0
        self._optional = False
        self._instruction = ""
        self._title = ""
        self._level = 0
        self._in_cell = False
        self._parts: dict[str, list[_Paragraph]] = {
            part: [_Paragraph()] for part in ("text", "note", "comment", "footer")
        }

    def take(self, match: re.Match[bytes]) -> None:
        if code := match["code"]:
            self._octets(bytes.fromhex(code.decode()))
        elif text := match["text"]:
            self._octets(text)
        elif match["word"]:
            self._word(match["word"].decode(), int(match["number"]) if match["number"] else None)
        elif match["brace"]:
            self._brace(match["brace"])
        elif sign := match["sign"]:
            if sign == b"*":
                self._optional = True
            elif sign in b"\r\n":
                self._end("par")
            elif sign in _SIGNS:
                self._say(_SIGNS[sign])

    def page(self) -> str:
        """Write all that was taken."""
        self._flush()
        body = _written(self._parts["text"])
        notes = "".join(
            f'<li class="footnote">{inline(part.pieces)}</li>\n' for part in self._parts["note"] if part.pieces
        )
        around = ""
        for tag, part in (('aside class="comments"', "comment"), ("footer", "footer")):
            inner = "".join(
                f"<p>{line}</p>\n"
                for line in dict.fromkeys(inline(each.pieces) for each in self._parts[part])
                if line.strip()
            )
            around += f"<{tag}>\n{inner}</{tag.split()[0]}>\n" if inner else ""
        noted = f'<ol class="footnotes">\n{notes}</ol>\n' if notes else ""
        return made_page(f"<article>\n{body}{noted}</article>\n{around}", title=self._title)

    # what is read

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._optional = False
        self._to_skip = 0
        if brace == b"{":
            if len(self._stack) >= _DEEPEST:
                raise BadSourceError("this document is nested too deeply")
            self._stack.append(self._state)
            self._state = msgspec.structs.replace(self._state)
        elif self._stack:
            before, self._state = self._state, self._stack.pop()
            if before.where == "link" != self._state.where and (link := linked(self._instruction)):
                self._state.link, self._instruction = link, ""
            if before.where in {"note", "comment"} and self._state.where != before.where:
                self._parts[before.where].append(_Paragraph())

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        state = self._state
        optional, self._optional = self._optional, False
        if word == "u" and number is not None:
            self._say(chr(number % 65_536))
            self._to_skip = state.skips
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        elif word in _ENDS:
            self._end(word)
        elif word in _ASIDE:
            state.where = _ASIDE[word] if state.where else ""
        elif word in {"fonttbl", "fldinst", "title"}:
            state.where = {"fonttbl": "fonts", "fldinst": "link", "title": "title"}[word]
        elif word in _DUMB or (optional and word not in _SAID):
            state.where = ""
        else:
            self._set(word, number)

    def _set(self, word: str, number: int | None) -> None:
        state = self._state
        on = number != 0
        if word == "b":
            state.bold = on
        elif word == "i":
            state.slanted = on
        elif word == "v":
            state.hidden = on
        elif word == "deleted":
            state.deleted = on
        elif word == "plain":
            state.bold = state.slanted = state.hidden = state.deleted = False
        elif word == "pard":
            self._level, self._in_cell = 0, False
        elif word == "intbl":
            self._in_cell = True
        elif word == "outlinelevel" and number is not None and 0 <= number < 9:
            self._level = number + 1
        elif word == "uc" and number is not None:
            state.skips = max(0, min(number, 10))
        elif word == "f" and number is not None:
            state.font = self._font = number
        else:
            self._encode(word, number)

    def _encode(self, word: str, number: int | None) -> None:
        if word == "fcharset" and self._state.where == "fonts" and number in _CODE_PAGES:
            self._fonts[self._font] = _CODE_PAGES[number]
        elif word == "ansicpg" and number is not None:
            self._encoding = _known(f"cp{number}")
        elif word == "mac":
            self._encoding = "mac-roman"

    def _octets(self, octets: bytes) -> None:
        skipped = min(self._to_skip, len(octets))
        self._to_skip -= skipped
        self._bytes += octets[skipped:]

    def _flush(self) -> None:
        """Decode the bytes that came one after the other: characters may have several."""
        if self._bytes:
            encoding = self._fonts.get(self._state.font, self._encoding)
            text = bytes(self._bytes).decode(encoding, "replace")
            self._bytes.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        self._flush()
        state = self._state
        if state.where == "link":
            self._instruction = (self._instruction + text)[-4_000:]
        elif state.where == "title":
            self._title = (self._title + text)[:1_000]
        elif state.where in self._parts:
            tags = ("b",) * state.bold + ("i",) * state.slanted + ("hidden",) * state.hidden
            tags += ("deleted",) * state.deleted
            self._parts[state.where][-1].pieces.append(Piece(text, tags, state.link))

    def _end(self, word: str) -> None:
        self._flush()
        if self._state.where in self._parts:
            paragraphs = self._parts[self._state.where]
            paragraphs[-1].end, paragraphs[-1].level, paragraphs[-1].in_cell = word, self._level, self._in_cell
            paragraphs.append(_Paragraph())


def _known(encoding: str) -> str:
    try:
        b"a".decode(encoding)  # of no bytes it would be believed without being looked up
    except LookupError:
        return "cp1252"
    return encoding


def _written(paragraphs: list[_Paragraph]) -> str:
    """Write paragraphs; those that end in cells, and what stands in a cell before, are a table."""
    written: list[str] = []
    last_cell = max((at for at, each in enumerate(paragraphs) if each.end in {"row", "nestrow"}), default=-1)
    cells: list[str] = []
    lines: list[str] = []
    in_table = False
    for at, each in enumerate(paragraphs):
        inner = inline(each.pieces)
        if each.end in {"cell", "nestcell"}:
            cells.append("<br>".join(filter(None, [*lines, inner.strip()])))
            lines = []
        elif each.in_cell and each.end == "par" and at < last_cell:
            lines.append(inner.strip())
        elif each.end in {"row", "nestrow"}:
            written.append(
                ("" if in_table else "<table>") + f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"
            )
            cells, in_table = [], True
        elif inner.strip():
            if in_table and at > last_cell:
                written.append("</table>\n")
                in_table = False
            tag = f"h{min(each.level, 6)}" if each.level else "p"
            written.append(f"<{tag}>{inner}</{tag}>\n")
    return "".join(written) + "".join(f"<p>{cell}</p>\n" for cell in cells) + ("</table>\n" if in_table else "")
