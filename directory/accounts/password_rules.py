"""What a good password is: long and hard to guess, with no rule about which letters it has to hold.

How hard it is to guess is worked out by zxcvbn. It knows nothing of what people write where a password is demanded
of them, which is the name of the site, a season with its year, or keys in a row: that is taken out here first.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from zxcvbn import zxcvbn

SHORTEST, LONGEST = 12, 200
SITE_NAME = "lynchpin"
# Of zxcvbn's scores from 0 to 4, the first that withstands guessing where a hash was stolen.
LEAST_SCORE = 3
# What zxcvbn is given at most, as it takes ever longer; its own limit, too.
JUDGED = 72
# How many letters and digits have to be left when everything that is guessed first is taken out.
LEAST_LEFT = 6

ADVICE = "Use three or four words that do not belong together"
KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890")
SHORTEST_RUN = 4
YEAR_OR_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d|(?:19|20)\d\d")
GUESSED_WORDS = re.compile(
    "|".join(
        (
            SITE_NAME,
            r"pass(?:words?|wort|code|phrase)?",
            r"(?:spring|summer|autumn|fall|winter)(?:time)?",
            r"jan(?:uary)?|feb(?:ruary)?|march|april|june|july|august",
            r"(?:sept(?:em)?|octo|novem|decem)(?:ber)?",
            r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
            r"welcome|let\s?me\s?in|change\s?me|secret|sign\s?in|log\s?in|admin(?:istrator)?|hello|default|temporary|test",
        )
    )
)
# Signs that stand for letters.
LETTERS_FOR_SIGNS = str.maketrans("0134578@$!", "oieastbasi")
WORDS_FOR_PATTERNS = {
    "repeat": "It says the same again and again",
    "sequence": "It holds letters or digits in their usual order",
    "spatial": "It is made of keys that lie side by side",
    "date": "It is made of a date",
}


def normalise(password: str) -> str:
    """A password in the one form in which it is hashed, however the keyboard composed its letters (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def find_weakness(password: str, own_words: Iterable[str] = ()) -> str | None:
    """What is wrong with a new password and how to do better, or None.

    `own_words` are what others know of its owner: name, email address, name of the team.
    """
    typed = normalise(password)
    if len(typed) < SHORTEST:
        return f"Use at least {SHORTEST} characters. {ADVICE}"
    if len(typed) > LONGEST:
        return f"Use at most {LONGEST} characters"
    known = [part for word in own_words for part in parts_of(word)]
    if count_left(typed, known) < LEAST_LEFT:
        return f"This is among the first that others would try. {ADVICE}"
    judged = zxcvbn(typed[:JUDGED], user_inputs=[SITE_NAME, *known], max_length=JUDGED)
    if judged["score"] < LEAST_SCORE:
        return f"{reason_of(judged)}, so that it is soon guessed. {ADVICE}"
    return None


def parts_of(word: str) -> list[str]:
    """A name or an address, whole and in its parts of at least three letters."""
    text = normalise(word).casefold()
    return [part for part in {text, *re.findall(r"\w{3,}", text)} if part]


def count_left(typed: str, known: Iterable[str]) -> int:
    """How many letters and digits are left when what people try first is taken out."""
    text = typed.casefold()
    # The longest first, as the whole of a name holds its parts.
    for part in sorted(known, key=len, reverse=True):
        text = text.replace(part, " ")
    text = without_runs(YEAR_OR_DATE.sub(" ", text))
    return sum(letter.isalnum() for letter in GUESSED_WORDS.sub(" ", text.translate(LETTERS_FOR_SIGNS)))


def without_runs(text: str) -> str:
    """A text without keys in a row, forwards or backwards, and without one key pressed again and again."""
    kept = re.sub(r"(.)\1{2,}", r"\1", text)
    for row in (*KEY_ROWS, *(each[::-1] for each in KEY_ROWS)):
        for size in range(len(row), SHORTEST_RUN - 1, -1):
            for start in range(len(row) - size + 1):
                kept = kept.replace(row[start : start + size], " ")
    return kept


def reason_of(judged: dict[str, Any]) -> str:
    """Why a password is weak: what its longest part is."""
    longest = max(judged["sequence"], key=lambda match: len(match["token"]))
    if longest.get("dictionary_name") == "user_inputs":
        return "It is made of your name, your address or the name of your team"
    return WORDS_FOR_PATTERNS.get(longest["pattern"], "It is made of words that many people use")
