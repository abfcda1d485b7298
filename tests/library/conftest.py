"""What a test of mending is given: articles as they were understood."""

import pytest
from mended import FEATURE, TALK

from rr_reader.model import Article
from rr_reader.parsing.importing import parse_source


@pytest.fixture
def talk() -> Article:
    return parse_source(TALK.encode(), name="talk.txt")


@pytest.fixture
def feature() -> Article:
    return parse_source(FEATURE.encode(), name="ferry.txt")
