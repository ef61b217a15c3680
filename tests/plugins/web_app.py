"""The whole application, joined once a run: joining it and reading its templates takes longer than most tests."""

from collections.abc import Iterator

import pytest
from flask import Flask

from directory.api.lists import init_lists
from directory.app import join_pages, use_parts
from directory.config import Settings
from directory.matching.current import MatcherKeeper


@pytest.fixture(scope="session")
def joined_app(settings: Settings) -> Flask:
    """The application itself. Tests want `whole_app`."""
    return join_pages(settings)


@pytest.fixture
def whole_app(joined_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The whole application as it starts: it knows nothing of the test before. It answers from the database in use."""
    use_parts(settings, MatcherKeeper(with_semantic=False))
    init_lists(joined_app)
    before = joined_app.config.copy()
    yield joined_app
    joined_app.config.clear()
    joined_app.config.update(before)
