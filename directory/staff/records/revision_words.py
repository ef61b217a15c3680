"""Changes of listings in the words of the pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from directory.catalogue.access.facts import read_fact
from directory.catalogue.access.questions import QUESTIONS
from directory.catalogue.history.record_changes import typed_rows
from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.places import Accessibility, PlaceType
from directory.catalogue.models.revisions import Revision, RevisionKind
from directory.catalogue.registers import registration_words
from directory.catalogue.texts import stated
from directory.staff.domains.listing_form import field_labels, shown_value
from directory.web.listing_words import list_words
from directory.web.words import uk_short_date

OTHER_LABELS = {
    "assured_date": "Last checked",
    "assurer_email": "Checked by",
    "closed_from": "Closed from",
    "back_on": "On again on",
    "alternate_name": "Other name",
    "organization_id": "Who runs it",
    "easy_read": "Easy read",
    "fees": "Cost in words",
    "licenses": "Licences",
    "fees_description": "More about cost",
    "cost_help": "Help with the cost",
    "wait_time": "Waiting time",
    "service_at_location": "Places",
    "schedule": "Times",
    "schedule_exception": "Dates left out or added",
    "schedule_observance": "Bank holidays and school terms",
    "cost_option": "Costs",
    "contact": "Contacts",
    "phone": "Telephone numbers",
    "web_address": "Web addresses",
    "language": "Languages",
    "funding": "Funding",
    "service_area": "Area it serves",
    "required_document": "What to bring",
    "service_capacity": "Room",
    "photograph": "Photographs",
    "attribute": "Tags",
    "organization_identifier": "Registration numbers",
    "website": "Website",
    "logo": "Web address of its logo",
    "legal_status": "What it is in law",
    "year_incorporated": "Year it was founded",
    "transportation": "Getting there",
    "accessibility": "Getting in and about",
    "location_type": "Kind of place",
    "latitude": "Point on the map, how far north",
    "longitude": "Point on the map, how far east",
    "address": "Address",
    "hides_address": "Kept off public pages",
}
PLACE_TYPE_NAMES = {
    PlaceType.PHYSICAL.value: "Somewhere people go",
    PlaceType.VIRTUAL.value: "Somewhere online",
    PlaceType.POSTAL.value: "Only an address for letters",
}
ADDRESS_LINES = ("attention", "address_1", "address_2", "city", "region", "state_province", "postal_code")
# Keys and owners of a row say nothing to a person; these two stand for something that has a name.
NAMED = ("taxonomy_term_id", "location_id")


@dataclass(frozen=True)
class ChangeLine:
    """One field of a change: what it is called, and what it held before and after, as lines."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def change_lines(changes: Sequence[FieldChange], names: Mapping[str, str]) -> tuple[ChangeLine, ...]:
    """Field by field, what changes. `names` are those of terms and places, by id."""
    labels = {**OTHER_LABELS, **dict(field_labels()), "description": "Description"}
    return tuple(
        ChangeLine(
            labels.get(each.field, each.field.replace("_", " ").capitalize()),
            told(each.field, each.before, names),
            told_places(each, names) if is_move(each) else told(each.field, each.after, names),
        )
        for each in changes
    )


def is_move(change: FieldChange) -> bool:
    """Whether a change says at which places a listing is, and at which it was."""
    return change.field == "service_at_location" and isinstance(change.before, list) and isinstance(change.after, list)


def told_places(change: FieldChange, names: Mapping[str, str]) -> tuple[str, ...]:
    """The places of a listing after a change, with which of them are new and which are left."""
    before, after = ({row["location_id"] for row in rows} for rows in (change.before, change.after))
    stay = [row_words(row, names) for row in change.after if row["location_id"] in before]
    new = [f"{names.get(each, 'A place')} is added as a venue" for each in after - before]
    left = [f"{names.get(each, 'A place')} is no longer a venue" for each in before - after]
    return (*sorted(stay), *sorted(new), *sorted(left)) or ("None",)


def told(field: str, value: Any, names: Mapping[str, str]) -> tuple[str, ...]:
    if field == "location_type":
        return (PLACE_TYPE_NAMES.get(value, str(value)),)
    if field not in TABLES or isinstance(value, str):
        return (shown_value(field, value),)
    if field == "accessibility":
        return tuple(sorted(map(access_words, typed_rows(field, value).values()))) or ("None",)
    words = ROW_WORDS.get(field) or partial(row_words, names=names)
    return tuple(sorted(map(words, value or ()))) or ("None",)


def access_words(row: Mapping[str, Any]) -> str:
    """A fact about access; of what nobody knew, what was asked."""
    fact = read_fact(Accessibility(**row))
    asked = QUESTIONS[fact.code].named if fact.code else "access"
    return fact.line if fact.words or not fact.code else f"Not known: {asked}"


def address_words(row: Mapping[str, Any]) -> str:
    """An address in a line, with what it is for where nobody is met there."""
    lines = list_words([stated(row[name]) for name in ADDRESS_LINES])
    return f"{lines} (for letters)" if row["address_type"] == PlaceType.POSTAL else lines


def photograph_words(row: Mapping[str, Any]) -> str:
    """What a photograph shows, and who took it."""
    return f"{row['alt_text']} (by {row['credit']})" if row["credit"] else str(row["alt_text"])


def number_words(row: Mapping[str, Any]) -> str:
    return registration_words(row["identifier_scheme"], row["identifier_type"], row["identifier"])


def area_name(row: Mapping[str, Any]) -> str:
    """What an area is called; nothing for one that is only a shape."""
    return " ".join((row["name"] or row["service_area"] or row["description"] or "").split())


def area_words(row: Mapping[str, Any]) -> str:
    return area_name(row) or "A shape on the map"


# Rows that are told as what they are, and not column by column.
ROW_WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "address": address_words,
    "photograph": photograph_words,
    "service_area": area_words,
    "organization_identifier": number_words,
}


def row_words(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A row by what it says, without its keys."""
    said = [names.get(row[key], "") for key in NAMED if row.get(key)]
    said += [
        f"{name.replace('_', ' ')} {value}" if isinstance(value, int | float) else str(value)
        for name, value in row.items()
        if value not in (None, "") and name != "id" and not name.endswith("_id") and name not in ("link_entity",)
    ]
    return ", ".join(filter(None, said)) or "One more"


def what_was_done(revision: Revision) -> str:
    """What a change did, in a few words."""
    if revision.kind == RevisionKind.ADDED:
        return "Added"
    if revision.kind == RevisionKind.TAKEN_BACK:
        return "An earlier change was taken back"
    return "Changed as suggested" if revision.is_suggestion else "Changed"


BY_GROUP = "The group itself"


def author_of(revision: Revision) -> str:
    """Who suggested a change."""
    if revision.is_from_group:
        return BY_GROUP
    told_by = revision.author or revision.source
    return told_by.name if told_by else ""


def who_did_it(revision: Revision) -> str:
    """Who made a change, and who agreed to it."""
    if revision.source is not None:
        accepted = f", accepted by {revision.author.name}" if revision.author else ""
        return f"From {revision.source.name}{accepted}"
    if revision.is_from_group:
        return f"Suggested by the group, accepted by {revision.decider.name}" if revision.decider else BY_GROUP
    if revision.author is None:
        return "When this directory was set up" if revision.kind == RevisionKind.ADDED else "By a command"
    if revision.is_suggestion and revision.decider is not None and revision.decided_by != revision.author_id:
        return f"Suggested by {revision.author.name}, accepted by {revision.decider.name}"
    return f"By {revision.author.name}"


def when_made(revision: Revision) -> str:
    return uk_short_date(revision.made_at)
