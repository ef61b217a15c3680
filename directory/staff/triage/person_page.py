"""Whom a page of triage is about: somebody who asked, or a client; and what was done for them so far."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.queries import names_of_users
from directory.casework.models import Client
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.triage.kinds import NoticeAbout, ToldWay, TookOver, WhereTo
from directory.casework.triage.models import NeedsMore, ReferrerNotice
from directory.casework.triage.passing_on import list_passed_on
from directory.casework.triage.telling import list_notices
from directory.referrals.signposts.models import Signpost, SignpostAnswer
from directory.referrals.signposts.signposting import list_signposts
from directory.staff.triage.signpost_forms import ANSWER_WORDS
from directory.web.components import Moment
from directory.web.words import uk_short_date

WHERE_WORDS = {
    WhereTo.CRISIS: "A crisis service",
    WhereTo.GP: "Their GP",
    WhereTo.SOCIAL_CARE: "Adult social care",
    WhereTo.MENTAL_HEALTH: "A mental health service",
    WhereTo.OTHER: "Somewhere else",
}
TOOK_OVER_WORDS = {
    TookOver.YES: "They have taken them over",
    TookOver.NO: "They have not taken them over",
    TookOver.NOT_YET: "It is not known yet whether they take them over",
}
TOLD_WORDS = {
    ToldWay.EMAIL: "by email",
    ToldWay.PAPER: "on paper",
    ToldWay.BY_HAND: "by hand into their system",
    ToldWay.PHONE: "on the telephone",
}
OFFERED = SignpostAnswer.OFFERED
ABOUT_WORDS = {
    NoticeAbout.NEEDS_MORE: "they need more than our service",
    NoticeAbout.NOT_REACHED: "nobody reached them",
    NoticeAbout.NOT_TAKEN_ON: "they are not taken on",
}


@dataclass(frozen=True)
class PersonPage:
    """A page about one person: who, where it is saved, and where one goes back to."""

    name: str
    reference: str
    save_href: str
    back_href: str
    is_client: bool


def of_referral(referral: Referral, save: str) -> PersonPage:
    back = url_for("staff.show_referral_in", reference=referral.reference)
    href = url_for(f"staff.{save}", reference=referral.reference)
    return PersonPage(referral.name, referral.reference, href, back, is_client=False)


def of_client(client: Client, save: str) -> PersonPage:
    back = url_for("staff.show_support", reference=client.reference)
    href = url_for(f"staff.{save}", reference=client.reference)
    return PersonPage(client.name, client.reference, href, back, is_client=True)


def back_href(about: tuple[bool, str]) -> str:
    """The page of a client, or of who asked, by their reference."""
    is_client, reference = about
    return url_for("staff.show_support" if is_client else "staff.show_referral_in", reference=reference)


@dataclass(frozen=True)
class StepLine:
    """A next step that was agreed when somebody needed more, the button that says it is done, and the page that asks
    whether they were taken over while that is not known.
    """

    what: str
    due: str
    done: str
    done_href: str
    ask_href: str


@dataclass(frozen=True)
class TakenOverPage:
    """Whether somebody was taken over: where they were helped on to, what was written down, and whether it is known."""

    name: str
    told: str
    known: str
    save_href: str
    back_href: str


def taken_over_page(needs: NeedsMore, name: str, back: str) -> TakenOverPage:
    where = needs.where_words or WHERE_WORDS[WhereTo(needs.where_to)]
    told = f"They were helped on to: {where}, {uk_short_date(needs.decided_at)}."
    if needs.done_by:
        told = f"{told} What came next is done since {uk_short_date(needs.done_on)}: {needs.next_step}"
    else:
        told = f"{told} What comes next, by {uk_short_date(needs.next_step_on)}: {needs.next_step}"
    answer = TookOver(needs.took_over)
    known = "" if answer is TookOver.NOT_YET else f"{TOOK_OVER_WORDS[answer]}."
    return TakenOverPage(name, told, known, url_for("staff.save_taken_over", step_id=needs.id), back)


@dataclass(frozen=True)
class TellLine:
    """That whoever referred somebody is told of something, and the page where it is written and sent."""

    what: str
    state: str
    href: str
    is_told: bool


@dataclass(frozen=True)
class SignpostLine:
    """A place somebody was told of, with where to write down what they say of it now, and which answers there are."""

    moment: Moment
    where: str
    answer_href: str = ""
    answers: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class DonePart:
    """What was done for somebody beside support: places they were told of, more than this service, who was told."""

    signposts: Sequence[SignpostLine]
    passed_on: Sequence[tuple[Moment, StepLine]]
    told: Sequence[TellLine]


def done_part(db: Session, person: Referral | Client) -> DonePart:
    signposts, passed_on, notices = list_signposts(db, person), list_passed_on(db, person), list_notices(db, person)
    people = {each.told_by for each in signposts} | {each.decided_by for each in passed_on}
    people |= {each.told_by for each in notices if each.told_by} | {each.done_by for each in passed_on if each.done_by}
    names = names_of_users(db, people)
    return DonePart(
        [signpost_line(each, person, names) for each in signposts],
        [(passed_on_moment(each, names), step_line(each, names)) for each in passed_on],
        [tell_line(each, names) for each in notices],
    )


def signpost_line(told: Signpost, person: Referral | Client, names: Mapping[uuid.UUID, str]) -> SignpostLine:
    moment = signpost_moment(told, names)
    if not isinstance(person, Client):
        return SignpostLine(moment, told.where_to)
    href = url_for("staff.save_signpost_answer", reference=person.reference, signpost_id=told.id)
    others = [(each.value, words) for each, words in ANSWER_WORDS.items() if each not in (told.answer, OFFERED)]
    return SignpostLine(moment, told.where_to, href, others)


def signpost_moment(told: Signpost, names: Mapping[uuid.UUID, str]) -> Moment:
    spite = f"There may have been no room: {told.in_spite}" if told.room_warning else ""
    said = "" if told.answer == OFFERED else ANSWER_WORDS[SignpostAnswer(told.answer)]
    detail = ". ".join(filter(None, (told.reason, said, spite)))
    return Moment(uk_short_date(told.told_on), told.where_to, detail, names.get(told.told_by, ""))


def passed_on_moment(needs: NeedsMore, names: Mapping[uuid.UUID, str]) -> Moment:
    where = needs.where_words or WHERE_WORDS[WhereTo(needs.where_to)]
    spoke = f" We spoke to {needs.spoke_to} on {uk_short_date(needs.spoke_on)}." if needs.spoke_on else ""
    detail = f"{needs.why}.{spoke} {TOOK_OVER_WORDS[TookOver(needs.took_over)]}."
    return Moment(uk_short_date(needs.decided_at), where, detail, f"Decided by {names.get(needs.decided_by, '')}")


def step_line(needs: NeedsMore, names: Mapping[uuid.UUID, str]) -> StepLine:
    done = f"Done by {names.get(needs.done_by, 'a colleague')}, {uk_short_date(needs.done_on)}" if needs.done_by else ""
    href = url_for("staff.save_next_step", step_id=needs.id)
    asks = needs.took_over == TookOver.NOT_YET
    ask_href = url_for("staff.edit_taken_over", step_id=needs.id) if asks else ""
    return StepLine(needs.next_step, uk_short_date(needs.next_step_on), done, href, ask_href)


def tell_line(notice: ReferrerNotice, names: Mapping[uuid.UUID, str]) -> TellLine:
    who = "They themselves" if notice.is_to_person else "Whoever referred them"
    what = f"{who}: {ABOUT_WORDS[NoticeAbout(notice.about)]}"
    href = url_for("staff.show_short_message", notice_id=notice.id)
    if notice.told_at is None:
        return TellLine(what, f"To be told by {uk_short_date(notice.due_on)}", href, is_told=False)
    return TellLine(what, told_words(notice, names.get(notice.told_by or notice.id, "")), href, is_told=True)


def told_words(notice: ReferrerNotice, by: str) -> str:
    """How and when whoever referred somebody was told, and by whom."""
    if notice.is_letter:
        how = "A letter names nobody and is sent"
    else:
        how = f"Told {TOLD_WORDS[ToldWay(notice.told_way)]}" if notice.told_way else "Told"
    return f"{how}, {uk_short_date(notice.told_at)}, {by}"
