"""What the main screen does from one article to the next."""

from itertools import chain

from rr_reader.tui.screens.articles import ArticlesScreen


class SteppingScreen(ArticlesScreen, inherit_bindings=False):
    """The panes, with articles that one goes through."""

    def action_next_article(self) -> None:
        """Open the article after this one in the list."""
        self._step_article(1)

    def action_previous_article(self) -> None:
        """Open the article before this one in the list."""
        self._step_article(-1)

    def _step_article(self, step: int) -> None:
        listing = self.articles.listing
        at = listing.place_of(self.open_id)
        wanted = 0 if at is None else at + step
        if 0 <= wanted < len(listing):
            self.open_article(listing.id_at(wanted))
        else:
            self.say("No article after this one" if step > 0 else "No article before this one")

    def action_next_unread(self) -> None:
        """Open the next article that is unread."""
        listing = self.articles.listing
        at = listing.place_of(self.open_id)
        first = 0 if at is None else at + 1
        for place in chain(range(first, len(listing)), range(first)):
            article_id = listing.id_at(place)
            if article_id != self.open_id and self.session.is_unread(article_id):
                self.open_article(article_id)
                return
        self.say("Nothing unread in this list")
