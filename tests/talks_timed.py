"""A talk as captions, as transcripts and as feeds tell it."""

import json
from html import escape

from talks import PEOPLE, Talk
from talks_written import as_line, as_paragraphs


def _clock(seconds: int, sign: str = ".") -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}000"


def as_webvtt(talk: Talk) -> bytes:
    cues = (
        f"{_clock(4 * at)} --> {_clock(4 * at + 3)} line:0\n<v {said.who or 'X'}>{escape(said.words)}</v>"
        for at, said in enumerate(talk)
    )
    return "\n\n".join(["WEBVTT - Of salt\nLanguage: en", "NOTE made by hand", *cues, ""]).encode()


def as_srt(talk: Talk) -> bytes:
    cues = (
        f"{at + 1}\n{_clock(4 * at, ',')} --> {_clock(4 * at + 3, ',')}\n>> {as_line(said)}\n<i>so</i>{{\\an8}}\n"
        for at, said in enumerate(talk)
    )
    return "\n".join(cues).encode()


def as_sbv(talk: Talk) -> bytes:
    return "".join(f"0:00:{at * 4:02}.000,0:00:{at * 4 + 3:02}.000\n{as_line(said)}\n\n" for at, said in
                   enumerate(talk)).encode()  # fmt: skip


def as_ass(talk: Talk) -> bytes:
    form = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    lines = (
        f"Dialogue: 0,0:00:{at * 4:02}.00,0:00:{at * 4 + 3:02}.00,D,{said.who},0,0,0,,{{\\i1}}{said.words}\\Nso\n"
        for at, said in enumerate(talk)
    )
    return f"[Script Info]\nTitle: Of salt\n\n[Events]\n{form}{''.join(lines)}".encode()


def as_lrc(talk: Talk) -> bytes:
    return ("[ti:Of salt]\n[00:00.00]So\n" + "".join(f"[00:{at * 4:02}.00]{said.words}\n" for at, said in
            enumerate(talk, 1))).encode()  # fmt: skip


def as_ttml(talk: Talk) -> bytes:
    agents = '<ttm:agent xml:id="a"><ttm:name>Una Brekke</ttm:name></ttm:agent>'
    lines = "".join(
        f'<p begin="{_clock(4 * at)}" end="{4 * at + 3}s" ttm:agent="a">{escape(said.words)}<br/>so</p>'
        for at, said in enumerate(talk)
    )
    space = 'xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en"'
    return f"<tt {space}><head><metadata>{agents}</metadata></head><body><div>{lines}</div></body></tt>".encode()


def as_timedtext(talk: Talk) -> bytes:
    lines = (f'<p t="{at * 4000}" d="3500"><s>{escape(said.words)}</s></p>' for at, said in enumerate(talk))
    return f"<timedtext format='3'><body>{''.join(lines)}</body></timedtext>".encode()


def as_segments(talk: Talk) -> bytes:
    segments = [
        {"speaker": said.who, "start": 4.0 * at, "end": 4.0 * at + 3, "text": said.words}
        for at, said in enumerate(talk)
    ]
    return json.dumps({"language": "en", "title": "Of salt", "segments": segments}).encode()


def as_spoken_words(talk: Talk) -> bytes:
    spoken = [
        {"punctuated_word": word, "start": 4 * at, "end": 4 * at + 1, "speaker": at % 2}
        for at, said in enumerate(talk)
        for word in said.words.split()
    ]
    said = {"channels": [{"alternatives": [{"words": spoken}]}]}
    return json.dumps({"results": said, "speakers": [{"id": 0, "name": PEOPLE[0]}]}, ensure_ascii=False).encode()


_PODCAST = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'


def as_rss(talk: Talk) -> bytes:
    items = "".join(
        f"<item><title>{escape(said.words)}</title><guid>{at}</guid><author>{said.who}</author><link>/{at}</link>"
        f"<description>{escape(as_paragraphs(talk))}</description><pubDate>Tue, 5 Mar 2024 10:00:00 GMT</pubDate>"
        f'<podcast:transcript url="{at}.vtt" type="text/vtt"/><podcast:person>{said.who}</podcast:person></item>'
        for at, said in enumerate(talk)
    )
    return f'<rss version="2.0" {_PODCAST}><channel><title>Salt</title>{items}</channel></rss>'.encode()


def as_atom(talk: Talk) -> bytes:
    entries = "".join(
        f'<entry><id>{at}</id><title>{escape(said.words)}</title><link href="https://x.example/{at}"/>'
        f'<content type="html">{escape(as_paragraphs(talk))}</content></entry>'
        for at, said in enumerate(talk)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Salt</title>{entries}</feed>'.encode()


def as_json_feed(talk: Talk) -> bytes:
    items = [
        {"id": at, "url": f"/{at}", "title": said.words, "content_text": said.words, "authors": [{"name": said.who}],
         "attachments": [{"url": "a.vtt", "mime_type": "text/vtt"}]}
        for at, said in enumerate(talk)
    ]  # fmt: skip
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Salt", "items": items}).encode()


def as_opml(talk: Talk) -> bytes:
    feeds = "".join(f'<outline text="x"><outline xmlUrl="https://x.example/{at}"/></outline>' for at, _ in
                    enumerate(talk))  # fmt: skip
    return f'<opml version="2.0"><head><title>Mine</title></head><body>{feeds}</body></opml>'.encode()
