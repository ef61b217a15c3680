"""What may be a phrase that leads to a term: short, telling, and in the spelling that the matcher compares."""

import re
from collections.abc import Iterator

from directory.errors import WrongInput
from directory.matching.phrases import tells_something
from directory.search.text import normalise, word_set

SHORTEST, LONGEST = 2, 80
_SLASH = re.compile(r"\s*/\s*")
_READABLE = re.compile(r"[\w' -]+(?:/[\w' -]+)*\.?")
# Words that are said about everything: by themselves they lead nowhere.
_EVERYDAY = word_set(
    """
    advice afternoon area bad better big bit bloke boy chat child children club couple dad daughter day days doctor
    evening family feel feeling feels friend friends fun girl good gp great group groups guy happy hard help home
    hour house husband kids life little local long lady man month morning mother mum new nice night old parent
    people person place problem problems son start stuff support talk thing time today tomorrow tonight town visit
    week weekend wife woman work year years young
    """
)


def read_phrase(typed: str) -> str:
    """A phrase as it is kept. Raises WrongInput, saying how to put it right."""
    phrase = _SLASH.sub("/", " ".join(normalise(typed).split()))
    if message := what_is_wrong(phrase):
        raise WrongInput(message, {"phrase": message})
    return phrase


def what_is_wrong(phrase: str) -> str:
    """Why something cannot be a phrase, or nothing."""
    if not SHORTEST <= len(phrase) <= LONGEST:
        return f"Keep it between {SHORTEST} and {LONGEST} characters: the two to four words that matter"
    if not _READABLE.fullmatch(phrase):
        return "Use only words, with a slash between words of which any will do, like “took/taken”"
    if not tells_something(phrase):
        return "These little words are said about everything. Add the word that matters"
    alternatives = [] if " " in phrase else phrase.rstrip(".").split("/")
    if common := next(filter(is_common, alternatives), ""):
        return f"“{common}” by itself is said about everything. Add the words that go with it"
    return ""


def is_common(word: str) -> bool:
    """Whether a single word is said about so much that it tells nothing."""
    return word in _EVERYDAY or not tells_something(word)


def readings(phrase: str) -> Iterator[str]:
    """A phrase as people say it: with the first of the words that will do, and with each of the others once."""
    places = [word.split("/") for word in phrase.rstrip(".").split()]
    first = [place[0] for place in places]
    yield " ".join(first)
    for at, place in enumerate(places):
        for other in place[1:]:
            yield " ".join([*first[:at], other, *first[at + 1 :]])
