"""What the pages about referrals show."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Client, GivenBy, GivenHow, Purpose
from directory.casework.rules import has_consent
from directory.catalogue.models.services import Service
from directory.catalogue.pausing import runs, status_on
from directory.catalogue.registered_contact import address_of
from directory.champions.assurance.rules import LACK_WORDS, Lack, is_required
from directory.champions.noting.notes import told, told_of_kind
from directory.db import new_id
from directory.links.models import SignedLink
from directory.matching.sentences import lower_first
from directory.outbox import OutboxMessage
from directory.referrals.agreeing import find_agreement
from directory.referrals.endings import ending_of
from directory.referrals.figures import GroupFigures
from directory.referrals.heeded_models import HeededNote
from directory.referrals.inputs import OnwardReferralInput
from directory.referrals.letters import letter_to_provider
from directory.referrals.models import GroupAgreement, OnwardReferral, ReferralMove
from directory.referrals.policy import may_take_back
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.room import RoomWarning, find_room_warning
from directory.referrals.states import MOVES, TOLD_TO_PROVIDER, Reason, ReferralState
from directory.referrals.tell_by import TellBy
from directory.referrals.telling_models import ReferralTelling, ToldHow
from directory.referrals.told_parts import ToldPart, facts_told
from directory.referrals.tried import Tried
from directory.referrals.warnings import AGE_WORDS, AgeLack, find_age_lack, list_warnings, warning_words
from directory.staff.clients.agreement_words import BY, HOW
from directory.staff.referrals.chain_part import BeforePart, ChainLine, before_part, chain_lines
from directory.staff.referrals.news_part import NewsLine
from directory.staff.referrals.referral_forms import MOVE_WORDS, PART_WORDS, REASON_WORDS, MoveForm
from directory.staff.referrals.referral_words import ENDING_WORDS, HISTORY_WORDS, WARNED, figures_words
from directory.web.components import Fact, Moment
from directory.web.forms import new_submission_key
from directory.web.help_lines import HelpLine, help_lines_for
from directory.web.listing_words import room_words
from directory.web.words import counted, uk_date, uk_short_date

REFERENCE_TO_COME = "(given when it is sent)"
THE_GROUP = "The group, by its link"


@dataclass(frozen=True)
class ReferralRow:
    """A referral in a list."""

    href: str
    activity: str
    organisation: str
    client_name: str
    client_href: str
    state: str
    since: str
    days: str
    maker: str


@dataclass(frozen=True)
class ReferralList:
    """The referrals of a scheme: those that are open, or all."""

    rows: Sequence[ReferralRow]
    is_all: bool


@dataclass(frozen=True)
class Found:
    """An activity found by name, to refer somebody to."""

    service_id: str
    name: str
    organisation: str
    href: str
    closed: str


@dataclass(frozen=True)
class FindActivityPage:
    """Choosing an activity by name for a client."""

    client: str
    client_name: str
    asked: str
    found: Sequence[Found]
    before: BeforePart | None = None


@dataclass(frozen=True)
class ProviderContact:
    """How the provider learns of a referral: by a letter to an address, or otherwise by choice or for want of one.

    `may_be_written_to` where it is told otherwise by choice, and has an address.
    """

    address: str
    letter: str
    phones: Sequence[str]
    sending: str = ""
    otherwise: str = ""
    may_be_written_to: bool = False


@dataclass(frozen=True)
class ChooseClientPage:
    """Asking who a referral is for."""

    activity: str
    results_href: str


@dataclass(frozen=True)
class CheckPage:
    """What somebody looks over before a referral is sent."""

    activity: str
    organisation: str
    activity_href: str
    client_name: str
    client_href: str
    has_agreed: bool
    warnings: Sequence[str]
    unchecked: str
    reasons: Sequence[str]
    contact: ProviderContact
    results_href: str
    room_warning: str
    age_warning: str = ""
    has_grounds: bool = False
    so_far: str = ""
    before: BeforePart | None = None
    not_for_them: str = ""

    @property
    def must_say_why(self) -> bool:
        """Whether it is sent only by who says why."""
        return bool(self.room_warning or self.age_warning or self.not_for_them)


@dataclass(frozen=True)
class PreviewPage:
    """A referral as the group will get it, before it is sent: the letter, and the page behind its link."""

    activity: str
    client_name: str
    client_href: str
    contact: ProviderContact
    facts: Sequence[Fact]
    message: str
    help_lines: Sequence[HelpLine]
    carried: Sequence[tuple[str, str]]


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
    """Everything the page of a referral shows."""

    activity: str
    reference: str
    client: str
    client_name: str
    state: str
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

    @property
    def has_question(self) -> bool:
        """Whether the group waits for an answer."""
        return any(not each.answer for each in self.asked)


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else wrote down while a page was open, and what its reader wanted to write down."""

    news: Sequence[Moment]
    wanted: Sequence[Fact]


def referral_rows(referrals: Iterable[OnwardReferral], today: date) -> list[ReferralRow]:
    return [referral_row(each, today) for each in referrals]


def referral_row(referral: OnwardReferral, today: date) -> ReferralRow:
    return ReferralRow(
        href=url_for("staff.show_referral", reference=referral.reference),
        activity=referral.service.name,
        organisation=referral.service.organization.name,
        client_name=referral.client.listed_name,
        client_href=url_for("staff.show_client", reference=referral.client.reference),
        state=referral.state,
        since=uk_short_date(referral.state_on),
        days=counted((today - referral.state_on).days, "day") if referral.state_on < today else "today",
        maker=referral.maker.name,
    )


def find_page(
    client: Client, asked: str, services: Iterable[Service], before: OnwardReferral | None = None
) -> FindActivityPage:
    """The activities of a name, for a client."""
    found = [found_activity(each) for each in services]
    part = before_part(before) if before is not None else None
    return FindActivityPage(client.reference, client.name, asked, found, part)


def found_activity(service: Service) -> Found:
    return Found(
        service_id=str(service.id),
        name=service.name,
        organisation=service.organization.name,
        href=url_for("public.show_activity", service_id=service.id),
        closed="" if runs(service, clock.today()) else status_on(service, clock.today()).capitalize(),
    )


def check_page(
    db: Session,
    service: Service,
    client: Client,
    reasons: Sequence[str],
    scheme_name: str,
    match: str,
    *,
    has_grounds: bool = False,
    figures: GroupFigures | None = None,
    before: BeforePart | None = None,
    tried: Tried | None = None,
) -> CheckPage:
    """What is to be looked over before a referral is sent."""
    today = clock.today()
    lacks = list_warnings(db, service, today)
    # Where nobody had to look, that nobody has is said more quietly: what warns at every group warns of none.
    grave = [each for each in lacks if each is not Lack.NOT_CHECKED or is_required()]
    return CheckPage(
        activity=service.name,
        organisation=service.organization.name,
        activity_href=url_for("public.show_activity", service_id=service.id),
        client_name=client.name,
        client_href=url_for("staff.show_client", reference=client.reference),
        has_agreed=has_consent(client.consents, Purpose.REFERRAL, today),
        warnings=[LACK_WORDS[each] for each in grave],
        unchecked="" if grave or not lacks else LACK_WORDS[Lack.NOT_CHECKED],
        reasons=reasons,
        contact=contact_of(preview(), service, client, scheme_name),
        results_href=results_href(match),
        room_warning=room_warned(find_room_warning(db, service), service, today),
        age_warning=age_warned(service, client.age_on(today)),
        has_grounds=has_grounds,
        so_far=figures_words(figures),
        before=before,
        not_for_them=tried_words(tried) if tried else "",
    )


def tried_words(tried: Tried) -> str:
    """That somebody said of an activity that it is not for them, when, and why if they said that."""
    why = f": {lower_first(REASON_WORDS[tried.reason])}" if tried.reason else ""
    return f"On {uk_date(tried.on)} they said that this is not for them{why}."


def preview_page(
    service: Service,
    client: Client,
    wanted: OnwardReferralInput,
    scheme_name: str,
    urgent: Sequence[str],
    carried: Sequence[tuple[str, str]],
) -> PreviewPage:
    """What the group will read, in the very words. `carried` is the form that asked for it."""
    parts = wanted.agreed.parts if wanted.agreed else frozenset()
    return PreviewPage(
        activity=service.name,
        client_name=client.name,
        client_href=url_for("staff.show_client", reference=client.reference),
        contact=contact_of(preview(wanted), service, client, scheme_name),
        facts=[Fact(*each) for each in facts_told(client, parts, clock.today())],
        message=wanted.message or "",
        help_lines=help_lines_for(urgent) if urgent else (),
        carried=carried,
    )


def age_warned(service: Service, age: int | None) -> str:
    """Why an activity may not be for somebody of this age, with the ages it is for; nothing where it is."""
    lack = find_age_lack(service, age)
    if lack is None:
        return ""
    limit = f"from {service.minimum_age}" if lack is AgeLack.TOO_YOUNG else f"up to {service.maximum_age}"
    return f"{AGE_WORDS[lack]} It is for people {limit}; they are {age}."


def room_warned(warning: RoomWarning | None, service: Service, today: date) -> str:
    """Why there may be no room, with what the group said and when; nothing where there is, as far as known."""
    return " ".join((WARNED[warning], *room_words(service, today)[:1])) if warning else ""


def results_href(match: str) -> str:
    """The results of a match that a referral begins from, to go back to; empty where it began otherwise."""
    try:
        return url_for("staff.show_matches", question_id=uuid.UUID(match))
    except ValueError:
        return ""


def preview(wanted: OnwardReferralInput | None = None) -> OnwardReferral:
    """A referral that is never kept, to show its letter."""
    ground = wanted.agreed.sharing_id if wanted and wanted.agreed else None
    agreements = [GroupAgreement(id=new_id(), sharing_id=ground)] if ground else []
    tell_by = wanted.tell_by if wanted else TellBy.EMAIL
    return OnwardReferral(id=new_id(), reference=REFERENCE_TO_COME, agreements=agreements, tell_by=tell_by.value)


def contact_of(referral: OnwardReferral, service: Service, client: Client, scheme_name: str) -> ProviderContact:
    """How the provider is told, and in which words."""
    known = letter_to_provider(referral, service, client, scheme_name)
    letter = known if referral.is_written_to else None
    return ProviderContact(
        address=letter.address if letter else "",
        letter=letter.text.strip() if letter else "",
        phones=phones_of(service),
        otherwise="" if referral.is_written_to else referral.tell_by,
        may_be_written_to=known is not None and letter is None,
    )


def contact_made(referral: OnwardReferral, message: OutboxMessage | None, service: Service) -> ProviderContact:
    """How the provider was told: the letter as it was written then, and whether it has left."""
    return ProviderContact(
        address=message.address if message else "",
        letter=message.text.strip() if message else "",
        phones=phones_of(service),
        sending=sending_words(message) if message else "",
        otherwise="" if referral.is_written_to else referral.tell_by,
        may_be_written_to=message is None and not referral.is_written_to and address_of(service) is not None,
    )


def sending_words(message: OutboxMessage) -> str:
    """Whether a letter has left, as a sentence."""
    if message.sent_at:
        return f"Sent on {uk_date(message.sent_at)}."
    if message.cancelled_at:
        return "It was held back and never sent."
    if message.has_come_back:
        return "It came back: it did not reach the group. Please ring them."
    if message.gave_up_at:
        return "It could not be sent. Please ring the group."
    return "It waits to be sent."


def link_words(link: SignedLink | None) -> str:
    """How the link of a group stands, as a sentence; nothing where its letter has not left."""
    if link is None:
        return ""
    if link.ended_at is not None:
        return f"Its link ended on {uk_date(link.ended_at)}."
    works = "works" if link.ends_at > clock.now() else "worked"
    return f"Its link {works} until {uk_date(link.ends_at)}."


def phones_of(service: Service) -> list[str]:
    """The telephone numbers of an activity, each once."""
    numbers = [*service.phones, *(phone for contact in service.contacts for phone in contact.phones)]
    return list(dict.fromkeys(each.number for each in [*numbers, *service.organization.phones]))


def telling_words(telling: ReferralTelling) -> str:
    """How a group was told otherwise than by email, as a sentence."""
    day, by = uk_date(telling.told_on), telling.recorder.name
    if telling.how == ToldHow.PHONE:
        return f"By telephone on {day}: {by} spoke to {telling.spoke_to}."
    return f"By a letter on paper on {day}, written down by {by}."


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
    how, by = HOW[GivenHow(agreement.given_how)], BY[GivenBy(agreement.given_by)]
    told = ", ".join(PART_WORDS[each].lower() for each in ToldPart if each in agreement.told_parts)
    said = f"They agreed on {uk_date(agreement.given_on)}. {how}. Who said so: {by.lower()}"
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
