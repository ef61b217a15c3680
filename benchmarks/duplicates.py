"""How many of the records listed twice are found, how many found are not, and how long 100,000 services take.

The records are 6,425 real UK charities. Copies of some are planted as a second source would write them: a letter
wrong, words shortened or left out, "CIC" or "Ltd" added, without number, web page or postcode, moved next door or
across town. What is found and was not planted counts as wrong, unless the register itself lists the group twice: one
number for England and another for Scotland, the same name, and the same web page or postcode.
"""

import gzip
import json
import os
import platform
import random
import resource
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.large_files import FILE, many_services
from directory.catalogue.duplicates.compared import Subject, commonness
from directory.catalogue.duplicates.likely_pairs import Pair, find_likely_pairs
from directory.catalogue.duplicates.likeness import likeness
from directory.catalogue.duplicates.likeness_words import name_words, postcode_key, web_key
from directory.catalogue.duplicates.reasons import ReasonKind
from directory.catalogue.duplicates.weights import LIKELY
from directory.catalogue.registers import identifier_key
from directory.geo.distance import haversine_m

PLANTED = 1_000
MANY = 100_000
# Another seed than the one the weights were set with.
SEED = 20261125
LEAST_PRECISION, LEAST_RECALL = 0.9, 0.85
MOST_SECONDS = 120
ALIKE_BY_LETTERS = 80

SHORTER = {"association": "Assoc.", "community": "Comm.", "centre": "Ctr", "society": "Soc", "group": "Grp"}
SHORTER |= {"saint": "St", "and": "&", "foundation": "Fdn", "international": "Intl", "organisation": "Org"}
ENDINGS = (" Ltd", " Limited", " CIC", " (Charity)", " CIO", " Trust")
FIRST = ("The ", "")


@dataclass(frozen=True)
class Found:
    """What was found of what there is."""

    precision: float
    recall: float
    planted: int
    right: int
    wrong: int


def read_subjects(path: Path) -> list[Subject]:
    """The charities as the catalogue would compare them, as organizations."""
    with gzip.open(path) as lines:
        return [subject_of(json.loads(line)) for line in lines]


def subject_of(record: dict[str, Any]) -> Subject:
    group = record["organization"]
    locations = [each["location"] for each in record.get("service_at_locations", [])]
    postcodes = [postcode_key(each["postal_code"]) for location in locations for each in location["addresses"]]
    numbers = [
        identifier_key(each["identifier_scheme"], each["identifier_type"], each["identifier"])
        for each in group["organization_identifiers"]
    ]
    return Subject(
        record_id=uuid.UUID(group["id"]),
        name=group["name"],
        names=(name_words(group["name"]),),
        postcodes=frozenset(filter(None, postcodes)),
        points=tuple((each["latitude"], each["longitude"]) for each in locations if "latitude" in each),
        pages=frozenset(filter(None, [web_key(group.get("website", ""))])),
        identifiers=frozenset(filter(None, numbers)),
        description=record.get("description", ""),
    )


def misspell(name: str, chance: random.Random) -> str:
    """A name with two letters of a word changed over, one left out, or one written twice."""
    places = [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]
    if not places:
        return name
    at, how = chance.choice(places), chance.randrange(3)
    if how == 0:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at + 1 :] if how == 1 else name[:at] + name[at] * 2 + name[at + 1 :]


def rename(name: str, chance: random.Random) -> str:
    """A name as somebody else writes it: up to three of the things people do to names."""
    for _ in range(chance.randint(1, 3)):
        how = chance.randrange(5)
        if how == 0:
            name = misspell(name, chance)
        elif how == 1:
            name = " ".join(SHORTER.get(word.lower(), word) for word in name.split())
        elif how == 2:
            name += chance.choice(ENDINGS)
        elif how == 3:
            name = name.removeprefix("The ") if name.startswith("The ") else f"The {name}"
        else:
            name = name.upper() if chance.random() < 0.5 else name.replace("-", " ").replace("'", "")
    return name


def plant(original: Subject, everyone: Sequence[Subject], number: int, chance: random.Random) -> Subject:
    """A copy of a record as another source would have it."""
    name = rename(original.name, chance)
    copy = replace(
        original,
        record_id=uuid.UUID(int=number),
        name=name,
        names=(name_words(name),),
        identifiers=original.identifiers if chance.random() < 0.25 else frozenset(),
        pages=original.pages if chance.random() < 0.5 else frozenset(),
        description=original.description if chance.random() < 0.3 else "",
    )
    where = chance.random()
    if where < 0.6 or not original.points:
        return copy
    if where < 0.75:
        return replace(copy, postcodes=frozenset(), points=())
    moved = chance.choice(everyone) if where > 0.97 else neighbour_of(original, everyone, chance)
    return replace(copy, postcodes=moved.postcodes, points=moved.points)


def neighbour_of(original: Subject, everyone: Sequence[Subject], chance: random.Random) -> Subject:
    """Somebody within five kilometres, whose postcode the copy moves to."""
    here = original.points[0]
    near = [each for each in everyone if each.points and haversine_m(*here, *each.points[0]) < 5_000]
    return chance.choice(near)


def is_registered_twice(one: Subject, other: Subject) -> bool:
    """Whether the registers of two countries list one charity: the data's own duplicates."""
    registers = {scheme for scheme, _ in one.identifiers}, {scheme for scheme, _ in other.identifiers}
    is_other = bool(all(registers)) and not registers[0] & registers[1]
    has_more = bool(one.sites & other.sites or one.postcodes & other.postcodes)
    return is_other and has_more


def measure_quality(everyone: Sequence[Subject], seed: int = SEED) -> tuple[Found, list[Pair]]:
    """Precision and recall with planted copies, and the pairs that are wrong."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark draws lots
    originals = chance.sample(list(everyone), PLANTED)
    copies = {plant(each, everyone, number, chance): each for number, each in enumerate(originals, 1)}
    truth = {frozenset((copy.record_id, original.record_id)) for copy, original in copies.items()}
    found = list(find_likely_pairs([*everyone, *copies]))
    right = [each for each in found if frozenset((each[0].record_id, each[1].record_id)) in truth]
    twice = [each for each in found if is_really_one(each, copies)]
    wrong = [each for each in found if each not in right and each not in twice]
    precision = (len(right) + len(twice)) / len(found)
    return Found(precision, len(right) / len(truth), len(truth), len(right), len(wrong)), wrong


def is_really_one(pair: Pair, copies: dict[Subject, Subject]) -> bool:
    """Whether a pair, or what its copies were made from, is one charity in two registers."""
    one, other = (copies.get(each, each) for each in pair[:2])
    return one is not other and is_registered_twice(one, other)


def count_namesakes(everyone: Sequence[Subject]) -> tuple[int, int, int]:
    """Real charities with names alike by their letters and two numbers of one register, so that they are two.

    Returns how many such pairs there are, how many are taken for one, and how many would be without their numbers.
    """
    names = [each.name for each in everyone]
    alike = process.cdist(names, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE_BY_LETTERS, dtype=np.uint8)
    pairs = [(everyone[one], everyone[other]) for one, other in zip(*np.nonzero(alike), strict=True) if one < other]
    two = [pair for pair in pairs if dict(pair[0].identifiers).keys() & dict(pair[1].identifiers).keys()]
    bare = [tuple(replace(each, identifiers=frozenset()) for each in pair) for pair in two]
    common = commonness(everyone)
    taken = [sum(likeness(*pair, common).score >= LIKELY for pair in some) for some in (two, bare)]
    return len(two), taken[0], taken[1]


def read_many(count: int) -> list[Subject]:
    """So many services, each with its organization: the real ones again and again, in other towns."""
    return [service_of(msgspec.json.decode(line)) for line in many_services(count)]


def service_of(record: dict[str, Any]) -> Subject:
    """A charity as the service it runs."""
    group = subject_of(record)
    return replace(
        group,
        record_id=uuid.UUID(record["id"]),
        name=record["name"],
        names=(name_words(record["name"]),),
        group_id=group.record_id,
        group=group.name,
        group_words=group.names[0],
    )


def main() -> None:
    """Print the figures, and whether they are what was promised."""
    if not FILE.exists():
        print(f"duplicates: left out, no {FILE} (set LYNCHPIN_SHARED)")
        return
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    everyone = read_subjects(FILE)
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else SEED
    quality, wrong = measure_quality(everyone, seed)
    print(
        f"{len(everyone):,} charities, {quality.planted:,} planted copies: {quality.right:,} found, {quality.wrong:,}"
        f" wrong; precision {quality.precision:.3f}, recall {quality.recall:.3f}"
    )
    if len(sys.argv) > 1:
        show(wrong)
    namesakes, taken, without_numbers = count_namesakes(everyone)
    print(
        f"{namesakes:,} pairs of real namesakes, which are two: {taken:,} taken for one,"
        f" {without_numbers:,} if their numbers were not known"
    )
    many = read_many(MANY)
    started = time.process_time()
    found = sum(1 for _ in find_likely_pairs(many))
    seconds = time.process_time() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
    print(f"{len(many):,} services compared in {seconds:.1f} s of processor, {found:,} pairs, peak {megabytes:.0f} MB")
    is_good = quality.precision >= LEAST_PRECISION and quality.recall >= LEAST_RECALL and seconds <= MOST_SECONDS
    print("as promised" if is_good else "worse than promised")


def show(wrong: list[Pair]) -> None:
    for one, other, found in sorted(wrong, key=lambda each: -each[2].score):
        kinds = ", ".join(f"{each.kind} {each.points}" for each in found.reasons if each.kind in ReasonKind)
        print(f"{found.score} {one.name} | {other.name}: {kinds}")


if __name__ == "__main__":
    main()
