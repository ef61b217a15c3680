"""What is read out to people before they agree: one wording for each kind of agreement, and every version of it."""

import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import LawfulBasis, Scheme, SpecialBasis
from directory.audit.operations import record_act
from directory.casework.models import AgreementWording, Purpose
from directory.db import add_once, new_id
from directory.errors import Conflict


class WordingWritten(Conflict):
    """Somebody wrote new words after the person who writes some now had looked at the old ones."""

    def __init__(self) -> None:
        super().__init__("Somebody else wrote new words while you had this open. Yours are not saved yet.")


@dataclass(frozen=True)
class WordingInput:
    """New words to read out, and the number of the version that was looked at."""

    text: str
    seen: int


@dataclass(frozen=True)
class BasisInput:
    """What allows a scheme to keep what people tell it, and what is more private."""

    lawful_basis: LawfulBasis
    special_basis: SpecialBasis


def read_default_wordings() -> Mapping[Purpose, str]:
    """The wordings that are read out where a scheme has none of its own."""
    content = tomllib.loads(
        resources.files("directory.casework").joinpath("agreement_wordings.toml").read_text("utf-8")
    )
    return {purpose: content[purpose.value].strip() for purpose in Purpose}


DEFAULT_WORDINGS = read_default_wordings()


def newest_wording(db: Session, scheme_id: uuid.UUID, purpose: Purpose) -> AgreementWording:
    """What is read out now. Where the scheme has not kept any yet it is the default, which is not kept by asking."""
    kept = find_newest(db, scheme_id, purpose)
    if kept is not None:
        return kept
    return AgreementWording(
        id=new_id(), scheme_id=scheme_id, purpose=purpose.value, number=1, text=DEFAULT_WORDINGS[purpose]
    )


def keep_newest_wording(db: Session, scheme_id: uuid.UUID, purpose: Purpose) -> AgreementWording:
    """What is read out now, kept from now on, because somebody has answered to it."""
    known = find_newest(db, scheme_id, purpose)
    if known is not None:
        return known
    default = newest_wording(db, scheme_id, purpose)
    kept, _ = add_once(db, default, lambda: find_newest(db, scheme_id, purpose))
    return kept


def write_wording(db: Session, actor: Actor, purpose: Purpose, wanted: WordingInput) -> AgreementWording:
    """Write new words to read out, as the next version. Old ones stay as they are.

    The same words again add nothing. Raises WordingWritten where somebody wrote others after `seen` was looked at.
    """
    newest = keep_newest_wording(db, actor.scheme_id, purpose)
    if newest.text == wanted.text:
        return newest
    if newest.number != wanted.seen:
        raise WordingWritten
    wording = AgreementWording(
        id=new_id(),
        scheme_id=actor.scheme_id,
        purpose=purpose.value,
        number=newest.number + 1,
        text=wanted.text,
        made_by=actor.user_id,
    )
    kept, is_new = add_once(db, wording, lambda: find_newest(db, actor.scheme_id, purpose))
    if not is_new and kept.text != wanted.text:
        raise WordingWritten
    if is_new:
        record_act(db, actor.user_id, actor.scheme_id, "wording.written", "agreement_wording", [kept.id], [purpose])
    return kept


def list_wordings(db: Session, actor: Actor, purpose: Purpose) -> Sequence[AgreementWording]:
    """Every version that the actor's scheme has kept, newest first."""
    of_purpose = (AgreementWording.scheme_id == actor.scheme_id, AgreementWording.purpose == purpose.value)
    return db.scalars(select(AgreementWording).where(*of_purpose).order_by(AgreementWording.number.desc())).all()


def choose_basis(db: Session, actor: Actor, wanted: BasisInput) -> bool:
    """Set what allows the actor's scheme to keep what it keeps; says whether that is a change."""
    scheme = get_own_scheme(db, actor)
    if (scheme.lawful_basis, scheme.special_basis) == (wanted.lawful_basis, wanted.special_basis):
        return False
    scheme.lawful_basis, scheme.special_basis = wanted.lawful_basis.value, wanted.special_basis.value
    changed = ["lawful_basis", "special_basis"]
    record_act(db, actor.user_id, actor.scheme_id, "scheme.basis_chosen", "scheme", [scheme.id], changed)
    return True


def get_own_scheme(db: Session, actor: Actor) -> Scheme:
    """The scheme the actor works in, with its settings."""
    return db.get_one(Scheme, actor.scheme_id)


def find_newest(db: Session, scheme_id: uuid.UUID, purpose: Purpose) -> AgreementWording | None:
    return db.scalar(
        select(AgreementWording)
        .where(AgreementWording.scheme_id == scheme_id, AgreementWording.purpose == purpose.value)
        .order_by(AgreementWording.number.desc())
        .limit(1)
    )
