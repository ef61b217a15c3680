"""Words of others inside sentences of ours, on pages in another language than English.

What a group wrote is English wherever it stands. An element that holds nothing else says so itself, by `own_words`;
words inside one of our own sentences come through `theirs`. Here they get an element of their own, so that a screen
reader says them rightly, and a sentence that is read from the right keeps its order. Where there can be no element, as
in a title or an attribute, they stand as they are.
"""

import re

from flask import Flask, Response

from directory.translation import ENGLISH, FIRST, LAST, current_language, theirs, without_signs

# Tags with their attributes, and elements in which there are no others.
NO_ELEMENTS = re.compile(r"(<(script|style|title|textarea|option)\b.*?</\2>|<[^>]*>)", re.DOTALL)
EVERY_THIRD = 3
THEIRS = re.compile(f"{FIRST}([^{FIRST}{LAST}]*){LAST}")


def init_foreign_words(app: Flask) -> None:
    """Let templates name the words of others, and mark them in every answer. What is sent comes after compression."""
    app.jinja_env.globals.update(theirs=theirs)
    app.jinja_env.filters.update(theirs=theirs)
    app.after_request(tell_apart)


def tell_apart(response: Response) -> Response:
    """Mark the words of others in a page; leave out the signs around them in a calendar or a feed."""
    is_picture = (response.mimetype or "").startswith("image/")
    if current_language() == ENGLISH or is_picture or response.direct_passthrough or response.is_streamed:
        return response
    text = response.get_data(as_text=True)
    if FIRST in text:
        response.set_data(marked(text) if response.mimetype == "text/html" else without_signs(text))
    return response


def marked(page: str) -> str:
    """A page with an element around the words of others."""
    pieces = NO_ELEMENTS.split(page)
    # A split gives what is between tags, the tag, and the name in it, over and over.
    return "".join(
        without_signs(THEIRS.sub(r'<bdi lang="en">\1</bdi>', each) if number % EVERY_THIRD == 0 else each)
        for number, each in enumerate(pieces)
        if number % EVERY_THIRD != 2
    )
