"""The codes of GP practices: a letter and five digits, as the Organisation Data Service of the NHS gives them."""

import re

_is_practice = re.compile("[A-Z][0-9]{5}").fullmatch

NOT_A_PRACTICE = "A practice code has a letter and five digits, like A81001"


def tidy_practice(text: str) -> str:
    """What was typed as it is kept."""
    return "".join(text.split()).upper()


def what_is_wrong_with_practice(text: str) -> str:
    """Why what was typed is no code of a GP practice, as a sentence; empty where it may be one."""
    return "" if _is_practice(tidy_practice(text)) else NOT_A_PRACTICE
