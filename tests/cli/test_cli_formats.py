"""Formats of quotations that a user made up, on the command line."""

import json

import pytest

from rr_reader.quotes.formats import FORMATS

TEMPLATE = '[templates]\nmine = "<{speaker}> {quote}"\n'


def test_a_template_is_a_format_of_quotations_and_of_highlights(library):
    library.file("config/rr-reader/config.toml", TEMPLATE)
    ran = library("quotes", "speaker:ibarra", "--format", "mine")
    assert ran.out.startswith("<Zoë Ibarra> I did, on a chart from 1911.")
    library("highlight", "salt harbour", "--text", "I threw forty pages away that night.")
    assert library("highlights", "--format", "mine").out == "<Mira Solberg> I threw forty pages away that night.\n"


@pytest.mark.parametrize("command", ["quotes", "highlights"])
def test_an_unknown_format_is_an_error_that_lists_those_there_are_also_the_users_own(library, command):
    library.file("config/rr-reader/config.toml", TEMPLATE)
    ran = library(command, "--format", "stone")
    assert (ran.code, ran.out) == (64, "")
    assert all(name in ran.err for name in [*FORMATS, "mine"])


def test_a_bad_template_is_told_with_its_place(library):
    library.file("config/rr-reader/config.toml", '[templates]\nmine = "{qoute}"\n')
    ran = library("quotes", "--format", "mine")
    assert ran.code == 64
    assert "“mine”, character 1: there is no field {qoute}" in ran.err
    assert library("quotes", "--format", "markdown").code == 0


def test_json_of_quotations_is_asked_for_as_everywhere(library):
    ran = library("quotes", "--json", "speaker:ibarra")
    assert ran.out == library("quotes", "speaker:ibarra", "--format", "json").out
    assert json.loads(ran.out)
