"""`lynchpin match --statements`: many statements ranked, and lines that are none named."""

import json

import pytest

from directory.cli.rankings import read_statements
from tests.factories.feeds import feed_service, write_lines


@pytest.fixture
def catalogue(ready_instance, lynchpin, tmp_path):
    lynchpin("import", write_lines(tmp_path / "feed.ndjson", *(feed_service(each) for each in range(1, 4))))


@pytest.fixture
def said(tmp_path):
    """Writes a file of these lines."""

    def write(*lines):
        path = tmp_path / "said.jsonl"
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines))
        return path

    return write


TEA, TALK = {"id": "a", "text": "I would like a cup of tea"}, {"id": 2, "text": "somebody to talk to"}


def test_each_statement_is_ranked(catalogue, lynchpin, said, tmp_path):
    out = tmp_path / "ranking.jsonl"

    told = lynchpin("match", "--statements", said(TEA, TALK), "--out", out, "--top", 2)

    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert (told.exit_code, told.err.splitlines()[-1]) == (0, f"2 statements ranked in {out}.")
    assert {row["statement"] for row in rows} == {"a", 2}
    assert all(row["rank"] <= 2 for row in rows)


def test_without_a_file_rankings_go_to_the_terminal(catalogue, lynchpin, said):
    told = lynchpin("match", "--statements", said(TEA))

    assert json.loads(told.out.splitlines()[0])["statement"] == "a"


def test_lines_that_cannot_be_used_are_named_and_the_rest_is_ranked(catalogue, lynchpin, said, tmp_path):
    out = tmp_path / "ranking.jsonl"

    told = lynchpin("match", "--statements", said(b"tea", TEA, {"id": "b"}), "--out", out)

    assert told.exit_code == 1
    assert "line 1 cannot be used: it is not an object" in told.err
    assert 'line 3 cannot be used: its "text" must be what somebody said.' in told.err
    assert {json.loads(line)["statement"] for line in out.read_text().splitlines()} == {"a"}


def test_a_file_without_any_statement_is_told(catalogue, lynchpin, said):
    told = lynchpin("match", "--statements", said(b""))

    assert told.exit_code == 1
    assert told.err.endswith("said.jsonl holds no statement.\n")


def test_neither_the_statements_nor_the_feed_are_written_over(catalogue, lynchpin, said):
    path = said(TEA)
    before = path.read_bytes()

    told = lynchpin("match", "--statements", path, "--out", path)

    assert (told.exit_code, "is the file of statements" in told.err) == (2, True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param([], "Say what the person would like", id="nothing"),
        pytest.param(["tea", "--statements", "FILE"], "no statement of one person", id="one person and a file"),
        pytest.param(["--statements", "FILE", "--why-not", "x"], "no --why-not", id="why not, of a file"),
        pytest.param(["tea", "--out", "x"], "--out is where the rankings", id="a file for one person"),
    ],
)
def test_words_that_say_nothing_together_are_refused(catalogue, lynchpin, said, words, why):
    path = said(TEA)

    told = lynchpin("match", *[path if word == "FILE" else word for word in words])

    assert (told.exit_code, why in told.err) == (2, True)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        pytest.param(b"[1]", "not an object", id="a list"),
        pytest.param(b"\xff\xfe", "not an object", id="not UTF-8"),
        pytest.param(b"[" * 100_000, "not an object", id="nested without end"),
        pytest.param({"text": "tea"}, '"id"', id="no id"),
        pytest.param({"id": True, "text": "tea"}, '"id"', id="a yes for an id"),
        pytest.param({"id": [1], "text": "tea"}, '"id"', id="a list for an id"),
        pytest.param({"id": "b", "text": None}, '"text"', id="nothing said"),
        pytest.param({"id": "b", "text": "  "}, '"text"', id="blanks said"),
        pytest.param({"id": "a", "text": "more tea"}, "same id as line 1", id="an id that was used"),
    ],
)
def test_why_a_line_is_no_statement(said, line, why):
    found = read_statements(said(TEA, line))

    [(number, told)] = found.unusable
    assert (number, len(found.usable)) == (2, 1)
    assert why in told


def test_lines_end_where_a_file_ends_them_and_nowhere_else(said):
    found = read_statements(said(b'\xef\xbb\xbf{"id": 1, "text": "one\xe2\x80\xa8line"}\r', b"", TEA))

    assert [each.text for each in found.usable] == ["one\u2028line", TEA["text"]]
    assert found.unusable == []
