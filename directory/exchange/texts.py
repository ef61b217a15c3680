"""Text from outside made harmless: names and notes become plain text, descriptions keep the few tags of the catalogue.

Beside markup, control characters go, and the marks that turn the direction of text around.
"""

import re

from directory.catalogue.texts import clean_html, plain_text

# All but tab and newline; the marks U+202A to U+202E and U+2066 to U+2069; and a stray byte order mark.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean_line(text: str) -> str:
    """Plain text on one line, with single spaces."""
    return " ".join(UNWANTED.sub("", plain_text(text)).split())


def clean_text(text: str) -> str:
    """Plain text that may have several lines."""
    return tidy(plain_text(text))


def clean_description(text: str) -> str:
    """Text as HTML of paragraphs, lists, emphasis and links, and nothing that can run or load."""
    return tidy(clean_html(text))


def tidy(text: str) -> str:
    if not text.isprintable():
        text = UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()
