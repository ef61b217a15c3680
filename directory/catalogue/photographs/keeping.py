"""Keeping pictures: from when one is sent until no listing has shown it, and nobody meant it to, for a while."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import ColumnElement, Text, cast, exists, select, true, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session, selectinload, undefer

from directory import clock
from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.field_changes import FieldChange, Plain
from directory.catalogue.models.photographs import Photograph, Picture, PictureFile
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service
from directory.catalogue.photographs.rewriting import WrittenPicture
from directory.catalogue.publishing import published
from directory.db import add_once
from directory.errors import NotFound

NO_SUCH = "There is no such picture."
# For so long a picture that was taken out can be brought back from the history of its listing.
KEPT_FOR = timedelta(days=30)


def keep_picture(db: Session, written: WrittenPicture) -> str:
    """Keep a picture, and say what it is named by. One that was sent before is kept anew from now on."""
    digest = written.digest
    if not renew(db, digest, clock.now()):
        files = [PictureFile(width=each.width, height=each.height, content=each.content) for each in written.files]
        add_once(db, Picture(digest=digest, files=files), lambda: db.get(Picture, digest))
    return digest


def hold_picture(db: Session, digest: str) -> None:
    """Keep a picture because somebody is about to use it. Raises NotFound where it was let go of."""
    if not renew(db, digest, None):
        raise NotFound(NO_SUCH)


def renew(db: Session, digest: str, unused_since: datetime | None) -> bool:
    """Say since when a picture is not used; whether there is one."""
    changed = db.execute(update(Picture).where(Picture.digest == digest).values(unused_since=unused_since))
    return isinstance(changed, CursorResult) and changed.rowcount == 1


def get_picture(db: Session, digest: str) -> Picture:
    """A picture with how large its files are. Raises NotFound."""
    picture = db.scalar(select(Picture).where(Picture.digest == digest).options(selectinload(Picture.files)))
    if picture is None:
        raise NotFound(NO_SUCH)
    return picture


def pictures_by_digest(db: Session, digests: set[str]) -> dict[str, Picture]:
    """Pictures with how large their files are, by what they are named by. Unknown ones are left out."""
    wanted = select(Picture).where(Picture.digest.in_(digests)).options(selectinload(Picture.files))
    return {each.digest: each for each in db.scalars(wanted)}


def get_file(db: Session, digest: str, width: int) -> PictureFile:
    """A picture in one width, for those who write listings. Raises NotFound."""
    return get_file_if(db, digest, width, true())


def get_published_file(db: Session, digest: str, width: int) -> PictureFile:
    """A picture in one width that a published listing shows. Raises NotFound, also for any other."""
    shown = exists().where(Photograph.digest == digest, Photograph.service_id == Service.id, published())
    return get_file_if(db, digest, width, shown)


def get_file_if(db: Session, digest: str, width: int, is_open: ColumnElement[bool]) -> PictureFile:
    wanted = select(PictureFile).where(PictureFile.digest == digest, PictureFile.width == width, is_open)
    file = db.scalar(wanted.options(undefer(PictureFile.content)))
    if file is None:
        raise NotFound(NO_SUCH)
    return file


def note_unused(db: Session, now: datetime) -> None:
    """Write down which pictures nothing shows or would show any more, and which are used again."""
    wanted = wanted_digests(db)
    is_unused = unused()
    for some in portions(db.scalars(select(Picture.digest).where(is_unused, Picture.unused_since.is_(None)))):
        gone = [each for each in some if each not in wanted]
        db.execute(update(Picture).where(Picture.digest.in_(gone)).values(unused_since=now))
    for some in portions(wanted):
        db.execute(update(Picture).where(Picture.digest.in_(some)).values(unused_since=None))
    db.execute(update(Picture).where(~is_unused, Picture.unused_since.is_not(None)).values(unused_since=None))


def unused() -> ColumnElement[bool]:
    """Which pictures no listing shows."""
    return ~exists().where(Photograph.digest == Picture.digest)


def wanted_digests(db: Session) -> set[str]:
    """What the pictures are named by that somebody's draft, or a suggestion which waits, would show."""
    is_open = Revision.state.in_((RevisionState.DRAFT.value, RevisionState.WAITING.value))
    of_listings = Revision.entity == Service.__tablename__
    revisions = db.scalars(select(Revision).where(of_listings, is_open, speaks_of_photographs()))
    return {row["digest"] for each in revisions for row in rows_after(each.field_changes)}


def speaks_of_photographs() -> ColumnElement[bool]:
    """Which revisions may change the photographs of a listing."""
    return cast(Revision.changes, Text).contains(f'"{Photograph.__tablename__}"')


def rows_after(changes: Iterable[FieldChange]) -> Iterator[Plain]:
    """The photographs that a listing would have after some changes."""
    return chain.from_iterable(each.after or () for each in changes if each.field == Photograph.__tablename__)
