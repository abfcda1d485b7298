"""Captions in XML and line by line: who said what, and when, and the refusal of what makes entities."""

import pytest

from rr_reader import parse
from rr_reader.errors import BadSourceError
from rr_reader.model import Article

TALK = [("Una Brekke", "00:00:00", "So where did it go?"), ("Tor Vik", "00:00:04", "Into the barn, all of it."),
        ("Una Brekke", "00:00:08", "And the mice?"), ("Tor Vik", "00:00:12", "They left.")]  # fmt: skip
SAID = list(enumerate(TALK))
BREAK = "<br/>"
AGENTS = "".join(
    f'<ttm:agent xml:id="a{number}" type="person"><ttm:name type="full">{name}</ttm:name></ttm:agent>'
    for number, name in enumerate(("Una Brekke", "Tor Vik"))
)
TTML = (
    '<?xml version="1.0"?>\n<!-- made by hand -->\n'
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en">'
    f"<head><metadata><ttm:title>The Salt Barn</ttm:title>{AGENTS}</metadata></head><body><div>"
    + "".join(
        f'<p begin="00:00:{at * 4:02}.000" end="{at * 4 + 3}s" ttm:agent="a{at % 2}">{text.replace(" ", BREAK, 1)}</p>'
        for at, (_, _, text) in SAID
    )
    + "</div></body></tt>"
)
ASS = (
    "[Script Info]\nTitle: The Salt Barn\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,Not said.\n"
    "Dialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}\n"
    + "".join(
        f"Dialogue: 0,0:00:{at * 4:02}.00,0:00:{at * 4 + 3:02}.00,Default,{name},0,0,0,,{{\\i1}}{text}\n".replace(
            " it", "\\Nit"
        )
        for at, (name, _, text) in SAID
    )
)
SBV = "".join(
    f"0:00:{at * 4:02}.000,0:00:{at * 4 + 3:02}.000\n>> {name.upper()}: {text}\n\n" for at, (name, _, text) in SAID
)
SRV1 = "".join(f'<text start="{at * 4}.0" dur="3.5">{text}</text>' for at, (_, _, text) in SAID)
SRV2 = "".join(f'<text t="{at * 4000}" d="3500">{text}</text>' for at, (_, _, text) in SAID)
SRV3 = "".join(
    f'<p t="{at * 4000}" d="3500" w="1">'
    + "".join(f"<s>{' ' * bool(place)}{word}</s>" for place, word in enumerate(text.split()))
    + f'</p>\n<p t="{at * 4000}" a="1">\n</p>'
    for at, (_, _, text) in SAID
)
LRC = "[ti:The Salt Barn]\n[ar:Nobody]\n" + "".join(f"[00:{at * 4:02}.00]{text}\n" for at, (_, _, text) in SAID)


def _said(article: Article) -> list[tuple[str, str, str]]:
    return [(block.speaker, block.time, block.text) for block in article.blocks]


@pytest.mark.parametrize(("text", "kind"), [(TTML, "ttml"), (ASS, "ass"), (SBV, "sbv")])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_captions_that_name_voices_say_who_speaks(text: str, kind: str, mark: str) -> None:
    article = parse(f"{mark}{text}".encode(), name="talk.txt")
    assert _said(article) == TALK
    assert article.source.format == kind
    assert article.meta.title == ("So where did it go?" if kind == "sbv" else "The Salt Barn")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f'<?xml version="1.0" encoding="utf-8" ?><transcript>{SRV1}</transcript>', "timedtext"),
        (f'<?xml version="1.0" encoding="utf-8" ?><timedtext>{SRV2}</timedtext>', "timedtext"),
        (
            f'<timedtext format="3"><head><ws id="0"/></head><body><w t="0" id="1"/>{SRV3}</body></timedtext>',
            "timedtext",
        ),
        (LRC, "lrc"),
    ],
)
def test_captions_without_voices_say_when(text: str, kind: str) -> None:
    article = parse(text.encode(), name="talk.xml")
    assert " ".join(block.text for block in article.blocks) == " ".join(text for _, _, text in TALK)
    assert article.blocks[0].time == "00:00:00"
    assert article.source.format == kind


def test_what_was_escaped_twice_is_words_and_no_markup() -> None:
    said = "It&amp;#39;s &amp;lt;v Tor&amp;gt; salt."
    article = parse(f'<transcript><text start="1" dur="2">{said}</text></transcript>'.encode())
    assert _said(article) == [("", "00:00:01", "It's <v Tor> salt.")]


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("00:01:02:12", "00:01:02"),
        ("62.5s", "00:01:02"),
        ("62500ms", "00:01:02"),
        ("1000t", "00:01:40"),
        ("2m", "00:02:00"),
    ],
)
def test_every_way_to_write_a_time_is_read(time: str, shown: str) -> None:
    text = f'<tt xmlns:p="urn:p" p:tickRate="10"><body><div><p begin="{time}">So.</p></div></body></tt>'
    assert parse(text.encode()).blocks[0].time == shown


def test_a_time_counts_from_that_of_what_is_around() -> None:
    text = '<tt><body begin="60s"><div begin="1s"><p begin="2s" end="3s">So.</p></div></body></tt>'
    assert parse(text.encode()).blocks[0].time == "00:01:03"


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body><p>So <tt>salt</tt> it is.</p></body></html>",
        "<tt>salt</tt> is what it was called.",
        "0:00:01.000 is when it began",
        "[00:01.00] Una: So?\n\nAll else is lost.",
    ],
)
def test_what_only_looks_like_captions_is_read_as_what_it_is(page: str) -> None:
    assert parse(page.encode()).source.format in {"html", "text"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '<!DOCTYPE tt [<!ENTITY a "so"><!ENTITY b "&a;&a;">]><tt><body><p begin="1s">&b;</p></body></tt>',
            "document type",
        ),
        ('<tt><body><p begin="1s">So.', "no XML"),
        ("<tt>" + "<div>" * 100_000, "no XML"),
        ('<timedtext format="3"><body></body></timedtext>', "no words"),
        ("[Script Info]\nTitle: Nothing\n", "no words"),
    ],
)
def test_what_is_broken_or_says_nothing_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(BadSourceError, match=message) as refused:
        parse(text.encode(), name="talk.ttml")
    assert "\n" not in str(refused.value)


def test_captions_stay_apart_so_that_labels_and_remarks_begin_them() -> None:
    lines = ["Una Brekke: Was it cold", "Tor Vik: Very", "(sighs)", "Una Brekke: And dark", "Tor Vik: In winter"]
    text = "".join(f"0:00:0{at}.000,0:00:0{at + 1}.000\n{line}\n\n" for at, line in enumerate(lines))
    blocks = parse(text.encode(), name="a.sbv").blocks
    assert [(block.speaker, block.text) for block in blocks] == [
        ("Una Brekke", "Was it cold"),
        ("Tor Vik", "Very"),
        ("", "(sighs)"),
        ("Una Brekke", "And dark"),
        ("Tor Vik", "In winter"),
    ]
