"""What groups answered by their links: what is to be done now, and what is good to know."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.referrals.group_answers import GroupAnswer, list_group_answers
from directory.referrals.states import ReferralState
from directory.staff.my_day.due import DueLine, due_line
from directory.staff.referrals.visit_words import visit_href
from directory.web.words import uk_short_date

S = ReferralState
KIND = "A group answered"
WORDS = {
    S.ACCEPTED: "{activity} has room: plan the first visit",
    S.DECLINED: "{activity} said no: find something else",
    S.NOT_ATTENDED: "{activity} says that they did not come: talk with them",
    S.WAITING: "{activity} has them on its waiting list since {day}",
    S.ATTENDED: "{activity} says that they came for the first time, on {day}",
    S.GOING: "{activity} says that they still come, on {day}",
    S.ENDED: "{activity} says that they stopped coming, on {day}",
}
# The group expects them: soon is soon enough.
TIME_TO_PLAN = timedelta(days=7)


def list_answers_in(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for each in list_group_answers(db, actor, today):
        referral = each.referral
        what = WORDS[each.state].format(activity=referral.service.name, day=uk_short_date(each.stands_since))
        is_yes = each.state is S.ACCEPTED
        href = visit_href(referral) if is_yes else url_for("staff.show_referral", reference=referral.reference)
        yield due_line(referral.client, KIND, what, href, due_on(each, today), today)


def due_on(answer: GroupAnswer, today: date) -> date:
    """By when something is to be done. What is only to be known is never late."""
    if not answer.is_to_go_on:
        return today
    return answer.said_on + TIME_TO_PLAN if answer.state is S.ACCEPTED else answer.said_on
