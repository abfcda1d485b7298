"""Nothing in the parser knows the two first sources: the same texts about others are understood alike."""

import pytest
from renaming import FEATURE_TEXT, QA_TEXT, person, rename, structure, swap_genders

from rr_reader.parsing.importing import parse_source

PEOPLE = {
    "plain": [("Tomas Holm", "", ""), ("Nora Vask", "", ""), ("Ida Lund", "", "")],
    "same initials apart": [("Tess Brandt", "", ""), ("Tove Karlsson", "", ""), ("Bea Tolstrup", "", "")],
    "accents": [("Łukasz Żarnów", "", ""), ("Noémie Décarie", "", ""), ("Åsa Öberg", "", "")],
    "particles": [("Inés de la Cruz", "IC", "Cruz"), ("Jan van der Meer", "JM", "Meer"), ("Mila von Ahn", "MA", "Ahn")],
    "all of the particles": [
        ("Inés de la Cruz", "IDLC", "de la Cruz"), ("Jan van den Berg", "JVDB", "van den Berg"), ("Ida Holm", "IH", "")
    ],
    "hyphens": [("Jean-Marc Duval", "JMD", ""), ("Anne Smith-Rowe", "ASR", "Smith-Rowe"), ("Kim Oduya", "", "")],
    "apostrophes": [("Sean O’Dea", "SO", ""), ("Mary D'Arc", "MD", ""), ("Lou Beck", "", "")],
    "three words": [("Pedro Luis Marques", "PLM", ""), ("Eva Maria Stein", "EMS", ""), ("Ada Noor Khan", "ANK", "")],
    "articles": [("Omar Al-Rashid", "OAR", "Al-Rashid"), ("Nada El-Amin", "NEA", "El-Amin"), ("Ida Holm", "", "")],
    "family name first": [("Park Jiwoo", "", ""), ("Nguyen Lan", "", ""), ("Sato Emiko", "", "")],
    "Scottish": [("Ewan McAllister", "EM", ""), ("Isla MacRae", "IM", ""), ("Fia Dunn", "", "")],
}  # fmt: skip
PLACES = {
    "a film of one word": {"Red Rooms": "Undertow", "RED ROOMS": "UNDERTOW", "Red": "Undertow", "Rooms": "Tide"},
    "a film with an article": {"Red Rooms": "The Salt Road", "RED ROOMS": "THE SALT ROAD"},
    "other characters": {
        "Kelly-Anne": "Marguerite", "Clementine": "Odile", "Ludovic Chevalier": "Bruno Salvi", "Chevalier": "Salvi"
    },
    "one of two names": {"Kelly-Anne": "Vera Lind", "Clementine": "Odile"},
    "other months": {"March": "November", "October": "June", "12": "3"},
    "another year": {"2025": "1998", "March 12": "February 28"},
}  # fmt: skip
OUTLETS = ["The Guardian", "Sight Lines", "The Evening Star", "Cinema Quarterly", "Le Soir"]
OLD_VERBS = ("says", "admits", "chuckles", "recalls", "explains", "notes")
VERBS = [
    "said admitted chuckled recalled explained noted",
    "muses concedes grins offers deadpans counters",
    "quipped swore ventured insisted wrote shrugged",
]
CAST = ("Pascal Plante", "Juliette Gariépy", "Laurie Babin")


def names_of(key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for old, (new, initials, surname) in zip(CAST, PEOPLE[key], strict=True):
        found |= person(old, new, initials=initials, surname=surname)
    return found


def assert_alike(text: str, names: dict[str, str]) -> None:
    original = structure(parse_source(text.encode(), name="a.txt"), names)
    renamed = structure(parse_source(rename(text, names).encode(), name="a.txt"), {})
    assert renamed == original


@pytest.mark.parametrize("key", PEOPLE)
def test_a_qa_with_other_people_is_understood_alike(key: str) -> None:
    assert_alike(QA_TEXT, names_of(key))


@pytest.mark.parametrize("key", PEOPLE)
def test_a_feature_about_other_people_is_understood_alike(key: str) -> None:
    assert_alike(FEATURE_TEXT, names_of(key))


@pytest.mark.parametrize("key", PLACES)
@pytest.mark.parametrize("text", [QA_TEXT, FEATURE_TEXT], ids=["qa", "feature"])
def test_another_film_or_date_is_understood_alike(text: str, key: str) -> None:
    assert_alike(text, PLACES[key])


@pytest.mark.parametrize("outlet", OUTLETS)
def test_another_outlet_is_found(outlet: str) -> None:
    assert_alike(FEATURE_TEXT, {"The Hindu": outlet})


@pytest.mark.parametrize("verbs", VERBS)
def test_other_verbs_of_saying_attribute_alike(verbs: str) -> None:
    assert_alike(FEATURE_TEXT, dict(zip(OLD_VERBS, verbs.split(), strict=True)))


def kinds_and_speakers(text: str) -> list[tuple[object, ...]]:
    article = parse_source(text.encode(), name="a.txt")
    return [(block.kind, block.speaker) for block in article.blocks] + [
        (quote.block, quote.speaker, quote.type) for quote in article.quotes
    ]


@pytest.mark.parametrize("text", [QA_TEXT, FEATURE_TEXT], ids=["qa", "feature"])
def test_swapped_genders_change_nobodys_words(text: str) -> None:
    assert kinds_and_speakers(swap_genders(text)) == kinds_and_speakers(text)


def test_two_of_one_gender_are_told_apart_by_the_sentences_subject() -> None:
    both_he = FEATURE_TEXT.replace("she says", "he says").replace("lead actress", "lead actor")
    assert kinds_and_speakers(both_he) == kinds_and_speakers(FEATURE_TEXT)


def test_without_white_space_at_the_lines_starts_the_form_of_address_decides() -> None:
    assert kinds_and_speakers(QA_TEXT.replace("\u00a0", "")) == kinds_and_speakers(QA_TEXT)


@pytest.mark.parametrize("text", [QA_TEXT, FEATURE_TEXT], ids=["qa", "feature"])
def test_empty_lines_between_all_paragraphs_change_nothing(text: str) -> None:
    spaced = "\n\n".join(line for line in text.split("\n") if line.strip())
    assert kinds_and_speakers(spaced) == kinds_and_speakers(text)
