"""Whether there is room where somebody is to be sent: a warning for whoever sends them, who may have a reason."""

from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.catalogue.models.conditions import Room, ServiceCapacity
from directory.catalogue.models.services import Service
from directory.catalogue.room import known_room
from directory.errors import WrongInput
from directory.referrals.inputs import OnwardReferralInput
from directory.referrals.models import OnwardReferral
from directory.referrals.states import ReferralState

S = ReferralState
SAY_WHY = "Say why you send them all the same"
# Who takes a place, or may come to take it.
TAKE_A_PLACE = (S.SENT, S.ACCEPTED, S.WAITING, S.ATTENDED, S.GOING)


class RoomWarning(StrEnum):
    """Why there may be no room for somebody more."""

    FULL = "full"
    WAITING_LIST = "waiting list"
    USED_UP = "used up"
    """As many were sent since the group last said what room it has as it said it can take."""


def find_room_warning(db: Session, service: Service) -> RoomWarning | None:
    """Whether a service that was read with its room may have none for somebody more today.

    Those sent by other teams count too: places are the group's. How many those are is nobody's to know. Two who send
    somebody at the same moment may both get the last place: it is the group that decides.
    """
    known = known_room(service, clock.today())
    if known is None:
        return None
    if known.room != Room.HAS_ROOM:
        return RoomWarning(known.room)
    return RoomWarning.USED_UP if known.available and count_sent(db, known) >= known.available else None


def count_sent(db: Session, said: ServiceCapacity) -> int:
    """How many people were sent to a service since it said what room it has, and take a place or may yet."""
    sent = (OnwardReferral.service_id == said.service_id, OnwardReferral.made_at >= said.updated)
    counted = select(func.count()).where(*sent, OnwardReferral.state.in_([each.value for each in TAKE_A_PLACE]))
    return db.scalar(counted) or 0


def heed_room(db: Session, service: Service, wanted: OnwardReferralInput) -> RoomWarning | None:
    """The warning that a referral is made in spite of. Raises WrongInput where nobody says why.

    What was sent on another day is only written down now: what room there was then is not known.
    """
    if wanted.sent_on and wanted.sent_on != clock.today():
        return None
    warning = find_room_warning(db, service)
    if warning and not wanted.in_spite:
        raise WrongInput("There may be no room.", {"in_spite": SAY_WHY})
    return warning
