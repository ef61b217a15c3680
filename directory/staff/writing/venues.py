"""What pages about a place say of the activities that happen there."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.publishing import published
from directory.web.words import counted

WRITE_VENUE = "/venues/<uuid:location_id>/write"


def shared_words(db: Session, record: WrittenRecord) -> str:
    """How many published activities happen at a place, because all of them change with it; nothing of other records."""
    if not isinstance(record, Location):
        return ""
    there = select(func.count(Service.id.distinct())).join(ServiceAtLocation).where(published())
    number = db.scalar(there.where(ServiceAtLocation.location_id == record.id)) or 0
    happen = "happens" if number == 1 else "happen"
    return f"{counted(number, 'activity', 'activities')} {happen} here. What you change is told for all of them."
