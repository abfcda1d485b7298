"""HTML cut into tags, text and what is neither, each with its exact place. Linear in the length, whatever stands there.

The libraries that build trees keep no offsets into the source, and some of them do not end on hostile pages. The rules
are those of the HTML standard's tokenizer, but that what is never closed ends at the next `>`, so that no text is lost.
"""

import html
import re
from collections.abc import Iterator

import msgspec

_TAG = re.compile(
    r"<(/?)([A-Za-z][^\s/>]*+)"
    r"((?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)*+)[\s/]*+>"
)
_ATTRIBUTE = re.compile(
    r"([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+))?+)?+"
)  # fmt: skip
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*>?", re.I)
    for name in ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
}
"""Elements that hold no tags: everything up to their end is text."""


class Token(msgspec.Struct, frozen=True, gc=False):
    """`[start, end)` of the source. For an element that holds no tags, `inner` is where what it holds begins."""

    kind: str
    """`text`, `open`, `close`, `raw` (a whole element that holds no tags) or `comment` (with declarations)."""
    start: int
    end: int
    name: str = ""
    """Of a tag, in small letters."""
    raw_attributes: str = ""
    inner: int = 0
    inner_end: int = 0

    def attributes(self) -> dict[str, str]:
        """Read the attributes: names in small letters, entities decoded, the first of each name."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.raw_attributes):
            found.setdefault(name.lower(), html.unescape(double or single or bare))
        return found


def tokens(text: str) -> Iterator[Token]:
    """Cut a page into tokens, in order and without gaps."""
    done = position = 0
    last, last_comment = text.rfind(">"), text.rfind("-->")
    while 0 <= (start := text.find("<", position)) <= last:
        token = _markup(text, start, start + 2 <= last_comment)
        if token is None:
            position = start + 1
            continue
        if token.kind == "open" and token.name in _RAW:
            token = _whole(text, token)
        if start > done:
            yield Token("text", done, start)
        yield token
        done = position = token.end
    if done < len(text):
        yield Token("text", done, len(text))


def _markup(text: str, start: int, comments_end: bool) -> Token | None:
    """Read what begins with `<`; None where it is only a character. A `>` is known to follow, and perhaps a `-->`."""
    following = text[start + 1 : start + 2]
    if following in {"!", "?"} or (following == "/" and not text[start + 2 : start + 3].isalpha()):
        end = text.find("-->", start + 2) + 3 if comments_end and text.startswith("<!--", start) else 0
        return Token("comment", start, end if end > 2 else text.index(">", start) + 1)
    if not (following == "/" or (following.isascii() and following.isalpha())):
        return None
    if match := _TAG.match(text, start):
        return Token("close" if match[1] else "open", start, match.end(), match[2].lower(), match[3])
    end = text.index(">", start) + 1  # a quotation mark that is never closed
    name = re.match(r"</?([A-Za-z][^\s/>]*)", text[start : min(end, start + 100)])
    return Token("close" if following == "/" else "open", start, end, name[1].lower()) if name else None


def _whole(text: str, token: Token) -> Token:
    closing = _RAW[token.name].search(text, token.end)
    inner_end, end = closing.span() if closing else (len(text), len(text))
    return Token("raw", token.start, end, token.name, token.raw_attributes, token.end, inner_end)
