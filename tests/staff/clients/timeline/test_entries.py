"""The order of a timeline."""

from datetime import UTC, date, datetime

from directory.staff.clients.timeline.entries import Kind, TimelineEntry, newest_first


def titles(*entries: TimelineEntry) -> list[str]:
    return [each.title for each in newest_first(entries)]


def test_newest_stands_first_and_a_day_without_a_time_counts_from_its_beginning():
    told = (
        TimelineEntry(date(2026, 5, 2), Kind.CASE, "began"),
        TimelineEntry(datetime(2026, 5, 2, 9, tzinfo=UTC), Kind.TOLD, "told"),
        TimelineEntry(date(2026, 5, 3), Kind.WELLBEING, "measured"),
    )

    assert titles(*told) == ["measured", "told", "began"]


def test_what_was_told_later_stands_above_what_happened_at_the_same_time():
    day = date(2026, 5, 2)

    assert titles(*(TimelineEntry(day, Kind.CASE, each) for each in ("began", "ended"))) == ["ended", "began"]


def test_late_evening_in_summer_is_the_day_on_our_clocks():
    assert TimelineEntry(datetime(2026, 6, 1, 23, 30, tzinfo=UTC), Kind.NOTE, "late").day == date(2026, 6, 2)
