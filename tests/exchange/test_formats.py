import pytest

from directory.exchange.formats import Expected, Format, tell_format
from tests.factories.feeds import feed_service
from tests.factories.oruk1 import old_place, old_service

BARE = {"id": "1", "name": "Tea", "organization": {"id": "2", "name": "Parish"}}


@pytest.mark.parametrize(
    ("item", "expected", "found"),
    [
        (feed_service(), Format.ORUK_3, Format.ORUK_3),
        (old_service(), Format.ORUK_3, Format.ORUK_1),
        (feed_service(), Format.ORUK_1, Format.ORUK_3),
        (BARE, Format.ORUK_3, Format.ORUK_3),
        (BARE, Format.ORUK_1, Format.ORUK_1),
        (BARE | {"service_at_locations": [old_place()]}, Format.ORUK_3, Format.ORUK_1),
        (BARE | {"service_at_locations": [None, {"location": None}]}, Format.ORUK_3, Format.ORUK_3),
        (old_service(attributes=[]), Format.ORUK_3, Format.ORUK_3),
    ],
    ids=["3", "1", "3 in a page of 1", "neither", "neither in a page of 1", "places of 1", "odd places", "both"],
)
def test_item_shows_its_format(item, expected, found):
    assert tell_format(item, Expected(expected)) is found


def test_format_that_was_told_is_not_guessed():
    assert tell_format(old_service(), Expected(Format.ORUK_3, is_told=True)) is Format.ORUK_3
