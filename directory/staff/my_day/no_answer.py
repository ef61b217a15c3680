"""Referrals that no group answered, once they are for the coordinator to see to."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.referrals.nudging import list_given_back
from directory.staff.my_day.due import DueLine, due_line

RING = "{activity} is not told by email. Ring them, or print the letter, and write it down"
GIVEN_BACK = "{activity} has not answered. Ring them, or find something else together"


def list_no_answer(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for each in list_given_back(db, actor):
        words = RING if each.is_by_phone else GIVEN_BACK
        what = words.format(activity=each.referral.service.name)
        href = url_for("staff.show_referral", reference=each.referral.reference)
        yield due_line(each.referral.client, "No answer", what, href, each.due_on, today)
