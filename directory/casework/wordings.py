"""What is read out to people before they agree: one wording for each kind of agreement, and every version of it."""

import tomllib
import uuid
from collections.abc import Mapping
from importlib import resources

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.casework.models import AgreementWording, Purpose
from directory.db import add_once, new_id


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


def find_newest(db: Session, scheme_id: uuid.UUID, purpose: Purpose) -> AgreementWording | None:
    return db.scalar(
        select(AgreementWording)
        .where(AgreementWording.scheme_id == scheme_id, AgreementWording.purpose == purpose.value)
        .order_by(AgreementWording.number.desc())
        .limit(1)
    )
