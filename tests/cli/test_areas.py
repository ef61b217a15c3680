"""`lynchpin areas` on the command line."""

import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from directory.cli import areas
from directory.errors import NotFound, WrongInput

SQUARE = {"type": "Polygon", "coordinates": [[[-2, 53], [-1, 53], [-1, 54], [-2, 54], [-2, 53]]]}
WARDS = {
    "features": [
        {"properties": {"WD24CD": "E05001420", "WD24NM": "Holbeck"}, "geometry": SQUARE},
        {"properties": {"WD24CD": "E05001421", "WD24NM": "Armley"}, "geometry": SQUARE},
    ]
}


@pytest.fixture
def run(monkeypatch, db):
    """Runs a command on the database of the test."""

    @contextmanager
    def opened():
        yield None

    monkeypatch.setattr(areas, "opened_catalogue", opened)

    def run(*words):
        done = CliRunner().invoke(areas.areas, list(map(str, words)))
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.stdout

    return run


def test_areas_are_loaded_listed_and_removed(run, tmp_path):
    file = tmp_path / "wards.geojson"
    file.write_text(json.dumps(WARDS))

    assert run("load", file) == "2 areas loaded.\n"
    assert run("list") == "E05001420  Holbeck\nE05001421  Armley\n"
    assert run("remove", "e05001420") == "1 area removed.\n"
    assert run("list") == "E05001421  Armley\n"


def test_an_area_that_is_not_loaded_cannot_be_removed(run):
    with pytest.raises(NotFound, match="lynchpin areas list"):
        run("remove", "E05001420")


def test_a_file_in_another_encoding_is_told(run, tmp_path):
    file = tmp_path / "wards.geojson"
    file.write_bytes(b"\xff\xfe")

    with pytest.raises(WrongInput, match="no text in UTF-8"):
        run("load", file)
