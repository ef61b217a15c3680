"""What people ask of the results page, as browsers send it: a stated mix, the same in each run."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.listed_catalogue import read_postcodes
from benchmarks.matching import SHARED
from directory.cli.bench_files import read_lines
from directory.errors import WrongInput
from directory.geo.current import find_place
from directory.geo.postcodes import parse_postcode

# What people type in a word or four.
TERMS = (
    "singing",
    "walking group",
    "gardening",
    "someone to talk to",
    "help with bills",
    "swimming",
    "knitting",
    "lunch club",
    "carers",
    "dementia cafe",
    "football",
    "learn to cook",
    "bereavement",
    "toddlers",
    "art class",
    "yoga",
    "befriending",
    "food bank",
    "volunteering",
    "computer help",
)
NOTHING = ("zorbing xylophones", "qwertyuiop", "underwater basket weaving on ice")
WELSH = ("canu", "cerdded", "cymorth gyda biliau", "garddio")
# Of twenty searches so many are of each kind.
MIX = {
    "words and a place": 6,
    "words, a place and a distance": 3,
    "words alone": 2,
    "a place alone": 2,
    "a place and filters": 2,
    "access, the soonest first": 1,
    "the second page": 1,
    "a story and a place": 1,
    "nothing found": 1,
    "in Welsh": 1,
}
_SEED = 20_261_126


@dataclass(frozen=True)
class Search:
    """One search: its kind, and the address of its page."""

    kind: str
    address: str


@dataclass
class Asking:
    """Makes searches near the places of the catalogue."""

    chance: random.Random
    sectors: Sequence[str]
    stories: Sequence[str]

    def search(self, kind: str) -> Search:
        asked = {name: value for name, value in self._asked(kind).items() if value}
        path = "/cy/search" if kind == "in Welsh" else "/search"
        return Search(kind, f"{path}?{urlencode(asked, doseq=True)}")

    def _asked(self, kind: str) -> dict[str, object]:
        term, place = self.chance.choice(TERMS), self.chance.choice(self.sectors)
        match kind:
            case "words and a place":
                return {"q": term, "place": place}
            case "words, a place and a distance":
                return {"q": term, "place": place, "within": self.chance.choice(("1", "3", "5", "10"))}
            case "words alone":
                return {"q": term}
            case "a place alone":
                return {"place": place}
            case "a place and filters":
                days = self.chance.sample("0123456", 2)
                return {"place": place, "within": "10", "days": days, "cost": self.chance.choice(("free", "5"))}
            case "access, the soonest first":
                return {"q": term, "place": place, "access": "step-free-entrance", "sort": "soon"}
            case "the second page":
                return {"q": term, "place": place, "page": "2"}
            case "a story and a place":
                return {"q": self.chance.choice(self.stories), "place": place}
            case "nothing found":
                return {"q": self.chance.choice(NOTHING), "place": place, "within": "1"}
        return {"q": self.chance.choice(WELSH), "place": place}


def many_searches(count: int) -> list[Search]:
    """So many searches in the order in which they are asked."""
    chance = random.Random(_SEED)  # noqa: S311 - the same searches each time
    asking = Asking(
        chance, read_sectors(), [each["text"] for each in read_lines(SHARED / "bench" / "statements.jsonl")]
    )
    kinds = [kind for kind, share in MIX.items() for _ in range(share)]
    made = [asking.search(kinds[number % len(kinds)]) for number in range(count)]
    chance.shuffle(made)
    return made


def read_sectors() -> list[str]:
    """The sectors of the postcodes at which the shared services meet, which is what stays in an address.

    Only those that the postcode file in use knows: it has none of Northern Ireland.
    """
    return sorted(set(filter(None, (find_sector(postcode) for postcode, _ in read_postcodes()))))


def find_sector(postcode: str) -> str | None:
    try:
        sector = str(parse_postcode(postcode).sector)
        find_place(sector)
    except WrongInput:
        return None
    return sector
