"""Telephone numbers as something to press."""

import re

EXTENSION = re.compile(r"(?i)\s*(?:ext|x|option)\b")


def phone_href(number: str) -> str:
    """The address that rings a number as somebody wrote it; nothing where it holds no digit."""
    # Behind a country's code its nought is not dialled; an extension is asked for once somebody answers.
    main = EXTENSION.split(number, maxsplit=1)[0]
    if main.strip().startswith("+"):
        main = main.replace("(0)", "")
    dialled = re.sub(r"[^0-9+]", "", main)
    return f"tel:{dialled}" if dialled else ""
