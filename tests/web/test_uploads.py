"""Files that are sent with a form: what they are called, and how large they may be."""

from io import BytesIO

import pytest
from flask import request
from werkzeug.datastructures import FileStorage

from directory.web.uploads import file_name_of, takes_file


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("groups.xlsx", "groups.xlsx"),
        ("C:\\Users\\Ann\\groups.xlsx", "groups.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("two\nlines\0.csv", "two\nlines.csv"),
        ("x" * 300, "x" * 200),
        (None, ""),
    ],
)
def test_name_of_a_file_is_no_path(sent, shown):
    assert file_name_of(FileStorage(BytesIO(), sent)) == shown


@pytest.fixture
def app(demo_app):
    """An app with a page that takes files of a megabyte, and one that takes none."""
    demo_app.config.update(LYNCHPIN_UPLOAD_MB=1, WTF_CSRF_ENABLED=False, MAX_CONTENT_LENGTH=1_000)
    demo_app.add_url_rule("/file", "file", takes_file(lambda: str(len(request.get_data()))), methods=["POST"])
    demo_app.add_url_rule("/text", "text", lambda: str(len(request.get_data())), methods=["POST"])
    return demo_app


def test_page_that_takes_a_file_takes_one_as_large_as_the_settings_say(app):
    answer = app.test_client().post("/file", data=b"x" * 1_000_000)

    assert (answer.status_code, answer.text) == (200, "1000000")


def test_larger_file_is_told_how_large_it_may_be(app):
    answer = app.test_client().post("/file", data=b"x" * 1_100_000)

    assert answer.status_code == 413
    assert "At most 1 MB are taken." in answer.text


def test_other_pages_take_no_file(app):
    assert app.test_client().post("/text", data=b"x" * 1_001).status_code == 413
