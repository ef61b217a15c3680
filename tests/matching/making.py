"""A small vocabulary and profiles for the tests of matching."""

from directory.matching.hearing import Hearing
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.documents import SearchDocument
from tests.search.making import HashingEmbedder, make_index

BEREAVEMENT = Concept(
    "bereavement",
    "Bereavement",
    "needs",
    phrases=("my wife died", "lost my husband", "grieving"),
    helps=("grief-cafe", "walking"),
    search=("bereavement support",),
)
CRISIS = Concept(
    "crisis",
    "Thoughts of suicide",
    "needs",
    phrases=("don't want to be here anymore",),
    helps=("talking",),
    urgent=True,
)
SAFETY = Concept(
    "safety",
    "Safe at home",
    "needs",
    phrases=("scared/afraid of my husband", "he/she hits/beats me", "can't go on."),
    helps=("refuge",),
    urgent=True,
)
LONELINESS = Concept("loneliness", "Loneliness", "needs", phrases=("lonely", "on my own"), helps=("lunch-club",))
SLEEP = Concept("sleep", "Sleep", "needs", phrases=("can't sleep",), helps=("relaxation",), search=("sleep workshop",))
ANXIETY = Concept("anxiety", "Worry and anxiety", "needs", phrases=("feel anxious",))
GETTING_OUT = Concept("getting-out", "Getting out of the house", "needs", phrases=("never leave the house",))
GOING_ALONG = Concept("going-along-together", "Someone to go with", "interests", phrases=("someone to come with me",))
GAMES = Concept("games", "Games", "interests", phrases=("game",))
CARDS = Concept("cards", "Card games", "interests", phrases=("card game",), parent="games")
WALKING = Concept("walking", "Walking", "interests", phrases=("walking",))
GRIEF_CAFE = Concept("grief-cafe", "Grief cafes", "interests")
LUNCH_CLUB = Concept("lunch-club", "Lunch clubs", "interests", phrases=("lunch club",))
NATIONAL = Concept("national", "Across the country", "areas", phrases=("national",))
NEWCOMERS = Concept("newcomers", "Newcomers", "people", phrases=("new to this country",), parent="community-group")
VOCABULARY = Vocabulary(
    [
        NEWCOMERS,
        BEREAVEMENT,
        CRISIS,
        SAFETY,
        LONELINESS,
        SLEEP,
        ANXIETY,
        GETTING_OUT,
        GOING_ALONG,
        GAMES,
        CARDS,
        WALKING,
        GRIEF_CAFE,
        LUNCH_CLUB,
        NATIONAL,
    ]
)


def hear(statement: str) -> dict[str, str]:
    """The codes heard in a statement, with the words that led there."""
    heard = Hearing(VOCABULARY).read(Profile(statement=statement)).heard
    return {each.concept.code: " ".join(each.words) for each in heard}


def make_matcher(*documents: SearchDocument, with_meaning: bool = True) -> Matcher:
    """A matcher over these documents, comparing meaning with the stand-in or not at all."""
    embedder = HashingEmbedder() if with_meaning else None
    return Matcher(make_index(*documents, embedder=embedder), VOCABULARY, embedder)


def names(matcher: Matcher, profile: Profile, top: int = 10) -> list[str]:
    """The names of what is suggested, best first."""
    return [each.document.name for each in matcher.match(profile, top).suggestions]
