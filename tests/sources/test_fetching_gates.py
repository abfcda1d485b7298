"""What stands before a page is told from the page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.sources.fetching.gates import gate_of

ARTICLE = (
    "<article>"
    + "<p>She splices rope by the quay, and says that the tide will wait for nobody.</p>" * 60
    + "</article>"
)
HERE = "https://example.org/2024/of-rope"

GATES = [
    ("a login", "<h1>Welcome back</h1><form><input name=u><input type='password'></form>"),
    ("a login", "<p>Sign in to see this.</p><input class=x TYPE=password>"),
    ("a paywall", "<p>She splices rope.</p><div>Subscribe to continue reading</div>"),
    ("a paywall", "<p>She splices rope.</p><b>This interview is for paid subscribers</b>"),
    ("a paywall", "<p>Elle tresse des cordes.</p><p>Cet article est réservé aux abonnés.</p>"),
    ("a paywall", "<p>Sie spleißt Seile.</p><p>Dieser Text ist nur für Abonnenten.</p>"),
    ("a paywall", '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script><p>She splices …</p>'),
    (
        "a question of consent",
        "<h1>We value your privacy</h1><p>Our partners use cookies.</p><button>Accept all</button>",
    ),
    ("a question of consent", "<p>Before you continue</p><button>I agree</button>"),
    (
        "a test for robots",
        "<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript>",
    ),
    ("a test for robots", "<p>Please verify you are human.</p>"),
]


@pytest.mark.parametrize(("gate", "page"), GATES)
def test_a_gate_is_named(gate, page):
    assert gate_of(f"<!DOCTYPE html><html><body>{page}".encode(), "utf-8", asked=HERE, final=HERE) == gate


@pytest.mark.parametrize("page", [page for _, page in GATES])
def test_an_article_that_has_such_words_around_it_is_an_article(page):
    whole = f"<!DOCTYPE html><html><body>{ARTICLE}{page}</body>"
    assert gate_of(whole.encode(), "utf-8", asked=HERE, final=HERE) == ""


@pytest.mark.parametrize(
    "page",
    [
        "<p>A short note on rope.</p>",
        "<p>A note on rope.</p><footer>This site uses cookies. <a>Privacy</a></footer>",
        "<p>In the interview she says that we should subscribe to nothing.</p>",
        "<nav>Already a subscriber? <a>Sign in</a></nav><p>A note on rope.</p><footer>Only for our members</footer>",
        "<div>We value your privacy. <button>Accept</button></div><article><p>A note on rope.</p></article>",
        "<p>She tested the captains.</p><script>var x = 'captcha';</script>",
        "",
    ],
)
def test_a_short_page_is_no_gate_for_that(page):
    assert gate_of(f"<!DOCTYPE html><html><body>{page}".encode(), "", asked=HERE, final=HERE) == ""


@pytest.mark.parametrize(
    ("final", "gate"),
    [
        ("https://consent.example.org/collect?to=x", "a question of consent"),
        ("https://example.org/account/login?next=x", "a login"),
        ("https://sso.example.net/", "a login"),
        ("https://example.org/subscribe", "a paywall"),
        ("https://example.org/2024/of-rope-and-logins", ""),
        ("https://www.example.org/2024/of-rope", ""),
    ],
)
def test_where_one_was_led_to_tells_it(final, gate):
    page = b"<!DOCTYPE html><html><body><p>Choose.</p>"
    assert gate_of(page, "utf-8", asked=HERE, final=final) == gate
    assert gate_of(page, "utf-8", asked=final, final=final) == ""  # it was what one wanted


def test_an_article_is_one_wherever_one_was_led_to():
    assert gate_of(f"<html>{ARTICLE}".encode(), "", asked=HERE, final="https://example.org/subscribe/of-rope") == ""


def test_what_is_no_page_has_no_gate():
    assert gate_of(b"WEBVTT\n\n00:00.000 --> 00:01.000\nAlready a subscriber?", "", asked=HERE, final=HERE) == ""


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<script>",
                "</script>",
                "<nav",
                "</nav>",
                "<input type=password",
                '"',
                "<",
                ">",
                "é",
                "word ",
            ]
        ),
        max_size=40,
    ),
    st.sampled_from(["", "utf-8", "utf-7", "no-such", "utf-16", "base64"]),
)
def test_whatever_the_page_a_name_or_nothing_comes_of_it(pieces, charset):
    assert isinstance(gate_of(("<p>" + "".join(pieces)).encode(), charset, asked=HERE, final=HERE), str)
