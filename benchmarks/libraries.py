"""Libraries, feeds and books of invented words: made once, kept in the cache folder, the same on every run."""

import functools
import itertools
import os
import random
import subprocess
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from benchmarks.measuring import PROGRAM, SYLLABLES

COMMON = """
the of and to in that is was for it with as his on be at by had not are but from or have an they which one you were
all her she there would their we him been has when who will no more if out so up said what its about than into
"""
"""Words that stand in every article."""
KNOWN = "harbour"
"""A word that stands in every tenth article or so, and in one title of fifty."""
TURNS = 11
"""Turns in an article, which make about 6 KB."""


@functools.cache
def _bag() -> list[str]:
    """Make a vocabulary, and fill a bag to draw from with each word as often as it comes: by Zipf's law."""
    dice = random.Random(11)
    made = dict.fromkeys("".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) for _ in range(40_000))
    words = [*COMMON.split(), *itertools.islice(made, 2_000), KNOWN, *itertools.islice(made, 2_000, None)]
    return dice.choices(words, [1 / (rank + 3) for rank in range(len(words))], k=400_000)


@functools.cache
def _names() -> list[str]:
    dice = random.Random(12)
    return [" ".join("".join(dice.choices(SYLLABLES, k=k)).title() for k in (2, 3)) for _ in range(5_000)]


def _said(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(_bag(), k=count)).capitalize()


def title_of(number: int, dice: random.Random) -> str:
    return f"{_said(dice, 6)}{' ' + KNOWN if number % 50 == 0 else ''} {number}"


def article(number: int, turns: int = TURNS) -> str:
    """Write an article as the library keeps it; every number makes another, always the same."""
    dice = random.Random(number)
    title, (host, guest) = title_of(number, dice), dice.sample(_names(), 2)
    said = (
        f"**{(host, guest)[at % 2]}:** {_said(dice, dice.randint(40, 110))} zq{number}x{at}." for at in range(turns)
    )
    outlet = f"{SYLLABLES[number % 15].title()}{SYLLABLES[number // 15 % 15]} Review"
    day = f"{dice.randint(1985, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    tags = ", ".join(sorted({"".join(dice.choices(SYLLABLES, k=2)) for _ in range(3)}))
    cast = f"  - name: {host}\n    role: host\n  - name: {guest}\n    role: guest\n"
    head = f"title: {title}\nkind: interview\noutlet: {outlet}\npublished: {day}\ntags: [{tags}]\nspeakers:\n{cast}"
    return f"---\n{head}---\n\n# {title}\n\n" + "\n\n".join(said) + "\n"


def surroundings(home: Path, library: Path | None = None) -> dict[str, str]:
    """Give the environment of a user whose everything is in one folder."""
    own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    own |= {"HOME": str(home)} | {f"XDG_{x}_HOME": str(home / x.lower()) for x in ("DATA", "CONFIG", "STATE", "CACHE")}
    return own | ({"RR_READER_LIBRARY": str(library)} if library else {})


def shelf(cache: Path, count: int) -> dict[str, str]:
    """Give the surroundings of a user with so many articles, indexed; they are made where they are not there yet."""
    place = cache / f"articles-{count}"
    folder = place / "library"
    if not (place / "whole").exists():
        print(f"Making {count} articles in {place} ...", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (folder / f"tape-{number:06}.md").write_text(article(number), "utf-8")
        (place / "whole").touch()
    environ = surroundings(place / "home", folder)
    index(environ)
    return environ


def index(environ: Mapping[str, str]) -> None:
    """Bring the index of a library up to date."""
    subprocess.run([PROGRAM, "list"], env=environ, check=True, stdout=subprocess.DEVNULL)


def feed(cache: Path, count: int, newsboat: str) -> list[str]:
    """Give the command that opens newsboat with the same articles, which it has already read."""
    place = cache / f"feed-{count}"
    words = [newsboat, "-q", "-u", str(place / "urls"), "-c", str(place / "cache.db"), "-C", str(place / "config")]
    if not (place / "whole").exists():
        print(f"Making a feed of {count} articles in {place} ...", flush=True)
        place.mkdir(parents=True, exist_ok=True)
        with (place / "feed.xml").open("w", encoding="utf-8") as file:
            file.write('<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Interviews</title>')
            file.writelines(_item(number) for number in range(count))
            file.write("</channel></rss>\n")
        (place / "urls").write_text(f"file://{place.resolve()}/feed.xml\n")
        (place / "config").touch()
        subprocess.run([*words, "-x", "reload"], env=surroundings(place), check=True, stdout=subprocess.DEVNULL)
        (place / "whole").touch()
    return words


def _item(number: int) -> str:
    body = article(number).partition("\n# ")[2]
    said = "".join(f"<p>{escape(each.replace('*', ''))}</p>" for each in body.split("\n\n")[1:])
    day = f"Mon, {1 + number // 1440 % 28:02} Jan 2024 {number // 60 % 24:02}:{number % 60:02}:00 GMT"
    return (
        f"<item><title>{title_of(number, random.Random(number))}</title><guid>{number}</guid>"
        f"<pubDate>{day}</pubDate><description>{escape(said)}</description></item>\n"
    )


def book(path: Path, text: str) -> None:
    """Write a text as an EPUB of one chapter."""
    body = "".join(f"<p>{escape(each)}</p>\n" for each in text.split("\n\n"))
    head = "<head><title>On Making Things</title></head>"
    page = f'<html xmlns="http://www.w3.org/1999/xhtml">{head}<body>{body}</body></html>'
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="package.xml" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>On Making Things</dc:title>'
        '<dc:language>en</dc:language><dc:identifier id="id">on-making-things</dc:identifier></metadata>'
        '<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine toc="ncx"><itemref idref="one"/></spine></package>'
    )
    contents = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap><navPoint id="one" playOrder="1">'
        '<navLabel><text>One</text></navLabel><content src="one.xhtml"/></navPoint></navMap></ncx>'
    )
    files = {"META-INF/container.xml": container, "package.xml": package, "toc.ncx": contents, "one.xhtml": page}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
