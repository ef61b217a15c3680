"""The postcode file of this process: opened when a postcode is first looked up."""

import threading
from pathlib import Path

from directory.errors import WrongInput
from directory.geo.area_codes import NORTHERN_IRELAND, country_of
from directory.geo.postcode_file import Place, PostcodeFile
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.geo.postcodes import NorthernIrelandNotIncluded

_path = Path("instance") / "postcodes.bin"
_opened: PostcodeFile | None = None
_lock = threading.Lock()


def use_postcode_file(path: Path) -> None:
    """Choose the file of this process."""
    global _path, _opened
    with _lock:
        _path, _opened = path, None


def current_postcode_file() -> PostcodeFile:
    """The file of this process. Raises PostcodeFileUnusable, which says how to build one."""
    global _opened
    with _lock:
        if _opened is None:
            _opened = PostcodeFile.open(_path)
        return _opened


def find_place(postcode: str) -> Place:
    """Where a postcode, sector or district is. Raises what `PostcodeFile.find` raises."""
    return current_postcode_file().find(postcode)


def find_country(postcode: str) -> str | None:
    """The country that all of a postcode, sector or district lies in; None where that is not known."""
    try:
        return country_of(find_place(postcode).area)
    except NorthernIrelandNotIncluded:
        return NORTHERN_IRELAND
    except (WrongInput, PostcodeFileUnusable):
        return None


def known_areas() -> frozenset[str]:
    """The codes of the councils that postcodes lie in; none where there is no file, or an older one without them."""
    try:
        return current_postcode_file().councils
    except PostcodeFileUnusable:
        return frozenset()
