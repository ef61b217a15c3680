"""Keeping listings true: confirming one, changing one, and naming who looks after what."""

import re
import uuid
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
from directory.catalogue.registered_contact import address_of
from directory.catalogue.versions import bump_catalogue_version
from directory.champions.models import ChampionDomain, CheckResult, CheckWay, ListingCheck
from directory.champions.to_do.models import CheckBefore
from directory.champions.verification.check_inputs import CheckInput
from directory.champions.verification.failing_addresses import forget_failing
from directory.champions.verification.verifying import end_verification
from directory.db import add_once, new_id


def make_domain(
    db: Session,
    name: str,
    description: str | None,
    champion: User | None,
    terms: Sequence[TaxonomyTerm],
    deputies: Sequence[User] = (),
) -> ChampionDomain:
    """A new part of the catalogue for a champion and deputies to look after."""
    domain = ChampionDomain(
        id=new_id(),
        name=name,
        slug=slug_of(name),
        description=description,
        champion=champion,
        champion_id=champion.id if champion else None,
        terms=list(terms),
        deputies=list(deputies),
    )
    db.add(domain)
    return domain


def slug_of(name: str) -> str:
    """The name of a domain as it stands in addresses."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def confirm_listing(db: Session, actor: Actor, service: Service) -> bool:
    """Note that a listing was looked at today and is still right. A second click the same day adds nothing.

    Returns whether it was news.
    """
    if service.assured_date == clock.today():
        return False
    before = how_it_stands(service, new_id())
    assure(db, actor, service)
    record_check(db, actor, service, CheckResult.STILL_RIGHT, before=before)
    return True


def how_it_stands(service: Service, check_id: uuid.UUID) -> CheckBefore:
    """What a check of a listing is about to change, kept for whoever takes it back."""
    return CheckBefore(check_id=check_id, assured_on=service.assured_date, assurer_email=service.assurer_email)


def log_check(db: Session, actor: Actor, service: Service, wanted: CheckInput, submission_key: str) -> None:
    """Write down that somebody tried to make sure of a listing, and how; reaching nobody leaves it unchecked.

    The same form sent twice is written down once.
    """
    check_id = uuid.uuid5(service.id, submission_key)
    if db.get(ListingCheck, check_id) is not None:
        return
    before = how_it_stands(service, check_id)
    if wanted.result is CheckResult.STILL_RIGHT:
        assure(db, actor, service)
    record_check(db, actor, service, wanted.result, wanted.way, wanted.spoke_to, before)


def confirm_as_group(db: Session, service: Service) -> bool:
    """Note that the group of a listing says itself that it is still right. Returns whether it was news."""
    forget_failing(db, address_of(service))
    if service.assured_date == clock.today():
        return False
    assure(db, None, service)
    record_check(db, None, service, CheckResult.STILL_RIGHT, CheckWay.LINK)
    return True


def assure(db: Session, actor: Actor | None, service: Service) -> None:
    """Note that somebody made sure of a listing today, or its group did: nobody has to be asked about it now."""
    assure_service(db, actor, service, clock.today())
    bump_catalogue_version(db)
    end_verification(db, service, clock.today())


def correct_listing(db: Session, actor: Actor, service: Service, wanted: ServiceEditInput) -> frozenset[str]:
    """Change a listing and note that it was looked at today; returns the names of the fields that changed.

    Raises Conflict where somebody else changed it first.
    """
    changed = edit_service(db, actor, service, wanted)
    assure(db, actor, service)
    record_check(db, actor, service, CheckResult.CHANGED if changed else CheckResult.STILL_RIGHT)
    return changed


def record_check(
    db: Session,
    actor: Actor | None,
    service: Service,
    result: CheckResult,
    way: CheckWay = CheckWay.SEEN,
    spoke_to: str | None = None,
    before: CheckBefore | None = None,
) -> None:
    """Write down who made sure of a listing, how, and what came of it; without an actor it was its group.

    What may be taken back says how the listing stood `before`.
    """
    actor_id = actor.user_id if actor else None
    made = before.check_id if before else new_id()
    _, is_new = add_once(
        db,
        ListingCheck(
            id=made,
            service_id=service.id,
            checked_by=actor_id,
            way=way.value,
            spoke_to=spoke_to,
            checked_on=clock.today(),
            result=result.value,
        ),
        lambda: db.get(ListingCheck, made),
    )
    if before and is_new:
        db.add(before)
    record_act(db, actor_id, None, "listing.checked", "service", [service.id], ["assured_date"])
