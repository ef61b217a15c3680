"""What a provider is told about a referral by letter: whose initials, and a link. Letters are passed on, so who it is,
and what they need, stands on the page behind the link, after a code.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.rules import initials_of
from directory.catalogue.models.services import Service
from directory.catalogue.registered_contact import address_of
from directory.clock import day_of
from directory.links.in_letters import LINK_TO_COME, with_link
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import make_link
from directory.outbox import Letter, OutboxMessage
from directory.referrals.agreeing import is_agreed_to, may_be_told_of
from directory.referrals.models import OnwardReferral
from directory.referrals.states import TOLD_TO_PROVIDER
from directory.security.tokens import key_of

# The kind of a letter that introduces a client to a group.
INTRODUCTION = "onward_referral"
TEXT = """Hello,

We would like to introduce somebody ({initials}) to {activity}.{agreed}

Who they are, how to reach them and what helps them is on this page, where you can answer too. It sends a code to this \
address first, so that nobody else reads it:

{link}

Our reference is {reference}. Please let us know whether you have room, and if they come along. If the page does not \
work, please ring us.

Thank you,
{scheme}
"""
AGREED = " They know about this and have agreed."
# What became of the letters about some referrals. Not narrowed by their kind, so that all that ever left is not looked
# through for it.
LETTERS_ABOUT = (
    select(OutboxMessage.about_id, OutboxMessage.kind, OutboxMessage.gave_up_at)
    .where(OutboxMessage.about_id.in_(bindparam("ids", expanding=True)))
    .order_by(OutboxMessage.made_at)
)

# The kind of a letter that says that a question of a group is answered.
ANSWERED = "onward_answer"
ANSWER_TEXT = """Hello,

You asked us something about somebody we would like to introduce ({initials}) to {activity}. Our answer is on this \
page. It sends a code to this address first:

{link}

Our reference is {reference}. An older link of ours about them does not work any more.

Thank you,
{scheme}
"""


def letter_to_provider(
    referral: OnwardReferral, service: Service, client: Client, scheme_name: str, *, again: str = "sent"
) -> Letter | None:
    """The letter of a referral, or None where the provider has no e-mail address: then somebody has to ring.

    `again` is the key of the form that had it sent once more.
    """
    address = address_of(service)
    if address is None:
        return None
    return Letter(
        kind=INTRODUCTION,
        dedupe_key=f"{INTRODUCTION}:{referral.id}:{again}",
        address=address,
        subject=f"A referral to {service.name} ({referral.reference})",
        text=words_of_letter(referral, service, client, scheme_name, is_agreed=is_agreed_to(referral)),
    )


def letter_of_answer(
    referral: OnwardReferral, service: Service, client: Client, scheme_name: str, question_id: uuid.UUID
) -> Letter | None:
    """The letter that says that a question is answered, without a word of either; None where there is no address."""
    address = address_of(service)
    if address is None:
        return None
    return Letter(
        kind=ANSWERED,
        dedupe_key=f"{ANSWERED}:{question_id}",
        address=address,
        subject=f"Our answer about a referral to {service.name} ({referral.reference})",
        text=words_of_letter(referral, service, client, scheme_name, ANSWER_TEXT),
    )


def words_of_letter(
    referral: OnwardReferral,
    service: Service,
    client: Client,
    scheme_name: str,
    words: str = TEXT,
    *,
    is_agreed: bool = True,
) -> str:
    return words.format(
        agreed=AGREED if is_agreed else "",
        initials=initials_of(client.name),
        activity=service.name,
        link=LINK_TO_COME,
        reference=referral.reference,
        scheme=scheme_name,
    )


def finish_letter(db: Session, message: OutboxMessage, text: str, site_address: str) -> str:
    """The text of a letter as it leaves, with a link that is made now. Nothing that is kept here holds its token.

    One that has no place for a link waits since letters still told who it is and why. It is written anew.
    """
    referral = db.get_one(OnwardReferral, message.about_id)
    if LINK_TO_COME not in text:
        service, client = db.get_one(Service, referral.service_id), db.get_one(Client, referral.client_id)
        scheme = db.get_one(Scheme, referral.scheme_id)
        text = message.text = words_of_letter(referral, service, client, scheme.name)
    token = make_link(
        db,
        LinkPurpose.REFERRAL,
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        about_id=referral.id,
    )
    record_act(db, None, referral.scheme_id, "link.made", "signed_link", [key_of(token)])
    return with_link(text, site_address, LinkPurpose.REFERRAL, token)


def find_returned(db: Session, referrals: Iterable[OnwardReferral]) -> Mapping[uuid.UUID, date]:
    """The day on which we learned that the last introduction did not reach its group, of those that did not."""
    rows = db.execute(LETTERS_ABOUT, {"ids": [each.id for each in referrals]})
    last = {about_id: gave_up_at for about_id, kind, gave_up_at in rows if kind == INTRODUCTION}
    return {about_id: day_of(gave_up_at) for about_id, gave_up_at in last.items() if gave_up_at is not None}


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter of a referral may still leave: the referral goes on, and the client agrees today.

    Ask it in the transaction that takes the letter out of the outbox, so that no change comes in between.
    """
    referral = db.scalar(
        select(OnwardReferral)
        .where(OnwardReferral.id == message.about_id)
        .options(
            joinedload(OnwardReferral.client).options(selectinload(Client.consents), selectinload(Client.deaths)),
            selectinload(OnwardReferral.agreements),
        )
        .execution_options(populate_existing=True)
    )
    return referral is not None and may_be_told(referral)


def may_be_told(referral: OnwardReferral) -> bool:
    """Whether the provider may be told today who is referred: it goes on, the client lives, and agrees."""
    if referral.state not in TOLD_TO_PROVIDER or referral.client.death is not None:
        return False
    return may_be_told_of(referral, clock.today())
