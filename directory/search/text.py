"""How words are read: the same way in a listing, in a query and in a phrase of the vocabulary."""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u0060\u00b4\uff07", "'"))
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LOCAL = threading.local()


def word_set(text: str) -> frozenset[str]:
    """The words of a text with spaces between them, for lists kept in the code."""
    return frozenset(text.split())


# English words that say nothing about what a person is looking for, or about what a group offers.
STOP_WORDS = word_set(
    """
    a able about above across after again against all almost also although always am among an and another
    any anybody anymore anyone anything anywhere are aren't around as at away back be became because become been
    before being below between both but by came can can't cannot come could couldn't did didn't do does
    doesn't doing don't done down during each either else enough etc even ever every everybody everyone
    everything few for from further get gets getting go goes going gone got had hadn't has hasn't have
    haven't having he he'd he'll he's her here hers herself him himself his how however i i'd i'll i'm
    i've if im in instead into is isn't it it's its itself ive just keep kind know less let like likes ll
    lot lots made make makes many may maybe me might mine more most much must my myself near need needs
    neither never no nobody none nor not nothing now of off often oh ok on once one only onto or other
    others our ours ourselves out over own per perhaps please put quite rather re really round said same
    say see seem shall she she'd she'll she's should shouldn't since so some somebody someone something
    sometimes somewhere soon still such take than that that's the their theirs them themselves then there
    there's these they they'd they'll they're they've thing things think this those though through till to
    together too toward towards try trying two under until up upon us use used uses using ve very via want
    wanted wants was wasn't way we we'd we'll we're we've well went were weren't what what's whatever when
    where whether which while who who's whole whom whose why will with within without won't would wouldn't
    yes yet you you'd you'll you're you've your yours yourself yourselves
    """
)


def normalise(text: str) -> str:
    """One spelling for text that reads the same: small letters, no accents, plain apostrophes."""
    if text.isascii():
        return text.replace("`", "'").casefold()
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def words(text: str) -> list[str]:
    """The words of a text in order, normalised; an apostrophe inside a word stays."""
    return _WORD.findall(normalise(text))


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """The English stem of one normalised word: `gardening` and `gardens` both give `garden`."""
    return str(_stemmer().stemWord(word))


def stems(text: str) -> list[str]:
    """The stems of the words of a text that carry meaning, in order and with repeats."""
    return stems_of(words(text))


def stems_of(said: Iterable[str]) -> list[str]:
    """The stems of normalised words, without the stop words."""
    return [stem(word) for word in said if word not in STOP_WORDS]


def _stemmer() -> Stemmer.Stemmer:
    # A PyStemmer object may not be used by two threads at once.
    if not hasattr(_LOCAL, "stemmer"):
        _LOCAL.stemmer = Stemmer.Stemmer("english")
    stemmer: Stemmer.Stemmer = _LOCAL.stemmer
    return stemmer
