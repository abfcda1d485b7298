"""Markup in Markdown that is no prose: comments, HTML tags, template tags, link definitions.

Everything here keeps offsets: what is markup becomes as many filler characters, which `without_filler` drops.
"""

import re
from collections.abc import Callable

from rr_reader.model import Removed

FILLER = "\x00"
"""Stands for markup that was taken out. A safe text holds none."""

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,30})(?:\s[^<>]{0,2000})?/?>")
_TEMPLATE = re.compile(r"\{\{[^{}]{0,2000}\}\}|\{%[^{}%]{0,2000}%\}")
_SHORTCODE = re.compile(
    r"\[/?[a-z][a-z_-]{1,30}(?:=[^\[\]\s\"']{1,2000}|(?:\s+[a-z_-]{1,30}=(?:\"[^\"\[\]]{0,500}\"|'[^'\[\]]{0,500}'|[^\s\"'\[\]]{1,500}))+)\s*/?\](?!\()"
)
"""WordPress's template tags: `[youtube=https://…]`, `[caption id="a" width="300"]`."""
_NOTE = re.compile(
    r"\{\{[<%]\s*(note|notice|alert|callout|admonition|aside|info|tip|warning|hint)\b[^{}]{0,500}[>%]\}\}"
    r"(?:(?!\{\{[<%]\s*/?\s*\1\b).){0,5000}\{\{[<%]\s*/\s*\1\s*[>%]\}\}",
    re.S,
)
_BACK = re.compile("[ \\t]*[↩↵](?:\ufe0e|\ufe0f)?")
"""From a footnote back to its place."""
_TEMPLATE_TARGET = re.compile(r"(?<=\]\()\{\{[^{}]{0,2000}\}\}[^()\n]{0,300}(?=\))")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]{1,200})\]:[ \t]*(\S+)[^\n]*$", re.M)
_REFERENCE = re.compile(r"\[([^\[\]]{1,500})\] ?\[([^\[\]\n]{0,200})\]")
_BLOCK_TAGS = """address article aside blockquote br dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"""
_BREAKS = frozenset(_BLOCK_TAGS.split())
"""Tags that end a line."""
_LONGEST_TARGET = 2_000


def without_filler(text: str) -> str:
    """Drop the filler of a masked text."""
    return text.replace(FILLER, "") if FILLER in text else text


def mask(text: str) -> tuple[str, list[Removed]]:
    """Blank out comments, tags and template tags; say what was blanked out. Offsets stay the same."""
    removed: list[Removed] = []

    def blank(reason: str) -> Callable[[re.Match[str]], str]:
        def replace(match: re.Match[str]) -> str:
            removed.append(Removed(match.start(), match.end(), match[0], reason))
            filler = FILLER * len(match[0])
            breaks = reason == "HTML tag" and match[1].lower() in _BREAKS
            return "\n" + filler[1:] if breaks else filler

        return replace

    text = _mask_comments(text, removed)
    if "{{" in text or "{%" in text:
        text = _TEMPLATE_TARGET.sub(blank("template tag"), text) if "]({{" in text else text
        text = _TEMPLATE.sub(blank("template tag"), text)
    if "=" in text and "[" in text:
        text = _SHORTCODE.sub(blank("template tag"), text)
    if "↩" in text or "↵" in text:
        text = _BACK.sub(blank("link back to a footnote's place"), text)
    if "<" in text:
        text = _TAG.sub(blank("HTML tag"), text)
    return text, removed


def noted_spans(text: str) -> list[tuple[int, int]]:
    """Find what templates set apart as a note: [start, end), their tags and all."""
    return [match.span() for match in _NOTE.finditer(text)] if "{{" in text else []


def _mask_comments(text: str, removed: list[Removed]) -> str:
    parts, done = [], 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        end += 3
        removed.append(Removed(start, end, text[start:end], "comment"))
        parts += [text[done:start], FILLER * (end - start)]
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def mask_definitions(text: str) -> tuple[str, dict[str, str], list[Removed]]:
    """Blank out link definitions (`[name]: address`); give them by name, folded to lower case."""
    if "]:" not in text:
        return text, {}, []
    targets: dict[str, str] = {}
    removed: list[Removed] = []

    def take(match: re.Match[str]) -> str:
        if match[1].startswith("^"):
            return match[0]
        targets.setdefault(_key(match[1]), match[2].strip("<>"))
        removed.append(Removed(match.start(), match.end(), match[0], "link definition"))
        return FILLER * len(match[0])

    return _DEFINITION.sub(take, text), targets, removed


def resolve(text: str, targets: dict[str, str]) -> str:
    """Write `[words][name]` and `[words][]` as `[words](address)`; words alone where the address is absurdly long."""
    if not targets or "[" not in text:
        return text

    def link(match: re.Match[str]) -> str:
        target = targets.get(_key(match[2] or match[1]))
        if target is None:
            return match[0]
        return f"[{match[1]}]({target})" if len(target) <= _LONGEST_TARGET and "(" not in target else match[1]

    return _REFERENCE.sub(link, text)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
