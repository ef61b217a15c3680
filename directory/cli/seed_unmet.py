"""What people of the fictional town looked for and did not get, counted in the last quarter that is over."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from directory.casework.match_counts import UnmetMatchCount
from directory.champions.search_counts import Sought, add_counts
from directory.cli.town import Record, Town
from directory.matching.unmet import UnmetBy
from directory.reporting.quarters import list_told_quarters


def load_unmet(db: Session, town: Town, scheme_id: uuid.UUID) -> None:
    told, months = town.unmet(), list_told_quarters(town.today)[0].months
    add_counts(db, Counter(dict(searches_of(told["search"], months))), town.today)
    for row in told["match"]:
        db.add_all(
            UnmetMatchCount(
                scheme_id=scheme_id,
                month_on=month,
                unmet_by=UnmetBy(row["by"]).value,
                code=row["code"],
                area=row["area"],
                people=people,
            )
            for month, people in zip(months, row["people"], strict=True)
            if people
        )


def searches_of(rows: list[Record], months: tuple[date, ...]) -> Iterator[tuple[Sought, int]]:
    """The searches of each month, as of its first whole week."""
    for row in rows:
        for is_found, name in ((True, "found"), (False, "not_found")):
            for month, searches in zip(months, row[name], strict=True):
                if searches:
                    yield Sought(first_monday(month), row["code"], row["area"], is_found), searches


def first_monday(month: date) -> date:
    return month + timedelta(days=-month.weekday() % 7)
