"""The real postcode file, built once and kept for later runs; small ones made at once; the shared data."""

import fcntl
import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from directory.geo.build_postcodes import build_postcode_file
from directory.geo.postcode_file import PostcodeFile
from tests.factories.postcodes import write_postcode_file

ROOT = Path(__file__).parents[2]
KEPT_POSTCODES = ROOT / "instance" / "test" / ".cache" / "postcodes.bin"

MakePostcodeFile = Callable[..., Path]


@dataclass(frozen=True)
class SharedPlace:
    """A registered office in the shared data: its postcode and the position that came with it."""

    postcode: str
    latitude: float
    longitude: float


def build_postcodes_once(path: Path = KEPT_POSTCODES) -> Path:
    """Build the real file unless it is there and up to date; workers that come at the same time wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_postcode_file(path)
    return path


@pytest.fixture(scope="session")
def postcode_file() -> PostcodeFile:
    """All postcodes of Great Britain."""
    return PostcodeFile.open(build_postcodes_once())


@pytest.fixture
def make_postcode_file(tmp_path: Path) -> MakePostcodeFile:
    """Write a small file beside this test's other ones."""

    def make(places: Mapping[str, tuple[float, ...]], **more: Any) -> Path:
        return write_postcode_file(tmp_path / "postcodes.bin", places, **more)

    return make


@pytest.fixture(scope="session")
def shared_places(shared: Path) -> list[SharedPlace]:
    """The offices of 6,000 real charities with the positions their source gives them."""
    with gzip.open(shared / "data" / "uk-charities.ndjson.gz", "rt", encoding="utf-8") as lines:
        return [place for line in lines for place in _places_of(json.loads(line))]


def _places_of(service: Mapping[str, Any]) -> Iterator[SharedPlace]:
    for each in service.get("service_at_locations", []):
        location = each["location"]
        for address in location["addresses"]:
            yield SharedPlace(address["postal_code"], location["latitude"], location["longitude"])
