import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import WrongInput
from directory.geo.distance import haversine_m
from directory.geo.postcode_columns import IN_USE, NOT_STATED, TERMINATED
from directory.geo.postcode_file import Place, PostcodeFile
from directory.geo.postcodes import NorthernIrelandNotIncluded, PostcodeNotFound, PostcodeNotUnderstood


@pytest.mark.parametrize(
    ("typed", "latitude", "longitude"),
    [
        pytest.param("SW1A 1AA", 51.501, -0.142, id="Buckingham Palace"),
        pytest.param("ls1 4dy", 53.795, -1.547, id="Leeds station"),
        pytest.param("EH1 1YZ", 55.950, -3.193, id="Edinburgh, Old Town"),
        pytest.param("CF10 1EP", 51.476, -3.179, id="Cardiff, St Mary Street"),
        pytest.param("TR1 2HE", 50.263, -5.051, id="Truro"),
        pytest.param("ZE1 0AA", 60.153, -1.142, id="Lerwick, Shetland"),
    ],
)
def test_known_places_are_within_two_hundred_metres(postcode_file, typed, latitude, longitude):
    place = postcode_file.find(typed)

    assert haversine_m(place.latitude, place.longitude, latitude, longitude) < 200
    assert place.precision == "postcode"


@pytest.mark.parametrize(
    ("typed", "shown", "precision", "within_m", "latitude", "longitude"),
    [
        pytest.param("LS11", "LS11", "district", 1500, 53.778, -1.556, id="Beeston and Holbeck"),
        pytest.param("ls11 8", "LS11 8", "sector", 800, 53.774, -1.565, id="a part of Beeston"),
        pytest.param("TR1", "TR1", "district", 1500, 50.263, -5.051, id="Truro"),
        pytest.param("EC1", "EC1", "district", 1000, 51.522, -0.103, id="the letter left out"),
        pytest.param("W1V", "W1V", "district", 1000, 51.512, -0.136, id="Soho by its old name"),
    ],
)
def test_beginning_of_a_postcode_gives_the_middle_of_it(
    postcode_file, typed, shown, precision, within_m, latitude, longitude
):
    place = postcode_file.find(typed)

    assert (place.postcode, place.precision) == (shown, precision)
    assert haversine_m(place.latitude, place.longitude, latitude, longitude) < within_m


@pytest.mark.parametrize(
    ("typed", "error", "words"),
    [
        pytest.param("LS11 8", PostcodeNotFound, "Check it", id="sector without postcodes"),
        pytest.param("LS99 9ZZ", PostcodeNotFound, "Check it", id="after the last key or between two"),
        pytest.param("AB1 0AA", PostcodeNotFound, "Check it", id="before the first key"),
        pytest.param("ZE3 9XX", PostcodeNotFound, "Check it", id="after the last key"),
        pytest.param("EC1", PostcodeNotFound, "Check it", id="no lettered districts either"),
        pytest.param("BT1 5GS", NorthernIrelandNotIncluded, "Northern Ireland", id="Northern Ireland"),
        pytest.param("BT1", NorthernIrelandNotIncluded, "Northern Ireland", id="a district there"),
        pytest.param("JE2 3AA", PostcodeNotFound, "Jersey", id="Jersey has no positions"),
        pytest.param("IM1", PostcodeNotFound, "Isle of Man", id="nor has the Isle of Man"),
        pytest.param("Leeds", PostcodeNotUnderstood, "like LS11 8ND", id="not a postcode"),
    ],
)
def test_what_cannot_be_found_is_refused_with_a_sentence(make_postcode_file, typed, error, words):
    postcodes = PostcodeFile.open(make_postcode_file({"LS1 4DY": (53.795, -1.547)}))

    with pytest.raises(error) as refused:
        postcodes.find(typed)

    assert words in refused.value.fields["postcode"]


def test_northern_ireland_postcode_missing_from_a_file_that_includes_it_is_not_found(make_postcode_file):
    places = {"BT1 5GS": (54.597, -5.93)}
    postcodes = PostcodeFile.open(make_postcode_file(places, has_northern_ireland=True))

    assert postcodes.find("BT1 5GS").latitude == 54.597
    with pytest.raises(PostcodeNotFound):
        postcodes.find("BT1 5ZZ")


def test_file_without_postcodes_finds_none(make_postcode_file):
    postcodes = PostcodeFile.open(make_postcode_file({}))

    assert len(postcodes) == 0
    with pytest.raises(PostcodeNotFound):
        postcodes.find("LS1 4DY")


@pytest.mark.parametrize(
    ("standing", "is_terminated"),
    [
        pytest.param(IN_USE, False, id="in use"),
        pytest.param(TERMINATED, True, id="terminated"),
        pytest.param(NOT_STATED, None, id="not stated"),
    ],
)
def test_terminated_postcode_is_found_and_says_so(make_postcode_file, standing, is_terminated):
    postcodes = PostcodeFile.open(make_postcode_file({"LS1 4DY": (53.795, -1.547, standing)}))

    found = postcodes.find("LS1 4DY")

    assert found == Place("LS1 4DY", 53.795, -1.547, is_terminated, "postcode")


@pytest.mark.parametrize(
    ("standings", "latitude", "is_terminated"),
    [
        pytest.param((IN_USE, IN_USE, IN_USE), 53.02, False, id="all in use"),
        pytest.param((IN_USE, IN_USE, TERMINATED), 53.01, False, id="the terminated one is left out"),
        pytest.param((TERMINATED, TERMINATED, TERMINATED), 53.02, True, id="nothing but terminated ones"),
        pytest.param((NOT_STATED, NOT_STATED, NOT_STATED), 53.02, None, id="nothing known"),
        pytest.param((NOT_STATED, TERMINATED, TERMINATED), 53.0, None, id="perhaps one in use"),
    ],
)
def test_middle_of_a_sector_leaves_out_terminated_postcodes(make_postcode_file, standings, latitude, is_terminated):
    at = ((53.00, -1.5), (53.02, -1.5), (53.04, -1.5))
    codes = ("LS11 8AA", "LS11 8AB", "LS11 8AD")
    places = {code: (*point, standing) for code, point, standing in zip(codes, at, standings, strict=True)}
    elsewhere = {"LS11 7ZZ": (50.0, 0.0), "LS11 9AA": (50.0, 0.0)}

    found = PostcodeFile.open(make_postcode_file(places | elsewhere)).find("LS11 8")

    assert found == Place("LS11 8", latitude, -1.5, is_terminated, "sector")


@pytest.mark.parametrize(
    ("places", "latitude"),
    [
        pytest.param({"EC1A 1BB": (51.50, -0.1), "EC1M 3HA": (51.52, -0.1)}, 51.51, id="only lettered ones"),
        pytest.param({"EC1A 1BB": (51.50, -0.1), "EC1 3HA": (51.52, -0.1)}, 51.52, id="one without a letter counts"),
        pytest.param({"EC1A 1BB": (51.50, -0.1), "EC11 3HA": (51.52, -0.1)}, 51.50, id="another number does not"),
    ],
)
def test_middle_of_a_district_said_without_its_letter(make_postcode_file, places, latitude):
    found = PostcodeFile.open(make_postcode_file(places)).find("EC1")

    assert found == Place("EC1", latitude, -0.1, None, "district")


@given(st.text() | st.text("LSEC01IOBT89 ", max_size=8))
def test_any_text_gives_a_place_in_britain_or_an_error_for_people(postcode_file, text):
    try:
        place = postcode_file.find(text)
    except WrongInput:
        return

    assert 49.8 < place.latitude < 60.9
    assert -8.7 < place.longitude < 1.8


def test_many_threads_find_the_same(postcode_file):
    typed = ["SW1A 1AA", "LS1 4DY", "LS11", "LS11 8"] * 500

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(postcode_file.find, typed))

    assert found == [postcode_file.find(each) for each in typed[:4]] * 500


def test_processes_that_fork_share_what_was_opened_before(postcode_file):
    forked = multiprocessing.get_context("fork")

    with ProcessPoolExecutor(2, mp_context=forked, initializer=_inherit, initargs=(postcode_file,)) as workers:
        found = list(workers.map(_find, ["LS1 4DY", "TR1"]))

    assert found == [postcode_file.find("LS1 4DY"), postcode_file.find("TR1")]


_inherited: list[PostcodeFile] = []


def _inherit(postcodes):
    _inherited.append(postcodes)


def _find(text):
    return _inherited[0].find(text)
