"""Addresses on the command line."""

import pytest

from sources.web import a_site

PAGE = """<!DOCTYPE html><html><head><title>Of Rope</title></head><body><article><h1>Of Rope</h1>
<p><b>Tomas Okafor:</b> Where did it begin?</p><p><b>Runa Batista:</b> On a café’s roof.</p></article></body></html>"""


@pytest.fixture
def site(reader):
    reader.variables |= {"RR_READER_LOCAL_ADDRESSES": "1", "RR_READER_LIBRARY": str(reader.home / "shelf")}
    with a_site() as running:
        yield running


def test_a_page_is_read_where_it_is(reader, site):
    url = site.has("/rope", PAGE.encode("cp1252"), content_type="text/html; charset=windows-1252")
    ran = reader("parse", url, "--markdown")
    assert (ran.code, ran.err) == (0, "")
    assert f"url: {url}" in ran.out
    assert "**Runa Batista:** On a café’s roof." in ran.out
    assert "On a café’s roof." in reader(url).out


def test_a_page_is_added_once_and_brought_up_to_date(reader, site):
    url = site.has("/rope", PAGE, content_type="text/html")
    assert f"Added: {url} as of-rope" in reader("add", url).out
    assert f"Already there: {url}" in reader("add", url).out
    site.has("/rope", PAGE.replace("roof", "roof, at night"), content_type="text/html")
    ran = reader("add", url)
    assert ran.code == 73
    assert f"--refresh {url}" in ran.err
    assert reader("add", "--refresh", url).code == 0
    assert "at night" in reader("show", "of-rope").out
    assert f"url: {url}" in (reader.home / "shelf" / "of-rope.md").read_text()


def test_of_several_addresses_a_bad_one_is_told_and_passed_over(reader, site):
    gate = site.has("/gate", "<html><p>Sign in</p><input type=password>", content_type="text/html")
    ran = reader("add", site.url + "/none", gate, site.has("/rope", PAGE, content_type="text/html"))
    assert ran.code == 66
    assert "as of-rope" in ran.out
    assert "/none: the server has no such page" in ran.err
    assert "/gate: instead of the page there is a login" in ran.err
    assert len(ran.err.splitlines()) == 2


def test_this_machine_is_not_asked_unless_that_is_allowed(reader, site):
    url = site.has("/rope", PAGE, content_type="text/html")
    ran = reader("parse", url, RR_READER_LOCAL_ADDRESSES="")
    assert (ran.code, ran.out) == (65, "")
    assert "not fetched without RR_READER_LOCAL_ADDRESSES=1" in ran.err
    assert site.asked == []


def test_what_the_user_says_of_the_encoding_counts_more_than_the_server(reader, site):
    url = site.has(
        "/rope", PAGE.replace("café", "кафе").encode("koi8-r", "ignore"), content_type="text/html; charset=latin1"
    )
    ran = reader("parse", url, "--markdown", "--assume-encoding", "koi8-r")
    assert "On a кафе" in ran.out
    assert f"url: {url}" in ran.out
    assert "MIME" not in ran.out


def test_the_differences_are_those_of_the_page(reader, site):
    url = site.has("/rope", PAGE.replace("café", "cafÃ©"), content_type="text/html")
    out = reader("add", url, "--diff", "--dry-run").out
    assert "cafÃ©’s" in out
    assert "MIME" not in out
