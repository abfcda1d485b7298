"""The same source once more, read in another encoding: the new reading takes the old one's place."""

from functools import partial

import msgspec

from rr_reader.errors import CannotCreateError
from rr_reader.library.cleaned import dump
from rr_reader.library.folder import Added, LibraryFolder
from rr_reader.model import Article
from rr_reader.text.encoding_names import codec_of


def reread(folder: LibraryFolder, article_id: str, article: Article, raw: bytes) -> tuple[Added, Article]:
    """Let a new reading of a source replace the one that the library has; gives the old reading too.

    Nothing is done where both are of one encoding. What somebody edited is never replaced: that raises
    CannotCreateError, which says what to do. Raises what `LibraryFolder.replace` raises, too.
    """
    old = folder.load(article_id)
    if codec_of(old.account.encoding) == codec_of(article.account.encoding):
        return Added(article_id, folder.path / f"{article_id}.md", is_new=False), old
    if not _is_untouched(folder, article_id, old, raw):
        raise CannotCreateError(
            f"{article_id} was made from this source and edited since: it stays. "
            f"To have it anew, rr-reader remove {article_id} and add it again."
        )
    return folder.replace(article_id, article, raw), old


def _is_untouched(folder: LibraryFolder, article_id: str, article: Article, raw: bytes) -> bool:
    """Tell whether a cleaned file is to the letter what importing its source gave."""
    from rr_reader.library.guarded.reading import parse  # late: most imports are of new sources

    account = article.account
    told = account.encoding if account.encoding_evidence == "assumed" else ""
    read = partial(parse, raw, name=article.source.name, assume=told)
    again = read()
    if article.meta.url and not again.meta.url:  # what is kept as it came does not say where it was
        again = read(url=article.meta.url)
    return dump(msgspec.structs.replace(again, source=article.source)) == folder.text_of(article_id)
