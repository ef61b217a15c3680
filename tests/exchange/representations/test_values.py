from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from directory.exchange.representations import values

CASES = {
    "a bare host": (values.write_url, "example.org/tea", "https://example.org/tea"),
    "what could run": (values.write_url, "javascript:alert(1)", None),
    "a path alone": (values.write_url, "/tea", None),
    "a stray percent": (values.write_url, "https://example.org/100%/tea%20", "https://example.org/100%25/tea%20"),
    "a very long address": (values.write_url, "https://example.org/" + "a" * 3000, None),
    "no email address": (values.write_email, "ask at the door", None),
    "two dots": (values.write_email, "tea@example..org", None),
    "an email address": (values.write_email, "mailto:tea@example.org", "tea@example.org"),
    "markup in a name": (values.write_line, "Tea <script>x</script>&amp;  talk", "Tea & talk"),
    "markup alone": (values.write_line, "<br>", None),
    "a script in a description": (values.write_description, "<p onclick='x()'>Tea</p><script>x</script>", "<p>Tea</p>"),
    "a moment": (values.write_moment, datetime(2026, 3, 1, 9, 0, 0, 123_999, tzinfo=UTC), "2026-03-01T09:00:00.123Z"),
    "a moment of summer": (
        values.write_moment,
        datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=1))),
        "2026-07-01T08:00:00.000Z",
    ),
    "a time": (values.write_wall_time, time(9, 5, 59), "09:05"),
    "whole pounds": (values.write_pounds, 200, 2),
    "pence": (values.write_pounds, 199, 1.99),
    "nothing": (values.write_pounds, 0, 0),
    "a country by its habit": (values.write_country, "uk", "GB"),
    "a country in words": (values.write_country, "United Kingdom", "GB"),
    "another country": (values.write_country, "ie", "IE"),
    "a kind of telephone": (values.write_phone_type, "Voice", "voice"),
    "no kind of telephone": (values.write_phone_type, "landline", None),
    "a language of a country": (values.write_language_code, "en-GB", "en"),
    "a language in words": (values.write_language_code, "Welsh", None),
    "a currency": (values.write_currency, "GBP", "gbp"),
    "a sign": (values.write_currency, "£", None),
    "a shape": (values.write_extent_type, "GeoJSON", "geojson"),
    "no shape": (values.write_extent_type, "wkt", None),
    "degrees": (values.write_degrees, 53.780000000001, 53.78),
}


@pytest.mark.parametrize(("write", "value", "written"), CASES.values(), ids=CASES)
def test_a_value_is_written_as_the_standard_has_it(write, value, written):
    assert write(value) == written
