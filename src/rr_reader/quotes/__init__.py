"""Cutting exact, attributed words out of an article, and citing them."""
