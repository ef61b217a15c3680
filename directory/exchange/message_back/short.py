"""The short message to whoever referred somebody who was not reached, or whom nobody took on.

Without the agreement of the person it says how it stands, and nothing of them that its reader did not tell us: not even
why, unless the reason is the team's and not the person's. What is asked of the reader stands first.
"""

from datetime import date

from sqlalchemy.orm import Session

from directory.casework.message_back.content import ACTIONS, CodedConcept, Content, Section
from directory.casework.models import Client, Purpose
from directory.casework.nhs_numbers import spaced
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralInState
from directory.casework.referrals_in.told_status import ToldReason, told_reason
from directory.casework.rules import has_consent
from directory.casework.triage.attempts import list_attempts
from directory.casework.triage.kinds import IN_VAIN, ContactResult, NoticeAbout, TellGround
from directory.casework.triage.models import ReferrerNotice
from directory.casework.triage.passing_on import list_passed_on
from directory.clock import day_of, today
from directory.exchange.message_back.assembling import SIGNPOSTED, day_words, words_of_codes
from directory.exchange.message_back.codes import DECLINED, OFFERED_TERM
from directory.referrals.signposts.models import SignpostAnswer
from directory.referrals.signposts.signposting import list_signposts

TITLE = "Social prescribing: short message to the referrer"
OUTCOME = {
    NoticeAbout.NOT_REACHED: "We could not reach them, and have stopped trying. They can ask us again at any time.",
    NoticeAbout.NEEDS_MORE: "They are not supported by our service alone.",
    NoticeAbout.NOT_TAKEN_ON: "They are not supported by our service.",
}
# The team's reasons, with which its reader can turn elsewhere.
TEAM_REASONS = {
    ToldReason.OUT_OF_AREA: "They live outside the area of our service.",
    ToldReason.NOT_ELIGIBLE: "Our service is not meant for what was asked.",
    ToldReason.NO_ROOM: "We have no room at the moment.",
}
OWN_REASONS = {
    DeclineReason.DOES_NOT_WANT: "They do not want social prescribing now.",
    DeclineReason.HELPED_ELSEWHERE: "They have found help elsewhere.",
}


def may_tell_more(db: Session, referral: Referral, notice: ReferrerNotice) -> bool:
    """Whether the person agreed that more is told than how it stands: of a client as they agree today."""
    if notice.client_id is not None:
        return agreed_day(db.get_one(Client, notice.client_id)) is not None
    return notice.agreed_on is not None or (notice.about == NoticeAbout.NEEDS_MORE and was_agreed(db, referral))


def agreed_day(client: Client) -> date | None:
    """The day on which a client agreed that their practice and referrer are told; None where they do not today."""
    if not has_consent(client.consents, Purpose.FEEDBACK, today()):
        return None
    return max(each.given_on for each in client.consents if each.purpose == Purpose.FEEDBACK)


def was_agreed(db: Session, referral: Referral) -> bool:
    return any(each.tell_ground == TellGround.AGREED for each in list_passed_on(db, referral))


def assemble_short(db: Session, referral: Referral, notice: ReferrerNotice, offered_code: str) -> Content:
    """The short message as it stands. The caller looked the person up, and so recorded that."""
    is_more = may_tell_more(db, referral, notice)
    codes = short_codes(referral, offered_code) if is_more else []
    return Content(
        title=TITLE,
        facts=facts_told(referral),
        sections=(
            Section(ACTIONS, "Actions requested", notice.actions or ""),
            Section("outcome", "How it stands", "\n".join(outcome_lines(db, referral, notice))),
            Section("why", "What they said", own_reason(referral) if is_more else "", is_more),
            Section("signposts", "Places they were told of", "\n".join(place_lines(db, referral, notice)), is_more),
            Section("onward", "Who helps them now", "\n".join(onward_lines(db, referral, notice)), is_more),
            Section("codes", "Codes for the record (SNOMED CT)", words_of_codes(codes), is_more),
            Section("more", "Anything else", (notice.more or "") if is_more else "", is_more),
        ),
        codes=tuple(codes),
    )


def facts_told(referral: Referral) -> tuple[tuple[str, str], ...]:
    """Whose message it is, by what its reader told us of them."""
    known = (
        ("Name", referral.name),
        ("Date of birth", day_words(referral.born_on) if referral.born_on else ""),
        ("NHS number", spaced(referral.nhs_number) if referral.nhs_number else ""),
        ("Postcode", referral.postcode or ""),
        ("Referred to us on", day_words(referral.referred_on or day_of(referral.made_at))),
        ("Our reference", referral.reference),
    )
    return tuple((name, value) for name, value in known if value)


def outcome_lines(db: Session, referral: Referral, notice: ReferrerNotice) -> list[str]:
    """How it stands: a word on what the team did, and its own reason."""
    about = NoticeAbout(notice.about)
    lines = [OUTCOME[about]]
    if about is NoticeAbout.NOT_REACHED:
        person = db.get_one(Client, notice.client_id) if notice.client_id else referral
        tries = [each for each in list_attempts(db, person) if ContactResult(each.result) in IN_VAIN]
        if tries:
            last = max(each.tried_on for each in tries)
            lines.append(f"Tries without an answer: {len(tries)}, the last on {day_words(last)}.")
    reason = told_reason(referral.decline_reason)
    if reason is not None:
        lines.append(TEAM_REASONS[reason])
    return lines


def own_reason(referral: Referral) -> str:
    """Why, where it is for the person to tell."""
    return OWN_REASONS.get(DeclineReason(referral.decline_reason), "") if referral.decline_reason else ""


def place_lines(db: Session, referral: Referral, notice: ReferrerNotice) -> list[str]:
    person = db.get_one(Client, notice.client_id) if notice.client_id else referral
    places = sorted(list_signposts(db, person), key=lambda each: each.recorded_at)
    return [f"{each.where_to}: {SIGNPOSTED[SignpostAnswer(each.answer)]}" for each in places]


def onward_lines(db: Session, referral: Referral, notice: ReferrerNotice) -> list[str]:
    """Whom they were helped on to who can give more, and what comes next."""
    person = db.get_one(Client, notice.client_id) if notice.client_id else referral
    lines = []
    for each in list_passed_on(db, person):
        lines.append(f"Helped on to: {each.where_words or each.where_to}")
        lines.append(f"What comes next, by {day_words(each.next_step_on)}: {each.next_step}")
    return lines


def short_codes(referral: Referral, offered_code: str) -> list[CodedConcept]:
    """What the practice may record: offered, and declined by who did not want it; of who was not reached nothing."""
    offered = [CodedConcept(offered_code, OFFERED_TERM)] if offered_code else []
    if referral.decline_reason == DeclineReason.DOES_NOT_WANT:
        return [*offered, DECLINED]
    return offered if referral.state == ReferralInState.SIGNPOSTED else []
