"""How quotations are copied here: the styles there are, which one is liked, and whether asides go along."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rr_reader.errors import UsageError
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.wording import cited
from rr_reader.text.sentences import words
from rr_reader.tui.session import Session
from rr_reader.userdata.settings import Settings
from rr_reader.userdata.store import Store

if TYPE_CHECKING:
    from rr_reader.quotes.formats import Format

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Burmese, Khmer, kana and Han."""

STYLE, DROPS = "copy style", "copy without asides"
"""What is kept in the store."""


class Copying:
    """What the settings say of copying, and what was chosen last."""

    def __init__(self, settings: Settings, session: Session) -> None:
        """Raises UsageError for a template that is none, and for a style that is not there."""
        self._settings, self._session = settings, session
        self._liked: tuple[str, bool] | None = None
        if settings.templates or settings.copy_style:
            self._check()

    def _check(self) -> None:
        style, styles = self._settings.copy_style, self.styles()
        if style and style not in styles:
            raise UsageError(f"config.toml: there is no copy-style “{style}”. Known are {', '.join(styles)}.")

    def styles(self) -> "dict[str, Format]":
        """Give all styles by name, the user's own among them."""
        from rr_reader.quotes.formats import with_templates  # late: not for the first screen

        return with_templates(self._settings.templates)

    def cited(self, excerpts: Sequence[Excerpt]) -> str:
        """Write excerpts as `y` copies them: with their citations, unless the settings name another style."""
        drops = self._settings.asides == "drop"
        if self._settings.copy_style:
            return self.written(excerpts, self._settings.copy_style, drops=drops)
        return "\n\n".join(map(cited, self.bare(excerpts, drops=drops)))

    def written(self, excerpts: Sequence[Excerpt], style: str, *, drops: bool) -> str:
        """Write excerpts in a style, as they are copied: without a line break at the end. Raises UsageError."""
        from rr_reader.quotes.formats import render  # late: not for the first screen

        return render(self.bare(excerpts, drops=drops), style, self.styles()).removesuffix("\n")

    def bare(self, excerpts: Sequence[Excerpt], *, drops: bool | None = None) -> Sequence[Excerpt]:
        """Give excerpts without asides, if that is wanted; without a word, as the settings want it."""
        if not (self._settings.asides == "drop" if drops is None else drops):
            return excerpts
        from rr_reader.quotes.asides import without_asides  # late: not for the first screen

        return [without_asides(each) for each in excerpts]

    @property
    def liked(self) -> tuple[str, bool]:
        """The style chosen last, and whether asides were left out then."""
        if self._liked is None:
            store = self._session.store
            drops = store.kept(DROPS) or ("yes" if self._settings.asides == "drop" else "no")
            self._liked = store.kept(STYLE) or self._settings.copy_style or "text", drops == "yes"
        return self._liked

    def like(self, style: str, drops: bool) -> None:
        """Remember what was chosen."""
        self._liked = style, drops

        def keep(store: Store) -> None:
            store.keep(STYLE, style)
            store.keep(DROPS, "yes" if drops else "no")

        self._session.saver.save(keep)


def counted(excerpts: Sequence[Excerpt]) -> str:
    """Tell how much is quoted: words and characters, without names and citations.

    >>> from rr_reader.quotes.excerpt import Part
    >>> counted([Excerpt((Part("It’s over."), Part("Sand.")))])
    '3 words, 15 characters'
    """
    texts = [part.text for each in excerpts for part in each.parts]
    count = sum(map(word_count, texts))
    size = sum(map(len, texts))
    return f"{count} word{'s' * (count != 1)}, {size} character{'s' * (size != 1)}"


def word_count(text: str) -> int:
    """Count words as people do, by the spaces; in scripts that put none between words, as a selection finds them.

    >>> word_count("It’s a well-kept secret – 夢"), word_count("It’s a well-kept secret.")
    (5, 4)
    """
    return len(words(text)) if _UNSPACED.search(text) else len(text.split())
