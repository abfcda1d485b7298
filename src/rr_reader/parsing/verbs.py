"""Verbs that introduce or follow somebody's words. Their shape counts first; the list holds what has none."""

from rr_reader.parsing.lexicon import words

IRREGULAR = words(
    """said told thought wrote spoke began went put shot swore sang wept read felt knew found heard
    meant drew cut broke quoth bade cried replied tried let ran burst came got kept left made stuck struck took
    threw laughed offered dit répond explique ajoute raconte confie précise affirme assure estime
    poursuit conclut lance demande reconnaît note sagt sagte meint meinte erzählt erklärt erklärte antwortet
    fügt betont schreibt fragt lacht dice dijo explica cuenta añade afirma asegura recuerda responde reconoce
    señala confiesa disse spiega racconta aggiunge ricorda afferma risponde conta diz afirmou acrescenta zegt
    vertelt legt voegt
    prévient souligne rappelle résume soupire sourit regrette constate répète plaisante avoue observe indique déclare
    détaille tranche rétorque réplique lâche témoigne confirme exclame glisse insiste souvient
    berichtet findet warnt verspricht schwärmt seufzt fordert kritisiert erinnert ergänzt
    apunta advierte sostiene lamenta comenta bromea agrega admite concluye matiza subraya sonríe
    sottolinea sorride ammette osserva avverte precisa"""
)
"""Past tenses without -ed, and the commonest verbs of saying in other languages."""

NOT_VERBS = words(
    """was is has his this as its us yes thus perhaps always sometimes towards afterwards besides unless across
    less plus news does had did needs need indeed instead words things movies
    films series others ours theirs hers years days weeks times always"""
)
"""Words that end like a verb and are none that says something."""

NO_VERBS = words(
    """to of for with at about in from on by as and or but when that than if so like after before into over under
    de en con per da di le la les el il et y e und mit von zu bei aux au du des"""
)
"""Words that may stand between a quotation and a name without saying anything."""

COMMON = words(
    """say says said ask asks asked add adds added admit admits admitted agree agrees agreed announce answer
    answers answered argue argues argued assert beam begin believe believes boast call chime chuckle chuckles
    claim claims comment complain concede conclude confess confide confirm consider continue continues counter
    cry declare describe echo elaborate emphasise emphasize enthuse exclaim explain explains explained feel
    finish gasp giggle grin groan growl grumble gush hint insist insists interject joke jokes joked lament laugh
    laughs laughed maintain mention mumble murmur muse muses mused mutter note notes noted observe observes
    offer offers offered opine point ponder pray promise protest quip quips quipped reason recall recalls
    recalled reckon reflect reflects reiterate remark remember remembers repeat reply respond reveal reveals
    roar say scoff share shares shout shrug shrugs sigh sighs smile smiles snap sneer sob speculate stammer
    state stress stresses suggest suggests tease tell tells think thinks urge venture volunteer vow wail warn
    warns whisper wonder wonders worry write writes yell"""
)
"""The commonest in English, in any form."""

REPLIES = words(
    """answered answers replied replies responded responds returned retorted retorts countered counters rejoined
    protested interrupted agreed assented objected inquired enquired répondit répondait répond répliqua
    antwortete antwortet erwiderte entgegnete respondió responde replicó contestó rispose risponde replicò
    respondeu retrucou antwoordde"""
)
"""Verbs of somebody who speaks after another."""

ASKS = words(
    """asked asks inquired enquired wondered demanda demandait fragt fragte preguntó pregunta chiese chiede perguntou
    vroeg"""
)
"""Verbs of somebody who asks another."""

ADDS = words(
    """added adds continued continues resumed concluded concludes went ajoute ajouta poursuit poursuivit reprit ergänzt
    fügte añade añadió prosiguió continuó aggiunge aggiunse continuò acrescenta acrescentou voegt vervolgde"""
)
"""Verbs of somebody who goes on."""


def could_say(word: str) -> bool:
    """Tell whether a word could be a verb of saying by its shape: third person or past tense, or a known irregular one.

    >>> could_say("deadpans"), could_say("said"), could_say("his"), could_say("room")
    (True, True, False, False)
    """
    word = word.lower()
    if word in COMMON or word in IRREGULAR:
        return True
    return (
        len(word) > 3
        and word.endswith(("s", "ed"))
        and not word.endswith(("ss", "'s", "’s", "ness", "ous", "eed"))
        and word not in NOT_VERBS
    )


def surely_says(word: str) -> bool:
    """Tell whether a word is a verb of saying in its own right, in any of its forms.

    >>> surely_says("whispered"), surely_says("walked")
    (True, False)
    """
    word = word.lower()
    if word in COMMON or word in IRREGULAR or word in REPLIES or word in ASKS or word in ADDS:
        return True
    stems = {word[:-1], word[:-2], word[:-3], word[:-2] + "e", word[:-1] + "e"} if word.endswith(("s", "d")) else set()
    return bool(stems & COMMON)
