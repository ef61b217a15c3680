import pytest

from directory.exchange.feeds.staging import NotStaged, Staged, Staging, forget


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "feed"


def test_what_is_staged_is_there_when_a_run_goes_on(folder):
    with Staging(folder, Staged()) as staging:
        so_far = staging.add([b"{}"], ["a", 'b "quoted"'])

    with Staging(folder, so_far) as staging:
        assert staging.listed == {"a", 'b "quoted"'}
        staging.add([b"[]"], ["a", "c"])

    assert (folder / "items.ndjson").read_bytes() == b"{}\n[]\n"


def test_what_was_written_behind_the_last_safe_place_goes(folder):
    with Staging(folder, Staged()) as staging:
        so_far = staging.add([b"{}"], ["a"])
        staging.add([b"[]"], ["b"])

    with Staging(folder, so_far) as staging:
        assert staging.listed == {"a"}

    assert (folder / "items.ndjson").read_bytes() == b"{}\n"


def test_a_new_run_begins_with_nothing(folder):
    with Staging(folder, Staged()) as staging:
        staging.add([b"{}"], ["a"])

    with Staging(folder, Staged()) as staging:
        assert staging.listed == set()

    assert (folder / "items.ndjson").read_bytes() == b""


def test_files_that_are_shorter_than_they_were_are_no_good(folder):
    with Staging(folder, Staged()) as staging:
        so_far = staging.add([b"{}"], ["a"])
    (folder / "items.ndjson").write_bytes(b"{")

    with pytest.raises(NotStaged):
        Staging(folder, so_far)


def test_files_that_are_gone_are_no_good(folder):
    with pytest.raises(NotStaged):
        Staging(folder, Staged(10, 10))


def test_files_are_forgotten_once(folder):
    Staging(folder, Staged()).__exit__(None, None, None)

    forget(folder)
    forget(folder)

    assert not folder.exists()
