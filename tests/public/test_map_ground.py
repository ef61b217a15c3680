"""The ground of the map, where nobody's tiles are shown."""

import pytest

from directory.geo.current import current_postcode_file, use_postcode_file

# It comes from the postcode file alone.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
LEEDS = "53.74,-1.62,53.82,-1.48"


def ask(browser, box):
    return browser.get("/map/ground.json", query_string={"box": box})


def test_ground_tells_squares_and_who_is_to_be_named(browser, db):
    answer = ask(browser, LEEDS)

    assert answer.status_code == 200
    assert answer.json["squares"]
    assert sum(answer.json["squares"]) < answer.json["across"] * answer.json["up"]
    assert answer.json["credit"] == current_postcode_file().description.licence
    assert "public" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "box",
    ["", "1,2,3", "a,b,c,d", "53.8,-1.6,53.7,-1.4", "53.70,-1.6,53.71,-1.4", "nan,nan,nan,nan", "-90,-180,90,180"],
)
def test_what_is_no_part_of_the_country_is_refused(browser, db, box):
    assert ask(browser, box).status_code == 422


def test_without_postcodes_the_map_has_no_ground(browser, db, tmp_path):
    use_postcode_file(tmp_path / "missing.bin")

    assert ask(browser, LEEDS).json["squares"] == []
    assert browser.get("/map/outline.json").json == {"rings": [], "credit": ""}


def test_the_outline_tells_who_is_to_be_named_and_is_kept_for_a_day(browser, db):
    answer = browser.get("/map/outline.json")

    assert answer.json["credit"] == current_postcode_file().description.licence
    assert answer.json["rings"]
    assert "public" in answer.headers["Cache-Control"]
