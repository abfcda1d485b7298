"""Words that are evidence, as data. Shape and grammar come first; these lists only add to it. All folded to lower case."""

PARTICLES = frozenset(
    "de del della der den di da dos du d la le lo van von zu zur ten ter bin ibn al el y e af av".split()
)
"""Small words inside a person's name."""

HONORIFICS = frozenset(
    "dr mr mrs ms miss prof professor sir dame lord lady rev fr hon sen gov capt herr frau m mme mlle".split()
)
"""Before a name, and no part of it."""

QUESTION_LABELS = frozenset(
    "q question p pregunta frage f domanda d vraag interviewer interviewers interviewerin host moderator moderatorin"
    " entrevistador entrevistadora intervistatore intervieweur floor audience journalist reporter 問 记者 問い 記者 问".split()
)
"""Labels of whoever asks, and of nobody in particular."""

ANSWER_LABELS = frozenset("a answer r respuesta antwort risposta réponse reponse resposta antwoord 答 答え".split())
"""Labels of whoever answers."""

UNNAMED = QUESTION_LABELS | ANSWER_LABELS | frozenset({"speaker", "unknown", "man", "woman", "all", "both"})

LEAD_INS = frozenset(
    """note notes editor's note editors' note writer's note author's note update updated correction disclaimer warning
    spoiler spoilers spoiler alert photo photos photo credit photo credits image images image credit credit credits
    picture pictures pic still caption source sources related also read read also read more see also more watch listen
    tags tag keywords filed under topics posted published date time location where when what who why how price venue
    tickets contact website url link links email phone tl;dr tldr ps p.s. example for example summary abstract
    transcript interview exclusive profile review opinion feature introduction intro conclusion bio about title
    subject from to cc re author authors by byline written by words by text by interview by photographs by""".split(
        "\n"
    )
)
LEAD_INS = frozenset(" ".join(LEAD_INS).split()) | frozenset(
    {
        "editor's note", "editors' note", "writer's note", "author's note", "spoiler alert", "photo credit",
        "photo credits", "image credit", "image credits", "photo by", "picture credit", "also read", "read also",
        "read more", "see also", "also see", "read next", "must read", "you may also like", "more from", "filed under",
        "for example", "written by", "words by", "text by", "interview by", "photographs by", "photography by",
        "key resources", "follow us", "further reading", "listen to", "watch now", "don't miss",
    }
)  # fmt: skip
"""Before a colon, and nobody who speaks."""

CREDIT = (
    r"(?:photo(?:s|graph|graphs|graphy|grapher)?|image|picture|pic|still|illustration|courtesy|foto|bild|crédit|credito|"
    r"crédito|credit)s?\b(?:\s+(?:photo|image|credit|courtesy|by|of|kredit)s?\b)*"
)
"""How a credit line begins."""

RELATED = (
    r"(?:also\s+(?:read|see|watch|on)|read\s+(?:also|more|next|our)|see\s+also|related(?:\s+(?:stories|articles?|posts?|links?))?|"
    r"more\s+(?:from|on|stories)|must\s+read|you\s+may\s+(?:also\s+)?like|recommended|don.t\s+miss|further\s+reading|"
    r"lire\s+aussi|à\s+lire(?:\s+aussi)?|lesen\s+sie\s+auch|lea\s+también|leer\s+más|leggi\s+anche|lees\s+ook|leia\s+também)"
)
"""How a link to another article begins."""

BOILERPLATE = (
    r"subscribe|sign(?:ing)?\s+up\s+(?:for|to|now|here)|newsletter|all\s+rights\s+reserved|copyright|©|cookies?\s+policy|privacy\s+policy|"
    r"terms\s+of\s+(?:use|service)|follow\s+us|share\s+(?:this|on)|leave\s+a\s+(?:comment|reply)|log\s?in|advertis(?:e|ement)|"
    r"download\s+(?:our|the)\s+app|back\s+to\s+top|skip\s+to|click\s+here|source\s+link|news\s+source|originally\s+(?:appeared|published)"
)
"""In a short line, that it belongs to the page and not to the article."""

EDITED_NOTE = (
    r"(?:interview|conversation|transcript|q\s?&\s?a|discussion|questions?|answers?|article|story|entretien|entrevista|gespräch)\b"
    r"[^.]{0,160}\b(?:edited|condensed|abridged|lightly|translated|spoilers?|curated|conducted|transcribed|clarity|"
    r"this\s+(?:article|post)\s+(?:is|was|originally))"
)
"""In a paragraph, that it tells how the interview was made."""

NOTE_START = (
    r"\(?\[?(?:editor|writer|author|publisher|translator|ed)(?:s?['’]s?|s['’])?\.?\s*(?:note)?s?\s*[:.–—-]|this\s+(?:interview|conversation|article|post|transcript)\s+"
    r"(?:has\s+been|was|is|contains|originally|appears|first)|the\s+following\s+(?:interview|conversation|transcript|questions)"
)
"""How such a paragraph begins."""

PICTURED = frozenset(
    "still photo photograph image picture scene shot poster look frame portrait screenshot illustration".split()
)
"""What a caption calls what it stands under."""

RELEASE = frozenset(
    """streaming theaters theatres cinemas tickets premieres premiere premiered debut screens screening bookstores vod dvd
    blu-ray airs kinos salles cines""".split()
)
RELEASE_HINTS = frozenset(
    "stream release released releases available opens out now digital festival sale watch pass passes ticket theater cinema kino".split()
)
"""In a last paragraph, that it says where to see or buy."""

STARTERS = frozenset(
    """the a an in on at of for from to with by as and but or so yet if when while where what why how who after before since
    though although because still then there here this that these those it its he she they we you i his her their our my your
    even like some many most all both each every no not one two three during despite among between under over about mr mrs ms
    now once only well oh also again later today indeed meanwhile however yes well oh""".split()
)
"""Words that are capitalised for beginning a sentence, not for being a name."""

MONTHS = {
    name: number
    for number, names in enumerate(
        """january jan janvier januar jänner enero gennaio janeiro januari
        february feb février fevrier februar febrero febbraio fevereiro februari
        march mar mars märz marzo março marco maart
        april apr avril abril aprile
        may mai mayo maggio maio mei
        june jun juin juni junio giugno junho
        july jul juillet juli julio luglio julho
        august aug août aout agosto augustus
        september sep sept septembre septiembre settembre setembro
        october oct octobre oktober octubre ottobre outubro
        november nov novembre noviembre novembro
        december dec décembre decembre dezember diciembre dicembre dezembro""".split("\n"),
        1,
    )
    for name in names.split()
}
"""Names of months in seven languages, with their numbers."""
