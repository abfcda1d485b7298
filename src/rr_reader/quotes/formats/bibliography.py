"""What reference managers read: BibTeX, CSL-JSON, RIS. One entry a work, its quotations as notes in it.

Fields as Zotero and JabRef import them. Nothing stands in an entry that the article does not give.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from rr_reader.quotes.csl_json import csl_item
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.formats.latex import escaped
from rr_reader.quotes.works import Name, Work, annotation_of, tags_in, works_of


def write_bibtex(excerpts: Sequence[Excerpt]) -> str:
    """Write an entry a work, the quotations in `annote`; an interviewer stands in biblatex's `editor` field."""
    return "\n".join(map(_bibtex, works_of(excerpts)))


def _bibtex(work: Work) -> str:
    date = [f"{number:02}" for number in work.date]
    fields = {
        "author": _bibtex_names(work.authors),
        "title": f"{{{_value(work.title)}}}",  # in braces of its own it keeps its capitals
        "editor": _bibtex_names(work.interviewers),
        "editortype": "interviewer" if work.interviewers else "",
        "howpublished": _value(work.outlet),
        "date": "-".join(date),
        "year": date[0] if date else _value(work.date_in_words),
        "url": re.sub(r"[{}\\]", lambda match: f"%{ord(match[0]):02X}", work.url),
        "type": "Interview" if work.is_interview else "",
        "note": f"With {_value(_spoken(work.contributors))}" if work.contributors else "",
        "keywords": ", ".join(_value(tag.replace(",", " ")) for tag in tags_in(work)),
        "annote": "\n\\par\n".join(_value(annotation_of(each)) for each in work.excerpts),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{{work.key},\n{''.join(lines)}}}\n"


def _bibtex_names(names: Sequence[Name]) -> str:
    return " and ".join(map(_bibtex_name, names))


def _bibtex_name(name: Name) -> str:
    """Write `van der Meer, Jr., Jan`, or a name that is not to be parted in braces of its own."""
    if name.literal:
        return f"{{{_value(name.literal)}}}"
    family = " ".join(filter(None, [name.particle, name.family]))
    return ", ".join(_value(piece) for piece in (family, name.suffix, name.given) if piece)


def _value(text: str) -> str:
    return escaped(text, in_entry=True)


def _spoken(names: Sequence[Name]) -> str:
    return ", ".join(name.literal or " ".join(filter(None, [name.given, name.particle, name.family])) for name in names)


def write_csl(excerpts: Sequence[Excerpt]) -> str:
    """Write an array of items, the quotations in `note`."""
    items = []
    for work in works_of(excerpts):
        tags = tags_in(work)
        item = csl_item(work) | {"note": "\n\n".join(map(annotation_of, work.excerpts))}
        items.append(item | ({"keyword": ", ".join(tags)} if tags else {}))
    return msgspec.json.format(msgspec.json.encode(items), indent=2).decode() + "\n"


def write_ris(excerpts: Sequence[Excerpt]) -> str:
    """Write a reference a work, each quotation in an N1; / and // stand for ends of lines and of paragraphs."""
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _ris(work)) for work in works_of(excerpts))


def _ris(work: Work) -> Iterator[tuple[str, str]]:
    # As Zotero maps them: PCOMM is an interview there, its A2 the interviewer. Whether an outlet is a newspaper, a
    # magazine or a site is not known.
    yield "TY", "PCOMM" if work.is_interview else "GEN"
    yield "ID", work.key
    yield from (("AU", _ris_name(name)) for name in work.authors)
    yield from (("A2", _ris_name(name)) for name in work.interviewers)
    yield from (("A4", _ris_name(name)) for name in work.contributors)
    yield "TI", _one_line(work.title)
    if work.outlet:
        yield "T2", _one_line(work.outlet)
    if work.date:
        yield "PY", f"{work.date[0]:04}"
        yield "DA", "/".join([*(f"{number:02}" for number in work.date), "", ""][:3]) + "/"
    elif work.date_in_words:
        yield "DA", _one_line(work.date_in_words)
    if work.url:
        yield "UR", work.url
    if work.meta.language:
        yield "LA", _one_line(work.meta.language)
    yield from (("KW", _one_line(tag)) for tag in tags_in(work))
    yield from (("N1", _one_line(annotation_of(each))) for each in work.excerpts)
    yield "ER", ""


def _ris_name(name: Name) -> str:
    if name.literal:
        return _one_line(name.literal)
    family = " ".join(filter(None, [name.particle, name.family]))
    return ", ".join(_one_line(piece) for piece in (family, name.given, name.suffix) if piece)


def _one_line(text: str) -> str:
    r"""Write a text in one line, for RIS knows no other: an end of a line is / in it, that of a paragraph //.

    >>> _one_line("One.\n\nTwo,\nthree.")
    'One. // Two, / three.'
    """
    text = re.sub(r"\s*\n\s*\n\s*", " // ", text.strip())
    return " / ".join(piece.strip() for piece in text.splitlines())
