"""Places somebody was told of, and that they needed more than this service."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.triage.kinds import NoticeAbout
from directory.casework.triage.passing_on import list_passed_on
from directory.casework.triage.telling import list_notices
from directory.referrals.signposts.models import SignpostAnswer
from directory.referrals.signposts.signposting import list_signposts
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.staff.triage.person_page import ABOUT_WORDS, OFFERED, passed_on_moment
from directory.staff.triage.signpost_forms import ANSWER_WORDS
from directory.web.words import uk_short_date


def list_signposted(db: Session, _actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    href = url_for("staff.show_support", reference=client.reference)
    for each in list_signposts(db, client):
        title = f"Told of {each.where_to}, which is no referral"
        said = "" if each.answer == OFFERED else ANSWER_WORDS[SignpostAnswer(each.answer)]
        words = ". ".join(filter(None, (each.reason, said)))
        yield TimelineEntry(each.recorded_at, Kind.REFERRAL, title, words, href, each.told_by)


def list_needing_more(db: Session, _actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    href = url_for("staff.show_support", reference=client.reference)
    for each in list_passed_on(db, client):
        moment = passed_on_moment(each, {})
        words = f"{moment.detail}\nWhat comes next, by {uk_short_date(each.next_step_on)}: {each.next_step}"
        title = f"Needs more than this service: {moment.what}"
        yield TimelineEntry(each.decided_at, Kind.CASE, title, words, href, each.decided_by)
    for notice in list_notices(db, client):
        if notice.told_at is not None:
            title = f"Told whoever referred them: {ABOUT_WORDS[NoticeAbout(notice.about)]}"
            yield TimelineEntry(notice.told_at, Kind.TOLD, title, "", href, notice.told_by)
