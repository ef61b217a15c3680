"""A paragraph of a letter is one line: the screen of its reader wraps it, and what we wrapped would be ragged there."""

import ast
from itertools import pairwise
from pathlib import Path

import directory

ROOT = Path(directory.__file__).parent
# So long is no line that ends on purpose, unless with the address of a page.
LONG = 70
ADDRESS = "/staff/watching"


def letters_of(path: Path) -> list[str]:
    """The words of letters in a module: they begin by greeting their reader."""
    texts = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
    return [each for each in texts if isinstance(each, str) and each.startswith("Hello")]


def test_no_paragraph_of_a_letter_is_wrapped_by_hand():
    letters = [(path, text) for path in ROOT.rglob("*.py") for text in letters_of(path)]

    wrapped = [
        (path.relative_to(ROOT), line)
        for path, text in letters
        for line, following in pairwise(text.split("\n"))
        if len(line) > LONG and following and not following.startswith("{") and not line.endswith(ADDRESS)
    ]

    assert len(letters) > 15
    assert wrapped == []
