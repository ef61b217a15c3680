"""How a listing stands, for every stage and status."""

import pytest

from directory.catalogue.history.listing_states import listing_state


@pytest.mark.parametrize(
    ("stage", "status", "is_awaited", "state"),
    [
        ("draft", "active", False, "draft"),
        ("draft", "active", True, "awaiting approval"),
        ("published", "active", False, "live"),
        ("published", "active", True, "live"),
        ("published", "inactive", False, "paused"),
        ("published", "temporarily closed", False, "temporarily closed"),
        ("published", "defunct", False, "ended"),
        ("archived", "active", False, "archived"),
        ("archived", "defunct", True, "archived"),
    ],
)
def test_listing_stands(stage, status, is_awaited, state):
    assert listing_state(stage, status, is_awaited=is_awaited) == state
