"""What the pages show and ask of the short message to whoever referred somebody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from directory.casework.inputs import ContactBy
from directory.casework.message_back.content import Content, Section
from directory.casework.message_back.inputs import LONGEST_SECTION
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.triage.kinds import NoticeAbout, ToldWay
from directory.casework.triage.models import ReferrerNotice
from directory.casework.triage.telling import TellingInput, address_of
from directory.exchange.message_back.documents import Envelope
from directory.exchange.message_back.fhir_document import Document
from directory.staff.triage.person_page import ABOUT_WORDS, told_words
from directory.web.components import Fact
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, SeenField
from directory.web.words import uk_short_date

PRACTICE_TOO = "practice"
# An address on paper has fewer.
DIGITS_OF_A_NUMBER = 10
ON_PAPER = Choice(ToldWay.PAPER.value, "On paper", "You print this message and post it, or hand it over")
NOT_YET = "Not told yet, and due by {day}"


class ShortMessageForm(LynchpinForm[Callable[..., TellingInput]]):
    """Loads into what makes the input, of who is a client by the day on which they agreed."""

    seen = SeenField()
    actions = LongTextField(
        "What are they asked to do? (optional)",
        hint="Left empty, the message says that nothing is. Write nothing that the person told us",
        rows=3,
        longest=LONGEST_SECTION,
    )
    agreed_on = DayField(
        "On which day did the person agree that they hear more? (optional)",
        hint="Leave it empty if they were not asked, or said no: then they hear only how it stands",
    )
    more = LongTextField(
        "What more is told? (optional)",
        hint="Only what the person agreed to. It is left out where they did not",
        rows=3,
        longest=LONGEST_SECTION,
    )
    practice = AnyOfField("Who else gets it?", [Choice(PRACTICE_TOO, "Their GP practice too, if they agreed to that")])

    def to_input(self) -> Callable[..., TellingInput]:
        def build(client_day: date | None, *, is_client: bool) -> TellingInput:
            return TellingInput(
                self.seen.data,
                client_day if is_client else self.agreed_on.data,
                PRACTICE_TOO in (self.practice.data or []),
                self.actions.data or None,
                self.more.data or None,
            )

        return build


class PersonMessageForm(LynchpinForm[Callable[[date], TellingInput]]):
    """What else somebody who asked for themself hears. Loads into what makes the input, of the day they asked on."""

    seen = SeenField()
    more = LongTextField(
        "What else do you tell them? (optional)",
        hint="In plain words, such as where else they may find help. Others in their home may read it",
        rows=3,
        longest=LONGEST_SECTION,
    )

    def to_input(self) -> Callable[[date], TellingInput]:
        return lambda asked_on: TellingInput(self.seen.data, asked_on, more=self.more.data or None)


class TellForm(LynchpinForm[tuple[ToldWay, int]]):
    seen = SeenField()
    way = OneOfField("How are they told?", required="Choose how they are told")

    def to_input(self) -> tuple[ToldWay, int]:
        return ToldWay(self.way.data), self.seen.data


@dataclass(frozen=True)
class ShortMessagePage:
    """The short message about somebody: of what, how it stands, what is in it, and what may be done with it."""

    name: str
    title: str
    what: str
    stands: str
    to_name: str
    is_to_person: bool
    wish: str
    facts: Sequence[Fact]
    sections: Sequence[Section]
    ways: Sequence[Choice]
    is_told: bool
    back_href: str
    here_href: str
    edit_href: str
    save_href: str
    told_href: str
    pdf_href: str
    fhir_href: str


def href_of(endpoint: str, notice: ReferrerNotice) -> str:
    return url_for(f"staff.{endpoint}", notice_id=notice.id)


def file_href(notice: ReferrerNotice, file_type: str) -> str:
    return url_for("staff.download_short_message", notice_id=notice.id, file_type=file_type)


def short_message_page(
    referral: Referral, notice: ReferrerNotice, content: Content, back: str, by: str, *, may_write: bool = False
) -> ShortMessagePage:
    is_told = notice.told_at is not None
    return ShortMessagePage(
        name=referral.listed_name,
        title="Short message to them" if notice.is_to_person else "Short message to the referrer",
        is_to_person=notice.is_to_person,
        wish=wish_words(referral) if notice.is_to_person else "",
        what=ABOUT_WORDS[NoticeAbout(notice.about)],
        stands=told_words(notice, by) if is_told else NOT_YET.format(day=uk_short_date(notice.due_on)),
        to_name=to_words(referral, notice),
        facts=[Fact(name, value) for name, value in content.facts],
        sections=content.shown,
        ways=person_ways(referral, may_write=may_write)
        if notice.is_to_person
        else way_choices(referral, may_write=may_write),
        is_told=is_told,
        back_href=back,
        here_href=href_of("show_short_message", notice),
        edit_href="" if is_told else href_of("edit_short_message", notice),
        save_href=href_of("save_short_message", notice),
        told_href=href_of("save_referrer_told", notice),
        pdf_href=file_href(notice, "pdf"),
        fhir_href="" if notice.is_to_person else file_href(notice, "json"),
    )


def by_email(referral: Referral, says: str, *, may_write: bool) -> list[Choice]:
    """A letter, where one may leave and an address is known, with what it `says`; nothing where not."""
    address = address_of(referral) if may_write else None
    return [Choice(ToldWay.EMAIL.value, f"By email to {address}", says)] if address else []


def way_choices(referral: Referral, *, may_write: bool) -> list[Choice]:
    """How they may be told. A letter is there where one may leave and an address is known, which is shown."""
    says = "It names nobody: it says our reference, the day and how it stands, and asks them to ring"
    return [
        *by_email(referral, says, may_write=may_write),
        ON_PAPER,
        Choice(ToldWay.BY_HAND.value, "By hand into their system", "You download the PDF or the FHIR file"),
        Choice(ToldWay.PHONE.value, "On the telephone", "You tell them no more than stands here"),
    ]


def way_wished(referral: Referral, ways: Sequence[Choice]) -> str | None:
    """How whoever referred somebody would like to hear, as far as what they left says so; None where it does not."""
    offered = {each.value for each in ways}
    if ToldWay.EMAIL.value in offered:
        return ToldWay.EMAIL.value
    left = referral.return_to or referral.referrer_contact or ""
    return ToldWay.PHONE.value if sum(each.isdigit() for each in left) >= DIGITS_OF_A_NUMBER else None


def person_ways(referral: Referral, *, may_write: bool) -> list[Choice]:
    """How who asked for themself may be told. An email is there where they may be written to, with its address."""
    says = "It does not say what they asked for: it says our reference, the day and that we cannot support them now"
    return [
        *by_email(referral, says, may_write=may_write),
        ON_PAPER,
        Choice(ToldWay.PHONE.value, "On the telephone", "You tell them what stands here"),
    ]


# How each wish of being reached is met by what goes from here.
WISHED = {
    ContactBy.EMAIL.value: ToldWay.EMAIL.value,
    ContactBy.LETTER.value: ToldWay.PAPER.value,
    ContactBy.CALL.value: ToldWay.PHONE.value,
}


def person_way_wished(referral: Referral, ways: Sequence[Choice]) -> str | None:
    """How who asked for themself would like to hear, if that is one of the ways; None where it is not."""
    wished = WISHED.get(referral.contact_by or "")
    return wished if wished in {each.value for each in ways} else None


def wish_words(referral: Referral) -> str:
    """How somebody wants to be reached, as a sentence or two."""
    by = f"They would rather be reached by {referral.contact_by}." if referral.contact_by else ""
    times = f"Good times: {referral.contact_times}." if referral.contact_times else ""
    message = "" if referral.may_leave_message else "They did not say that a message may be left."
    return " ".join(filter(None, (by, times, message)))


def to_words(referral: Referral, notice: ReferrerNotice) -> str:
    if notice.is_to_person:
        return referral.name
    told = (referral.referrer_name, referral.referrer_role, referral.referrer_organization)
    names = [each for each in told if each] or ["Whoever referred them"]
    practice = f"GP practice {referral.practice_code}" if referral.practice_code else "their GP practice"
    return ", ".join(names) + (f"; and {practice}" if notice.is_for_practice else "")


def values_of(notice: ReferrerNotice) -> dict[str, object]:
    """The message as its form shows it."""
    return {
        "seen": notice.version,
        "actions": notice.actions,
        "agreed_on": notice.agreed_on,
        "more": notice.more,
        "practice": [PRACTICE_TOO] if notice.is_for_practice else [],
    }


def envelope_of(referral: Referral, notice: ReferrerNotice, team: str, author: str) -> Envelope:
    return Envelope(
        to_name=to_words(referral, notice),
        team=team,
        from_name=author,
        sent_on=uk_short_date(notice.told_at) if notice.told_at else "",
        reference=referral.reference,
    )


def document_of(referral: Referral, notice: ReferrerNotice, team: str, author: str, now: datetime) -> Document:
    return Document(
        message_id=notice.id,
        written_at=notice.told_at or now,
        is_final=True,
        team=team,
        author=author,
        to_name=to_words(referral, notice),
        person=referral.name,
        born_on=referral.born_on,
        nhs_number=referral.nhs_number,
    )
