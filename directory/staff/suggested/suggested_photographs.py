"""The photographs that a suggestion would show: nobody is asked to accept a picture that they have not seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.photographs import Photograph
from directory.catalogue.photographs.keeping import pictures_by_digest
from directory.web.photographs import Shown, shown_picture


@dataclass(frozen=True)
class SuggestedPhotograph:
    """A photograph that a listing would show, and whether it shows that picture already."""

    shown: Shown
    is_new: bool


def suggested_photographs(db: Session, changes: Iterable[FieldChange]) -> Sequence[SuggestedPhotograph]:
    """The photographs of a listing after some changes, in their order; none where these leave them as they are."""
    change = next((each for each in changes if each.field == Photograph.__tablename__), None)
    if change is None:
        return ()
    rows = sorted(change.after or (), key=lambda row: (row["position"], row["id"]))
    before = {row["digest"] for row in change.before or ()}
    pictures = pictures_by_digest(db, {row["digest"] for row in rows})
    return [
        SuggestedPhotograph(
            shown_picture(pictures[row["digest"]], row["alt_text"], row["credit"] or ""), row["digest"] not in before
        )
        for row in rows
        if row["digest"] in pictures
    ]
