"""Every picture that a listing shows, showed or may come to show: somebody in it can have any of them deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from directory.accounts.actor import Actor
from directory.catalogue.merging.survivors import ids_before
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.photographs import Photograph, Picture
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service
from directory.catalogue.photographs.keeping import NO_SUCH, speaks_of_photographs, unused
from directory.errors import NotFound


@dataclass(frozen=True)
class NamedPicture:
    """A picture that is there, with what was last said of it in a listing."""

    picture: Picture
    alt_text: str
    credit: str


def list_named(db: Session, actor: Actor, service: Service) -> Sequence[NamedPicture]:
    """The pictures that a listing shows, or that its history, a suggestion or the actor's own draft names, newest last.

    One that it does not show is left out while another listing shows it: there it is to be deleted.
    """
    rows = rows_named(db, actor, service)
    shown = {each.digest: (each.alt_text, each.credit) for each in service.photographs}
    words = {**{digest: (row["alt_text"], row["credit"]) for digest, row in rows.items()}, **shown}
    wanted = select(Picture).where(Picture.digest.in_(words), or_(unused(), Picture.digest.in_(shown)))
    there = {each.digest: each for each in db.scalars(wanted.options(selectinload(Picture.files)))}
    return [NamedPicture(there[digest], told, by or "") for digest, (told, by) in words.items() if digest in there]


def get_named(db: Session, actor: Actor, service: Service, digest: str) -> NamedPicture:
    """One of them. Raises NotFound."""
    found = next((each for each in list_named(db, actor, service) if each.picture.digest == digest), None)
    if found is None:
        raise NotFound(NO_SUCH)
    return found


def rows_named(db: Session, actor: Actor, service: Service) -> dict[str, Plain]:
    """What was last written of each picture, also before the listing was made one with another."""
    entity = Service.__tablename__
    # What somebody else is still writing is for nobody else's eyes.
    is_seen = or_(Revision.state != RevisionState.DRAFT, Revision.author_id == actor.user_id)
    of_record = (Revision.entity == entity, Revision.record_id.in_(ids_before(db, entity, service.id)))
    wanted = select(Revision).where(*of_record, is_seen, speaks_of_photographs()).order_by(Revision.id)
    changes = [each for revision in db.scalars(wanted) for each in revision.field_changes]
    of_photographs = [each for each in changes if each.field == Photograph.__tablename__]
    return {row["digest"]: row for each in of_photographs for row in (*(each.before or ()), *(each.after or ()))}
