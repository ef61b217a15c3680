"""Our own style sheet knows no left and no right, so that a page can be read from either."""

import re

import pytest

from directory.web.assets import STATIC

SHEET = re.sub(r"/\*.*?\*/", "", (STATIC / "site.css").read_text("utf-8"), flags=re.DOTALL)
DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;{}]+)[;}]")
SIDES = re.compile(r"^(left|right)$|-(left|right)(-|$)")
# Four lengths in a row: above, right, below, left.
FOUR = re.compile(r"^(margin|padding|inset|border-(width|style|color))$")


def takes_sides(name: str, value: str) -> bool:
    """Whether a declaration means the left or the right of the screen, and not where a line begins or ends."""
    if SIDES.search(name) or (name == "text-align" and value in ("left", "right")):
        return True
    lengths = value.split()
    return bool(FOUR.match(name)) and len(lengths) == 4 and lengths[1] != lengths[3]


def test_nothing_is_put_on_a_side_of_the_screen():
    found = [f"{name}: {value}" for name, value in DECLARATION.findall(SHEET) if takes_sides(name, value.strip())]

    assert found == []


@pytest.mark.parametrize(
    ("name", "value", "is_wrong"),
    [
        pytest.param("margin-left", "4px", True, id="a side"),
        pytest.param("border-top-right-radius", "4px", True, id="a corner"),
        pytest.param("left", "0", True, id="a place"),
        pytest.param("text-align", "right", True, id="text"),
        pytest.param("padding", "1px 2px 3px 4px", True, id="four lengths"),
        pytest.param("padding", "1px 2px 3px 2px", False, id="the same on both sides"),
        pytest.param("margin-inline-start", "4px", False, id="where a line begins"),
        pytest.param("text-align", "end", False, id="where a line ends"),
    ],
)
def test_sides_are_told_from_ends(name, value, is_wrong):
    assert takes_sides(name, value) is is_wrong
