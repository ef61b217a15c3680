"""Text that comes from outside: what of its HTML is kept, and how it becomes plain."""

import html

import nh3

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
ATTRIBUTES = {"a": {"href"}}
URL_SCHEMES = {"http", "https", "mailto", "tel"}
# What stands where the standard requires words and nobody gave any.
NOT_STATED = "Not stated"


def stated(text: str | None) -> str:
    """What is said; nothing where only the standard's need of words is met."""
    return "" if text in (None, NOT_STATED) else str(text)


def clean_html(text: str) -> str:
    """A description with only harmless tags left. Text without any markup comes back as it is."""
    if "<" not in text and "&" not in text:
        return text
    return nh3.clean(text, tags=TAGS, attributes=ATTRIBUTES, url_schemes=URL_SCHEMES)


def plain_text(text: str) -> str:
    """A name without any markup, its entities resolved."""
    if "<" not in text and "&" not in text:
        return text
    return html.unescape(nh3.clean(text, tags=set()))


def readable(description: str | None) -> str | None:
    """A description to edit: one without tags as plain text, any other with its marks."""
    if description is None or "<" in description:
        return description
    return html.unescape(description)
