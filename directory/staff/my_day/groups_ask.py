"""What groups asked about somebody who is referred to them, and nobody has answered."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.clock import day_of
from directory.referrals.questions import list_asking
from directory.staff.my_day.due import DueLine, due_line


def list_group_questions(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for each in list_asking(db, actor):
        referral = each.referral
        href = url_for("staff.new_referral_answer", reference=referral.reference, referral_question_id=each.id)
        what = f"{referral.service.name} asked something before it answers"
        yield due_line(referral.client, "A group asks", what, href, day_of(each.asked_at), today)
