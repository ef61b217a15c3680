"""The pictures of the fictional town, sent and told in words as people do it."""

from collections import Counter

from sqlalchemy.orm import Session

from directory.catalogue.models.photographs import Photograph
from directory.catalogue.photographs.keeping import hold_picture, keep_picture
from directory.catalogue.photographs.rewriting import WrittenPicture, rewrite_picture
from directory.cli.drawings import drawing_file
from directory.cli.town import Town, key_id


def load_photographs(db: Session, town: Town) -> None:
    """Put the drawings of the town beside its activities."""
    drawn: dict[str, WrittenPicture] = {}
    places: Counter[str] = Counter()
    for row in town.photographs():
        activity, drawing = row["activity"], row["drawing"]
        drawn[drawing] = drawn.get(drawing) or rewrite_picture(drawing_file(drawing))
        digest = keep_picture(db, drawn[drawing])
        hold_picture(db, digest)
        db.add(
            Photograph(
                service_id=key_id("activity", activity),
                digest=digest,
                position=places[activity],
                alt_text=row["alt_text"],
                credit=row.get("credit"),
                agreed_on=town.day(row["days_ago"]),
            )
        )
        places[activity] += 1
