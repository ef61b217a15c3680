"""The short code of an activity on a sheet of paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.champions.capacity.room_codes import LETTERS, code_of, find_by_code, read_code, shown_code
from tests.factories.catalogue import make_service


def test_code_leads_back_to_its_activity(db):
    walks, _ = make_service(db), make_service(db, "Choir")

    assert find_by_code(db, {code_of(walks.id)}) == {code_of(walks.id): [walks.id]}


def test_what_has_ended_has_no_code_any_more(db):
    ended = make_service(db, status="defunct")

    assert find_by_code(db, {code_of(ended.id)}) == {}


@given(st.uuids())
def test_code_is_read_however_it_is_typed(service_id):
    code, shown = code_of(service_id), shown_code(service_id)

    assert read_code(shown) == read_code(shown.lower()) == read_code(code) == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


@given(st.uuids(), st.integers(0, 6), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_no_code(service_id, place, letter):
    code = code_of(service_id)
    slip = code[:place] + letter + code[place + 1 :]

    # Nought and Z count alike: of these two alone a slip is not seen.
    assert slip == code or {letter, code[place]} == {"0", "Z"} or read_code(slip) is None


@pytest.mark.parametrize("text", ["", "ABC", "U" * 7, "ÄÖÜ1234", "12345678"])
def test_what_is_none_is_not_read(text):
    assert read_code(text) is None


@given(st.uuids(), st.integers(0, 4))
def test_two_neighbours_that_changed_places_are_seen(service_id, place):
    code = code_of(service_id)
    first, second = code[place : place + 2]
    swapped = code[:place] + second + first + code[place + 2 :]

    assert swapped == code or {first, second} == {"0", "Z"} or read_code(swapped) is None
