"""What stands before a page, and is none itself: a paywall, a login, a question of consent, a test for robots.

Each is known by what it says together with how little else there is: an article that speaks of cookies is an article.
"""

import re
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

_PAYWALL, _LOGIN, _CONSENT, TEST = "a paywall", "a login", "a question of consent", "a test for robots"

REFUSALS = {
    401: "the server wants a login",
    402: "this is behind a paywall",
    403: "the server refuses to give this to a program",
    407: "the network wants a login",
    429: "the server asks to wait before it is asked again",
    451: "the server may not give this, by law",
}
"""What statuses of HTTP say of somebody who stands before a page."""
PASSING = frozenset({407, 429})
"""Those of them that say nothing of the page: they come from the way to it, or of asking too often."""

_HEAD = 1 << 20
"""Characters that are looked at."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^<>]{0,2000})", re.I)
_RAW = frozenset({"script", "style", "template", "svg", "textarea"})
_AROUND = _RAW | {"nav", "footer", "form", "button", "select", "noscript", "head"}
"""What stands in these is none of an article's words."""
_ON_EVERY_PAGE = frozenset({"nav", "footer"})
"""What stands in these says nothing of this page: “Already a subscriber?”."""
_PASSWORD = re.compile(r"\btype\s*=\s*[\"']?password\b", re.I)
_NOT_FREE = re.compile(r"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?(?:false|no)\b", re.I)
_LEADS_TO = (
    (_LOGIN, re.compile(r"(?:^|[/.])(?:log-?in|sign-?in|sso|auth|authorize|oauth2?)(?:[/.]|$)", re.I)),
    (_CONSENT, re.compile(r"(?:^|[/.])(?:consent|cookie-?wall|gdpr|privacy-?gate)(?:[/.]|$)", re.I)),
    (_PAYWALL, re.compile(r"(?:^|[/.])(?:paywall|subscribe|subscriptions?)(?:[/.]|$)", re.I)),
)
"""Where one is sent to instead of the page: a part of the host's name, or of the path."""
_TESTS = (
    r"verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?human",
    r"check(?:ing)? (?:if )?(?:your browser|the site connection)",
    r"enable javascript and cookies to continue",
    r"are you a robot|captcha|unusual (?:traffic|activity) from your",
)
_PAYWALLS = (
    r"subscribe (?:now )?to (?:continue|keep|read|unlock)|already a subscriber|continue reading with a subscription",
    r"to (?:continue|keep) reading,? (?:please )?(?:subscribe|log ?in|sign)",
    r"(?:only|reserved|exclusively?) (?:available )?(?:for|to) (?:our |paying |paid )?(?:subscribers|members)",
    r"(?:this|the) (?:post|article|story|interview) is for (?:paid |paying )?(?:subscribers|members)",
    r"réservée? (?:aux|à nos) abonnés|nur für abonnent|jetzt abonnieren (?:und|,) weiterlesen",
    r"(?:exclusivo|solo) para suscriptores|exclusivo para assinantes|riservato agli abbonati|alleen voor abonnees",
    r"tylko dla (?:subskrybentów|prenumeratorów)",
)
_CONSENTS = (
    r"we (?:value|care about|respect) your privacy|before you continue",
    r"your (?:privacy|cookie) (?:choices|settings|preferences)",
    r"(?:we|our partners)[^.]{0,80}use[^.]{0,20}cookies|utilisons des cookies|verwenden (?:wir )?cookies",
    r"(?:usamos|utilizamos) cookies|utilizziamo (?:i )?cookie",
)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.I)


_SAYS = (
    (TEST, 150, _any_of(_TESTS)),
    (_PAYWALL, 400, _any_of(_PAYWALLS)),
    (_CONSENT, 300, _any_of(_CONSENTS)),
)
"""What each of them says, and of how many words a page that says so has fewer."""
_AGREE = re.compile(r"\b(?:accept|agree|consent|accepter|akzeptieren|zustimmen|aceptar|accetta)", re.I)
_LITTLE = 300
"""Words fewer than which a page with a password, or one that says that it is not free, is none."""


def is_passing(gate: str, asked: str) -> bool:
    """Tell whether what stands before a page may be gone another time.

    A test comes and goes. Only over TLS it is the site itself that wants a login or consent: else it may be a hotel.
    """
    return gate == TEST or (gate != _PAYWALL and not asked.lower().startswith("https:"))


class _Seen(NamedTuple):
    words: int
    """Of what is no frame of the page."""
    text: str
    """All that a page says, but for what is on every page."""
    has_password: bool
    has_article: bool
    """It says itself that a part of it is one."""


class GateOf(Protocol):
    """What `gate_of` is."""

    def __call__(self, body: bytes, charset: str, *, asked: str, final: str) -> str:
        """Name what stands before a page."""


def gate_of(body: bytes, charset: str, *, asked: str, final: str) -> str:
    """Name what stands before a page, of which one `asked` by one address and which another gave in the end.

    "" where it is the page itself, or no page at all.
    """
    try:
        text = body[: 4 * _HEAD].decode(charset or "utf-8", "replace")[:_HEAD]
    except (LookupError, ValueError):
        text = body[:_HEAD].decode("latin-1")
    if not _TAG.search(text[:4_000]):
        return ""
    seen = _seen(text)
    if gate := _led_to(asked, final, seen.words):
        return gate
    for gate, fewer, says in _SAYS:
        if seen.words < fewer and says.search(seen.text) and (gate is not _CONSENT or _asks(seen)):
            return gate
    if seen.words < _LITTLE and seen.has_password:
        return _LOGIN
    return _PAYWALL if seen.words < _LITTLE and _NOT_FREE.search(text) else ""


def _asks(seen: _Seen) -> bool:
    """Tell whether a page asks for consent and has nothing else; a banner may stand above a short article, too."""
    return bool(_AGREE.search(seen.text)) and not seen.has_article


def _led_to(asked: str, final: str, words: int) -> str:
    """Name what an address is that was not asked for, by the words in it that the other has not."""
    before, after = urlsplit(asked), urlsplit(final)
    for gate, called in _LEADS_TO:
        for old, new in ((before.hostname or "", after.hostname or ""), (before.path, after.path)):
            if called.search(new) and not called.search(old) and words < 2 * _LITTLE:
                return gate
    return ""


def _seen(text: str) -> _Seen:
    """Walk over the tags once: what is between them counts where nothing around it is of the frame."""
    inside: dict[str, int] = {}
    raw, words, has_password, has_article, end = "", 0, False, False, 0
    said: list[str] = []
    for tag in _TAG.finditer(text):
        between = text[end : tag.start()].removeprefix(">")
        end = tag.end()
        closes, name = tag[1], tag[2].lower()
        if not raw:
            said += [] if _ON_EVERY_PAGE & inside.keys() else [between]
            words += 0 if inside else len(between.split())
        if raw and not (closes and name == raw):
            continue
        raw = name if name in _RAW and not closes else ""
        has_password = has_password or (name == "input" and bool(_PASSWORD.search(tag[3])))
        has_article = has_article or name == "article"
        if name in _AROUND:
            inside[name] = inside.get(name, 0) + (-1 if closes else 1)
            if inside[name] <= 0:
                del inside[name]
    said.append(text[end:].removeprefix(">") if not raw else "")
    words += 0 if inside or raw else len(said[-1].split())
    return _Seen(words, " ".join(" ".join(said).split()).replace("’", "'"), has_password, has_article)
