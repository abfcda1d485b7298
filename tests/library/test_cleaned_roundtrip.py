"""What is written as a cleaned file is read as the same article, whatever it holds."""

from hypothesis import given, settings

from rr_reader.library.cleaned import dump, dump_account, load
from rr_reader.model import Article
from strategies import articles


@given(articles)
@settings(deadline=None)
def test_an_article_comes_back_whole(article: Article) -> None:
    assert load(dump(article), account=dump_account(article)) == article
