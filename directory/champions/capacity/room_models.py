"""What groups say of the room their activities have: all that was ever said, whichever way it came."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalogue.models.merging import follows
from directory.db import Base, moment, new_id


class RoomWay(StrEnum):
    """How a group said what room it has. All ways count alike."""

    LINK = "link"
    """Itself, by a link that it was sent."""
    POST = "post"
    PHONE = "phone"
    VISIT = "visit"


class RoomTeller(StrEnum):
    """What somebody does in a group who says what room it has. Nobody is named."""

    LEADER = "leader"
    OFFICE = "office"
    VOLUNTEER = "volunteer"
    OTHER = "other"


class RoomSaid(Base):
    """A group said on a day what room one of its activities has: how many places, or until when it has none.

    What counts now stands in `service_capacity`, where the standard has it; nothing said before is ever lost here.
    """

    __tablename__ = "room_said"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), info=follows())
    room: Mapped[str]
    places: Mapped[int | None]
    until: Mapped[date | None]
    way: Mapped[str]
    said_by: Mapped[str | None]
    said_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    __table_args__ = (
        CheckConstraint("room IN ('has room', 'waiting list', 'full')", name="known_room"),
        CheckConstraint("places IS NULL OR (room = 'has room' AND places > 0)", name="places_where_room"),
        CheckConstraint("until IS NULL OR room <> 'has room'", name="only_no_room_ends"),
        CheckConstraint("way IN ('link', 'post', 'phone', 'visit')", name="known_way"),
        CheckConstraint("said_by IN ('leader', 'office', 'volunteer', 'other')", name="known_teller"),
        Index(None, "service_id", "said_on"),
        Index(None, "said_on"),
    )
