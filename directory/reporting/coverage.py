"""Coverage: what there is to go to for each need in each area, beside how often people looked for it.

What there is is public and told as it is; how often it was looked for is told as all such counts are. Searches that
found something and those that found nothing are told apart and never together: beside the one, their sum would tell a
small number of the other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Subquery, exists, func, select
from sqlalchemy.orm import Session, aliased

from directory.catalogue.districts import districts_of_services, tidy_area
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.catalogue.publishing import is_on
from directory.catalogue.vocabulary import taxonomy_id
from directory.champions.search_counts import names_of
from directory.reporting.protecting import Told, ToldTree, protect_tree
from directory.reporting.quarters import Quarter
from directory.reporting.unmet_needs import EVERYWHERE, unknown_in
from directory.reporting.unmet_sources import FOR_WHAT, count_searches

NO_SEARCH = ToldTree(0, {})


@dataclass(frozen=True)
class CoverageLine:
    """A need in an area, or `EVERYWHERE`: how many live activities there are for it, and what searches for it came to.

    An activity counts in each area where it happens; the area is empty for what is at no place that is told.
    """

    code: str
    need: str
    area: str | None
    live: int
    found: Told
    not_found: Told

    @property
    def looked_for(self) -> int:
        """How many searches may be told, for putting lines in order: what is hidden moves no line."""
        return sum(each.whole for each in (self.found, self.not_found) if isinstance(each.whole, int))


def read_coverage(db: Session, quarter: Quarter) -> list[CoverageLine]:
    """Each need and interest that is a need, is offered or was looked for, with its areas: by name, then by area."""
    everywhere, by_area = count_live(db), count_live_by_area(db)
    found = trees_of(count_searches(db, quarter, is_found=True))
    not_found = trees_of(count_searches(db, quarter, is_found=False))
    codes = {*everywhere, *found, *not_found, *list_need_codes(db)}
    names = names_of(db, codes)
    lines: list[CoverageLine] = []
    for code in sorted(codes, key=lambda each: (names.get(each, each), each)):
        trees = found.get(code, NO_SEARCH), not_found.get(code, NO_SEARCH)
        need, live = names.get(code, code), by_area.get(code, Counter())
        lines.append(
            CoverageLine(code, need, EVERYWHERE, everywhere.get(code, 0), *(Told(each.whole) for each in trees))
        )
        for area in sorted({*live, *trees[0].areas, *trees[1].areas}):
            told = (each.areas.get(area, unknown_in(each)) for each in trees)
            lines.append(CoverageLine(code, need, area, live.get(area, 0), *told))
    return lines


def count_live(db: Session) -> dict[str, int]:
    """How many live activities are for each need or interest, by its code."""
    offers = live_offers()
    counted = select(offers.c.code, func.count()).group_by(offers.c.code)
    return {code: number for code, number in db.execute(counted)}


def count_live_by_area(db: Session) -> Mapping[str, Counter[str]]:
    """The same by area, for each code."""
    offers, districts = live_offers(), districts_of_services().subquery()
    area = func.coalesce(districts.c.area, "")
    rows = db.execute(
        select(offers.c.code, area, func.count())
        .outerjoin(districts, districts.c.service_id == offers.c.service_id)
        .group_by(offers.c.code, area)
    )
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code, district, number in rows:
        counted[code][tidy_area(district)] += number
    return counted


def live_offers(link_types: Sequence[str] = FOR_WHAT) -> Subquery:
    """Each live activity once for each thing it is for; only for needs, or for interests, if that is asked."""
    return (
        select(Attribute.link_id.label("service_id"), TaxonomyTerm.code.label("code"))
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .join(Service, Service.id == Attribute.link_id)
        .where(
            is_on(),
            Attribute.link_entity == "service",
            Attribute.link_type.in_(link_types),
            TaxonomyTerm.code.is_not(None),
        )
        .distinct()
        .subquery()
    )


def trees_of(counted: Mapping[tuple[str, str, date], int]) -> dict[str, ToldTree]:
    raw: defaultdict[str, defaultdict[str, dict[date, int]]] = defaultdict(lambda: defaultdict(dict))
    for (code, area, month), number in counted.items():
        raw[code][area][month] = number
    return {code: protect_tree(areas) for code, areas in raw.items()}


def list_need_codes(db: Session) -> Iterable[str]:
    """All needs of our vocabulary: one that nothing is for is what this is about.

    Those that only gather others are left out: activities are listed for the narrower ones.
    """
    narrower = aliased(TaxonomyTerm)
    gathers = exists().where(narrower.parent_id == TaxonomyTerm.id)
    needs = select(TaxonomyTerm.code).where(TaxonomyTerm.taxonomy_id == taxonomy_id("needs"), ~gathers)
    return [code for code in db.scalars(needs) if code]
