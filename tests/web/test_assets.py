"""The build of the front-end files."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from directory.web import assets


def test_second_build_does_nothing_and_takes_no_time(built_assets, capsys):
    started = time.monotonic()

    assert assets.build() is False

    assert time.monotonic() - started < 0.2
    assert capsys.readouterr().out == "assets: up to date\n"


def test_nothing_of_gov_uk_is_left_in_the_files(built_assets):
    assets.refuse_foreign_marks(assets.VENDOR)
    assert not list(assets.VENDOR.rglob("*.woff*"))


@pytest.mark.parametrize(
    "line", ['a{font-family:"GDS Transport"}', 'a{background:url("/assets/images/govuk-crest.svg")}']
)
def test_mark_of_gov_uk_stops_the_build(tmp_path, line):
    (tmp_path / "govuk.css").write_text(line, "ascii")

    with pytest.raises(assets.AssetsFailed, match=r"GOV\.UK's own"):
        assets.refuse_foreign_marks(tmp_path)


def test_built_files_stay_small(built_assets):
    sizes = {path.name: path.stat().st_size for path in assets.VENDOR.rglob("*") if path.is_file()}

    assert sizes["govuk.css"] < 125_000
    assert sum(sizes.values()) < 420_000


def test_word_list_of_the_matcher_is_in_its_place(built_assets):
    words = json.loads((assets.VOCABULARY / "vocab.json").read_text("utf-8"))

    assert len(words) == 30_522


def test_pinned_versions_are_exact_and_name_no_registry():
    wanted = json.loads((assets.SOURCES / "package.json").read_text("utf-8"))["dependencies"]
    lock = json.loads((assets.SOURCES / "package-lock.json").read_text("utf-8"))["packages"]

    assert all(version[0].isdigit() for version in wanted.values())
    assert all(lock[f"node_modules/{name}"]["version"] == version for name, version in wanted.items())
    assert all("resolved" not in each for each in lock.values())
    assert all(each.get("integrity", "").startswith("sha512-") for name, each in lock.items() if name)


def test_change_of_the_style_sheet_is_noticed(built_assets, tmp_path, monkeypatch):
    before = assets.fingerprint()
    for name in ("package-lock.json", "site.scss"):
        (tmp_path / name).write_bytes((assets.SOURCES / name).read_bytes() + b"\n")
    monkeypatch.setattr(assets, "SOURCES", tmp_path)

    assert assets.fingerprint() != before
    assert not assets.is_current(assets.fingerprint())


def test_failing_tool_is_told_with_what_it_said(tmp_path):
    with pytest.raises(assets.AssetsFailed, match="npm ci failed: it is raining"):
        assets.run([sys.executable, "-c", "import sys; sys.exit('it is raining')"], "npm ci", tmp_path)


def test_folder_is_swapped_whole(tmp_path):
    place, new = tmp_path / "vendor", tmp_path / "beside" / "vendor"
    for folder, words in ((place, "old"), (new, "new")):
        folder.mkdir(parents=True)
        (folder / "file").write_text(words, "ascii")

    assets.swap(new, place)

    assert (place / "file").read_text("ascii") == "new"


def test_command_answers_fast_where_all_is_built(built_assets):
    done = subprocess.run(
        [sys.executable, "-m", "directory.web.assets"],
        cwd=Path(assets.__file__).parents[2],
        env={**os.environ, "PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "assets: up to date\n"
