"""What the page of all that is asked of a group shows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from directory.links.letters import masked
from directory.provider.asked_people import AskedPerson, asked_person
from directory.referrals.group_letters import AskedOfGroup
from directory.referrals.models import OnwardReferral
from directory.referrals.replies import by_group
from directory.referrals.states import ReferralState
from directory.referrals.visit_models import FirstVisit

S = ReferralState
HEADINGS = (
    ("Waiting for your answer", (S.SENT, S.WAITING)),
    ("They will come", (S.ACCEPTED, S.NOT_ATTENDED)),
    ("They come", (S.ATTENDED, S.GOING)),
)


@dataclass(frozen=True)
class ClosedPage:
    """What anybody with the link sees: which team asks and where it is rung, and where a code would go."""

    token: str
    team: str
    phone: str
    address: str


@dataclass(frozen=True)
class GroupPage:
    """All that one team asks of a group, in parts."""

    token: str
    team: str
    phone: str
    parts: Sequence[tuple[str, Sequence[AskedPerson]]]


def closed_page(asked: AskedOfGroup, token: str) -> ClosedPage:
    return ClosedPage(token, asked.team, asked.phone, masked(asked.address))


def group_page(asked: AskedOfGroup, visits: Mapping[uuid.UUID, FirstVisit], token: str) -> GroupPage:
    """The page for whoever has shown the code. It opens what is sealed of each person."""
    parts = [
        (heading, [person_of(each, visits.get(each.id), token) for each in asked.referrals if S(each.state) in states])
        for heading, states in HEADINGS
    ]
    return GroupPage(token, asked.team, asked.phone, [(heading, people) for heading, people in parts if people])


def person_of(referral: OnwardReferral, visit: FirstVisit | None, token: str) -> AskedPerson:
    return asked_person(referral, visit, url_for("provider.show_reply", token=by_group(token, referral.reference)))
