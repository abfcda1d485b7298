"""mend, and add --refresh: what is told, what is written, and what is never written over."""

import json
import re
import shlex
from pathlib import Path

import pytest


@pytest.fixture
def salt(library) -> Path:
    """The cleaned file of the interview."""
    (path,) = (path for path in (library.home / "shelf").glob("*.md") if "Mira Solberg" in path.read_text("utf-8"))
    return path


def imported_as(salt: Path, old: str, new: str) -> None:
    """Let the article be one that an earlier parser read otherwise: in its file and in what is known of the import."""
    salt.write_text(salt.read_text("utf-8").replace(old, new), "utf-8")
    (account,) = salt.parent.glob("sources/harbour.txt.account.json")
    known = json.loads(account.read_text("utf-8"))
    known["imported"] = "\n".join(known["imported"]).replace(old, new).split("\n")
    account.write_text(json.dumps(known), "utf-8")


def test_a_mending_is_seen_everywhere_and_can_be_taken_back_and_done_again(library, salt):
    before = salt.read_bytes()
    ran = library("mend", "salt harbour", "--rename", "Zoë Ibarra=Zoë Lund", "--set", "url=https://example.org/?a=b")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("Mended: ") == 2
    after = salt.read_text("utf-8")
    assert "**Zoë Lund:** I did, on a chart" in after
    assert "Zoë Lund" in library("list", "salt").out
    assert "url: https://example.org/?a=b" in after.replace('"', "")
    assert library("mend", "salt harbour", "--undo").code == library("mend", "salt harbour", "--undo").code == 0
    assert salt.read_bytes() == before
    assert library("mend", "salt harbour", "--undo").code == 66
    assert library("mend", "salt harbour", "--redo").code == library("mend", "salt harbour", "--redo").code == 0
    assert salt.read_text("utf-8") == after


def test_undoing_says_what_was_taken_back_and_doing_again_what_is_so_again(library, salt):
    for words in (["--rename", "Zoë Ibarra=Zoë Lund"], ["--kind", "She dried it=caption"]):
        assert library("mend", "salt harbour", *words).code == 0
    told = [library("mend", "salt harbour", step).out.partition(": ")[2] for step in ("--undo", "--undo", "--redo")]
    assert told[0].startswith("Taken back: “She dried it on the radiator.” is a caption")
    assert told[1:] == ["Taken back: Zoë Ibarra is Zoë Lund\n", "Done again: Zoë Ibarra is Zoë Lund\n"]


@pytest.mark.parametrize(
    ("option", "written"),
    [
        ("--merge=Zoë Ibarra=Mira Solberg", "**Mira Solberg:** I did, on a chart"),
        ("--speaker=I did, on=Bo Ek", "**Bo Ek:** I did, on a chart"),
        ("--label=Zoë Ibarra=Bo Ek", "**Bo Ek:** I did, on a chart"),
        ("--kind=She dried it=caption", "> [!caption] She dried it on the radiator."),
        ("--set=tags=sea; salt", "tags: [sea, salt]"),
    ],
)
def test_each_way_of_mending_writes_what_it_says(library, salt, option, written):
    ran = library("mend", "salt harbour", option)
    assert ran.code == 0, ran.err
    assert written in salt.read_text("utf-8")


@pytest.mark.parametrize(("given", "told"), [("1891", "1891"), ("1891-07", "July 1891"), ("1891-07-04", "4 July 1891")])
def test_of_a_date_only_what_is_known_is_kept_and_told(library, salt, given, told):
    assert library("mend", "salt harbour", "--set", f"published={given}", "--set", "outlet=The Herring").code == 0
    assert f"published: {given}\n" in salt.read_text("utf-8").replace('"', "")
    assert f"The Herring, {told}" in library("quotes", "title:salt herring").out
    assert salt.stem in library("list", "year:1891").out
    assert library("list", "is:unread", "--json").out.count(f'"published": "{given}"') == 1
    assert "slip" not in library("check", "salt harbour").out
    assert library("mend", "salt harbour", "--set", "published=1891-13").code == 64


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        (["Mira=M"], ["--rename", "Mira=M=Mira Lund"], ["Mira Lund"]),
        (["Mira"], ["--rename", "Mira=Mira=M"], ["Mira=M"]),
        (["Mira", "Zoe=M=Z"], ["--merge", "Mira=Zoe=M=Z"], ["Zoe=M=Z"]),
        (["Zoe=M=Z", "Mira"], ["--merge", "Zoe=M=Z=Mira"], ["Mira"]),
        (["Mira", "M", "Mira=M"], ["--merge", "Mira=M=M"], ["Mira", "M"]),
    ],
)
def test_a_name_may_hold_what_stands_between_names(library, salt, before, words, after):
    turns = "".join(f"**{name}:** Herring, said {number}.\n\n" for number, name in enumerate(before))
    people = "".join(f"  - {name}\n" for name in before)
    salt.write_text(f"---\nkind: interview\nspeakers:\n{people}---\n\n{turns}", "utf-8")
    ran = library("mend", salt.stem, *words)
    assert ran.code == 0, ran.err
    assert f" = {after[-1]}\n" in ran.out
    (entry,) = json.loads(library("list", "herring", "kind:interview", "--json").out)
    assert entry["speakers"] == after


def test_a_quotation_is_given_to_somebody_or_to_nobody(library):
    assert library("mend", "fog", "--quote", "only employer=Odd Vik").code == 0
    assert "Odd Vik" in library("quotes", "fog").out
    assert library("mend", "fog", "--quote", "only employer=scare").code == 0
    assert "only employer" not in library("quotes", "fog").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 64),
        (["--merge", "Zoë Ibarra"], 64),
        (["--merge", "=Mira Solberg"], 64),
        (["--undo", "--rename", "Mira Solberg=M"], 64),
        (["--kind", "She dried=poem"], 64),
        (["--merge", "Mira Solberg=Nobody"], 66),
        (["--kind", "the=caption"], 66),
        (["--kind", "xylophone=caption"], 66),
        (["--quote", "xylophone=Mira"], 66),
    ],
)
def test_what_makes_no_sense_changes_nothing(library, salt, words, code):
    before = salt.read_bytes()
    ran = library("mend", "salt harbour", *words)
    assert (ran.code, ran.out) == (code, "")
    assert "Traceback" not in ran.err
    assert salt.read_bytes() == before


def test_a_refresh_tells_what_changed_and_can_be_tried_and_taken_back(library, salt):
    good = salt.read_text("utf-8")
    imported_as(salt, "**Zoë Ibarra:** I did", "**Mira Solberg:** I did")
    worse = salt.read_text("utf-8")
    tried = library("add", "--refresh", "--dry-run", "salt harbour")
    assert (tried.code, tried.err) == (0, "")
    assert tried.out.startswith("Would refresh: ")
    assert salt.read_text("utf-8") == worse
    ran = library("add", "--refresh")
    assert (ran.code, ran.err) == (0, "")
    assert "1 paragraph of another speaker\n" in ran.out
    assert "- **Mira Solberg:** I did" in ran.out.replace("-**", "- **")
    assert "As they were: 3" in ran.out
    assert salt.read_text("utf-8") == good
    assert library("mend", "salt harbour", "--undo").code == 0
    assert salt.read_text("utf-8") == worse


def test_a_refresh_keeps_corrections_and_edits_by_hand(library, salt):
    assert library("mend", "salt harbour", "--rename", "Tomas Okafor=Tom Okafor").code == 0
    imported_as(salt, "**Zoë Ibarra:** I did", "**Mira Solberg:** I did")
    salt.write_text(salt.read_text("utf-8").replace("on the radiator", "on the stove"), "utf-8")
    ran = library("add", "--refresh", "salt harbour")
    assert (ran.code, ran.err) == (0, "")
    assert "1 correction kept; edited by hand, which is kept" in ran.out
    text = salt.read_text("utf-8")
    assert all(kept in text for kept in ("**Tom Okafor:** And who", "**Zoë Ibarra:** I did", "on the stove"))
    again = library("add", "--refresh", "salt harbour").out
    assert again == f"As they were: 1\n  edited by hand, which is kept: {salt.stem}\n"


def test_where_both_changed_the_same_words_the_edit_stays_and_that_is_told(library, salt):
    imported_as(salt, "**Zoë Ibarra:** I did", "**Mira Solberg:** I did")
    salt.write_text(salt.read_text("utf-8").replace("I did, on a chart", "I did, on a map"), "utf-8")
    before = salt.read_bytes()
    ran = library("add", "--refresh")
    assert ran.code == 73
    assert "edited by hand" in ran.err
    assert "As they were: 3" in ran.out
    assert salt.read_bytes() == before
    lines = salt.read_text("utf-8").split("\n")
    (number,) = (number for number, line in enumerate(lines, 1) if "on a map" in line)
    assert f"in line {number}: " in ran.err
    assert len(ran.err.strip().splitlines()) <= 3
    now = ran.err.partition(f"Line {number} is read now as: ")[2].splitlines()[0]
    assert now.startswith("**Zoë Ibarra:** I did, on a chart")
    command = shlex.split(ran.err.partition("Every difference: rr-reader ")[2])
    shown = library(*command)
    assert (shown.code, salt.read_bytes()) == (73, before)
    assert "+" + now.partition("…")[0] in shown.out
    lines[number - 1] = next(
        line[3:] for line in shown.out.splitlines() if line.startswith("  +") and "a chart" in line
    )
    salt.write_text("\n".join(lines), "utf-8")
    assert library("add", "--refresh", "salt harbour").code == 0


def test_an_article_of_which_the_import_is_not_on_record_is_not_told_as_edited(library, salt):
    imported_as(salt, "**Zoë Ibarra:** I did", "**Mira Solberg:** I did")
    (account,) = salt.parent.glob("sources/harbour.txt.account.json")
    known = json.loads(account.read_text("utf-8"))
    account.write_text(json.dumps({key: value for key, value in known.items() if key != "imported"}), "utf-8")
    before = salt.read_bytes()
    ran = library("add", "--refresh", "salt harbour")
    assert (ran.code, ran.out, salt.read_bytes()) == (73, "", before)
    assert "edited by hand" not in ran.err
    assert "not on record" in ran.err


def test_a_refresh_says_of_what_kinds_the_changes_are(library, salt):
    for old, new in (
        ("**Zoë Ibarra:** I did", "**Mira Solberg:** I did"),
        ("I threw forty pages away that night.", "> [!note] I threw forty pages away that night."),
        ("She dried it on the radiator.", "She dried it."),
        ("byline: [Tomas Okafor]", "byline: [T. Okafor]"),
        ("  - name: Zoë Ibarra\n    role: guest\n", ""),
    ):
        assert old in salt.read_text("utf-8")
        imported_as(salt, old, new)
    told = library("add", "--refresh", "salt harbour").out.splitlines()[0]
    assert told.partition(": ")[2].partition(": ")[2].split(", ") == [
        "1 paragraph of other words",
        "1 paragraph of another kind",
        "2 paragraphs of another speaker",
        "speakers (Zoë Ibarra)",
        "metadata (byline)",
    ]


NEWS = "Tomas Okafor: And the herring?\n\nMira Solberg: We ate it.\n"


def test_a_changed_source_is_not_added_again_but_told_with_both_ways_on(library, salt):
    with (library.home / "harbour.txt").open("a") as file:
        file.write("\n" + NEWS)
    before = library("list").out
    for words in ([], ["--dry-run"]):
        ran = library("add", "harbour.txt", *words)
        assert (ran.code, ran.out) == (73, "")
        assert salt.stem in ran.err
        assert library("list").out == before
    commands = re.findall(r"rr-reader (add --\w+ harbour\.txt)", ran.err)
    assert [command.split()[1] for command in commands] == ["--refresh", "--anyway"]
    ran = library(*commands[0].split())
    assert (ran.code, ran.err) == (0, "")
    assert "2 paragraphs more" in ran.out
    assert "We ate it." in salt.read_text("utf-8")
    assert library("add", "harbour.txt").out.startswith(f"Already there: harbour.txt as {salt.stem}\n")


def test_a_changed_source_that_was_added_beside_is_told_when_it_is_refreshed_with_the_way_to_one(library, salt):
    assert library("mend", "salt harbour", "--rename", "Zoë Ibarra=Zoë Lund").code == 0
    with (library.home / "harbour.txt").open("a") as file:
        file.write("\n" + NEWS)
    assert library("add", "--anyway", "harbour.txt").out.startswith("Added: ")
    assert len(library("list", "title:salt").out.splitlines()) == 2
    ran = library("add", "--refresh", "harbour.txt")
    assert (ran.code, ran.out) == (0, "As they were: 1\n")
    assert salt.stem in ran.err
    first, second = ran.err.replace("\n", " ").partition("To bring that up to date: ")[2].split(", then ")
    assert library(*first.split()[1:]).code == 0
    assert library(*second.split()[1:]).code == 0
    text = salt.read_text("utf-8")
    assert all(kept in text for kept in ("We ate it.", "**Zoë Lund:** I did"))
    assert len(library("list", "title:salt").out.splitlines()) == 1


def test_pages_of_one_site_that_share_what_stands_around_are_no_editions_of_each_other(library):
    around = "\n\nSubscribe to our newsletter\n\nFollow us on Facebook\n\n© 2024 The Herring. All rights reserved.\n"
    for folder, words in (("one", "Reeds grow.\n\nThey bend."), ("two", "Fog comes.\n\nIt stays.")):
        library.file(f"{folder}/index.txt", words + around)
        assert library("add", f"{folder}/index.txt").out.startswith("Added: ")


@pytest.mark.parametrize("text", ["Of Reeds\n\nAnn Roe: Are there any?\n\nBo Vik: Along the shore, in spring.\n", NEWS])
def test_another_text_of_the_same_name_is_nobodys_other_edition(library, text):
    library.file("elsewhere/harbour.txt", text)
    ran = library("add", "elsewhere/harbour.txt")
    assert ran.out.startswith("Added: ")
    assert "has changed" not in ran.out


def test_a_title_alone_makes_no_edition_but_with_many_of_the_paragraphs_it_does(library):
    head, asked = "# Interview\n\n", "Ann Roe: {}\n\nBo Vik: {}\n\n"
    reeds = asked.format("Are there any reeds?", "Along the shore, in spring, where it is wet enough for them.")
    fog = asked.format("And the fog of the north?", "It comes at four, and it stays until somebody rings the bell.")
    snow = asked.format("What of the deep snow?", "It lies on the roof until May, when the roof lies on the floor.")
    library.file("one/index.md", head + reeds + snow)
    assert library("add", "one/index.md").out.startswith("Added: ")
    library.file("two/index.md", head + fog)
    assert library("add", "--refresh", "two/index.md").code == 66
    assert library("add", "two/index.md").out.startswith("Added: ")
    library.file("one/index.md", head + reeds + fog.replace("four", "five") + fog.replace("north", "south"))
    assert library("add", "one/index.md").code == 73


def test_a_refresh_takes_sources_and_keeps_corrections_edits_and_both_editions(library, salt):
    assert library("mend", "salt harbour", "--rename", "Zoë Ibarra=Zoë Lund").code == 0
    salt.write_text(salt.read_text("utf-8").replace("on the radiator", "on the stove"), "utf-8")
    before, account = salt.read_bytes(), salt.parent / "sources" / "harbour.txt.account.json"
    assert library("add", "--refresh", "harbour.txt").out.startswith("As they were: 1\n")
    accounted = account.read_bytes()
    old = (library.home / "harbour.txt").read_text("utf-8")
    library.file("harbour.txt", old.replace("forty pages", "fifty pages"))
    assert library("add", "--refresh", "harbour.txt", "--dry-run").out.startswith("Would refresh: ")
    assert salt.read_bytes() == before
    ran = library("add", "--refresh", "harbour.txt")
    assert (ran.code, ran.err) == (0, "")
    text = salt.read_text("utf-8")
    assert all(kept in text for kept in ("**Zoë Lund:** I did", "on the stove", "fifty pages"))
    kept = {path.read_text("utf-8") for path in salt.parent.glob("sources/harbour*.txt")}
    assert kept == {old, old.replace("forty pages", "fifty pages")}
    assert account.read_bytes() == accounted
    assert library("mend", "salt harbour", "--undo").code == 0
    assert salt.read_bytes() == before
    assert library("add", "--refresh", "salt harbour").out.startswith("As they were: 1\n")


def test_a_refresh_of_a_source_that_nothing_was_made_from_is_told_and_the_others_are_done(library, salt):
    library.file("saved/reeds.txt", "Of Reeds\n\nThey grow.\n")
    (library.home / "saved" / "harbour.txt").write_bytes((library.home / "harbour.txt").read_bytes())
    ran = library("add", "--refresh", "saved")
    assert (ran.code, ran.out) == (66, "As they were: 1\n")
    assert "reeds.txt" in ran.err
    assert "rr-reader add" in ran.err


def test_an_id_is_refreshed_though_a_folder_has_its_name(library, salt):
    (library.home / salt.stem).mkdir()
    ran = library("add", "--refresh", salt.stem)
    assert (ran.code, ran.out, ran.err) == (0, "As they were: 1\n", "")


def test_a_correction_that_finds_nothing_is_told_and_stays(library, salt):
    lost = 'corrections:\n  - block: "Words that nobody said"\n    kind: caption\nsource:'
    salt.write_text(salt.read_text("utf-8").replace("source:", lost, 1), "utf-8")
    imported_as(salt, "**Zoë Ibarra:** I did", "**Mira Solberg:** I did")
    ran = library("add", "--refresh", "salt harbour")
    assert ran.code == 0
    assert "Words that nobody said" in ran.out
    assert lost in salt.read_text("utf-8")


def test_without_its_source_an_article_stays_as_it_is(library, salt):
    (salt.parent / "sources" / "harbour.txt").unlink()
    before = salt.read_bytes()
    ran = library("add", "--refresh")
    assert (ran.code, salt.read_bytes()) == (66, before)
    assert "As they were: 3" in ran.out


def test_to_add_nothing_is_a_usage_error(library):
    assert library("add").code == 64
    assert library("add", "--refresh", "--assume-encoding", "koi8-r").code == 64
