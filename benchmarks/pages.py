"""How well saved pages are read (text, author, date, the markup of interviews), and how fast, beside other extractors.

The pages are in `page_cases/`: written for this, in the manner of many templates, with the article between ⟦ and ⟧.
Of a library that is not installed nothing is told.
"""

import html
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from benchmarks.measuring import ROUNDS, figure

from rr_reader.model import Article, Kind
from rr_reader.parsing.importing import parse_source

CASES = Path(__file__).with_name("page_cases")
AROUND = frozenset({Kind.TITLE, Kind.DECK, Kind.BYLINE, Kind.DATE, Kind.BOILERPLATE, Kind.RELATED})
"""What is not compared: a page's frame, and what is told in the metadata."""
ANSWERS = frozenset({Kind.ANSWER, Kind.CONTINUATION})
_MARKS = re.compile("[⟦⟧]")
_CHOSEN = re.compile("⟦(.*?)⟧", re.S)
_TAG = re.compile(r"<script.*?</script>|<noscript.*?</noscript>|<[^>]*>", re.S)
_WORD = re.compile(r"\w+")
_INLINE = re.compile(r"</?(?:a|b|strong|i|em|span|sup)\b[^>]*>")


@dataclass(frozen=True)
class PageCase:
    """A page and what there is to be found in it."""

    name: str
    page: str
    text: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    talk: tuple[tuple[str, bool], ...] = ()
    """What is said, and whether it asks."""


@dataclass(frozen=True)
class Found:
    """What an extractor gives."""

    text: str
    authors: str = ""
    published: str = ""


def words_of(text: str) -> Counter[str]:
    """Count words, and in scripts without spaces the signs."""
    return Counter(
        part
        for word in _WORD.findall(text.casefold())
        for part in ([word] if word.isascii() or word[0] < "\u3000" else word)
    )


def f1(found: str, true: str) -> float:
    """Compare two texts as bags of words."""
    mine, theirs = words_of(found), words_of(true)
    shared = (mine & theirs).total()
    return 2 * shared / (mine.total() + theirs.total()) if shared else 0.0


def _sections(name: str, mark: str = "=== ") -> Iterator[tuple[str, str]]:
    for section in (CASES / name).read_text("utf-8").split(f"\n{mark}"):
        head, _, body = section.removeprefix(mark).partition("\n")
        yield head.strip(), body.strip()


def article_cases() -> list[PageCase]:
    """Give the pages of articles."""
    prose = {language: body.split("\n") for language, body in _sections("prose.txt", "== ")}
    cases = []
    for head, body in _sections("articles.txt"):
        name, authors, published, language = (field.strip() for field in head.split("|"))
        for number, paragraph in enumerate(prose[language], 1):
            body = body.replace(f"{{p{number}}}", paragraph)
        text = html.unescape(_TAG.sub(" ", _INLINE.sub("", " ".join(_CHOSEN.findall(body)))))
        names = tuple(filter(None, authors.split(";")))
        cases.append(PageCase(name, _MARKS.sub("", body), text, names, published))
    return cases


def interview_cases() -> list[PageCase]:
    """Give the layouts of interviews, each with the same talk in the same page."""
    lines = [line.partition(" ") for line in (CASES / "talk.txt").read_text("utf-8").splitlines()]
    said = {key: text for key, _, text in lines}
    around = (CASES / "talk.html").read_text("utf-8")
    cases = []
    for name, body in _sections("interviews.txt"):
        for key, text in said.items():
            body = body.replace(f"{{{key}}}", text)
        page = around.replace("{talk}", body)
        cases.append(PageCase(name, page, talk=tuple((text, key.startswith("q")) for key, text in said.items())))
    return cases


def ours(page: str) -> Found:
    """Read a page as it is added."""
    article = parse_source(page.encode(), name="page.html")
    text = "\n".join(block.text for block in article.blocks if block.kind not in AROUND)
    return Found(text, "; ".join(article.meta.byline), article.meta.published)


def with_trafilatura(page: str) -> Found:
    """Read a page with trafilatura."""
    import trafilatura

    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    return Found(found.text or "", found.author or "", found.date or "") if found else Found("")


def with_readability(page: str) -> Found:
    """Read a page with readability-lxml, which tells neither author nor date."""
    from readability import Document

    return Found(html.unescape(_TAG.sub(" ", Document(page).summary())))


def slips(case: PageCase, article: Article) -> list[str]:
    """Say what of an interview is not understood as it was set."""
    told = []
    for text, asks in case.talk:
        block = next((block for block in article.blocks if block.text == text), None)
        if block is None:
            told.append(f"not a block: {text}")
        elif (block.kind is Kind.QUESTION) != asks or (not asks and block.kind not in ANSWERS):
            told.append(f"{block.kind}: {text}")
        elif block.speaker not in (("Ann Lee", "") if asks else ("Bo Ek", "")):
            told.append(f"{block.speaker} says: {text}")
    return told


def is_signed(found: Found, case: PageCase) -> bool:
    """Tell whether all authors are named, and nobody else."""
    names = " ".join(case.authors).casefold().replace(";", " ").split()
    return sorted(_WORD.findall(found.authors.casefold())) == sorted(_WORD.findall(" ".join(names)))


def bench_pages(*, verbose: bool = False) -> None:
    """Print the table: what is found by each, and the time a page takes."""
    cases = article_cases()
    for name, read in _readers().items():
        found = [read(case.page) for case in cases]
        scores = [f1(each.text, case.text) for each, case in zip(found, cases, strict=True)]
        figure(f"{name}: text F1, mean of {len(cases)} pages", 100 * mean(scores), "%", f"worst {min(scores):.2f}")
        if name != "readability":
            signed = [is_signed(each, case) for each, case in zip(found, cases, strict=True) if case.authors]
            dated = [
                each.published == case.published for each, case in zip(found, cases, strict=True) if case.published
            ]
            figure(f"{name}: author", 100 * mean(signed), "%", f"{sum(signed)} of {len(signed)}")
            figure(f"{name}: date", 100 * mean(dated), "%", f"{sum(dated)} of {len(dated)}")
        if verbose and name == "ours":
            _tell(cases, found, scores)
    talks = interview_cases()
    wrong = {case.name: slips(case, parse_source(case.page.encode(), name="page.html")) for case in talks}
    kept = sum(not told for told in wrong.values())
    figure("ours: layouts of interviews kept", 100 * kept / len(talks), "%", f"{kept} of {len(talks)}")
    for name, told in wrong.items():
        for each in told:
            print(f"  {name}: {each}")
    _bench_speed(cases)


def _readers() -> dict[str, Callable[[str], Found]]:
    readers = {"ours": ours, "trafilatura": with_trafilatura, "readability": with_readability}
    present = {}
    for name, read in readers.items():
        try:
            read("<html><body><p>So.</p></body></html>")
        except ImportError:
            print(f"{name} is not installed, and left out (pip install {name}{'-lxml' * name.startswith('read')})")
        else:
            present[name] = read
    return present


def _tell(cases: Sequence[PageCase], found: Sequence[Found], scores: Sequence[float]) -> None:
    for case, each, score in zip(cases, found, scores, strict=True):
        mine, true = words_of(each.text), words_of(case.text)
        told = [] if score > 0.97 else [f"{score:.2f} more: {list(mine - true)[:25]} less: {list(true - mine)[:25]}"]
        if not is_signed(each, case):
            told.append(f"author {each.authors!r}")
        if each.published != case.published:
            told.append(f"date {each.published!r} for {case.published!r}")
        print("".join(f"  {case.name}: {line}\n" for line in told), end="")


def _bench_speed(cases: Sequence[PageCase]) -> None:
    """Print the median time a page takes, longer pages than the cases are: each article's prose four times."""
    pages = [
        case.page.replace("</p><p>", "</p><p>" + 3 * "So it went on for a while, as it had before.</p><p>")
        for case in cases
    ]
    times: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, read in _readers().items():
            began = time.process_time()
            for page in pages:
                read(page)
            times.setdefault(name, []).append((time.process_time() - began) / len(pages))
    for name, taken in times.items():
        beside = median(taken) / median(times.get("trafilatura", taken))
        figure(f"{name}: CPU time a page", 1000 * median(taken), "ms", f"{beside:.2f} × trafilatura")
