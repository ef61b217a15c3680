from datetime import UTC, date, datetime, time

import pytest

from directory.exchange import values
from directory.exchange.values import WrongValue

read_latitude = values.read_degrees(90)
read_status = values.read_one_of("active", "temporarily closed")
read_days = values.read_list_of(values.WEEKDAY, "MO,TH or 2MO")

TAKEN = {
    "day": (values.read_day, "2026-03-31", date(2026, 3, 31)),
    "day of a moment": (values.read_day, "2026-03-31T09:00:00Z", date(2026, 3, 31)),
    "moment": (values.read_moment, "2026-03-31T09:00:00.123Z", datetime(2026, 3, 31, 9, 0, 0, 123000, UTC)),
    "moment in summer": (values.read_moment, "2026-03-31T09:00:00+01:00", datetime(2026, 3, 31, 8, tzinfo=UTC)),
    "moment without a zone": (values.read_moment, "2026-03-31T09:00:00", datetime(2026, 3, 31, 9, tzinfo=UTC)),
    "time": (values.read_wall_time, "9:30", time(9, 30)),
    "time with seconds": (values.read_wall_time, "09:30:15", time(9, 30, 15)),
    "time keeps the hour of the wall": (values.read_wall_time, "10:00:00+01:00", time(10)),
    "midnight at the end of a day": (values.read_wall_time, "24:00", time(23, 59)),
    "pounds": (values.read_pence, 3.5, 350),
    "pounds as text": (values.read_pence, "£1,200", 120000),
    "half a penny goes to even": (values.read_pence, 2.005, 200),
    "half a penny goes to even upwards": (values.read_pence, 2.015, 202),
    "free": (values.read_pence, 0, 0),
    "latitude as text": (read_latitude, "53.5", 53.5),
    "half a year rounds down for the youngest": (values.read_least_age, 0.5, 0),
    "half a year rounds up for the oldest": (values.read_greatest_age, 4.5, 5),
    "status in another case": (read_status, " Active", "active"),
    "days": (read_days, "mo, 2TH,-1fr", "MO,2TH,-1FR"),
    "days as a list": (read_days, ["MO", "TH"], "MO,TH"),
    "bare host": (values.read_url, "www.example.org/tea", "https://www.example.org/tea"),
    "address without a scheme": (values.read_url, "//example.org", "https://example.org"),
    "script is dropped": (values.read_url, "javascript:alert(1)", None),
    "script in capitals is dropped": (values.read_url, " JavaScript:alert(1)", None),
    "data is dropped": (values.read_url, "data:text/html,x", None),
    "address with a quote is dropped": (values.read_url, 'https://example.org/"onclick=', None),
    "broken host is dropped": (values.read_url, "http://[", None),
    "words are no address": (values.read_url, "see our page", None),
    "email": (values.read_email, " mailto:tea@example.org ", "tea@example.org"),
    "no email": (values.read_email, "none", None),
    "key in capitals": (
        values.read_key,
        "ABCDEF00-0000-4000-8000-000000000001",
        "abcdef00-0000-4000-8000-000000000001",
    ),
    "nil key": (values.read_key, values.NO_UUID, None),
    "number as key": (values.read_key, 17, "17"),
    "extension as a number": (values.read_line, 100, "100"),
    "shape as an object": (values.read_shape, {"type": "Point"}, '{"type":"Point"}'),
}
REFUSED = {
    "no such day": (values.read_day, "2026-13-45", "'2026-13-45' is not a date like 2026-03-31"),
    "number for a day": (values.read_day, 20260331, "20260331 is not a date like 2026-03-31"),
    "no moment": (values.read_moment, "yesterday", "'yesterday' is not a date and time like 2026-03-31T09:30:00Z"),
    "moment before time": (
        values.read_moment,
        "0001-01-01T00:00:00+14:00",
        "'0001-01-01T00:00:00+14:00' is not a date and time like 2026-03-31T09:30:00Z",
    ),
    "no time": (values.read_wall_time, "25:00", "'25:00' is not a time like 18:30"),
    "latitude": (read_latitude, 100, "100 is not between -90 and 90"),
    "no latitude": (read_latitude, "north", "'north' is not a number"),
    "huge number": (read_latitude, 10**30, "1000000000000000000000000000000 is not between -90 and 90"),
    "huge age": (values.read_least_age, 1e300, "1e+300 is not between 0 and 150"),
    "true is no number": (values.read_least_age, True, "True is not a whole number"),
    "negative age": (values.read_least_age, -1, "-1 is not between 0 and 150"),
    "negative amount": (values.read_pence, -1, "-1 is not between 0 and 21474836"),
    "unknown status": (read_status, "open", "'open' is not one of active, temporarily closed"),
    "status of another kind": (read_status, 1, "1 is not one of active, temporarily closed"),
    "day in words": (read_days, "Monday", "'Monday' is not a list like MO,TH or 2MO"),
    "name of another kind": (values.read_name, 5, "is not text"),
    "object for text": (values.read_line, {}, "is not text"),
    "long text": (
        values.read_description,
        "x" * 2_000_000,
        "has 2,000,000 characters; at most 100,000 are taken",
    ),
}


@pytest.mark.parametrize(("read", "given", "expected"), TAKEN.values(), ids=TAKEN)
def test_value_is_taken(read, given, expected):
    assert read(given) == expected


@pytest.mark.parametrize(("read", "given", "reason"), REFUSED.values(), ids=REFUSED)
def test_value_is_refused_with_a_reason(read, given, reason):
    with pytest.raises(WrongValue) as refused:
        read(given)

    assert refused.value.what == reason


def test_reason_quotes_nothing_that_cannot_be_written():
    with pytest.raises(WrongValue) as refused:
        values.read_day("\ud800\x1b[31m" + "x" * 1000)

    refused.value.what.encode()
    assert refused.value.what.isprintable()
    assert len(refused.value.what) < 120
