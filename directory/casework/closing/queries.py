"""Reading how cases ended. The caller looked the client up, and so recorded that."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory.casework.closing.models import Closure
from directory.casework.models import Case, Client


def find_standing(db: Session, case: Case) -> Closure | None:
    """How a case ended, as it is known today; None where it is open, or ended before reasons were asked for."""
    return next((each for each in list_closures(db, case) if each.stands), None)


def list_closures(db: Session, case: Case) -> Sequence[Closure]:
    """Every time a case ended and was put right, newest first."""
    wanted = select(Closure).where(Closure.scheme_id == case.scheme_id, Closure.case_id == case.id)
    return db.scalars(wanted.options(joinedload(Closure.recorder)).order_by(Closure.number.desc())).all()


def list_standing(db: Session, client: Client) -> Sequence[Closure]:
    """How the ended cases of a client ended, newest first."""
    wanted = select(Closure).where(Closure.scheme_id == client.scheme_id, Closure.client_id == client.id)
    found = db.scalars(wanted.options(joinedload(Closure.recorder)).order_by(Closure.recorded_at.desc())).all()
    return [each for each in found if each.stands]
