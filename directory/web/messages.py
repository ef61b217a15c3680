"""What is said where an answer cannot be used: the messages of WTForms and marshmallow in plain words."""

from typing import Any

from directory.translation import gettext, noted

# What marshmallow says of an answer that is not there.
MISSING = ("Missing data for required field.", "Field may not be null.")
PLAIN_WORDS = {
    "Not a valid choice.": noted("Choose one from the list"),
    "Not a valid choice": noted("Choose one from the list"),
    "Invalid Choice: could not coerce.": noted("Choose one from the list"),
    "Invalid choice(s): one or more data inputs could not be coerced.": noted("Choose from the list"),
    "Not a valid integer value.": noted("Enter a whole number"),
    "This field is required.": noted("Answer this question"),
}


class PlainWords:
    """The messages of WTForms in the words of our pages."""

    def gettext(self, text: str) -> str:
        return gettext(PLAIN_WORDS.get(text, text))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return gettext(one if number == 1 else many)


def first_message(found: Any) -> str:
    """The first sentence inside marshmallow's nested messages."""
    while not isinstance(found, str):
        found = next(iter(found.values() if isinstance(found, dict) else found))
    return found
