"""What asks: question marks of all scripts, the particles of those that can do without one, and requests to tell."""

import re

_MARKS = {"?", "？", "؟"}
_CLOSING = " \n\"'”’»)]」』*_"
_PARTICLE = re.compile(r"(?:(?:で|ま|た|の|う)[^\s、。]{0,3}か|[吗嗎呢]|니까|나요|까요|는지요)[。.]?\Z")
_EAST_ASIA = "\u3000"
_NEAR = 200
"""Characters from the end within which a question mark makes a turn one that asks."""


def ends_asking(text: str) -> bool:
    """Tell whether a text ends in a question; Greek asks by a semicolon, Japanese, Chinese and Korean by a particle.

    >>> [ends_asking(text) for text in ("“Why?”", "なぜですか。", "Γιατί;", "Why; so.", "だれか。")]
    [True, True, True, False, False]
    """
    end = text[-12:].rstrip(_CLOSING)
    last = end[-1:]
    if last in _MARKS:
        return True
    if last == ";":
        return "\u0370" <= end[-2:-1] <= "\u03ff"
    return (last > _EAST_ASIA or end[-2:-1] > _EAST_ASIA) and _PARTICLE.search(end) is not None


def asks(text: str) -> bool:
    """Tell whether a turn asks something near its end.

    >>> asks("Why? Say."), asks("Say.")
    (True, False)
    """
    near = text[-_NEAR:]
    return "?" in near or "？" in near or "؟" in near or ends_asking(text)


_REQUEST = re.compile(
    r"(?:(?:and|so|now|then|first|finally|lastly|okay|please|do|maybe|perhaps|und|dann|et|y|e|en|och|og|a|и)[,:]? )*"
    r"(?:bitte |por favor,? |s[’']il vous plaît,? |per favore,? |proszę )?"
    r"(?:(?:tell|walk|talk|give|take|remind) (?:us|me)|talk about|describe|explain"
    r"|name (?:one|a|an|the|your|some|two|three)"
    r"|introduce yourself|share (?:with|your|a)"
    r"|(?:erzählen|beschreiben|schildern|nennen|erklären|sagen|stellen) sie|erzähl|beschreib|schildere?|nenne?"
    r"|(?:h[aá]ble|cu[eé]nte|d[ií]ga|describa|expl[ií]que|nombre|recuerde|cu[eé]nta|h[aá]bla|describe)(?:me|nos|los)?"
    r"|(?:parlez|racontez|décrivez|dites|expliquez|citez|parle|raconte|décris)(?:-(?:nous|moi))?"
    r"|(?:mi |ci )?(?:racconti|parli|descriva|spieghi|dica|raccontaci|parlaci|raccontami|parlami)"
    r"|(?:fale|conte|descreva|explique|diga|cite)(?:-(?:nos|me))?|fala-nos|conta-nos"
    r"|vertel(?:t)?|beschrijf|noem|berätta|beskriv|nämn|fortæl|fortell|kerro|kuvaile|opowiedz|opowiedzieć|opisz|opisać"
    r"|powiedz(?:ieć)?|расскажи(?:те)?|опиши(?:те)?|назови(?:те)?|розкажіть|řekněte|popište|povězte|vyprávějte|meséljen"
    r"|povestiți|μιλήστε|πείτε|περιγράψτε)(?!\w)",
    re.I,
)
_REQUEST_AT_END = re.compile(
    r"(?:(?:て|で)ください(?:ませんか)?|お願いします|聞かせてください|해\s?주(?:세요|십시오|시죠)|들려\s?주(?:세요|십시오)"
    r"|(?:anlatın|anlatır mısınız|söz edin|bahsedin|bahseder misiniz|açıklayın|tanıtın)(?:ız)?)[。.!！]?\Z",
    re.I,
)
_REQUEST_CHINESE = re.compile(
    r"(?:能否|可否|先)?(?:您|你)?(?:谈谈|談談|说说|說說|讲讲|講講|介绍一下|介紹一下|分享)|请|請"
)


def requests(text: str) -> bool:
    """Tell whether a text begins by asking somebody to tell something, or ends so where the verb stands last.

    >>> [requests(text) for text in ("Tell us of snow.", "Dann: Erzählen Sie!", "雪を語ってください。", "Snow tells.")]
    [True, True, True, False]
    """
    return bool(_REQUEST.match(text) or _REQUEST_CHINESE.match(text) or _REQUEST_AT_END.search(text[-30:]))


def invites(text: str) -> bool:
    """Tell whether a text is what an asker says: it ends in a question, or requests something."""
    return ends_asking(text) or requests(text)
