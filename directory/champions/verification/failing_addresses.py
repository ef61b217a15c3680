"""Where letters to groups come back: noted once a mail server says so, forgotten once somebody answers from there."""

from collections.abc import Collection

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.registered_contact import address_of
from directory.champions.verification.failing_address_models import FailingAddress
from directory.champions.verification.waiting import plain_address
from directory.db import add_once


def note_failing(db: Session, address: str, status: str) -> bool:
    """Note that no letter arrives at an address, where it is one that a group is registered with; returns whether."""
    plain = plain_address(address)
    if not find_registered(db, [plain]):
        return False
    add_once(db, FailingAddress(address=plain, status=status), lambda: db.get(FailingAddress, plain))
    return True


def forget_failing(db: Session, address: str | None) -> None:
    """Take an address for one that works: its group answered a letter that came there."""
    db.execute(delete(FailingAddress).where(FailingAddress.address == plain_address(address)))


def take_for_working(db: Session, actor: Actor, service: Service) -> None:
    """Have letters go again to the address of a listing's group, as somebody has asked there."""
    forget_failing(db, address_of(service))
    record_act(db, actor.user_id, None, "listing.address_works", "service", [service.id])


def is_failing(db: Session, address: str | None) -> bool:
    """Whether no letter arrives at an address."""
    return db.get(FailingAddress, plain_address(address)) is not None


def list_failing(db: Session) -> frozenset[str]:
    """Every address at which no letter arrives."""
    return frozenset(db.scalars(select(FailingAddress.address)))


def forget_unused(db: Session) -> None:
    """Forget the addresses that no group is registered with any more."""
    failing = list_failing(db)
    unused = failing - find_registered(db, failing)
    db.execute(delete(FailingAddress).where(FailingAddress.address.in_(unused)))


def find_registered(db: Session, addresses: Collection[str]) -> set[str]:
    """Of some plain addresses those that a group is registered with, for itself or for one of its activities."""
    columns = (func.lower(func.trim(each)) for each in (Service.email, Organization.email))
    return {found for each in columns for found in db.scalars(select(each).where(each.in_(addresses)))}
