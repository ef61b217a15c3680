"""Telephone numbers as something to press."""

import re


def phone_href(number: str) -> str:
    """The address that rings a number as somebody wrote it; nothing where it holds no digit."""
    dialled = re.sub(r"[^0-9+]", "", number)
    return f"tel:{dialled}" if dialled else ""
