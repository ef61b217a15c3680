"""Keeping listings true: confirming one, changing one, and naming who looks after what."""

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.audit.operations import record_act
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.operations import assure_service, edit_service
from directory.catalogue.versions import bump_catalogue_version
from directory.champions.models import ChampionDomain, CheckResult, ListingCheck
from directory.db import new_id


def make_domain(
    db: Session, name: str, description: str | None, champion: User | None, terms: Sequence[TaxonomyTerm]
) -> ChampionDomain:
    """A new part of the catalogue for one champion to look after."""
    domain = ChampionDomain(
        id=new_id(),
        name=name,
        slug=re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"),
        description=description,
        champion_id=champion.id if champion else None,
        terms=list(terms),
    )
    db.add(domain)
    return domain


def confirm_listing(db: Session, actor: Actor, service: Service) -> bool:
    """Note that a listing was looked at today and is still right. A second click the same day adds nothing.

    Returns whether it was news.
    """
    today = clock.today()
    if service.assured_date == today:
        return False
    assure_service(db, actor, service, today)
    bump_catalogue_version(db)
    record_check(db, actor, service, CheckResult.STILL_RIGHT)
    return True


def correct_listing(db: Session, actor: Actor, service: Service, wanted: ServiceEditInput) -> frozenset[str]:
    """Change a listing and note that it was looked at today; returns the names of the fields that changed.

    Raises Conflict where somebody else changed it first.
    """
    changed = edit_service(db, actor, service, wanted)
    if not changed:
        bump_catalogue_version(db)
    assure_service(db, actor, service, clock.today())
    record_check(db, actor, service, CheckResult.CHANGED if changed else CheckResult.STILL_RIGHT)
    return changed


def record_check(db: Session, actor: Actor, service: Service, result: CheckResult) -> None:
    db.add(
        ListingCheck(
            id=new_id(),
            service_id=service.id,
            checked_by=actor.user_id,
            checked_on=clock.today(),
            result=result.value,
        )
    )
    record_act(db, actor.user_id, None, "listing.checked", "service", [service.id], ["assured_date"])
