"""What there is for each need in each area, beside how often it was looked for."""

from collections import Counter
from datetime import date

import pytest

from directory.catalogue.models.services import ServiceAtLocation, ServiceStatus, Stage
from directory.champions.search_counts import Sought, add_counts
from directory.outcomes.disclosure import Hidden
from directory.reporting.coverage import CoverageLine, read_coverage
from directory.reporting.protecting import Told
from directory.reporting.quarters import Quarter
from tests.factories.catalogue import make_location, make_service, make_term

SUMMER = Quarter(2026, 3)
JULY = date(2026, 7, 6)


@pytest.fixture
def chess(db):
    return make_term(db, "Chess", code="chess")


def lines(db) -> list[tuple[str, str | None, int]]:
    return [(each.need, each.area, each.live) for each in read_coverage(db, SUMMER)]


def test_activity_counts_once_and_in_each_area_where_it_happens(db, chess):
    service = make_service(db, terms=[chess])
    make_service(db, "Evening chess", terms=[chess])
    other = make_location(db)
    other.addresses[0].postal_code = "ls12 1ab"
    service.places.append(ServiceAtLocation(location=other, schedules=[]))
    service.places.append(ServiceAtLocation(location=make_location(db), schedules=[]))
    db.flush()

    assert lines(db) == [("Chess", None, 2), ("Chess", "LS11", 2), ("Chess", "LS12", 1)]


def test_what_is_at_no_place_or_keeps_it_off_pages_has_no_area(db, chess):
    make_service(db, terms=[chess], point=None)
    make_service(db, terms=[chess]).places[0].location.hides_address = True
    db.flush()

    assert lines(db) == [("Chess", None, 2), ("Chess", "", 2)]


def test_only_what_is_on_is_there(db, chess):
    make_service(db, terms=[chess], stage=Stage.DRAFT.value)
    make_service(db, terms=[chess], stage=Stage.ARCHIVED.value)
    make_service(db, terms=[chess], status=ServiceStatus.DEFUNCT.value)

    assert lines(db) == []


def test_need_that_nothing_is_for_is_there_all_the_same(db, our_words):
    found = {each.need: each for each in read_coverage(db, SUMMER)}

    assert found["Debt"] == CoverageLine("debt", "Debt", None, 0, Told(0), Told(0))


def test_need_that_only_gathers_others_is_no_need_without_activities(db, our_words):
    found = {each.need for each in read_coverage(db, SUMMER)}

    assert "Money and food" not in found
    assert "Debt" in found


def test_searches_found_and_not_stand_beside_it_and_few_are_hidden(db, chess):
    make_service(db, terms=[chess])
    counted = {
        ("chess", "LS11", True): 30,
        ("chess", "LS11", False): 10,
        ("chess", "LS12", False): 3,
        ("chess", "LS13", False): 9,
    }
    add_counts(db, Counter({Sought(JULY, *each): number for each, number in counted.items()}), date(2026, 11, 26))

    told = {each.area: (each.live, each.found.whole, each.not_found.whole) for each in read_coverage(db, SUMMER)}

    assert told == {
        None: (1, 30, 22),
        "LS11": (1, 30, 10),
        "LS12": (0, 0, Hidden.FEW),
        "LS13": (0, 0, Hidden.KEPT_BACK),
    }


def test_sum_of_found_and_not_is_not_told_as_it_would_tell_a_few(db, chess):
    make_service(db, terms=[chess])
    counted = {("chess", "LS11", True): 2, ("chess", "LS11", False): 38}
    add_counts(db, Counter({Sought(JULY, *each): number for each, number in counted.items()}), date(2026, 11, 26))

    told = {count for each in read_coverage(db, SUMMER) for count in (each.found.whole, each.not_found.whole)}

    assert told == {38, Hidden.FEW}
