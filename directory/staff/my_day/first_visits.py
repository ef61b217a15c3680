"""First visits to groups: those of these days, those to write down, and transport to arrange."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.matching.sentences import lower_first
from directory.referrals.visit_models import SUPPORTED_BY, Company, FirstVisit, Transport
from directory.referrals.visits import list_first_visits
from directory.staff.my_day.due import DueLine, due_line
from directory.staff.referrals.visit_words import TRANSPORT_WORDS, visit_href

KIND = "First visit"


def list_visits(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for each in list_first_visits(db, actor):
        referral, href = each.referral, visit_href(each.referral)
        if each.needs_transport:
            how = lower_first(TRANSPORT_WORDS[Transport(each.transport)][0]) if each.transport else ""
            what = f"Arrange how they get to {referral.service.name}: {how}"
            # Without a day it is to be seen to now.
            yield due_line(referral.client, KIND, what, href, min(each.visit_on or today, today), today)
        if each.visit_on is not None and each.came_about is None:
            page = url_for("staff.show_referral", reference=referral.reference, _anchor="visit")
            is_over = each.visit_on < today
            yield due_line(
                referral.client,
                KIND,
                visit_line(each, is_over=is_over),
                href if is_over else page,
                each.visit_on,
                today,
            )


def visit_line(visit: FirstVisit, *, is_over: bool) -> str:
    """What is to be done about a visit."""
    activity = visit.referral.service.name
    if is_over:
        return f"Write down whether the first visit to {activity} came about"
    if visit.company == Company.COORDINATOR:
        return f"Go along to {activity}"
    return f"They go to {activity}, with company" if visit.company in SUPPORTED_BY else f"They go to {activity}"
