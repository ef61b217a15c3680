"""The lists of the staff pages as sheets: what stands in a row, for whoever goes on working with it elsewhere.

Dates are dates and numbers are numbers, so that a spreadsheet sorts them. Whose names are in a list was written down
by the query that read it.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from directory.casework.models import Client, Purpose
from directory.casework.queries import open_case
from directory.casework.rules import has_consent
from directory.catalogue.duplicates.candidates import reasons_of
from directory.catalogue.duplicates.queries import Named
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.duplicates import DuplicateCandidate, MergedRecord
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service
from directory.catalogue.organization_queries import FoundOrganizations
from directory.catalogue.pausing import status_on
from directory.catalogue.texts import stated
from directory.champions.queries import DomainSummary, is_due
from directory.clock import UK
from directory.exchange.sheets.writing import Page
from directory.referrals.models import OnwardReferral
from directory.referrals.tell_by import TellBy
from directory.staff.domains.finding_pages import FindingRow
from directory.staff.domains.listing_form import STATUS_NAMES
from directory.staff.downloads import list_table
from directory.staff.records.duplicate_reasons import likely_words, names_first, shown_reasons
from directory.staff.records.merge_pages import KINDS, new_name
from directory.staff.records.record_kinds import name_of, words_beside
from directory.staff.records.revision_words import change_lines
from directory.staff.referrals.referral_words import UNTOLD_STATES
from directory.staff.suggested.suggestion_pages import STATE_WORDS
from directory.web.listing_words import list_words, physical_addresses
from directory.web.organization_page import number_lines


def clients_sheet(clients: Sequence[Client], open_referrals: Mapping[uuid.UUID, int], today: date) -> Page:
    """The clients of a scheme."""
    columns = (("Name", 26), ("Reference", 14), ("Coordinator", 26), ("Case open since", 16), ("Open referrals", 14))
    more = (("Agreed to share", 16), ("Has died", 12))
    rows = [
        (
            each.listed_name,
            each.reference,
            each.coordinator.name,
            case.opened_on if (case := open_case(each)) else None,
            open_referrals.get(each.id, 0),
            has_consent(each.consents, Purpose.REFERRAL, today) and each.death is None,
            "Has died" if each.death else None,
        )
        for each in clients
    ]
    return list_table("Clients", (*columns, *more), rows)


def referrals_sheet(name: str, referrals: Sequence[OnwardReferral], untold: Mapping[uuid.UUID, TellBy]) -> Page:
    """Onward referrals, all or those that are open, with how those groups are told that know nothing yet."""
    columns = (("Activity", 30), ("Organisation", 30), ("Client", 26), ("State", 14), ("Since", 12), ("Made by", 26))
    rows = [
        (
            each.service.name,
            each.service.organization.name,
            each.client.listed_name,
            (UNTOLD_STATES[untold[each.id]] if each.id in untold else each.state).capitalize(),
            each.state_on,
            each.maker.name,
        )
        for each in referrals
    ]
    return list_table(name, columns, rows)


def organizations_sheet(found: FoundOrganizations) -> Page:
    """Organizations with how to reach each, and how many activities the public sees of it."""
    columns = (("Name", 34), ("Other name", 26), ("Registered", 26), ("Website", 30), ("Email", 30), ("Activities", 10))
    rows = [
        (
            each.name,
            each.alternate_name,
            ", ".join(number_lines(each)),
            each.website,
            each.email,
            found.listed.get(each.id, 0),
        )
        for each in found.organizations
    ]
    return list_table("Organisations", columns, rows)


def venues_sheet(places: Sequence[Location], activities: Mapping[uuid.UUID, int]) -> Page:
    """Places with where each is, and how many activities the public sees there."""
    columns = (("Venue", 34), ("Building and street", 34), ("Town", 20), ("Postcode", 12), ("Latitude", 12))
    rows = [
        (each.name, *address_cells(each), each.latitude, each.longitude, activities.get(each.id, 0)) for each in places
    ]
    return list_table("Venues", (*columns, ("Longitude", 12), ("Activities", 10)), rows)


def address_cells(location: Location) -> tuple[str, str, str]:
    """Street, town and postcode of where people are met; empty where they are not stated."""
    for each in physical_addresses(location)[:1]:
        street = list_words([stated(each.address_1), each.address_2 or ""])
        return street, stated(each.city), stated(each.postal_code)
    return "", "", ""


def domains_sheet(domains: Sequence[DomainSummary]) -> Page:
    """Champion domains with how much there is to do in each."""
    columns = (("Domain", 30), ("Champion", 26), ("Listings", 10), ("Due a check", 12))
    rows = [
        (each.domain.name, each.domain.champion.name if each.domain.champion else None, each.listings, each.due)
        for each in domains
    ]
    return list_table("Champion domains", columns, rows)


def state_name(service: Service, today: date) -> str:
    """How a listing stands on a day, in a word or two."""
    return STATUS_NAMES[status_on(service, today)]


def listings_sheet(services: Sequence[Service], today: date) -> Page:
    """The listings of a domain."""
    columns = (("Listing", 30), ("Organisation", 30), ("State", 16), ("Last checked", 14), ("Due a check", 12))
    rows = [
        (
            each.name,
            each.organization.name,
            STATUS_NAMES[status_on(each, today)],
            each.assured_date,
            is_due(each, today),
        )
        for each in services
    ]
    return list_table("Listings", columns, rows)


def suggestions_sheet(revisions: Sequence[Revision], records: Mapping[uuid.UUID, WrittenRecord]) -> Page:
    """Suggested changes of records that are still there."""
    columns = (("What about", 30), ("Organisation", 30), ("What", 40), ("From", 26), ("Since", 12), ("State", 12))
    rows = [
        (
            name_of(record),
            words_beside(record),
            ", ".join(line.name for line in change_lines(each.field_changes, {})),
            each.author.name if each.author else None,
            each.made_at.astimezone(UK).date(),
            STATE_WORDS[RevisionState(each.state)][0],
            each.decision_note,
        )
        for each in revisions
        if (record := records.get(each.record_id))
    ]
    return list_table("Suggestions", (*columns, ("Answer", 40)), rows)


def findings_sheet(rows: Iterable[FindingRow]) -> Page:
    """What a program found in listings, with what was decided."""
    columns = (("Activity or organisation", 30), ("Organisation", 30), ("What it says in", 22), ("What it says", 50))
    more = (("What is found", 50), ("New", 40), ("Since", 30), ("Found to be right by", 50))
    values = [
        (each.name, each.organisation, each.field, each.said, each.found, each.proposal, each.since, each.decided)
        for each in rows
    ]
    return list_table("Findings", (*columns, *more), values)


def pairs_sheet(pairs: Iterable[DuplicateCandidate], names: Mapping[uuid.UUID, Named]) -> Page:
    """Pairs that may be listed twice, with why."""
    columns = (("The one", 30), ("Organisation of the one", 30), ("The other", 30), ("Organisation of the other", 30))
    rows = [
        (first.name, first.group, second.name, second.group, likely_words(each.score)[0], why_words(each))
        for each in pairs
        if (first := names.get(each.first_id)) and (second := names.get(each.second_id))
    ]
    return list_table("Duplicates", (*columns, ("How likely", 12), ("Why", 60)), rows)


def why_words(candidate: DuplicateCandidate) -> str:
    """The reasons, those against marked as such."""
    shown = shown_reasons(names_first(reasons_of(candidate)))
    return "; ".join(each.text if each.speaks_for else f"Against: {each.text}" for each in shown)


def merges_sheet(merges: Sequence[MergedRecord], names: Mapping[uuid.UUID, Named]) -> Page:
    """What was made one, and what of it was undone."""
    columns = (("What", 30), ("Into", 30), ("Kind", 14), ("By", 26), ("On", 12), ("Undone by", 26), ("Undone on", 12))
    rows = [
        (
            each.old_name,
            new_name(each, names),
            KINDS[each.entity],
            each.merger.name,
            each.merged_at.astimezone(UK).date(),
            each.splitter.name if each.splitter else None,
            each.split_at.astimezone(UK).date() if each.split_at else None,
        )
        for each in merges
    ]
    return list_table("What was made one", columns, rows)
