"""What people told us from their own page, and nobody has seen to."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.own_page.messages import list_unseen
from directory.casework.own_page.models import Told
from directory.clock import day_of
from directory.staff.my_day.due import DueLine, due_line

WHAT = {
    Told.CORRECTION: "They told us that something is wrong",
    Told.COPY: "They want a copy of everything we hold. By law they have it within one month",
    Told.WITHDRAWAL: "They no longer agree to something",
    Told.GROUP: "They no longer agree that a group is told about them",
    Told.STOP: "They want no more support",
}
# A week leaves time for what turns out to be long: the law gives a month (UK GDPR, article 12).
TIME_FOR_A_COPY = timedelta(days=7)


def list_told(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for each in list_unseen(db, actor):
        kind, told_on = Told(each.kind), day_of(each.told_at)
        due_on = told_on + TIME_FOR_A_COPY if kind is Told.COPY else told_on
        href = url_for("staff.show_agreements", reference=each.client.reference, _anchor="own-page")
        yield due_line(each.client, "On their own page", WHAT[kind], href, due_on, today)
