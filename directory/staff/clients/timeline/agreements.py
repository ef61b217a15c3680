"""What a client agreed to, said no to, and took back."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Answer, Client, Consent, GivenBy, GivenHow, Purpose
from directory.staff.clients.agreement_words import ASKED, BY, HOW
from directory.staff.clients.timeline.entries import Kind, TimelineEntry


def list_agreements(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    for each in client.consents:
        asked = ASKED[Purpose(each.purpose)].lower()
        href = url_for("staff.show_agreement", reference=client.reference, purpose=each.purpose)
        title = f"They agreed: {asked}" if each.answer == Answer.YES else f"They said no: {asked}"
        yield TimelineEntry(each.given_on, Kind.AGREEMENT, title, given_words(each), href, each.recorded_by)
        if each.answer == Answer.YES and each.withdrawn_on:
            yield TimelineEntry(each.withdrawn_on, Kind.AGREEMENT, f"They no longer agree: {asked}", href=href)


def given_words(consent: Consent) -> str:
    """How it was given, by whom if not by themself, and why they may."""
    how = HOW[GivenHow(consent.given_how)] if consent.given_how else ""
    given_by = GivenBy(consent.given_by) if consent.given_by else GivenBy.THEMSELF
    by = "" if given_by is GivenBy.THEMSELF else BY[given_by]
    return "\n".join(filter(None, (how, by, consent.note)))
