"""Watching terms and areas, and having the weekly letter or not."""

import uuid
from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.digest.models import NoWeeklyLetter, Watch, WeeklyLetter
from directory.champions.keepers import is_kept_by
from directory.champions.models import ChampionDomain
from directory.db import add_once
from directory.errors import WrongInput
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode
from directory.security.tokens import key_of

# More than this is no watching any more, and its letters could not be read.
MOST_WATCHED = 50
NO_SUCH_TERM = "We know no need, interest or kind of people by that name. Try another word for it"
NO_SUCH_AREA = "Enter the first half of a postcode, like LS11"
TOO_MANY = f"You watch {MOST_WATCHED} things already. Stop watching one of them first"


def watch_term(db: Session, actor: Actor, term: TaxonomyTerm) -> Watch:
    """Watch a term. One that is watched already stays so. Raises WrongInput for too many."""
    return add_watch(db, actor, Watch(user_id=actor.user_id, term_id=term.id))


def watch_area(db: Session, actor: Actor, text: str) -> Watch:
    """Watch the district of a postcode. Raises WrongInput for what is none, and for too many."""
    try:
        area = parse_postcode(text).outward
    except PostcodeNotUnderstood:
        raise WrongInput(f"{NO_SUCH_AREA}.", {"area": NO_SUCH_AREA}) from None
    return add_watch(db, actor, Watch(user_id=actor.user_id, area=area))


def add_watch(db: Session, actor: Actor, wanted: Watch) -> Watch:
    known = find_watch(db, actor, wanted)
    if known is not None:
        return known
    if (db.scalar(select(func.count()).where(Watch.user_id == actor.user_id)) or 0) >= MOST_WATCHED:
        raise WrongInput(f"{TOO_MANY}.")
    kept, _ = add_once(db, wanted, lambda: find_watch(db, actor, wanted))
    return kept


def find_watch(db: Session, actor: Actor, wanted: Watch) -> Watch | None:
    """What somebody watches that is the same."""
    same = Watch.area == wanted.area if wanted.area else Watch.term_id == wanted.term_id
    return db.scalar(select(Watch).where(Watch.user_id == actor.user_id, same))


def stop_watching(db: Session, actor: Actor, watch_id: uuid.UUID) -> None:
    """Watch something no longer; what is not watched, or by somebody else, stays as it is."""
    db.execute(delete(Watch).where(Watch.id == watch_id, Watch.user_id == actor.user_id))


def list_watches(db: Session, actor: Actor) -> Sequence[Watch]:
    """What somebody watches: terms by name, then areas."""
    wanted = select(Watch).where(Watch.user_id == actor.user_id).options(joinedload(Watch.term))
    found = db.scalars(wanted).all()
    return sorted(found, key=lambda each: (each.term is None, each.term.name if each.term else "", each.area or ""))


def get_term_named(db: Session, name: str) -> TaxonomyTerm:
    """The term of our vocabulary with a name, however it is written. Raises WrongInput for none."""
    wanted = select(TaxonomyTerm).where(func.lower(TaxonomyTerm.name) == name.strip().lower())
    term = db.scalar(wanted.where(TaxonomyTerm.code.is_not(None)).order_by(TaxonomyTerm.id).limit(1))
    if term is None:
        raise WrongInput(f"{NO_SUCH_TERM}.", {"term": NO_SUCH_TERM})
    return term


def list_term_names(db: Session) -> Sequence[str]:
    """The names of all terms of our vocabulary, to choose from."""
    return sorted(set(db.scalars(select(TaxonomyTerm.name).where(TaxonomyTerm.code.is_not(None)))))


def list_domain_names(db: Session, actor: Actor) -> Sequence[str]:
    """The domains that somebody keeps, of which the weekly letter tells them too."""
    return db.scalars(select(ChampionDomain.name).where(is_kept_by(actor.user_id)).order_by(ChampionDomain.name)).all()


def has_stopped(db: Session, user_id: uuid.UUID) -> bool:
    """Whether somebody wants no weekly letter."""
    return db.get(NoWeeklyLetter, user_id) is not None


def stop_letters(db: Session, user_id: uuid.UUID) -> None:
    """Send somebody no weekly letter any more. What they watch stays, for when they want it again."""
    if not has_stopped(db, user_id):
        wanted = NoWeeklyLetter(user_id=user_id, stopped_at=clock.now())
        add_once(db, wanted, lambda: db.get(NoWeeklyLetter, user_id))


def resume_letters(db: Session, user_id: uuid.UUID) -> None:
    """Send somebody the weekly letter again."""
    db.execute(delete(NoWeeklyLetter).where(NoWeeklyLetter.user_id == user_id))


def find_letter_of_link(db: Session, token: str) -> WeeklyLetter | None:
    """The letter whose link to stop holds this token."""
    wanted = select(WeeklyLetter).where(WeeklyLetter.stop_key == key_of(token)).options(joinedload(WeeklyLetter.user))
    return db.scalar(wanted)
