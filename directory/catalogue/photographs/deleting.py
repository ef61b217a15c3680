"""Deleting a picture for good: somebody in it does not want to be shown any more, or never said yes."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.history.record_changes import values_now
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.photographs import Photograph, Picture
from directory.catalogue.models.services import Service

TABLE = Photograph.__tablename__
REASON = "The picture was deleted for good"


def delete_for_good(db: Session, actor: Actor, service: Service, digest: str) -> Sequence[str]:
    """Take a picture off a listing, where it shows it, and delete it, so that nothing brings it back.

    Where other listings show it too, it stays for them; says what these are called. The history goes on telling in
    words what it showed. Raises Conflict where somebody else changed the listing first.
    """
    now = values_now(db, service, [TABLE])[TABLE]
    left = [row for row in now if row["digest"] != digest]
    if left != now:
        make_changes(db, actor, service, [FieldChange(TABLE, now, left)], reason=REASON)
    # Who is putting it on another listing now is waited for, and whoever comes later waits.
    db.execute(select(Picture.digest).where(Picture.digest == digest).with_for_update())
    others = db.scalars(
        select(Service.name).join(Photograph).where(Photograph.digest == digest).distinct().order_by(Service.name)
    ).all()
    if not others:
        db.execute(delete(Picture).where(Picture.digest == digest))
        record_act(db, actor.user_id, None, "picture.deleted", Service.__tablename__, [service.id])
    return others
