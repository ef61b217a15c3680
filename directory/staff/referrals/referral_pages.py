"""What the pages about referrals that were made show."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import GivenBy, GivenHow
from directory.catalogue.models.services import Service
from directory.champions.noting.notes import told, told_of_kind
from directory.links.models import SignedLink
from directory.outbox import OutboxMessage
from directory.referrals.agreeing import find_agreement, may_be_told_of
from directory.referrals.endings import ending_of
from directory.referrals.heeded_models import HeededNote
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.policy import may_take_back
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.room import RoomWarning
from directory.referrals.states import MOVES, TOLD_TO_PROVIDER, Reason, ReferralState
from directory.referrals.tell_by import TellBy
from directory.referrals.telling_models import ReferralTelling
from directory.referrals.told_parts import ToldPart
from directory.referrals.warnings import warning_words
from directory.staff.clients.agreement_words import BY, HOW
from directory.staff.referrals.answer_part import AnswerPart
from directory.staff.referrals.chain_part import ChainLine, chain_lines
from directory.staff.referrals.news_part import NewsLine
from directory.staff.referrals.provider_contact import ProviderContact, contact_made, link_words, telling_words
from directory.staff.referrals.referral_forms import MOVE_WORDS, PART_WORDS, REASON_WORDS, MoveForm
from directory.staff.referrals.referral_words import (
    ENDING_WORDS,
    HISTORY_WORDS,
    UNTOLD_STATES,
    UNTOLD_WORDS,
    WARNED,
)
from directory.web.components import Fact, Moment
from directory.web.forms import new_submission_key
from directory.web.words import counted, uk_date, uk_short_date

THE_GROUP = "The group, by its link"


@dataclass(frozen=True)
class ReferralRow:
    """A referral in a list. `to_tell` says who tells a group that knows nothing yet."""

    href: str
    activity: str
    organisation: str
    client_name: str
    client_href: str
    state: str
    to_tell: str
    since: str
    days: str
    maker: str


@dataclass(frozen=True)
class ReferralList:
    """The referrals of a scheme: those that are open, or all."""

    rows: Sequence[ReferralRow]
    is_all: bool


@dataclass(frozen=True)
class AskedPart:
    """A question of the group, when it asked, and who answered what; `href` leads to the form for the answer."""

    question: str
    asked: str
    answer: str
    answered: str
    href: str


@dataclass(frozen=True)
class ReferralPage:
    """Everything the page of a referral shows. `shown_state` says what is to be done before its group knows of it."""

    activity: str
    reference: str
    client: str
    client_name: str
    state: str
    shown_state: str
    facts: Sequence[Fact]
    warnings: Sequence[str]
    reasons: Sequence[str]
    message: str
    contact: ProviderContact
    link: str
    may_write: bool
    history: Sequence[Moment]
    may_move: bool
    may_take_back: bool
    asked: Sequence[AskedPart] = ()
    agrees: bool | None = None
    told: Sequence[str] = ()
    chain: Sequence[ChainLine] = ()
    may_send_on: bool = False
    news: Sequence[NewsLine] = ()
    visit: Sequence[Fact] = ()
    may_be_told: bool = True
    to_tell: str = ""
    answer: AnswerPart | None = None

    @property
    def has_question(self) -> bool:
        """Whether the group waits for an answer."""
        return any(not each.answer for each in self.asked)


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else wrote down while a page was open, and what its reader wanted to write down."""

    news: Sequence[Moment]
    wanted: Sequence[Fact]


def referral_rows(
    referrals: Iterable[OnwardReferral], untold: Mapping[uuid.UUID, TellBy], today: date
) -> list[ReferralRow]:
    return [referral_row(each, untold.get(each.id), today) for each in referrals]


def referral_row(referral: OnwardReferral, untold: TellBy | None, today: date) -> ReferralRow:
    return ReferralRow(
        href=url_for("staff.show_referral", reference=referral.reference),
        activity=referral.service.name,
        organisation=referral.service.organization.name,
        client_name=referral.client.listed_name,
        client_href=url_for("staff.show_client", reference=referral.client.reference),
        state=UNTOLD_STATES[untold] if untold else referral.state,
        to_tell=f"by {referral.client.coordinator.name}" if untold else "",
        since=uk_short_date(referral.state_on),
        days=counted((today - referral.state_on).days, "day") if referral.state_on < today else "today",
        maker=referral.maker.name,
    )


def stands(referral: OnwardReferral) -> bool | None:
    """Whether they agree that this group is told; None where they were never asked about it by itself."""
    agreement = find_agreement(referral)
    return None if agreement is None else agreement.withdrawn_on is None


def asked_parts(referral: OnwardReferral, questions: Iterable[ReferralQuestion]) -> list[AskedPart]:
    """What the group asked, and what it was told."""
    return [
        AskedPart(
            question=each.question,
            asked=uk_short_date(each.asked_at),
            answer=each.answer or "",
            answered=f"{each.answerer.name}, {uk_short_date(each.answered_at)}"
            if each.answerer and each.answered_at
            else "",
            href=url_for("staff.new_referral_answer", reference=referral.reference, referral_question_id=each.id),
        )
        for each in questions
    ]


def referral_page(
    actor: Actor,
    referral: OnwardReferral,
    service: Service,
    message: OutboxMessage | None,
    link: SignedLink | None,
    questions: Iterable[ReferralQuestion] = (),
    tellings: Iterable[ReferralTelling] = (),
    chain: Sequence[OnwardReferral] = (),
    untold: TellBy | None = None,
    *,
    may_send_on: bool = False,
) -> ReferralPage:
    """The page of one referral, with the letter that told the provider. `service` comes with its telephone numbers."""
    may_move = actor.may("casework.refer") and bool(MOVES[ReferralState(referral.state)])
    return ReferralPage(
        activity=service.name,
        reference=referral.reference,
        client=referral.client.reference,
        client_name=referral.client.name,
        state=referral.state,
        shown_state=UNTOLD_STATES[untold] if untold else referral.state,
        facts=referral_facts(referral, service),
        warnings=warning_words(referral.warned_of),
        reasons=json.loads(referral.match_reasons or "[]"),
        message=referral.message or "",
        contact=contact_made(referral, message, service),
        link=link_words(link),
        may_write=may_move and referral.state in TOLD_TO_PROVIDER,
        history=history_of(referral),
        may_move=may_move,
        may_take_back=len(referral.standing_moves) > 1 and may_take_back(actor, referral.standing_moves[-1]),
        asked=asked_parts(referral, questions),
        agrees=stands(referral),
        told=[telling_words(each) for each in tellings],
        chain=chain_lines(chain, referral),
        may_send_on=may_send_on,
        to_tell=UNTOLD_WORDS[untold].format(name=referral.client.coordinator.name) if untold else "",
    )


def referral_facts(referral: OnwardReferral, service: Service) -> list[Fact]:
    client_href = url_for("staff.show_client", reference=referral.client.reference)
    activity_href = url_for("public.show_activity", service_id=service.id)
    return [
        Fact("Client", referral.client.name, client_href, "See"),
        Fact("Activity", f"{service.name}, {service.organization.name}", activity_href, "See"),
        Fact("Since", uk_date(referral.state_on)),
        Fact("Made by", f"{referral.maker.name}, {uk_short_date(referral.made_at)}"),
        *agreement_facts(referral),
        *ending_facts(referral),
        *in_spite_facts(referral),
    ]


def agreement_facts(referral: OnwardReferral) -> list[Fact]:
    """What they agreed to for this group, or on what ground it is told without; nothing where they were not asked."""
    agreement = find_agreement(referral)
    if agreement is None:
        return []
    if agreement.withdrawn_on is not None:
        return [Fact("This group is told", f"No: they do not agree any more since {uk_date(agreement.withdrawn_on)}")]
    if agreement.given_how is None or agreement.given_by is None:
        return [
            Fact("This group is told", f"Without their agreement, as written down on {uk_date(agreement.given_on)}")
        ]
    if not may_be_told_of(referral, clock.today()):
        return [Fact("This group is told", "Nothing more: they do not agree to being referred any more")]
    how, by = HOW[GivenHow(agreement.given_how)], BY[GivenBy(agreement.given_by)]
    told = ", ".join(PART_WORDS[each].lower() for each in ToldPart if each in agreement.told_parts)
    said = f"They agreed on {uk_date(agreement.given_on)}. {how}"
    if agreement.given_by != GivenBy.THEMSELF.value:
        said += f". Who said so: {by.lower()}"
    return [
        Fact("This group is told", [said, f"Name, your message{f', {told}' if told else ''}", agreement.note or ""])
    ]


def ending_facts(referral: OnwardReferral) -> list[Fact]:
    """How it ended; nothing while it goes on."""
    ending = ending_of(referral.standing_moves)
    return [Fact("How it ended", ENDING_WORDS[ending])] if ending else []


def in_spite_facts(referral: OnwardReferral) -> list[Fact]:
    """Of what a referral was made in spite of, and why; nothing where there was room, as far as known."""
    if not referral.in_spite and referral.room_warning is None:
        return []
    room = [WARNED[RoomWarning(referral.room_warning)]] if referral.room_warning else []
    return [Fact("Sent all the same", [*room, referral.in_spite or ""])]


def heeded_words(heeded: Iterable[HeededNote]) -> list[str]:
    """What the maker of a referral was warned of, as sentences; what another team's champion wrote, without the words.

    They belong to that team, though a client who was transferred brings the referral along.
    """
    return [told(each.note) if each.note.scheme_id == each.scheme_id else told_of_kind(each.note) for each in heeded]


def history_of(referral: OnwardReferral) -> list[Moment]:
    """All that was written down, newest first: what was taken back stays, and says so."""
    told = {each.number: HISTORY_WORDS.get(ReferralState(each.to_state), each.to_state) for each in referral.moves}
    taken_back = {each.takes_back for each in referral.moves}
    return [moment_of(each, told, is_void=each.number in taken_back) for each in reversed(referral.moves)]


def moment_of(move: ReferralMove, told: Mapping[int, str], *, is_void: bool) -> Moment:
    why = REASON_WORDS[Reason(move.reason)] if move.reason else ""
    detail = " — ".join(part for part in (why, move.note or "") if part)
    words = told[move.number] if move.takes_back is None else f"Taken back: “{told[move.takes_back]}”"
    return Moment(uk_date(move.happened_on), words, detail, teller_of(move), is_void)


def teller_of(move: ReferralMove) -> str:
    """Who told of a step."""
    return move.recorder.name if move.recorder else THE_GROUP


def meanwhile_of(page: ReferralPage, form: MoveForm) -> Meanwhile | None:
    """What a form that was sent from an older page did not know; None where nothing happened meanwhile.

    The form then knows it: sent again, it is meant to come after what its sender has been shown.
    """
    unseen = len(page.history) - form.seen.data
    if unseen == 0:
        return None
    form.seen.data, form.submission_key.data = len(page.history), new_submission_key()
    return Meanwhile(page.history[:unseen], wanted_facts(form))


def wanted_facts(form: MoveForm) -> list[Fact]:
    """What a form holds, in words, for where it can no longer be sent."""
    what = {state.value: words for state, words in MOVE_WORDS.items()}
    why = {reason.value: words for reason, words in REASON_WORDS.items()}
    answers = (
        ("What happened?", what.get(form.to.data or "")),
        ("When?", uk_date(form.happened_on.data) if form.happened_on.data else None),
        ("Why?", why.get(form.reason.data or "")),
        ("Note for your team", form.note.data),
    )
    return [Fact(name, value) for name, value in answers if value]


def news_of_letter(referral: OnwardReferral, message: OutboxMessage | None) -> str:
    """What a step means for the letter to the group, as a sentence; nothing where it means nothing."""
    if message is None:
        return ""
    if message.sent_at and referral.state in (ReferralState.WITHDRAWN, ReferralState.NOT_FOR_ME):
        return f"The letter left on {uk_date(message.sent_at)}: please ring the group."
    if message.cancelled_at and referral.state not in TOLD_TO_PROVIDER:
        return "The letter to the group had not left, and is held back."
    return ""
