"""The letter that asks a group again, about everybody at once, and the page of all that a team asks of it.

The letter names nobody: what is asked stands on the page behind its link, after a code.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.catalogue.models.services import Service
from directory.catalogue.registered_contact import address_of
from directory.champions.messages.models import SEALED_FOR
from directory.clock import day_of
from directory.links.in_letters import LINK_TO_COME, with_link
from directory.links.models import SignedLink
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import LinkEnded, get_link, make_link
from directory.outbox import Letter, OutboxMessage, queue_letter
from directory.referrals.letters import may_be_told
from directory.referrals.models import OnwardReferral
from directory.referrals.nudge_models import GroupLetter, ReferralNudge
from directory.referrals.states import TOLD_TO_PROVIDER, ReferralState
from directory.security.tokens import key_of

# The kind of a letter that asks a group again.
ASKED_AGAIN = "group_referrals"
TEXT = """Hello,

We asked you whether you have room, and have not heard from you:

{lines}

Everything that we ask of you stands on one page: who would like to come, what helps them, and your answer. It sends a \
code to this address first, so that nobody else reads it:

{link}

If the page does not work, or if it is easier for you, please ring us.

Thank you,
{team}
"""


@dataclass(frozen=True)
class AskedOfGroup:
    """All that one team asks of one group, by a link that works; `address` is where its codes go, and `phone` where the
    team is rung, if it said so.
    """

    link: SignedLink
    address: str
    team: str
    referrals: Sequence[OnwardReferral]
    phone: str = ""


def queue_group_letter(
    db: Session, letter: GroupLetter, address: str, referrals: Sequence[OnwardReferral], team: str
) -> None:
    """Have a group asked again about some referrals."""
    counted = Counter(each.service.name for each in referrals)
    lines = "\n".join(
        f"- {name}: {number} {'person' if number == 1 else 'people'}" for name, number in sorted(counted.items())
    )
    text = TEXT.format(lines=lines, link=LINK_TO_COME, team=team)
    subject = "We ask once more: do you have room?"
    queue_letter(db, SEALED_FOR, letter.id, Letter(ASKED_AGAIN, f"{ASKED_AGAIN}:{letter.id}", address, subject, text))


@cache
def reminders_about() -> Select[uuid.UUID, OutboxMessage]:
    """The letters that asked again about some referrals, by the order of asking, where none was introduced anew."""
    introduced = aliased(OutboxMessage)
    about_them = introduced.about_id == ReferralNudge.onward_referral_id
    newer = exists().where(about_them, introduced.made_at > OutboxMessage.made_at)
    of_these = ReferralNudge.onward_referral_id.in_(bindparam("ids", expanding=True))
    return (
        select(ReferralNudge.onward_referral_id, OutboxMessage)
        .join(OutboxMessage, OutboxMessage.about_id == ReferralNudge.letter_id)
        .where(of_these, OutboxMessage.kind == ASKED_AGAIN, ~newer)
        .order_by(ReferralNudge.number)
    )


def find_returned_reminders(db: Session, referrals: Sequence[OnwardReferral]) -> Mapping[uuid.UUID, date]:
    """The day on which we learned that the last letter that asked again did not reach its group, of those that did not.

    Each comes with its activity. Where the address was put right since, or somebody was introduced anew, that letter is
    over.
    """
    by_id = {each.id: each for each in referrals}
    last = {about_id: letter for about_id, letter in db.execute(reminders_about(), {"ids": list(by_id)})}
    return {
        about_id: day_of(letter.gave_up_at)
        for about_id, letter in last.items()
        if letter.gave_up_at is not None and letter.address == address_of(by_id[about_id].service)
    }


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a letter that asks again may still leave: something is still without an answer, and may be told."""
    letter = db.get(GroupLetter, message.about_id)
    if letter is None:
        return False
    return any(each.state == ReferralState.SENT for each in asked_of(db, letter.scheme_id, message.address))


def finish_letter(db: Session, message: OutboxMessage, text: str, site_address: str) -> str:
    """The text as it leaves, with a link that is made now."""
    letter = db.get_one(GroupLetter, message.about_id)
    token = make_link(db, LinkPurpose.GROUP, scheme_id=letter.scheme_id, client_id=None, about_id=letter.id)
    record_act(db, None, letter.scheme_id, "link.made", "signed_link", [key_of(token)])
    return with_link(text, site_address, LinkPurpose.GROUP, token)


def get_asked(db: Session, token: str) -> AskedOfGroup:
    """All that is asked of a group behind a link. Raises LinkEnded."""
    link = get_link(db, token, LinkPurpose.GROUP)
    letter = db.scalar(
        select(GroupLetter)
        .where(GroupLetter.id == link.about_id)
        .options(joinedload(GroupLetter.service).options(joinedload(Service.organization)))
    )
    address = address_of(letter.service) if letter is not None else None
    if letter is None or address is None:
        raise LinkEnded
    team = db.get_one(Scheme, letter.scheme_id)
    return AskedOfGroup(link, address, team.name, asked_of(db, team.id, address), team.phone or "")


def asked_of(db: Session, scheme_id: uuid.UUID, address: str) -> list[OnwardReferral]:
    """The referrals of a team that go on, to activities with this address, of whom it may tell today; oldest first."""
    wanted = (
        select(OnwardReferral)
        .where(OnwardReferral.scheme_id == scheme_id)
        .where(OnwardReferral.state.in_([each.value for each in TOLD_TO_PROVIDER]))
        .options(
            joinedload(OnwardReferral.service).options(joinedload(Service.organization)),
            joinedload(OnwardReferral.client).options(selectinload(Client.consents), selectinload(Client.deaths)),
            selectinload(OnwardReferral.agreements),
        )
        .order_by(OnwardReferral.made_at)
        .execution_options(populate_existing=True)
    )
    return [each for each in db.scalars(wanted) if address_of(each.service) == address and may_be_told(each)]


def record_group_look(db: Session, link: SignedLink, referrals: Iterable[OnwardReferral]) -> None:
    """Write down that a group was shown, by a link, who is referred to it."""
    clients = list(dict.fromkeys(each.client_id for each in referrals))
    if clients:
        record_act(db, None, link.scheme_id, "client.shown_to_group", "client", clients)
