"""Files for the operator are whole or absent, and never written over what a command reads."""

import errno
import os
import stat

import click
import pytest

from directory.cli.outputs import CannotWrite, check_overwrites_none, whole_file


@pytest.fixture
def target(tmp_path):
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports" / "refused.csv"


def write(path, text="new", error=None):
    with whole_file(path) as file:
        file.write(text)
        if error:
            raise error


def names_beside(path):
    return sorted(each.name for each in path.parent.iterdir())


def test_a_file_appears_when_it_is_whole(target):
    with whole_file(target) as file:
        file.write("half ")
        file.flush()
        assert not target.exists()
        file.write("and half")

    assert target.read_text() == "half and half"
    assert names_beside(target) == ["refused.csv"]


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("older", ["old", None], ids=["over an older one", "where none was"])
def test_a_run_that_fails_leaves_what_was_there_and_says_so(target, error, older):
    if older:
        target.write_text(older)

    with pytest.raises(error) as failed:
        write(target, "half", error)

    assert failed.value.__notes__ == [f"{target} was not written."]
    assert names_beside(target) == (["refused.csv"] if older else [])
    assert not older or target.read_text() == older


def test_who_may_read_the_older_one_may_read_the_new_one(target):
    target.touch(mode=0o640)

    write(target)

    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_is_as_open_as_the_operator_has_it(target):
    before = os.umask(0o027)
    try:
        write(target)
    finally:
        os.umask(before)

    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_stays_a_link_to_what_is_written(target):
    link = target.with_name("link.csv")
    link.symlink_to(target)

    write(link)

    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_device_is_written_to_and_not_replaced():
    write("/dev/null")

    assert not os.path.isfile("/dev/null")


def test_a_full_disk_is_told():
    with pytest.raises(CannotWrite, match="/dev/full cannot be written: No space left on device"):
        write("/dev/full", "x" * 100_000)


def test_a_disk_that_fills_up_half_way_leaves_the_older_file(target):
    target.write_text("old")

    with pytest.raises(CannotWrite, match="No space left"):
        write(target, error=OSError(errno.ENOSPC, "No space left on device"))

    assert target.read_text() == "old"
    assert names_beside(target) == ["refused.csv"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("nowhere/refused.csv", "there is no folder .*nowhere", id="no folder"),
        pytest.param("refused.csv/more.csv", "there is no folder .*refused.csv", id="a file as folder"),
        pytest.param(f"{'x' * 300}.csv", "File name too long", id="too long a name"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_done(target, name, why):
    target.touch()
    reached = []

    with pytest.raises(CannotWrite, match=why), whole_file(target.parent / name):
        reached.append("the work")

    assert reached == []
    assert names_beside(target) == ["refused.csv"]


def test_other_failures_keep_their_own_words(target):
    with pytest.raises(FileNotFoundError, match="feed"):
        write(target, error=FileNotFoundError(errno.ENOENT, "No such file", "feed.json"))


@pytest.mark.parametrize("how", ["itself", "a symbolic link", "a hard link", "another way there"])
def test_a_file_that_is_read_is_not_written_over(target, how):
    target.write_text("everything we have")
    output = target.with_name("output.csv")
    if how == "itself":
        output = target
    elif how == "a symbolic link":
        output.symlink_to(target)
    elif how == "a hard link":
        output.hardlink_to(target)
    else:
        output = target.parent / ".." / "reports" / target.name

    with pytest.raises(click.UsageError, match=r"--report .* is the file to import"):
        check_overwrites_none("--report", output, {"a key": None, "the file to import": target})


def test_another_file_may_be_written_over(target, tmp_path):
    target.touch()
    (tmp_path / "feed.json").touch()

    check_overwrites_none("--report", target, {"the file to import": tmp_path / "feed.json"})
    check_overwrites_none("--report", None, {"the file to import": target})
    check_overwrites_none("--report", tmp_path / "new.csv", {"the file to import": target})
