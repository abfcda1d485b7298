"""Writing excerpts out: for reading, for notes, for programs. A module a family of formats, and one table."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from rr_reader.errors import UsageError
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.formats import bibliography, elsewhere, html, latex, markdown, records, referenced
from rr_reader.quotes.templates import Template, template
from rr_reader.quotes.wording import cited


class Format(msgspec.Struct, frozen=True):
    """A way to write excerpts. `write` gives the text of all of them, each line ended."""

    description: str
    suffix: str
    """The ending of a file in this format, with its dot."""
    write: Callable[[Sequence[Excerpt]], str]


def render(
    excerpts: Sequence[Excerpt],
    format: str,  # noqa: A002 - what the option is called
    formats: "Mapping[str, Format] | None" = None,
) -> str:
    """Write excerpts in a format of FORMATS, or of `formats`; UsageError for one not there. None gives no words."""
    known = FORMATS if formats is None else formats
    if format not in known:
        raise UsageError(f"no format {format!r}; there are: {', '.join(known)}")
    return known[format].write([excerpt for excerpt in excerpts if excerpt])


def with_templates(templates: Mapping[str, str]) -> dict[str, Format]:
    """Give FORMATS and, after them, those that a user made up, by name. UsageError for a bad one."""
    formats = dict(FORMATS)
    for name, text in templates.items():
        if name in FORMATS:
            raise UsageError(f"config.toml, [templates]: “{name}” is a format already. Give yours another name.")
        formats[name] = Format("a template of yours", ".txt", _filling(template(text, name)))
    return formats


def _filling(own: Template) -> Callable[[Sequence[Excerpt]], str]:
    return lambda excerpts: "\n".join(f"{own.write(each)}\n" for each in excerpts)


def _text(excerpts: Sequence[Excerpt]) -> str:
    return "\n".join(f"{cited(excerpt)}\n" for excerpt in excerpts)


FORMATS: dict[str, Format] = {
    "text": Format("the words, and where they are from", ".txt", _text),
    "markdown": Format("blockquotes with their source", ".md", markdown.write_blockquotes),
    "apa": Format("the words, and a reference as the APA has it", ".txt", referenced.write_apa),
    "mla": Format("the words, and a reference as the MLA has it", ".txt", referenced.write_mla),
    "chicago": Format("the words, and a reference as Chicago has it", ".txt", referenced.write_chicago),
    "obsidian": Format("callouts of Obsidian", ".md", markdown.write_callouts),
    "pandoc": Format("blockquotes with the source in a footnote", ".md", markdown.write_footnoted),
    "html": Format("figures with a blockquote and a caption", ".html", html.write_html),
    "latex": Format("quote environments", ".tex", latex.write_latex),
    "bibtex": Format("an entry a source, the words in its annote", ".bib", bibliography.write_bibtex),
    "csl-json": Format("an item a source, the words in its note", ".json", bibliography.write_csl),
    "ris": Format("a reference a source, the words in its notes", ".ris", bibliography.write_ris),
    "json": Format("an array of records", ".json", records.write_json),
    "jsonl": Format("a record a line", ".jsonl", records.write_jsonl),
    "csv": Format("a table for spreadsheets", ".csv", records.write_csv),
    "readwise": Format("a table that Readwise imports", ".csv", elsewhere.write_readwise),
    "anki": Format("notes that Anki imports", ".tsv", elsewhere.write_anki),
}
"""The formats by their name on the command line."""
