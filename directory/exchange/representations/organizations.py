"""Organizations, as lists and single answers give them."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.publishing import published
from directory.exchange.representations.finishing import Representation
from directory.exchange.representations.gathering import EVERYTHING, Depth, gather
from directory.exchange.representations.services import in_order, whole_services
from directory.exchange.representations.writing import represent

BRIEF: Depth = frozenset({"organization.organization_identifiers"})
WHOLE: Depth = EVERYTHING - {"organization.services"}
# A council may offer thousands of services; so many are read at once.
BATCH = 200


def brief_organizations(db: Session, ids: Sequence[uuid.UUID]) -> list[Representation]:
    """Organizations with their own fields and the numbers they are registered under."""
    found = gather(db, {"organization": ids}, BRIEF)
    return [represent(found, "organization", row, BRIEF) for row in in_order(found, "organization", ids)]


def whole_organizations(
    db: Session, ids: Sequence[uuid.UUID], *, with_whole_services: bool = False
) -> list[Representation]:
    """Organizations with all about them and a list of their services: id, name and status, or everything."""
    found = gather(db, {"organization": ids}, WHOLE)
    services = offered(db, ids)
    whole = all_of(db, services) if with_whole_services else {}
    records = []
    for row in in_order(found, "organization", ids):
        record = represent(found, "organization", row, WHOLE)
        if mine := services.get(row["id"]):
            record["services"] = [whole.get(each["id"], each) for each in mine]
        records.append(record)
    return records


def offered(db: Session, organization_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Representation]]:
    """The published services of each organization, in brief."""
    wanted = (
        select(Service.organization_id, Service.id, Service.name, Service.status)
        .where(Service.organization_id.in_(organization_ids), published())
        .order_by(Service.id)
    )
    found: dict[uuid.UUID, list[Representation]] = defaultdict(list)
    for organization_id, key, name, status in db.execute(wanted):
        found[organization_id].append({"id": key, "name": name, "status": status})
    return found


def all_of(db: Session, services: dict[uuid.UUID, list[Representation]]) -> dict[uuid.UUID, Representation]:
    """Each of these services with everything but its organization, which it is written in."""
    ids = [each["id"] for mine in services.values() for each in mine]
    whole = {}
    for start in range(0, len(ids), BATCH):
        for service in whole_services(db, ids[start : start + BATCH]):
            del service["organization"]
            whole[service["id"]] = service
    return whole
