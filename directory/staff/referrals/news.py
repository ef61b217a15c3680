"""Telling somebody what a group answered: a letter to print, and noting that they were told."""

import uuid
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import current_actor, requires
from directory.db import transaction
from directory.errors import NotFound
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.news import list_news, next_words, record_told, words_of
from directory.referrals.news_models import ReferralNews
from directory.staff.blueprint import bp
from directory.staff.records.records import get_onward_referral
from directory.web.pages import render_page, tell


@dataclass(frozen=True)
class NewsLetter:
    """A letter to print: to whom, what it says, and from whom."""

    name: str
    href: str
    address: list[str]
    words: str
    next_words: str
    colleague: str


def get_news(db: Session, referral: OnwardReferral, news_id: uuid.UUID) -> tuple[ReferralNews, ReferralMove]:
    """What somebody is to be told of a referral, and the step that it is about. Raises NotFound."""
    for each in list_news(db, referral):
        if each.id == news_id:
            return each, next(move for move in referral.moves if move.number == each.move_number)
    raise NotFound("There is no such news.")


@bp.post("/referrals/<reference>/news/<uuid:referral_news_id>/told")
@requires("casework.refer")
def note_person_told(reference: str, referral_news_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference, to_change=True)
        news, _ = get_news(db, referral, referral_news_id)
        is_news = record_told(db, actor, news)
    tell("Written down that they were told." if is_news else "That was written down before, or is news no more.")
    return redirect(url_for("staff.show_referral", reference=reference, _anchor="told"), 303)


@bp.get("/referrals/<reference>/news/<uuid:referral_news_id>/letter")
@requires("casework.refer")
def print_referral_news(reference: str, referral_news_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference)
        _, move = get_news(db, referral, referral_news_id)
        client = referral.client
        page = NewsLetter(
            name=client.name,
            href=url_for("staff.show_referral", reference=reference, _anchor="told"),
            address=[*(client.address or "").split("\n"), client.postcode or ""],
            words=words_of(move),
            next_words=next_words(move),
            colleague=actor.name,
        )
    return render_page("staff/print_referral_news.html", page)
