"""What is missing most, in plain sentences: for who decides what is paid for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import url_for

from directory.reporting.quarters import Quarter
from directory.reporting.unmet_needs import UnmetLine
from directory.staff.gaps.missing_words import KIND_WORDS, area_words, quarter_words
from directory.web.components import ListLink

MOST_NEEDS, MOST_AREAS = 20, 3


@dataclass(frozen=True)
class MissingNeed:
    """A need with how often it was not met, and where most often."""

    need: str
    sentence: str
    areas: Sequence[str]


@dataclass(frozen=True)
class MissingPage:
    """What is missing most in a quarter. `is_any` says whether anything is counted there, told or not."""

    when: str
    quarters: Sequence[ListLink]
    needs: Sequence[MissingNeed]
    is_any: bool
    table_href: str


def build_missing_page(quarter: Quarter, quarters: Sequence[Quarter], lines: Sequence[UnmetLine]) -> MissingPage:
    needs = [list(theirs) for _, theirs in groupby(lines, key=lambda each: each.code)]
    most = [theirs for theirs in needs if theirs[0].most][:MOST_NEEDS]
    return MissingPage(
        when=quarter_words(quarter),
        quarters=quarter_links("staff.show_missing", quarter, quarters),
        needs=[missing_need(everywhere, areas) for everywhere, *areas in most],
        is_any=bool(lines),
        table_href=url_for("staff.show_missing_table", quarter=quarter.code),
    )


def quarter_links(endpoint: str, shown: Quarter, quarters: Iterable[Quarter]) -> list[ListLink]:
    return [ListLink(quarter_words(each), url_for(endpoint, quarter=each.code), each == shown) for each in quarters]


def missing_need(everywhere: UnmetLine, areas: Sequence[UnmetLine]) -> MissingNeed:
    worst = sorted((each for each in areas if each.most), key=lambda each: -each.most)[:MOST_AREAS]
    return MissingNeed(
        need=everywhere.need,
        sentence=f"{said_of(everywhere)}.",
        areas=[f"{area_words(each.area)}: {said_of(each)}." for each in worst],
    )


def said_of(line: UnmetLine) -> str:
    """What may be told of a line: "34 searches found nothing, 9 people found no room"."""
    counts = ((KIND_WORDS[kind].said, line.count_of(kind).whole) for kind in KIND_WORDS)
    return ", ".join(f"{count:,} {said}" for said, count in counts if isinstance(count, int) and count)
