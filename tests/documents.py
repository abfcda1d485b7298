"""Documents in every format that is read, sound, and damaged as nobody would think of.

What is packed (a zip of parts) is made as its parts, so that damage meets the parts too and not only the packing.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from typing import NamedTuple

from hypothesis import strategies as st

import talks_timed as timed
import talks_written as written
from talks import Maker, Parts, Talk, latin_talks, talks
from talks_written import zipped


def as_archive(talk: Talk) -> Parts:
    return {
        "a/one.txt": written.as_plain(talk), "a/two.html": written.as_html(talk), "../three.vtt": timed.as_webvtt(talk),
        "four.zip": zipped({"five.md": written.as_markdown(talk)}, zipfile.ZIP_DEFLATED), ".hidden.txt": b"x",
    }  # fmt: skip


def as_tar(talk: Talk) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in {
            "a/one.txt": written.as_plain(talk),
            "sält" * 30 + ".html": written.as_html(talk),
        }.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


class Format(NamedTuple):
    """How documents of a format are called, and how they are made."""

    name: str
    makers: tuple[Maker, ...]
    talks: st.SearchStrategy[Talk] = talks


FORMATS: dict[str, Format] = {
    "text": Format("salt.txt", (written.as_plain,)),
    "markdown": Format("salt.md", (written.as_markdown,)),
    "html": Format("salt.html", (written.as_html, written.as_tables)),
    "mhtml": Format("salt.mhtml", (written.as_mhtml,)),
    "mail": Format("salt.eml", (written.as_mail,)),
    "epub": Format("salt.epub", (written.as_epub,)),
    "docx": Format("salt.docx", (written.as_docx,)),
    "odt": Format("salt.odt", (written.as_odt,)),
    "rtf": Format("salt.rtf", (written.as_rtf,)),
    "pdf": Format("salt.pdf", (written.as_pdf, written.as_packed_pdf), latin_talks),
    "captions": Format("salt", (timed.as_webvtt, timed.as_srt)),
    "timed": Format("salt", (timed.as_sbv, timed.as_ass, timed.as_lrc)),
    "ttml": Format("salt", (timed.as_ttml, timed.as_timedtext)),
    "json": Format("salt.json", (timed.as_segments, timed.as_spoken_words)),
    "zip": Format("salt.zip", (as_archive,)),
    "tar": Format("salt.tar", (as_tar,)),
    "packed": Format("salt.txt.gz", tuple(lambda talk, pack=pack: pack(written.as_plain(talk)) for pack in (
        gzip.compress, bz2.compress, lzma.compress))),
    "mbox": Format("salt.mbox", (written.as_mailbox,)),
    "feed": Format("https://x.example/feed", (timed.as_rss, timed.as_atom, timed.as_json_feed)),
    "opml": Format("https://x.example/opml", (timed.as_opml,)),
}  # fmt: skip
"""Every kind of source, and the feeds from which sources are fetched."""
BUNDLES = frozenset({"zip", "tar", "packed", "mbox"})
FEEDS = frozenset({"feed", "opml"})

SCRAPS = (
    b"<", b"</", b">", b"<!--", b"-->", b"]]>", b"<![CDATA[", b"&#x1b;", b"&#xD800;", b"&#99999999999;", b"&amp;#27;",
    b"\x1b[2J", b"\x1b]0;x\x07", b"\xe2\x80\xae", b"\xff\xfe", b"\x00", b"\xc2\x9b31m", b"\xed\xa0\x80", b"9" * 5_000,
    b"-1", b"1e999", b"NaN", b"null", b"[]", b"{}", b"{", b"}", b"[", b"]", b'"', b"'", b"\\",
    b"\\u-40000 ", b"\\bin9 ",
    b"\\'", b"\n", b"\n\n", b"\r", b"\t", b" ", b"|", b":", b"00:00:01.000 --> 00:00:00.000\n", b"99999999999:00:00",
    b"<table><tr><td>", b"<b><i>", b"<pre>", b"<script>", b"<!DOCTYPE x>", b"=?utf-8?b?G1sySg==?=", b"=1B",
    b"\xef\xbb\xbf",
    b"style='display:none'", b"<a href='javascript:x'>", b"{\\v ", b"> [!caption] ", b"**", b"---\n", b"# ",
    b"speakers:",
)  # fmt: skip
"""What formats, terminals or parsers take for something."""


class Damage(NamedTuple):
    """One thing done to bytes, at a share of their length."""

    kind: str
    place: float
    length: int
    scrap: bytes

    def done_to(self, raw: bytes) -> bytes:
        """Give the damaged bytes."""
        at = int(self.place * len(raw))
        rest = raw[at + self.length :]
        if self.kind == "cut":
            return raw[:at]
        if self.kind == "drop":
            return raw[:at] + rest
        if self.kind == "twice":
            return raw[: at + self.length] + raw[at:]
        return raw[:at] + self.scrap + (rest if self.kind == "replace" else raw[at:])


damages = st.builds(
    Damage,
    st.sampled_from(["insert", "insert", "replace", "replace", "drop", "twice", "cut"]),
    st.floats(0, 1),
    st.integers(1, 40),
    st.sampled_from(SCRAPS) | st.binary(max_size=4),
)


def packed(made: bytes | Parts) -> bytes:
    """Give a document as the file that it is."""
    return made if isinstance(made, bytes) else zipped(made)


@st.composite
def sound(draw: st.DrawFn, form: Format) -> tuple[Talk, bytes]:
    """A talk, and a document that says it."""
    talk = draw(form.talks)
    return talk, packed(draw(st.sampled_from(form.makers))(talk))


@st.composite
def damaged(draw: st.DrawFn, form: Format) -> bytes:
    """A document that was sound before something was done to it, inside or outside."""
    made = draw(st.sampled_from(form.makers))(draw(form.talks))
    if not isinstance(made, bytes):
        parts = dict(made)
        for harm in draw(st.lists(damages, max_size=4)):
            name = draw(st.sampled_from(sorted(parts)))
            parts[name] = harm.done_to(parts[name])
        made = zipped(parts)
        harms = draw(st.lists(damages, max_size=1)) if draw(st.integers(0, 3)) == 0 else []
    else:
        harms = draw(st.lists(damages, min_size=1, max_size=4))
    for harm in harms:
        made = harm.done_to(made)
    return made
