"""What was agreed, told and asked around the referrals of a client, beside the steps of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client, GivenBy, GivenHow
from directory.casework.support_sessions.models import RemindBy
from directory.outbox import OutboxMessage
from directory.referrals.around import list_around
from directory.referrals.models import GroupAgreement, OnwardReferral
from directory.referrals.news_models import ReferralNews
from directory.referrals.nudge_models import ReferralNudge
from directory.referrals.queries import list_onward_referrals
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.states import ReferralState
from directory.referrals.telling_models import ReferralTelling, ToldHow
from directory.referrals.visit_models import Company, FirstVisit
from directory.staff.clients.agreement_words import BY, HOW
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.staff.referrals.news_part import BY as TOLD_BY
from directory.staff.referrals.referral_pages import THE_GROUP
from directory.staff.referrals.referral_words import HISTORY_WORDS
from directory.staff.referrals.visit_words import COMPANY_WORDS

ASKED_AGAIN = {1: "Asked again", 2: "Asked a second time"}


@dataclass(frozen=True)
class About:
    """The referral that something is about: the name of its activity, and its page."""

    referral: OnwardReferral

    @property
    def name(self) -> str:
        return self.referral.service.name

    @property
    def href(self) -> str:
        return url_for("staff.show_referral", reference=self.referral.reference)


def list_with_groups(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    abouts = {each.id: About(each) for each in list_onward_referrals(db, actor, client)}
    found = list_around(db, client)
    for agreement in found.agreements:
        yield from agreement_entries(abouts[agreement.onward_referral_id], agreement)
    for telling in found.tellings:
        yield telling_entry(abouts[telling.onward_referral_id], telling)
    for nudge in found.nudges:
        yield nudge_entry(abouts[nudge.onward_referral_id], nudge)
    for question in found.questions:
        yield from question_entries(abouts[question.onward_referral_id], question)
    for visit in found.visits:
        if visit.came_about is not None and visit.visit_on is not None:
            yield visit_entry(abouts[visit.onward_referral_id], visit, visit.visit_on)
    for news in found.news:
        yield from news_entries(abouts[news.onward_referral_id], news, found.letters.get(news.id))


def agreement_entries(about: About, agreement: GroupAgreement) -> Iterator[TimelineEntry]:
    """That they agreed to a group, or that it is told without, and that they do not agree any more."""
    how = HOW[GivenHow(agreement.given_how)] if agreement.given_how else ""
    given_by = GivenBy(agreement.given_by) if agreement.given_by else GivenBy.THEMSELF
    by = "" if given_by is GivenBy.THEMSELF else BY[given_by]
    words = "\n".join(filter(None, (how, by, agreement.note)))
    title = "They agreed that this group is told" if how else "This group is told without their agreement"
    by_whom = agreement.recorded_by
    yield TimelineEntry(agreement.given_on, Kind.AGREEMENT, f"{title}: {about.name}", words, about.href, by_whom)
    if agreement.withdrawn_on:
        title = f"They no longer agree that this group is told: {about.name}"
        yield TimelineEntry(agreement.withdrawn_on, Kind.AGREEMENT, title, href=about.href)


def visit_entry(about: About, visit: FirstVisit, day: date) -> TimelineEntry:
    """A first visit that was planned, and what came of it; before its day it is told by the page of the referral."""
    title = "The first visit came about" if visit.came_about else "The first visit did not come about"
    who = COMPANY_WORDS[Company(visit.company)][0] if visit.company else ""
    words = f"Who went along: {who}" if who and visit.came_about else ""
    return TimelineEntry(day, Kind.REFERRAL, f"{title}: {about.name}", words, about.href, visit.recorded_by)


def telling_entry(about: About, telling: ReferralTelling) -> TimelineEntry:
    how = "by telephone" if telling.how == ToldHow.PHONE else "by a letter on paper"
    words = f"We spoke to {telling.spoke_to}" if telling.spoke_to else ""
    title = f"The group was told {how}: {about.name}"
    return TimelineEntry(telling.told_on, Kind.REFERRAL, title, words, about.href, telling.recorder.name)


def nudge_entry(about: About, nudge: ReferralNudge) -> TimelineEntry:
    title = f"{ASKED_AGAIN[nudge.number]}, as it had not answered: {about.name}"
    return TimelineEntry(nudge.nudged_on, Kind.REFERRAL, title, href=about.href, by="By itself")


def question_entries(about: About, question: ReferralQuestion) -> Iterator[TimelineEntry]:
    title = f"The group asked something: {about.name}"
    yield TimelineEntry(question.asked_at, Kind.REFERRAL, title, question.question, about.href, THE_GROUP)
    if question.answered_at:
        title, words = f"We answered the group: {about.name}", question.answer or ""
        yield TimelineEntry(question.answered_at, Kind.REFERRAL, title, words, about.href, question.answered_by)


def news_entries(about: About, news: ReferralNews, letter: OutboxMessage | None) -> Iterator[TimelineEntry]:
    """That they were told what a group answered; nothing where they were not."""
    state = next((each.to_state for each in about.referral.moves if each.number == news.move_number), None)
    told = HISTORY_WORDS[ReferralState(state)] if state else ""
    if news.told_at:
        how = f" {TOLD_BY[RemindBy(news.way)]}" if news.way and news.way != RemindBy.EMAIL else ""
        yield TimelineEntry(
            news.told_at, Kind.CONTACT, f"They were told{how}: {about.name}", told, about.href, news.told_by
        )
    elif letter is not None and letter.sent_at:
        title = f"They were told by email: {about.name}"
        yield TimelineEntry(letter.sent_at, Kind.CONTACT, title, told, about.href, "By itself")
