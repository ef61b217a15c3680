"""Pictures of the fictional town."""

import pytest

from directory.catalogue.photographs.rewriting import rewrite_picture
from directory.cli.drawings import DRAWINGS, drawing_file


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_is_a_picture_that_can_be_sent(name):
    files = rewrite_picture(drawing_file(name)).files

    assert [(each.width, each.height) for each in files] == [(400, 267), (800, 533), (1200, 800)]


def test_each_drawing_is_another():
    assert len({drawing_file(each) for each in DRAWINGS}) == len(DRAWINGS)
