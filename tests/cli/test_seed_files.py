"""The fictional town's files are whole, fictional and tagged with words that the vocabulary has."""

import re
from collections import Counter
from dataclasses import fields

import brotli
import msgpack
import pytest

from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.vocabulary import read_vocabulary
from directory.champions.onboarding.visits import CHECKLIST
from directory.champions.questions.circumstances import LISTS, Kind
from directory.cli.drawings import DRAWINGS
from directory.geo.build_postcodes import installed_source
from directory.geo.postcodes import parse_postcode
from directory.staff.writing.photographs.rows import MOST
from directory.web.group_form_steps import STEPS
from tests.cli.seed_records import (
    FIELDS,
    REAL,
    ROLES,
    activities,
    clients,
    neighbourhoods,
    organizations,
    people,
    read,
    records,
    text,
    venues,
)

__all__ = ["activities", "clients", "neighbourhoods", "organizations", "people", "records", "text", "venues"]


def test_the_town_is_the_size_of_a_town(organizations, venues, activities, clients):
    assert len(organizations) >= 40
    assert len(venues) >= 45
    assert len(activities) >= 145
    assert len(clients) == 13


def test_keys_are_unique_in_their_kind(records):
    repeated = {
        kind: [key for key, count in Counter(row["key"] for row in rows).items() if count > 1]
        for kind, rows in records.items()
    }

    assert not any(repeated.values()), repeated


def test_keys_are_slugs(records):
    slug = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

    assert [row["key"] for rows in records.values() for row in rows if not slug.fullmatch(row["key"])] == []


@pytest.mark.parametrize("kind", FIELDS)
def test_records_hold_only_fields_that_the_readme_explains(records, kind):
    known = set(FIELDS[kind].split())

    assert {field for row in records[kind] for field in row} <= known


def test_nothing_is_empty(records):
    empty = [
        (row["key"], field)
        for rows in records.values()
        for row in rows
        for field, value in row.items()
        if value in ("", [], {})
    ]

    assert empty == []


def test_no_file_holds_a_date(text):
    assert re.findall(r"\b\d{4}-\d\d-\d\d\b", text) == []


def test_every_activity_is_of_a_group_and_every_group_has_an_activity(organizations, activities):
    assert {row["organization"] for row in activities} == {row["key"] for row in organizations}


def test_every_activity_is_at_known_venues_and_every_venue_is_used(venues, activities):
    assert {key for row in activities for key in row.get("venues", ())} == {row["key"] for row in venues}


def test_every_venue_is_in_a_neighbourhood(venues, neighbourhoods):
    assert {row["neighbourhood"] for row in venues} == {row["code"] for row in neighbourhoods}


def test_venues_and_clients_have_whole_postcodes_of_the_town(venues, clients, people):
    postcodes = [row["postal_code"] for row in venues] + [row["postcode"] for row in clients]
    read = [parse_postcode(each) for each in postcodes]

    assert [str(each) for each in read] == postcodes
    assert {each.precision for each in read} == {"postcode"}
    assert {each.outward for each in read} == set(people["scheme"]["postcode_districts"])


def test_every_postcode_has_a_position_in_the_installed_data(venues, clients):
    (letter,) = [path for path in installed_source().files if path.name == "postcodes_L.msgpack.br"]
    columns = msgpack.unpackb(brotli.decompress(letter.read_bytes()))["data"]
    placed = {
        code.replace(" ", "") for code, east in zip(columns["pcd"], columns["oseast1m"], strict=True) if east == east
    }

    wanted = [row["postal_code"] for row in venues] + [row["postcode"] for row in clients]

    assert [code for code in wanted if code.replace(" ", "") not in placed] == []


def test_no_two_venues_share_a_postcode(venues):
    assert len({row["postal_code"] for row in venues}) == len(venues)


def test_what_clients_are_sent_to_is_open(clients, activities):
    status = {row["key"]: row.get("status", "active") for row in activities}
    sent = {each["activity"] for row in clients for each in (*row.get("referrals", ()), *row.get("signposts", ()))}

    assert {key: status.get(key) for key in sent if status.get(key) != "active"} == {}


def test_clients_and_domains_are_looked_after_by_staff_who_may(people):
    roles = {row["key"]: row["roles"] for row in people["staff"]}

    assert [row["key"] for row in people["client"] if "coordinator" not in roles[row["coordinator"]]] == []
    assert [row["key"] for row in people["champion_domain"] if "champion" not in roles[row["champion"]]] == []


def test_domains_recommend_their_own_activities_for_what_they_cover(people, activities):
    def codes(row):
        return {code for taxonomy in ("interests", "needs", "people") for code in row.get(taxonomy, ())}

    covered = {row["key"]: codes(row) for row in people["champion_domain"]}
    tagged = {row["key"]: codes(row) for row in activities}

    assert [row["key"] for row in people["recommendation"] if row["term"] not in covered[row["domain"]]] == []
    assert [
        row["key"] for row in people["recommendation"] if not tagged[row["activity"]] & covered[row["domain"]]
    ] == []


def test_every_role_is_held_by_somebody(people):
    assert {role for row in people["staff"] for role in row["roles"]} == ROLES


def test_what_came_from_a_list_came_from_one_that_is_there(records):
    named = {row["list"] for kind in ("organization", "activity") for row in records[kind] if "list" in row}

    assert named == {row["key"] for row in records["list"]}


def may_be_dialled(number):
    """Whether a number lies outside the ranges that Ofcom keeps for drama."""
    digits = number.replace(" ", "")
    fictional = r"01134960\d{3}|07700900\d{3}|01632960\d{3}"
    return not re.fullmatch(fictional, digits)


def test_telephone_numbers_are_those_kept_for_drama(organizations, activities, people, clients):
    numbers = [row["phone"] for row in (*organizations, *clients, people["scheme"]) if "phone" in row]
    numbers += [row["other_phone"] for row in clients if "other_phone" in row]
    numbers += [row["work_phone"] for row in people["staff"] if "work_phone" in row]
    numbers += [row["contact"]["phone"] for row in activities if "phone" in row.get("contact", {})]

    assert len(numbers) > 100
    assert [number for number in numbers if may_be_dialled(number)] == []


def test_no_telephone_number_hides_in_the_prose(text):
    found = re.findall(r"\b0\d{3,4} ?\d{3} ?\d{3,4}\b", text)

    assert [number for number in found if may_be_dialled(number)] == []


def test_addresses_on_the_net_belong_to_nobody(text):
    emails = re.findall(r"[\w.+-]+@[\w.-]+", text)
    sites = re.findall(r"https?://[^\"\s]+", text)

    assert len(emails) > 100
    assert [each for each in (*emails, *sites) if not each.endswith(".example")] == []
    assert [each for each in emails if each != each.lower()] == []


def test_no_real_charity_or_brand_is_named(text):
    assert {match.group() for match in REAL.finditer(text.replace("’", "'"))} == set()


def test_contacts_are_roles_and_at_most_a_first_name(activities):
    contacts = [(row["key"], row["contact"]) for row in activities if "contact" in row]

    assert [key for key, contact in contacts if not contact.get("title")] == []
    assert [key for key, contact in contacts if " " in contact.get("name", "")] == []


def test_suggestions_change_something_of_an_activity_that_is_there(activities, people):
    staff = {row["key"]: row["roles"] for row in people["staff"]}
    facts = {each.name for each in fields(ServiceEditInput)} - {"version"}

    for each in read("suggestions.toml")["suggestion"]:
        assert each["activity"] in {row["key"] for row in activities}
        assert "coordinator" in staff[each["staff"]]
        assert each["changes"].keys() <= facts
        assert "champion" in staff[each.get("refused", {"by": "champion"})["by"]]


def test_drafts_are_of_an_organisation_that_is_there_and_are_no_activity_yet(organizations, activities, people):
    staff = {row["key"] for row in people["staff"]}

    for each in read("drafts.toml")["draft"]:
        assert each["organization"] in {row["key"] for row in organizations}
        assert each["key"] not in {row["key"] for row in activities}
        assert each["staff"] in staff


def test_pictures_are_of_an_activity_that_is_there_and_told_in_words(activities):
    photographs = read("photographs.toml")["photograph"]

    for each in photographs:
        assert each["activity"] in {row["key"] for row in activities}
        assert each["drawing"] in DRAWINGS
        assert each["alt_text"].startswith("A drawing of ")
    assert max(Counter(each["activity"] for each in photographs).values()) <= MOST


def test_questions_name_what_is_there_and_are_answered_after_they_were_asked(people, activities):
    codes, keys = {each["code"] for each in read_vocabulary()["term"]}, {row["key"] for row in activities}
    staff = {row["key"] for row in people["staff"]}

    for each in read("questions.toml")["question"]:
        named = [activity["activity"] for activity in each.get("activities", ())]
        assert set(each["needs"]) <= codes
        assert {each["by"], each.get("answered_by", each["by"]), *each.get("used_by", ())} <= staff
        assert set(named) <= keys
        assert each["area"] in people["scheme"]["postcode_districts"]
        assert each.get("answered_days_ago", 0) <= each["asked_days_ago"]
        assert all(code in LISTS[Kind(kind)] for kind, code in each.get("circumstances", ()))


def test_what_was_missing_is_named_as_the_vocabulary_does_where_the_team_works(people):
    codes = {each["code"] for each in read_vocabulary()["term"]}

    for each in [*read("unmet.toml")["search"], *read("unmet.toml")["match"]]:
        assert each["code"] in codes
        assert each["area"] in people["scheme"]["postcode_districts"]


def test_groups_tell_of_themselves_on_the_pages_of_the_form_and_visits_look_at_what_is_on_the_list(activities):
    looked_at = {each.code for each in CHECKLIST}

    for each in read("onboarding.toml")["form"]:
        assert each.keys() - {"name", "sent_days_ago"} == {step.name for step in STEPS}
    for each in read("onboarding.toml")["visit"]:
        assert each["activity"] in {row["key"] for row in activities}
        assert each.keys() - {"activity", "days_ago"} <= looked_at
