"""The whole application as somebody without an account meets it."""

import pytest

from tests.staff.conftest import app, postcodes, sign_in, words

__all__ = ["app", "postcodes", "sign_in", "words"]


@pytest.fixture
def browser(app):
    """The browser of somebody nobody knows."""
    return app.test_client()
