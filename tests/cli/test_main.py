"""How commands end: by themselves, by Ctrl+C, or by the system."""

import json
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


# Whoever runs the tests in the background has them, and what they start, deaf to Ctrl+C.
HEARS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"


def run(script, *words):
    heard = HEARS_CTRL_C + script
    return subprocess.run([sys.executable, "-c", heard, *words], capture_output=True, text=True, cwd=ROOT)


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        pytest.param(
            "SIGINT", 130, "Stopped. Nothing went in. Run it again to go on. {report} was not written.", id="Ctrl+C"
        ),
        pytest.param("SIGTERM", 143, "", id="the system"),
    ],
)
def test_what_stops_a_command_leaves_nothing_half_done(upgraded_instance, lynchpin, tmp_path, name, code, told):
    feed, report = write_lines(tmp_path / "feed.ndjson", feed_service(1)), tmp_path / "refused.csv"

    ended = run(STOPPED_MIDWAY, "import", feed, "--report", report, name)

    assert (ended.returncode, ended.stderr.strip()) == (code, told.format(report=report))
    assert {each.name for each in tmp_path.iterdir()} == {"feed.ndjson", "instance"}
    assert lynchpin("import", feed).out.startswith("1 new")


STOPPED_IN_THE_THIRD_BATCH = """
import os, signal
from directory.exchange import batches, importing
from directory.cli import main

importing.BATCH = 2
written, batches_begun = importing.write_batch, []
def write_and_be_stopped(*words, **more):
    batches_begun.append(1)
    if len(batches_begun) == 3:
        os.kill(os.getpid(), signal.SIGINT)
    return written(*words, **more)

importing.write_batch = write_and_be_stopped
main()
"""


def test_an_import_that_is_stopped_says_how_much_went_in_and_goes_on_when_run_again(
    upgraded_instance, lynchpin, tmp_path
):
    feed = write_lines(tmp_path / "feed.ndjson", *(feed_service(each) for each in range(1, 8)))

    ended = run(STOPPED_IN_THE_THIRD_BATCH, "import", feed)

    assert ended.returncode == 130
    assert ended.stderr.strip() == "Stopped. 4 services went in and stay. Run it again to go on."
    assert lynchpin("import", feed).out.startswith("3 new, 0 changed, 4 unchanged")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(["match", "--json"], 2, "Say what the person would like", id="words that are missing"),
        pytest.param(["match", "garden", "--json"], 1, "The catalogue is empty", id="nothing to match"),
        pytest.param(["import", "nowhere.ndjson", "--json"], 2, "does not exist", id="a file that is not there"),
    ],
)
def test_who_asked_for_json_reads_in_it_what_went_wrong(upgraded_instance, lynchpin, words, code, told):

    failed = lynchpin(*words)

    assert failed.exit_code == code
    assert told in json.loads(failed.out)["error"]
    assert told in failed.err


def test_a_prompt_that_nobody_answers_ends_quietly(upgraded_instance, lynchpin):
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


def test_products_are_left_to_one_thread_where_nobody_says_otherwise():
    telling = "import atexit, os; atexit.register(lambda: print(os.environ['OPENBLAS_NUM_THREADS']))\n"
    env = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}

    ended, told = (
        subprocess.run(
            [sys.executable, "-c", telling + RUN, "--version"], capture_output=True, text=True, cwd=ROOT, env=each
        )
        for each in (env, env | {"OPENBLAS_NUM_THREADS": "2"})
    )

    assert [ended.stdout.split()[-1], told.stdout.split()[-1]] == ["1", "2"]
