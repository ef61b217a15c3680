"""Where schemes help: by the first half of postcodes, each of which belongs to one scheme at most.

Who asks for support comes to the scheme of where they live, else to the default one. Only a scheme with somebody who
takes people on gets any: nobody's words are to wait where no one reads them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.accounts.models import RoleGrant, Scheme, SchemeArea, User
from directory.accounts.queries import by_default
from directory.audit.operations import record_act
from directory.errors import WrongInput
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode

# Great Britain has fewer than 3,000 of them; a team with more than this means something else.
MOST_AREAS = 500


@dataclass(frozen=True)
class Receiver:
    """The scheme that takes a request; `is_for_area` where it is the one of that place, and not just the default."""

    scheme: Scheme
    is_for_area: bool


def find_receiver(db: Session, outward: str) -> Receiver | None:
    """The scheme that takes the requests of a place; None where nobody would read them."""
    of_place = select(Scheme).join(SchemeArea, SchemeArea.scheme_id == Scheme.id).where(SchemeArea.outward == outward)
    found = db.scalar(of_place.where(is_staffed()))
    if found is not None:
        return Receiver(found, is_for_area=True)
    usual = find_usual_receiver(db)
    has_areas = db.scalar(select(SchemeArea.outward).limit(1)) is not None
    return Receiver(usual, is_for_area=not has_areas) if usual else None


def find_usual_receiver(db: Session) -> Scheme | None:
    """The scheme that takes what is of no place: the default one, if there is somebody who would read it."""
    return db.scalar(by_default(select(Scheme).where(is_staffed())).limit(1))


def takes_requests(db: Session) -> bool:
    """Whether there is any scheme with somebody who takes people on."""
    return db.scalar(select(Scheme.id).where(is_staffed()).limit(1)) is not None


def is_staffed() -> ColumnElement[bool]:
    """The schemes with an active coordinator, as a condition."""
    at_work = (RoleGrant.role == Role.COORDINATOR.value, User.is_active, User.joined_at.is_not(None))
    return (
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(RoleGrant.scheme_id == Scheme.id, *at_work)
        .exists()
    )


def list_areas(db: Session, actor: Actor) -> Sequence[str]:
    """The first halves of postcodes that the actor's scheme supports, in order."""
    own = select(SchemeArea.outward).where(SchemeArea.scheme_id == actor.scheme_id)
    return sorted(db.scalars(own), key=in_order)


def in_order(outward: str) -> tuple[str, int, str]:
    """LS9 before LS11."""
    letters, number, rest = re.fullmatch(r"([A-Z]+)(\d+)([A-Z]?)", outward).groups()  # type: ignore[union-attr]
    return letters, int(number), rest


def read_areas(text: str) -> frozenset[str]:
    """The first halves of postcodes in what somebody typed. Raises WrongInput for anything else."""
    found: set[str] = set()
    for word in re.split(r"[\s,;]+", text.strip()):
        if not word:
            continue
        try:
            code = parse_postcode(word)
        except PostcodeNotUnderstood:
            raise wrong_areas("Enter the first half of postcodes, like LS10, LS11") from None
        if code.inward:
            raise wrong_areas("Enter only the first half of each postcode, like LS11")
        found.add(code.outward)
    if len(found) > MOST_AREAS:
        raise wrong_areas(f"Enter {MOST_AREAS} at most")
    return frozenset(found)


def wrong_areas(words: str) -> WrongInput:
    return WrongInput("Check the places.", {"areas": words})


def choose_areas(db: Session, actor: Actor, wanted: frozenset[str]) -> bool:
    """Set where the actor's scheme helps; says whether that is a change. Raises WrongInput for another one's place."""
    taken = db.scalars(
        select(SchemeArea.outward).where(SchemeArea.outward.in_(wanted), SchemeArea.scheme_id != actor.scheme_id)
    ).all()
    if taken:
        raise wrong_areas(f"Another team helps there: {', '.join(sorted(taken, key=in_order))}")
    before = set(list_areas(db, actor))
    if before == wanted:
        return False
    gone = (SchemeArea.scheme_id == actor.scheme_id, SchemeArea.outward.in_(before - wanted))
    db.execute(delete(SchemeArea).where(*gone))
    db.add_all(SchemeArea(outward=each, scheme_id=actor.scheme_id) for each in sorted(wanted - before))
    record_act(db, actor.user_id, actor.scheme_id, "scheme.areas_chosen", "scheme", [actor.scheme_id], ["areas"])
    return True
