"""Files of registers of charities, as their keepers publish them."""

from datetime import date
from zipfile import ZipFile

import pytest

from directory.errors import WrongInput
from directory.exchange.charity_registers import RegisteredCharity, open_register

ENGLAND = (
    "date_of_extract\torganisation_number\tregistered_charity_number\tlinked_charity_number\tcharity_name\t"
    "charity_registration_status\tdate_of_removal\n"
    '2026-11-01\t1\t1123456\t0\tTHE "WALKING" TRUST\tRegistered\t\n'
    "2026-11-01\t2\t1123456\t2\tWALKING BELOW\tRegistered\t\n"
    "2026-11-01\t3\t234567\t0\tGONE CLUB\tRemoved\t2024-03-05T00:00:00\n"
)
SCOTLAND = (
    "Charity Number,Charity Name,Registered Date,Known As,Charity Status,Ceased Date\n"
    'SC012345,"Walkers, of Leith",01/02/2003,Leith Walkers,Active,\n'
    "SC012346,Gone,01/02/2003,,Removed,05/03/2024\n"
)
NORTHERN_IRELAND = (
    "\ufeffReg charity number,Sub charity number,Charity name,Date registered,Status\n"
    "100123,0,Walkers of Lurgan,2014-01-02,Up-to-date\n"
    "100124,0,Gone,2014-01-02,Removed\n"
    ",,Nobody,,\n"
)


def read(path):
    with open_register(path) as opened:
        return opened.register.scheme, list(opened.charities)


@pytest.fixture
def file(tmp_path):
    def file(text, name="register.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return file


def test_england_and_wales(file):
    register, charities = read(file(ENGLAND, "publicextract.charity.txt"))

    assert register == "GB-CHC"
    assert charities == [
        RegisteredCharity("1123456", 'THE "WALKING" TRUST', "", is_removed=False, removed_on=None),
        RegisteredCharity("1123456-2", "WALKING BELOW", "", is_removed=False, removed_on=None),
        RegisteredCharity("234567", "GONE CLUB", "", is_removed=True, removed_on=date(2024, 3, 5)),
    ]


def test_scotland(file):
    register, (there, gone) = read(file(SCOTLAND))

    assert (register, there.name, there.other_name) == ("GB-SC", "Walkers, of Leith", "Leith Walkers")
    assert (there.is_removed, gone.is_removed, gone.removed_on) == (False, True, date(2024, 3, 5))


def test_northern_ireland(file):
    register, (there, gone) = read(file(NORTHERN_IRELAND))

    assert (register, there.number, there.is_removed) == ("GB-NIC", "100123", False)
    assert (gone.is_removed, gone.removed_on) == (True, None)


def test_a_zip_with_one_table_is_opened(file, tmp_path):
    packed = tmp_path / "register.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("publicextract.charity.txt", ENGLAND)
        archive.writestr("read me.pdf", "")

    assert len(read(packed)[1]) == 3


@pytest.mark.parametrize("text", ["", "name,address\nA,B\n", "\x00\x01", '[{"charity_name": "A"}]'])
def test_another_file_is_refused_with_a_word_which_to_take(file, text):
    with pytest.raises(WrongInput, match="Take the tab-separated public extract"):
        read(file(text))


def test_a_zip_with_several_tables_is_refused(tmp_path):
    packed = tmp_path / "register.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", ENGLAND)
        archive.writestr("b.csv", ENGLAND)

    with pytest.raises(WrongInput, match="holds 2 tables"):
        read(packed)
