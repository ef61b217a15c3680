"""Zips that are not what they seem: each is refused in a line, before anything of it is unpacked."""

import struct
import zipfile

import pytest

from directory.exchange.opening import open_services
from directory.exchange.reading import Limits, UnreadableFile
from tests.factories.packages import write_package, write_zip

SERVICES = {"services.csv": b"id,organization_id,name\n1,2,Tea\n"}


def open_zip(path, limits=Limits()):  # noqa: B008 - the limits are frozen
    with open_services(path, limits) as package:
        return package


def refused(path, limits=Limits()):  # noqa: B008 - the limits are frozen
    with pytest.raises(UnreadableFile) as told:
        open_zip(path, limits)
    return str(told.value)


@pytest.mark.parametrize(
    "name",
    ["../services.csv", "a/../../b.csv", "/etc/passwd.csv", "C:/b.csv", "a\\..\\b.csv", "b\x1b[2J.csv"],
    ids=["up", "up further in", "absolute", "drive", "backslash", "control character"],
)
def test_name_that_points_outside_is_refused(tmp_path, name):
    path = write_zip(tmp_path / "a.zip", SERVICES)
    # The module itself mends such names when it writes them.
    stand_in = "x" * len(name)
    write_zip(path, SERVICES | {stand_in: b"id\n"})
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name.encode()))

    assert "a file with an unsafe name" in refused(path)


def test_name_of_nothing_is_refused(tmp_path):
    nameless = zipfile.ZipInfo("x")
    nameless.filename = ""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("services.csv", "id\n")
        archive.writestr(nameless, "id\n")

    assert "a file with an unsafe name" in refused(tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["inner.zip", "inner.csv.gz", "a/b.TAR", "x.7z"])
def test_archive_in_the_archive_is_refused(tmp_path, name):
    assert "holds another archive" in refused(write_zip(tmp_path / "a.zip", SERVICES | {name: b"PK"}))


def test_archive_under_another_name_is_refused(tmp_path):
    inner = write_zip(tmp_path / "inner.zip", SERVICES).read_bytes()

    with (
        pytest.raises(UnreadableFile, match=r"services\.csv is an archive under another name"),
        open_services(write_zip(tmp_path / "a.zip", {"services.csv": inner}), Limits()) as package,
    ):
        list(package.items())


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["services.csv", "SERVICES.csv"])
def test_name_that_stands_twice_is_refused(tmp_path, second):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("services.csv", "id\n")
        archive.writestr(second, "id\n")

    assert "twice" in refused(tmp_path / "a.zip")


def test_two_files_of_one_table_are_refused(tmp_path):
    path = write_zip(tmp_path / "a.zip", SERVICES | {"old/services.csv": b"id\n"})

    assert "Both 'services.csv' and 'old/services.csv' hold the table service" in refused(path)


def test_encrypted_archive_is_refused(tmp_path):
    path = write_zip(tmp_path / "a.zip", SERVICES)
    data = bytearray(path.read_bytes())
    # The bit of encryption in the one entry of the table of contents.
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    assert "is encrypted" in refused(path)


def test_bomb_is_refused_by_its_sum(tmp_path):
    path = write_zip(tmp_path / "a.zip", SERVICES | {"phones.csv": b"0" * 30_000_000})

    assert "as only a zip bomb does" in refused(path)


def test_more_bytes_than_the_limit_are_refused(tmp_path):
    path = write_zip(tmp_path / "a.zip", SERVICES | {"phones.csv": bytes(range(256)) * 40})

    assert "more than 5,000 bytes unpacked" in refused(path, Limits(unpacked_bytes=5_000))


def test_more_files_than_the_limit_are_refused(tmp_path):
    path = write_zip(tmp_path / "a.zip", SERVICES | {f"{number}.csv": b"" for number in range(201)})

    assert "too many files" in refused(path)


def test_table_of_contents_that_would_fill_the_memory_is_refused(tmp_path):
    path = write_zip(tmp_path / "a.zip", SERVICES)
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, 2**31)
    path.write_bytes(data)

    assert "too many files" in refused(path)


def test_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("phones.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("services.csv", "id\n")
        archive.writestr(link, "/etc/passwd")

    assert "a link instead of a file" in refused(tmp_path / "a.zip")


def test_unusual_packing_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("services.csv", "id\n")

    assert "make an ordinary zip" in refused(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}, "This is a spreadsheet"),
        ({"feed.ndjson": b"{}"}, "holds no services.csv"),
        ({}, "holds no services.csv"),
    ],
    ids=["spreadsheet", "JSON", "empty"],
)
def test_zip_of_something_else_is_named(tmp_path, members, told):
    assert told in refused(write_zip(tmp_path / "a.zip", members))


@pytest.mark.parametrize("kept", [30, 200, -30])
def test_archive_cut_short_is_refused(tmp_path, kept):
    path = write_package(tmp_path / "a.zip")
    path.write_bytes(path.read_bytes()[:kept])

    assert "archive" in refused(path)


def test_damaged_file_in_the_archive_is_told_before_the_first_service(tmp_path):
    path = write_package(tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    at = data.index(b"phones.csv") + 20
    data[at : at + 10] = b"\xff" * 10
    path.write_bytes(data)

    with (
        pytest.raises(UnreadableFile, match=r"phones\.csv cannot be unpacked to its end"),
        open_services(path, Limits()) as package,
    ):
        list(package.items())


def test_what_a_mac_adds_is_passed_over(tmp_path):
    path = write_zip(tmp_path / "a.zip", SERVICES | {"__MACOSX/._services.csv": b"?", ".DS_Store": b"?"})

    assert open_zip(path).files == {"service": "services.csv"}
