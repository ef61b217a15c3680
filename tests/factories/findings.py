"""What a machine found in the catalogue, for tests."""

from directory import clock
from directory.catalogue.models.services import Service
from directory.champions.findings.models import Finding, FindingKind, Found
from directory.champions.findings.recording import add_findings
from directory.champions.findings.sightings import Place, Sighting
from directory.jobs.findings import Looked, look_through


def make_finding(
    db,
    service: Service,
    found: Found = Found.TOO_SHORT,
    *,
    kind: FindingKind = FindingKind.PHONE,
    field: str = "phone",
    about: str = "0113 496",
    proposal: str | None = None,
) -> Finding:
    """An open finding about a service, seen today for the first time."""
    sighting = Sighting(Place("service", service.id, field, about), kind, found, proposal=proposal)
    add_findings(db, [sighting], clock.today())
    db.flush()
    return db.get_one(Finding, sighting.id)


def run_look(db, **how) -> Looked:
    """One look, over what is in the database by now."""
    db.commit()
    done = look_through(**how)
    db.expire_all()
    return done
