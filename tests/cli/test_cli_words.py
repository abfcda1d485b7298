import pytest

from rr_reader.cli.asking import query_of
from rr_reader.cli.command import Command, Parser
from rr_reader.cli.output import Stream
from rr_reader.cli.program import chosen
from rr_reader.errors import UsageError


def declare(parser: Parser) -> None:
    parser.declare_query()
    parser.declare("--json", action="store_true", help="as JSON")
    parser.declare("--format", choices=["text", "csv"], default="text", help="the format")


LISTING = Command("list", "list things", declare, lambda args, context: 0, takes_query=True)
OPENING = Command("", "open things", declare, lambda args, context: 0)


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["-draft"], ["-draft"]),
        (["sound", "-draft", "--json", "is:unread"], ["sound", "-draft", "is:unread"]),
        (["-a", "--format", "csv", "b"], ["-a", "b"]),
        (["-a", "--format=csv", "-b"], ["-a", "-b"]),
        (["-speaker:ann lee", "x"], ["-speaker:ann lee", "x"]),
        (["--", "--json"], ["--json"]),
        (["-"], ["-"]),
        (["--", "--nowhere-near"], ["--nowhere-near"]),
        ([], []),
    ],
)
def test_what_is_no_option_belongs_to_the_query_in_its_order(words, query):
    assert Parser(LISTING, Stream(None, {})).read(words).query == query


def test_options_are_options_wherever_they_stand():
    args = Parser(LISTING, Stream(None, {})).read(["one", "--format", "csv", "-two", "--library", "shelf", "--json"])
    assert (args.format, args.json, str(args.library), args.query) == ("csv", True, "shelf", ["one", "-two"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--jsn"], "--json"),
        (["--fromta=csv"], "--format"),
        (["--format", "pdf"], "csv"),
        (["--format"], "--format"),
        (["--foo"], "There is no option --foo"),
        (["sound", "--xyzzy=3"], "There is no option --xyzzy[;.].* put -- before"),
    ],
)
def test_a_mistyped_option_is_told_from_a_query(words, told):
    with pytest.raises(UsageError, match=told):
        Parser(LISTING, Stream(None, {})).read(words)


@pytest.mark.parametrize(
    ("words", "name", "rest"),
    [
        (["list", "list"], "list", ["list"]),
        (["--library", "list", "list", "x"], "list", ["--library", "list", "x"]),
        (["--library=list"], "", ["--library=list"]),
        (["talk.txt", "list"], "", ["talk.txt", "list"]),
        (["--", "list"], "", ["--", "list"]),
        (["-", "list"], "", ["-", "list"]),
        (["--version"], "", ["--version"]),
        ([], "", []),
    ],
)
def test_the_first_word_that_is_no_option_chooses_the_command(words, name, rest):
    command, left = chosen(words, {"list": LISTING}, OPENING)
    assert (command.name, left) == (name, rest)


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ([], ""),
        (['speaker:plante sound "snuff films"'], 'speaker:plante sound "snuff films"'),
        (["speaker:plante", "snuff films"], 'speaker:plante "snuff films"'),
        (["sound", "-snuff films"], 'sound -"snuff films"'),
        (["sound", "-speaker:ann lee"], 'sound -speaker:"ann lee"'),
        (["sound", 'speaker:"ann lee" x'], 'sound speaker:"ann lee" x'),
        (["sound", "at 10: the end"], 'sound "at 10: the end"'),
        (["speaker:lee music OR river", "fog"], "speaker:lee music OR river fog"),
        (["fog", "rope -year:2019"], "fog rope -year:2019"),
        (["fog", "rope tag:sea"], "fog rope tag:sea"),
        (["fog", "rope @mine"], "fog rope @mine"),
        (["fog", "well-made rope - or a note: none"], 'fog "well-made rope - or a note: none"'),
    ],
)
def test_a_phrase_stays_one_though_the_shell_takes_its_marks_off(words, query):
    assert query_of(words) == query


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("www.example.org/talk", "begins with https://"),
        ("example.org/talk", "begins with https://"),
        ("ftp://example.org/talk", "only http and https"),
        ("file:///talk.txt", "name the file itself"),
        ("talk.txt", "no such file or folder\n"),
        ("./talks/one.txt", "no such file or folder\n"),
    ],
)
def test_what_seems_to_be_an_address_is_told_how_to_be_one(reader, word, said):
    ran = reader("parse", word)
    assert (ran.code, len(ran.err.splitlines())) == (66, 1)
    assert said in ran.err
