"""What an article is called: its title, its id, and the safe name of its source. Never a path from a document."""

import re
import unicodedata
from collections.abc import Callable

from rr_reader.model import Article, Kind
from rr_reader.text.matching import fold

_LONGEST_ID = 60
"""Code points of a slug; with four bytes each it is still below the 255 of common file systems."""
_TITLE_WORDS = 9
_APOSTROPHES = re.compile(r"['’ʼ`´]")
_NOT_A_WORD = re.compile(r"[\W_]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|readme)")
_ACCOUNT_ENDING = re.compile(r"\.account\.json\Z", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w.() ,+@=~-]|\s(?<! )")


def title_of(article: Article) -> tuple[str, bool]:
    """Give a title to show, and whether it was derived: the title block, the first words, the file's name."""
    if article.meta.title:
        return article.meta.title, "title" in article.meta.derived
    for block in article.blocks:
        if block.kind is Kind.TITLE and block.text:
            return " ".join(block.text.split()), True
    prose = (block for block in article.blocks if block.kind is not Kind.BOILERPLATE and block.text.strip())
    first = next(prose, None)
    words = first.text.split(None, _TITLE_WORDS) if first else []
    if len(words) > _TITLE_WORDS:
        return " ".join(words[:_TITLE_WORDS]) + " …", True
    return " ".join(words) or article.source.name or "Untitled", True


def slug(title: str) -> str:
    """Make a readable id of a title: lower case, accents off, words joined by hyphens.

    >>> slug("Interview: Łucja’s “Sea Rooms”"), slug("../../etc/passwd"), slug("CON"), slug("…")
    ('interview-lucjas-sea-rooms', 'etc-passwd', 'article-con', 'article')
    """
    words = _NOT_A_WORD.sub("-", _APOSTROPHES.sub("", fold(title))).strip("-")
    if len(words) > _LONGEST_ID:
        words = words[: _LONGEST_ID + 1].rpartition("-")[0] or words[:_LONGEST_ID]
    if not words or _RESERVED.fullmatch(words):
        words = f"article-{words}".rstrip("-")
    return words


def free_name(wanted: str, is_taken: Callable[[str], bool], number: int = 1) -> str:
    """Give a name that is not taken: itself, or with -2, -3 … before its ending. Smaller numbers are not asked for.

    >>> free_name("a.txt", {"a.txt", "a-2.txt"}.__contains__)
    'a-3.txt'
    """
    stem, dot, ending = wanted.rpartition(".") if "." in wanted else (wanted, "", "")
    while is_taken(name := wanted if number == 1 else f"{stem}-{number}{dot}{ending}"):
        number += 1
    return name


def one_case(name: str) -> str:
    """Fold a file's name so that names which some disk holds for the same come out the same.

    >>> one_case("Łucja.MD") == one_case("łucja.md"), one_case("e\u0301") == one_case("\u00c9")
    (True, True)
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def safe_name(name: str) -> str:
    r"""Make a file name that is safe anywhere: the last part of a path, no hidden file, at most 100 bytes or so.

    What is safe already stays as it is, and what comes out comes out the same again. An account's ending is no
    source's: what a library keeps beside `a.txt` is never taken for a source.

    >>> safe_name("../../.ssh/id rsa.txt"), safe_name("a\x1b[2J.md"), safe_name("")
    ('id rsa.txt', 'a__2J.md', 'source')
    >>> safe_name("a.txt.account.json")
    'a.txt_account.json'
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = _UNSAFE.sub("_", last).strip(" ")
    while len(plain.encode()) > 100:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[:-1]}{dot}{ending}" if stem and len(ending) < 10 else plain[:-1]
    return _ACCOUNT_ENDING.sub("_account.json", plain.rstrip(" ").lstrip(". ")) or "source"
