"""What is shown of what somebody agrees to: a line for each on their page, and a page for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.models import AgreementWording, Answer, Client, Consent, GivenBy, GivenHow, Purpose
from directory.casework.policy import may_restrict
from directory.casework.queries import open_case
from directory.casework.rules import Standing, standing_of
from directory.staff.clients.agreement_words import ASKED, BY, HOW, STANDING, meaning_of
from directory.staff.clients.own_page_part import OwnPagePart
from directory.staff.clients.sharing_pages import SharingLine
from directory.web.words import uk_short_date

BEFORE_VERSIONS = "the words were not kept then"


@dataclass(frozen=True)
class AgreementLine:
    """How somebody stands to one kind of agreement, with a link to its page."""

    asked: str
    state: str
    colour: str
    since: str
    means: str
    href: str


@dataclass(frozen=True)
class AgreementsPage:
    """All that one person agrees to, what was shared without, their own page, and who sees their record.

    `basis` is what allows us to keep the record at all.
    """

    name: str
    reference: str
    agreements: Sequence[AgreementLine]
    basis: str
    sharings: Sequence[SharingLine]
    own: OwnPagePart
    has_open_case: bool
    may_share: bool
    may_erase: bool
    is_restricted: bool
    may_restrict: bool


@dataclass(frozen=True)
class AnswerLine:
    """One answer of the past: what was said, when and how, and who wrote it down."""

    said: str
    details: Sequence[str]
    note: str


@dataclass(frozen=True)
class AgreementPage:
    """One kind of agreement of one person: how they stand to it, the words to read out, and what they said before."""

    asked: str
    name: str
    client_href: str
    state: str
    colour: str
    means: str
    agrees: bool
    wording: str
    wording_number: int
    history: Sequence[AnswerLine]
    may_write: bool
    save_href: str
    withdraw_href: str


def agreements_page(
    actor: Actor, client: Client, basis: str, sharings: Sequence[SharingLine], own: OwnPagePart, today: date
) -> AgreementsPage:
    """The page of all that one person agrees to."""
    return AgreementsPage(
        name=client.name,
        reference=client.reference,
        agreements=agreement_lines(client, today),
        basis=basis,
        sharings=sharings,
        own=own,
        has_open_case=open_case(client) is not None,
        may_share=actor.may("casework.share"),
        may_erase=actor.may("rights.erase"),
        is_restricted=client.restricted_at is not None,
        may_restrict=may_restrict(actor, client),
    )


def agreement_lines(client: Client, today: date) -> list[AgreementLine]:
    return [agreement_line(client, each, today) for each in Purpose]


def agreement_line(client: Client, purpose: Purpose, today: date) -> AgreementLine:
    standing = standing_of(client.consents, purpose, today)
    state, colour = STANDING[standing]
    return AgreementLine(
        asked=ASKED[purpose],
        state=state,
        colour=colour,
        since=since_words(client, purpose),
        means="" if client.death else meaning_of(purpose, standing),
        href=url_for("staff.show_agreement", reference=client.reference, purpose=purpose.value),
    )


def since_words(client: Client, purpose: Purpose) -> str:
    """The last answer with its day: "Yes on 3 May 2026, and took it back on 7 June 2026". Nothing if never asked."""
    answers = [each for each in client.consents if each.purpose == purpose]
    if not answers:
        return ""
    return said_words(max(answers, key=lambda each: (each.given_on, each.withdrawn_on is None)))


def said_words(consent: Consent) -> str:
    on = uk_short_date(consent.given_on)
    if consent.answer == Answer.NO:
        return f"Said no on {on}"
    if consent.withdrawn_on is None:
        return f"Agreed on {on}"
    return f"Agreed on {on}, and took it back on {uk_short_date(consent.withdrawn_on)}"


def agreement_page(
    actor: Actor, client: Client, purpose: Purpose, wording: AgreementWording, answers: Sequence[Consent], today: date
) -> AgreementPage:
    """The page of one kind of agreement. `answers` come newest first, with their wording and who wrote them down."""
    standing = standing_of(client.consents, purpose, today)
    state, colour = STANDING[standing]
    whose, kind = client.reference, purpose.value
    return AgreementPage(
        asked=ASKED[purpose],
        name=client.name,
        client_href=url_for("staff.show_client", reference=client.reference),
        state=state,
        colour=colour,
        means="" if client.death else meaning_of(purpose, standing),
        agrees=standing is Standing.AGREES,
        wording=wording.text,
        wording_number=wording.number,
        history=[answer_line(each) for each in answers],
        # Nobody can be asked any more.
        may_write=actor.may("casework.write") and client.death is None,
        save_href=url_for("staff.create_agreement", reference=whose, purpose=kind),
        withdraw_href=url_for("staff.withdraw_agreement", reference=whose, purpose=kind),
    )


def answer_line(consent: Consent) -> AnswerLine:
    words = f"version {consent.wording.number} of the words" if consent.wording else BEFORE_VERSIONS
    how = HOW[GivenHow(consent.given_how)] if consent.given_how else ""
    by = f"Answered by: {BY[GivenBy(consent.given_by)].lower()}" if consent.given_by else ""
    if consent.given_by == GivenBy.THEMSELF:
        by = ""
    written = f"Written down by {consent.recorder.name} on {uk_short_date(consent.recorded_at)}"
    details = [each for each in (how, by, words[0].upper() + words[1:], written) if each]
    return AnswerLine(said_words(consent), details, consent.note or "")
