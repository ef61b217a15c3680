"""What the catalogue knows that a sheet refers to: the listings of its source, and the tags."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source, SourceRecord
from directory.catalogue.models.taxonomies import Taxonomy, TaxonomyTerm
from directory.catalogue.vocabulary import taxonomy_id
from directory.errors import Refused
from directory.exchange.sheets.keys import SHEET_KEY, Listings
from directory.exchange.sheets.lines import Tag, folded_tag
from directory.geo.current import current_postcode_file
from directory.geo.postcode_file import PostcodeFile
from directory.geo.postcode_layout import PostcodeFileUnusable

# What the terms of our own taxonomies say of an activity; of others they say what kind of activity it is.
LINK_TYPES = {
    "interests": "service_type",
    "needs": "need",
    "people": "service_eligibility",
    "arrangements": "arrangement",
}
KIND_OF_ACTIVITY = "service_type"


class NotFromSheets(Refused):
    """The source is a feed or another file: a sheet says less, and would take the rest away."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The source “{name}” came from a feed or another file. A sheet says less, and would take the rest away. "
            "Give the sheet a source of its own."
        )


def find_listings(db: Session, source_name: str, asked: set[str]) -> Listings:
    """The listings of a source, and where those asked for by their ids come from. Raises NotFromSheets."""
    table = SourceRecord
    mine = select(table.record_id, table.source_key).join(Source, Source.id == table.source_id)
    rows = db.execute(mine.where(Source.name == source_name, table.entity == "service")).all()
    if any(not key.startswith(SHEET_KEY) for _, key in rows):
        raise NotFromSheets(source_name)
    keys = {str(record_id): key for record_id, key in rows}
    wanted = [UUID(each) for each in asked if each not in keys]
    there: dict[str, str] = {}
    theirs = select(table.record_id, Source.name).join(Source, Source.id == table.source_id)
    theirs = theirs.where(table.entity == "service")
    for some in portions(wanted):
        there.update((str(each), "") for each in db.scalars(select(Service.id).where(Service.id.in_(some))))
        there.update((str(record_id), name) for record_id, name in db.execute(theirs.where(table.record_id.in_(some))))
    return Listings(keys, there)


def list_tags(db: Session) -> dict[str, Tag]:
    """The terms that rows may be tagged with, by their folded names; of several of one name, that of our own lists."""
    ours = {taxonomy_id(code): link_type for code, link_type in LINK_TYPES.items()}
    order = list(ours)
    found: dict[str, Tag] = {}
    query = select(TaxonomyTerm.id, TaxonomyTerm.name, TaxonomyTerm.taxonomy_id)
    query = query.outerjoin(Taxonomy, Taxonomy.id == TaxonomyTerm.taxonomy_id).order_by(TaxonomyTerm.id)
    rows = db.execute(query).all()
    for term_id, name, of in sorted(rows, key=lambda row: order.index(row[2]) if row[2] in ours else len(order)):
        found.setdefault(
            folded_tag(name), Tag(str(term_id), name, ours.get(of, KIND_OF_ACTIVITY) if of else KIND_OF_ACTIVITY)
        )
    return found


def postcodes_at_hand() -> PostcodeFile | None:
    """The postcodes, or None where no file of them was built: then they are taken as they are written."""
    try:
        return current_postcode_file()
    except PostcodeFileUnusable:
        return None
