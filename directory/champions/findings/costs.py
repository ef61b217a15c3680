"""What is said of the cost of one activity in two places, and differs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.catalogue.money import pounds
from directory.catalogue.texts import plain_text
from directory.champions.findings.models import FindingKind, Found
from directory.champions.findings.sightings import Place, Sighting

FREE = re.compile(
    r"(?i)\b(?:free of charge|free to (?:attend|join|use|everyone|everybody|all)|no charge|at no cost|no cost"
    r"|(?:is|are|it.s|completely|totally|absolutely|all) free(?! of| from|-)\b)"
)
# A sentence with one of these speaks of a part of it, or of some of the people, that is free.
OF_A_PART = re.compile(
    r"(?i)\b(?:first|taster|trial|parking|park|tea|coffee|refreshments?|lunch|wi-?fi|carers?|companions?|under|children"
    r"|child|members?|transport|minibus|some|most|smoke|gluten|drug|alcohol|equipment|hire|places)\b"
)
SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
PRICE = re.compile(r"£\s?(?:[1-9]\d*|0?\.\d*[1-9]|0\.\d*[1-9])")
FARES = re.compile(r"(?i)\b(?:fares?|bus|buses|taxis?|travel|transport|train|petrol|mileage|childcare)\b")


@dataclass(frozen=True)
class CostFacts:
    """What an activity says of its cost: amounts in pence with what is said of each, and its texts."""

    amounts: Sequence[tuple[int, str]]
    fees: str
    description: str
    cost_help: str

    @property
    def prices(self) -> list[int]:
        return [pence for pence, _ in self.amounts if pence > 0]


def contradictions(place: Place, facts: CostFacts) -> Iterator[Sighting]:
    """What contradicts itself; `about` becomes the words that do, so that another wording is another finding."""
    for found, said in judged(facts):
        about = Place(place.entity, place.record_id, place.field, said)
        yield Sighting(about, FindingKind.COST, found)


def judged(facts: CostFacts) -> Iterator[tuple[Found, str]]:
    amounts = ", ".join(pounds(pence) for pence, _ in facts.amounts)
    named_free = next((said for pence, said in facts.amounts if pence > 0 and says_free(said)), None)
    if named_free:
        yield Found.FREE_AND_PRICE, f"{named_free} | {amounts}"
    free = next((said for text in (facts.fees, facts.description) if (said := free_words(text))), None)
    if free and facts.amounts and len(facts.prices) == len(facts.amounts):
        yield Found.FREE_IN_WORDS, f"{free} | {amounts}"
    price = PRICE.search(facts.fees)
    if facts.amounts and not facts.prices and price:
        yield Found.PRICE_IN_WORDS, f"{price.group()} | {amounts}"
    if facts.cost_help and not (facts.prices or price or FARES.search(facts.cost_help)):
        yield Found.HELP_WITHOUT_COST, f"{facts.cost_help} | {amounts}"


def says_free(said: str) -> bool:
    return said.strip().casefold() == "free" or free_words(said) is not None


def free_words(text: str) -> str | None:
    """The words with which a text says that all of it is free; None where it does not."""
    if text.strip().casefold().rstrip(".!") == "free":
        return text.strip()
    for sentence in SENTENCES.split(plain_text(text)):
        said = FREE.search(sentence)
        if said and not OF_A_PART.search(sentence):
            return said.group()
    return None
