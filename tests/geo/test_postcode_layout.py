import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.errors import WrongSettings
from directory.geo.area_codes import ENGLAND
from directory.geo.postcode_file import PostcodeFile
from directory.geo.postcode_layout import PostcodeFileUnusable, has_areas, map_columns, read_unchecked
from tests.factories.postcodes import write_older_file

LEEDS = {"LS11 8ND": (53.77, -1.56), "LS1 4DY": (53.795, -1.547)}


def test_what_was_written_is_read_back(make_postcode_file):
    path = make_postcode_file(LEEDS)

    description, sections = map_columns(path)

    columns = sections.postcodes
    assert (description.count, description.data_date, description.has_northern_ireland) == (
        2,
        "2025-11",
        False,
    )
    assert columns.latitudes.tolist() == [53_795_000, 53_770_000]
    assert columns.longitudes.tolist() == [-1_547_000, -1_560_000]
    assert columns.keys[0] < columns.keys[1]


def test_file_takes_15_bytes_for_each_postcode(make_postcode_file):
    sector = [f"LS11 8{first}{second}" for first in "ABDEFGHJ" for second in "ABDEFGHJ"]
    one = make_postcode_file({sector[0]: (53.77, -1.56)}).stat().st_size

    all_64 = make_postcode_file(dict.fromkeys(sector, (53.77, -1.56))).stat().st_size

    assert all_64 - one == 64 * 15 - 64  # the one took 64 bytes too, to end where the next section may begin


def test_file_may_be_read_by_the_user_the_service_runs_as(make_postcode_file):
    path = make_postcode_file(LEEDS)

    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_open_file_stays_whole_while_a_newer_one_takes_its_place(make_postcode_file):
    _, sections = map_columns(make_postcode_file(LEEDS))

    make_postcode_file({"M1 1AE": (53.48, -2.23)})

    assert sections.postcodes.latitudes.tolist() == [53_795_000, 53_770_000]


def test_every_section_begins_where_a_column_may(make_postcode_file):
    _, sections = map_columns(make_postcode_file({**LEEDS, "EC1A 1BB": (51.52, -0.1), "EC1M 3HA": (51.52, -0.1)}))

    assert [len(each.keys) for each in (sections.postcodes, sections.sectors, sections.districts)] == [4, 4, 5]
    for each in (sections.postcodes, sections.sectors, sections.districts):
        assert each.keys.ctypes.data % 4 == 0
        assert (each.keys[1:] > each.keys[:-1]).all()


def test_what_a_file_says_of_itself_can_be_read_whatever_its_layout(make_postcode_file, tmp_path):
    path = make_postcode_file(LEEDS, has_northern_ireland=True)
    content = bytearray(path.read_bytes())
    content[8] = 1
    path.write_bytes(content)

    assert read_unchecked(path)["has_northern_ireland"] is True
    assert read_unchecked(tmp_path / "missing.bin") == {}
    path.write_bytes(b"SQLite format 3\0" + bytes(100))
    assert read_unchecked(path) == {}


def test_a_file_of_the_layout_before_is_read_without_areas(tmp_path):
    path = write_older_file(tmp_path / "postcodes.bin")

    place = PostcodeFile.open(path).find("LS11 8ND")

    assert (place.latitude, place.longitude, place.area) == (53.77, -1.56, "")
    assert not has_areas(path)


def test_a_sector_or_district_lies_in_the_area_that_all_its_postcodes_share(make_postcode_file):
    councils = {"LS11 8ND": "E08000035", "LS11 8NE": "E08000035", "LS11 9AA": "E08000032", "TD15 1AA": "S12000026"}
    places = dict.fromkeys([*councils, "TD15 2AA", "M1 1AE"], (53.77, -1.56))
    councils["TD15 2AA"] = "E06000057"

    file = PostcodeFile.open(make_postcode_file(places, councils=councils))

    areas = {each: file.find(each).area for each in ("LS11 8ND", "LS11 8", "LS11", "TD15", "M1")}
    assert areas == {"LS11 8ND": "E08000035", "LS11 8": "E08000035", "LS11": ENGLAND, "TD15": "", "M1": ""}


def test_nothing_is_left_beside_the_file(make_postcode_file, tmp_path):
    make_postcode_file(LEEDS)

    assert [each.name for each in tmp_path.iterdir()] == ["postcodes.bin"]


def test_failed_writing_leaves_the_old_file_and_no_rubbish(make_postcode_file, tmp_path, monkeypatch):
    path = make_postcode_file(LEEDS)
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        make_postcode_file({})

    assert map_columns(path)[0].count == 2
    assert [each.name for each in tmp_path.iterdir()] == ["postcodes.bin"]


def test_missing_file_says_which_command_builds_it(tmp_path):
    with pytest.raises(PostcodeFileUnusable, match=r"is missing\. Build it with: lynchpin postcodes build"):
        map_columns(tmp_path / "postcodes.bin")

    assert issubclass(PostcodeFileUnusable, WrongSettings)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"", "cannot be read", id="empty"),
        pytest.param(b"LYNP", "is damaged", id="cut in the head"),
        pytest.param(b"SQLite format 3\0" + bytes(100), "is not a postcode file", id="another kind of file"),
        pytest.param(b"LYNPCODE\x01" + bytes(100), "was built by another version", id="the layout before"),
        pytest.param(b"LYNPCODE\x63" + bytes(100), "was built by another version", id="a later layout"),
    ],
)
def test_file_that_is_none_says_why_and_what_to_do(tmp_path, content, why):
    path = tmp_path / "postcodes.bin"
    path.write_bytes(content)

    with pytest.raises(PostcodeFileUnusable, match=f"{why}.*lynchpin postcodes build"):
        map_columns(path)


def test_folder_in_place_of_the_file_says_what_to_do(tmp_path):
    with pytest.raises(PostcodeFileUnusable, match=r"cannot be read.*lynchpin postcodes build"):
        map_columns(tmp_path)


# Writing to a slow disk may take longer than the usual deadline.
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255), cut=st.booleans())
def test_file_with_one_wrong_byte_or_cut_short_is_refused(make_postcode_file, place, flip, cut):
    path = make_postcode_file(LEEDS)
    content = bytearray(path.read_bytes())
    at = int(place * len(content))
    content[at] ^= flip
    path.write_bytes(content[:at] if cut else content)

    with pytest.raises(PostcodeFileUnusable, match="lynchpin postcodes build"):
        map_columns(path)
