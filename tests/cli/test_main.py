"""How commands end: by themselves, by Ctrl+C, or by the system."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.factories.feeds import feed_service, write_lines

RUN = "from directory.cli import main; main()"
# Stops the command in the middle of its work, as a person would with Ctrl+C.
STOPPED_MIDWAY = """
import os, signal, sys
from directory.exchange import importing
from directory.cli import main

stop, written = getattr(signal, sys.argv.pop()), importing.write_batch
def write_and_be_stopped(*words, **more):
    written(*words, **more)
    os.kill(os.getpid(), stop)

importing.write_batch = write_and_be_stopped
main()
"""


def run(script, *words):
    return subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, cwd=ROOT)


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        pytest.param("SIGINT", 130, "Stopped. {report} was not written.", id="Ctrl+C"),
        pytest.param("SIGTERM", 143, "", id="the system"),
    ],
)
def test_what_stops_a_command_leaves_nothing_half_done(empty_instance, lynchpin, tmp_path, name, code, told):
    lynchpin("db", "upgrade")
    feed, report = write_lines(tmp_path / "feed.ndjson", feed_service(1)), tmp_path / "refused.csv"

    ended = run(STOPPED_MIDWAY, "import", feed, "--report", report, name)

    assert (ended.returncode, ended.stderr.strip()) == (code, told.format(report=report))
    assert {each.name for each in tmp_path.iterdir()} == {"feed.ndjson", "instance"}
    assert lynchpin("import", feed).out.startswith("1 new")


def test_a_prompt_that_nobody_answers_ends_quietly(empty_instance, lynchpin):
    lynchpin("db", "upgrade")
    words = ["users", "add", "ann@example.org", "--name", "Ann", "--scheme", "North", "--role", "manager"]

    ended = subprocess.run(
        [sys.executable, "-c", RUN, *words], capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL
    )

    assert ended.returncode == 130
    assert "Traceback" not in ended.stderr


def test_a_reader_that_had_enough_ends_a_command_quietly(empty_instance, lynchpin):
    reading, writing = os.pipe()
    os.close(reading)

    ended = subprocess.run([sys.executable, "-c", RUN, "--help"], stdout=writing, stderr=subprocess.PIPE, cwd=ROOT)

    os.close(writing)
    assert ended.stderr == b""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["--version"], 0, id="asked for the version"),
        pytest.param(["match", "--help"], 0, id="asked for help"),
        pytest.param([], 2, id="nothing asked"),
        pytest.param(["fly"], 2, id="no such command"),
        pytest.param(["match", "tea", "--age", "old"], 2, id="a number that is none"),
    ],
)
def test_words_are_answered_with_an_exit_code(empty_instance, lynchpin, words, code):
    told = lynchpin(*words)

    assert told.exit_code == code
    assert "lynchpin" in told.out + told.err
