"""Invented interviews for the tests of the view: a Q&A, a prose feature and a transcript."""

from rr_reader.model import Article, Block, Kind, Mark, Meta, Origin, Quote, Speaker

ODA, IVO, MEI = "Oda Lindqvist", "Ivo Batistić", "Mei Tanaka"


def interview() -> Article:
    """A Q&A about an invented film: continuations, captions inside a turn, boilerplate, a doubtful answer."""
    emphasised = "I kept coming back to The Glass Ferry, which nobody had seen since 1974."
    start = emphasised.index("The Glass Ferry")
    blocks = (
        Block(Kind.TITLE, "“The Lighthouse Was Never Empty”: A Conversation About The Salt Road"),
        Block(Kind.DECK, "The director and her sound designer on fog, patience, and the long way home."),
        Block(Kind.BYLINE, "By Ruth Amadi"),
        Block(Kind.DATE, "4 May 2024"),
        Block(
            Kind.PARAGRAPH,
            "The Salt Road opened in a single cinema and stayed there for eleven months – nobody, "
            "least of all the people who made it, can quite say why.",
        ),
        Block(
            Kind.QUESTION,
            "Where did the idea of a film without any daylight come from? It seems an odd way to begin.",
            speaker="Ruth Amadi",
        ),
        Block(Kind.ANSWER, emphasised, ODA, marks=(Mark(start, start + 15, "em"),)),
        Block(Kind.CAPTION, "Oda Lindqvist on the set of The Salt Road, in the only dry week of the year."),
        Block(Kind.CREDIT, "Photo: Jens Aalto"),
        Block(
            Kind.CONTINUATION,
            "And then, of course, there was the money: we had none, and night is cheap. You "
            "hang a lamp, you wait, you see what comes out of the dark.",
            ODA,
        ),
        Block(Kind.CONTINUATION, "What came out was usually Ivo with a microphone.", ODA),
        Block(
            Kind.ANSWER,
            "She is being kind. I was asleep in the van.",
            IVO,
            origin=Origin(0, 10, speaker_confidence=0.4),
        ),
        Block(Kind.HEADING, "Fog as an instrument"),
        Block(Kind.QUESTION, "How do you record fog?", speaker="Ruth Amadi"),
        Block(
            Kind.ANSWER,
            "You don’t. You record everything that fog is not – a bell, a dog two valleys away, "
            "somebody breathing through wool – and leave a hole in the middle.",
            IVO,
        ),
        Block(Kind.RELATED, "READ MORE: Ten films that never saw the sun"),
        Block(Kind.CONTINUATION, "The hole is the fog.", IVO),
        Block(Kind.STAGE, "[They both laugh.]"),
        Block(Kind.ANSWER, "We rehearsed that line.", f"{ODA} & {IVO}"),
        Block(Kind.NOTE, "This conversation has been edited for length."),
        Block(Kind.BOILERPLATE, "Subscribe to our newsletter"),
        Block(Kind.BOILERPLATE, "Share this article"),
        Block(Kind.BOILERPLATE, "© The Harbour Review"),
    )
    speakers = (Speaker("Ruth Amadi", "host"), Speaker(ODA, "guest"), Speaker(IVO, "guest"))
    return Article(Meta(title=blocks[0].text, kind="interview"), speakers, blocks)


def feature() -> Article:
    """A prose feature: quotes by two people, one of them doubtful, a fragment, a scare quote in somebody's mouth."""
    texts = (
        "In the harbour town of Vell the fog comes in at four. “You can set a watch by it,” says Lindqvist, who "
        "has lived here since the film’s first winter, “but nobody has a watch any more.”",
        "Batistić is less sure. “I have seen it come at noon,” he says. The so-called “fog bell” was stolen in 1998.",
        "For her the place is “a kind of theatre”, and its weather the only actor. “It never forgets,” she adds.",
    )
    quotes = []
    for block, words, speaker, kind, sure in (
        (1, "“You can set a watch by it,”", ODA, "direct", 1.0),
        (1, "“but nobody has a watch any more.”", ODA, "direct", 0.9),
        (3, "“I have seen it come at noon,”", IVO, "direct", 0.4),
        (3, "“fog bell”", IVO, "scare", 1.0),
        (4, "“a kind of theatre”", ODA, "mixed", 0.8),
        (4, "“It never forgets,”", ODA, "direct", 0.8),
    ):
        text = texts[{1: 0, 3: 1, 4: 2}[block]]
        quotes.append(Quote(block, text.index(words), words, speaker, type=kind, confidence=sure))
    blocks = (
        Block(Kind.HEADING, "A town that keeps its lamps lit"),
        Block(Kind.PARAGRAPH, texts[0]),
        Block(Kind.CREDIT, "Lindqvist: Harbour Archive"),
        Block(Kind.PARAGRAPH, texts[1]),
        Block(Kind.PARAGRAPH, texts[2]),
        Block(Kind.PARAGRAPH, "The last ferry leaves at nine, and is late."),
        Block(Kind.BOILERPLATE, "All rights reserved."),
    )
    return Article(Meta(), (Speaker(ODA, "quoted"), Speaker(IVO, "quoted")), blocks, tuple(quotes))


def transcript() -> Article:
    """A transcript with time stamps, Japanese, combining marks and joined emoji."""
    blocks = (
        Block(Kind.TURN, "We are back. Mei, the first word is yours.", "Ruth Amadi", "00:00:05"),
        Block(
            Kind.TURN,
            "ありがとうございます。この映画は、霧の中で生まれた映画です。だから終わりもありません。",
            MEI,
            "00:00:11",
        ),
        Block(
            Kind.CONTINUATION,
            "Sorry – I mean: it was born in fog 👩‍👩‍👧‍👦, and Ame\u0301lie says so too 👍🏽.",
            MEI,
            "00:00:29",
        ),
        Block(Kind.TURN, "(from the hall) Louder!", "", "00:00:41"),
    )
    return Article(Meta(kind="transcript"), (Speaker("Ruth Amadi", "host"), Speaker(MEI, "guest")), blocks)
