"""A large catalogue as listings of a database, with its index settled: what serving processes answer from.

What documents of `large_catalogue` say is written as the rows they would be read from: an organization and a listing
each, places with the postcodes of the shared services, a weekly meeting, a price, terms and facts about access.
"""

import gzip
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import cycle, islice
from typing import Any

from sqlalchemy.orm import Session

from benchmarks.large_catalogue import Made, many_documents
from benchmarks.matching import SHARED, embed_documents
from directory import clock
from directory.catalogue.access.facts import PRESENCE
from directory.catalogue.access.questions import QUESTIONS, Answer
from directory.catalogue.bulk_inserts import insert_rows
from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Accessibility, Address, Location, PlaceType
from directory.catalogue.models.schedules import AttendingType, Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation, ServiceStatus, Stage
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.catalogue.timetable.slots import DAY_PARTS
from directory.catalogue.versions import bump_catalogue_version
from directory.catalogue.vocabulary import LINK_TYPES, term_id
from directory.cli.bench_files import read_documents, read_own_vocabulary
from directory.db import Base, transaction
from directory.matching.current import MatcherKeeper
from directory.search import catalogue_reading
from directory.search.documents import SearchDocument, TermRef
from directory.search.embedding import Embedder, Vectors
from directory.search.meanings import STORED
from directory.search.models import TextEmbedding

FILE = SHARED / "bench" / "services.ndjson.gz"
BATCH = 2_000
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOURS = ((time(10), time(12)), (time(14), time(16)), (time(18, 30), time(20, 30)))
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://lynchpin.example/benchmarks")

Rows = dict[type[Base], list[dict[str, Any]]]


def make_catalogue(keeper: MatcherKeeper, embedder: Embedder, services: int) -> None:
    """Fill an empty database, which has the vocabulary, with so many listings and what the model says of each."""
    originals, known = read_documents(FILE), read_own_vocabulary()
    made = many_documents(originals, embed_documents(originals, embedder), services, known)
    vectors: dict[uuid.UUID, Vectors] = {}
    with transaction() as db:
        write_terms(db, originals)
        write_listings(db, remembered(made, vectors))
        bump_catalogue_version(db)
    with transaction() as db:
        write_vectors(db, embedder.model_id, vectors)
        keeper.settle(db)


def remembered(made: Iterable[Made], vectors: dict[uuid.UUID, Vectors]) -> Iterator[SearchDocument]:
    for document, vector in made:
        vectors[document.service_id] = vector
        yield document


def read_postcodes() -> list[tuple[str, str]]:
    """The postcode and the town of each of the shared services that states them."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        places = [each["location"] for line in lines for each in json.loads(line).get("service_at_locations", ())]
    return [(each["postal_code"], each["city"]) for place in places for each in place["addresses"]]


def write_terms(db: Session, originals: Iterable[SearchDocument]) -> None:
    """The terms of the shared services, which are of taxonomies of others."""
    terms = {term.term_id: term for document in originals for term in document.terms}
    taxonomies = {term.taxonomy for term in terms.values()}
    rows: Rows = {
        Taxonomy: [{"id": _id("taxonomy", each), "name": each, "description": each} for each in sorted(taxonomies)],
        TaxonomyTerm: [
            {
                "id": uuid.UUID(each.term_id),
                "taxonomy_id": _id("taxonomy", each.taxonomy),
                "name": each.name,
                "description": each.name,
            }
            for each in terms.values()
        ],
    }
    write(db, rows)


def write_listings(db: Session, documents: Iterator[SearchDocument]) -> None:
    listing = Listing(clock.now(), cycle(read_postcodes()))
    while batch := list(islice(documents, BATCH)):
        for each in batch:
            listing.add(each)
        write(db, listing.rows)
        listing.rows.clear()


def write_vectors(db: Session, model: str, vectors: Mapping[uuid.UUID, Vectors]) -> None:
    """Keep what the model would have said of each listing as it is read now."""
    told = {bytes.fromhex(each.content_hash): vectors[each.service_id] for each in catalogue_reading.read_documents(db)}
    now = clock.now()
    rows = [
        {"model": model, "digest": digest, "vector": vector.astype(STORED).tobytes(), "made_at": now}
        for digest, vector in told.items()
    ]
    write(db, {TextEmbedding: rows})


def write(db: Session, rows: Rows) -> None:
    """Write rows, those that others point at first."""
    by_table = {model.__table__: some for model, some in rows.items()}
    for table in Base.metadata.sorted_tables:
        if some := by_table.get(table):
            insert_rows(db.connection(), table, some)


@dataclass
class Listing:
    """The rows that documents would be read from, as they gather."""

    now: datetime
    postcodes: Iterator[tuple[str, str]]
    rows: Rows = field(default_factory=dict)

    def add(self, document: SearchDocument) -> None:
        key = document.service_id
        organization = _id("organization", key)
        described = document.organization_description
        kept = {"last_modified": self.now, "version": 1}
        self._put(Organization, id=organization, name=document.organization_name, description=described, **kept)
        self._put(
            Service,
            id=key,
            organization_id=organization,
            name=document.name,
            description=document.description,
            status=ServiceStatus(document.status).value,
            stage=Stage.PUBLISHED.value,
            listed_on=clock.day_of(self.now),
            **kept,
        )
        places = [self._add_place(document, number, point) for number, point in enumerate(document.points)]
        self._add_meeting(document, places[0] if places else None)
        if document.cheapest_pence is not None:
            cost = _id("cost", key)
            self._put(CostOption, id=cost, service_id=key, amount_pence=document.cheapest_pence, currency="GBP")
        for term in document.terms:
            self._add_term(key, term)

    def _add_place(self, document: SearchDocument, number: int, point: tuple[float, float]) -> uuid.UUID:
        """A place, and that the service is there. Returns the latter's id."""
        postcode, town = next(self.postcodes)
        place, there = _id("place", document.service_id, number), _id("there", document.service_id, number)
        kept = {"last_modified": self.now, "version": 1}
        self._put(
            Location,
            id=place,
            location_type=PlaceType.PHYSICAL.value,
            name=f"{document.organization_name} hall",
            latitude=point[0],
            longitude=point[1],
            hides_address=False,
            **kept,
        )
        self._put(
            Address,
            id=_id("address", place),
            location_id=place,
            address_1="1 Church Street",
            city=town,
            state_province=town,
            postal_code=postcode,
            country="GB",
            address_type=PlaceType.PHYSICAL.value,
        )
        self._put(ServiceAtLocation, id=there, service_id=document.service_id, location_id=place)
        self._add_access(place, document.has_access, Answer.YES)
        self._add_access(place, document.lacks_access, Answer.NO)
        return there

    def _add_access(self, place: uuid.UUID, codes: Sequence[str], answer: Answer) -> None:
        for code in codes:
            if code in QUESTIONS:
                self._put(
                    Accessibility,
                    id=_id("access", place, code),
                    location_id=place,
                    accessibility=PRESENCE[answer],
                    description=QUESTIONS[code].words(answer, None),
                    question=code,
                )

    def _add_meeting(self, document: SearchDocument, there: uuid.UUID | None) -> None:
        """Once a week at its first place, or else anywhere."""
        if not document.slots:
            return
        day, part = divmod(document.slots.bit_length() - 1, len(DAY_PARTS))
        opens_at, closes_at = HOURS[part]
        self._put(
            Schedule,
            id=_id("schedule", document.service_id),
            service_id=None if there else document.service_id,
            service_at_location_id=there,
            freq="WEEKLY",
            byday=DAYS[day],
            opens_at=opens_at,
            closes_at=closes_at,
            attending_type=AttendingType.VENUE.value,
        )

    def _add_term(self, service: uuid.UUID, term: TermRef) -> None:
        """A term of ours goes by its code, another one by its id."""
        its_id = term_id(term.code) if term.code else uuid.UUID(term.term_id)
        self._put(
            Attribute,
            id=_id("attribute", service, its_id),
            link_id=service,
            link_entity="service",
            link_type=LINK_TYPES.get(term.taxonomy, "service_type"),
            taxonomy_term_id=its_id,
        )

    def _put(self, model: type[Base], **values: Any) -> None:
        self.rows.setdefault(model, []).append(values)


def _id(*named: object) -> uuid.UUID:
    return uuid.uuid5(_SPACE, "/".join(map(str, named)))
