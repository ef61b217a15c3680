"""The fictional town's files are whole, fictional and tagged with words that the vocabulary has."""

import re
import tomllib
from collections import Counter
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import brotli
import msgpack
import pytest

from directory.casework.inputs import ContactBy
from directory.casework.nhs_numbers import what_is_wrong_with_nhs_number
from directory.catalogue.inputs import ServiceEditInput
from directory.catalogue.vocabulary import read_vocabulary
from directory.cli.drawings import DRAWINGS
from directory.geo.build_postcodes import installed_source
from directory.geo.postcodes import parse_postcode
from directory.referrals.states import MOVES, NEEDS_REASON, ReferralState
from directory.staff.writing.photographs.rows import MOST

SEEDS = Path(__file__).parents[2] / "seeds"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STATUSES = {"active", "inactive", "defunct", "temporarily closed"}
ROOM = {"has room", "waiting list", "full"}
ATTENDING = {"venue", "online", "phone", "home visit"}
ROLES = {"coordinator", "champion", "manager", "commissioner", "editor", "administrator"}
DECLINED = {"no room", "not eligible", "out of area", "no reply", "other"}
FIELDS = {
    "organization": "key list name description email website phone legal_status alternate_name year_incorporated",
    "list": "key name",
    "venue": "key name address_1 city postal_code neighbourhood description transportation accessibility "
    "asked_days_ago",
    "activity": "key list organization name description status alert interests needs people areas venues schedules "
    "costs minimum_age maximum_age languages eligibility_description application_process wait_time room places contact "
    "women_only men_only has_buddy for_beginners no_referral needs_referral accessibility checked_days_ago "
    "fees_description cost_help easy_read",
    "staff": "key name email job_title roles also",
    "other_scheme": "key name",
    "champion_domain": "key name description champion interests needs people",
    "recommendation": "key domain activity term reason said_days_ago",
    "client": "key first_name last_name born_days_ago sex postcode coordinator statement language interests needs "
    "nhs_number phone other_phone email address contact_by contact_times language_spoken interpreter "
    "people came_by agreement answers safe_contact died shared case transfer emergency support_sessions referrals "
    "signposts outcomes",
    "referral_in": "key source name days_ago postcode born_days_ago has_gp phone email safe_contact may_leave_message "
    "contact_by contact_times statement access_needs language interpreter referrer_name referrer_role "
    "referrer_organization referrer_contact",
}
# Charities, brands and public bodies that a town like this one would be tempted to name.
REAL = re.compile(
    r"\b(Age UK|Citizens Advice|Mencap|Men's Sheds?|Samaritans|parkrun|Zumba|Slimming World|Weight Watchers|U3A|Motown"
    r"|Alcoholics Anonymous|Gamblers Anonymous|Andy's Man Club|Macmillan|Maggie's|Alzheimer's Society|Dementia UK"
    r"|Stroke Association|Diabetes UK|RNIB|RNID|Scope|Trussell|Salvation Army|British Legion|Barnardo's?|Home-Start"
    r"|Sure Start|Women's Aid|Stonewall|Turn2us|StepChange|Shelter|Facebook|WhatsApp|Zoom|Google|Tesco|NHS|Leeds)\b"
)


def read(name):
    return tomllib.loads((SEEDS / name).read_text("utf-8"), parse_float=Decimal)


@pytest.fixture(scope="module")
def organizations():
    return read("organizations.toml")["organization"]


@pytest.fixture(scope="module")
def venues():
    return read("venues.toml")["venue"]


@pytest.fixture(scope="module")
def neighbourhoods():
    return read("town.toml")["neighbourhood"]


@pytest.fixture(scope="module")
def activities():
    return [row for path in sorted(SEEDS.glob("activities-*.toml")) for row in read(path.name)["activity"]]


@pytest.fixture(scope="module")
def people():
    return read("people.toml")


@pytest.fixture(scope="module")
def clients(people):
    return people["client"]


@pytest.fixture(scope="module")
def records(organizations, venues, activities, people):
    kinds = {"organization": organizations, "venue": venues, "activity": activities}
    kinds["list"] = read("lists.toml")["list"]
    return kinds | {
        kind: people[kind]
        for kind in ("staff", "other_scheme", "champion_domain", "recommendation", "client", "referral_in")
    }


@pytest.fixture(scope="module")
def words():
    """The codes of each taxonomy."""
    codes = {}
    for term in read_vocabulary()["term"]:
        codes.setdefault(term["taxonomy"], set()).add(term["code"])
    return codes


@pytest.fixture(scope="module")
def schedules(activities):
    return [(row["key"], schedule) for row in activities for schedule in row.get("schedules", ())]


@pytest.fixture(scope="module")
def text():
    """What the files say, without their comments."""
    lines = [line for path in sorted(SEEDS.glob("*.toml")) for line in path.read_text("utf-8").splitlines()]
    return "\n".join(line for line in lines if not line.startswith("#"))


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


# --- References between files ---


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


# --- Nobody real can be reached ---


def may_be_dialled(number):
    """Whether a number lies outside the ranges that Ofcom keeps for drama."""
    digits = number.replace(" ", "")
    fictional = r"01134960\d{3}|07700900\d{3}|01632960\d{3}"
    return not re.fullmatch(fictional, digits)


def test_telephone_numbers_are_those_kept_for_drama(organizations, activities, people, clients):
    numbers = [row["phone"] for row in (*organizations, *clients, people["scheme"]) if "phone" in row]
    numbers += [row["other_phone"] for row in clients if "other_phone" in row]
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


# --- Activities ---


@pytest.mark.parametrize("taxonomy", ["interests", "needs", "people", "areas"])
def test_activities_are_tagged_with_words_of_the_vocabulary(activities, words, taxonomy):
    unknown = {
        (row["key"], code) for row in activities for code in row.get(taxonomy, ()) if code not in words[taxonomy]
    }

    assert unknown == set()


@pytest.mark.parametrize("taxonomy", ["interests", "needs", "people"])
def test_domains_and_clients_are_tagged_with_words_of_the_vocabulary(people, words, taxonomy):
    rows = (*people["champion_domain"], *people["client"])

    assert {code for row in rows for code in row.get(taxonomy, ())} - words[taxonomy] == set()


def test_every_activity_has_an_interest_or_a_need_and_says_how_far_it_reaches(activities):
    assert [row["key"] for row in activities if not row.get("interests") and not row.get("needs")] == []
    assert [row["key"] for row in activities if not row.get("areas")] == []


def test_activities_are_told_in_40_to_100_words(activities):
    lengths = {row["key"]: len(row["description"].split()) for row in activities}

    assert {key: words for key, words in lengths.items() if not 40 <= words <= 100} == {}


def test_no_two_activities_tell_the_same(activities):
    assert len({row["description"] for row in activities}) == len(activities)
    assert len({row["name"] for row in activities}) == len(activities)


def test_activities_are_open_closed_and_gone(activities):
    statuses = Counter(row.get("status", "active") for row in activities)

    assert set(statuses) == STATUSES
    assert statuses["temporarily closed"] == 3
    assert statuses["inactive"] + statuses["defunct"] >= 2
    assert [row["key"] for row in activities if row.get("status") and "alert" not in row] == []


def test_room_is_told_and_places_only_where_there_is_room(activities):
    told = [row for row in activities if "room" in row]

    assert {row["room"] for row in told} == ROOM
    assert len(told) < len(activities)
    assert [row["key"] for row in activities if "places" in row and row.get("room") != "has room"] == []


def test_costs_are_free_paid_and_unknown(activities):
    amounts = [cost["amount"] for row in activities for cost in row.get("costs", ())]

    assert min(amounts) == 0 < max(amounts)
    assert [row["key"] for row in activities if "costs" not in row]
    assert [amount for amount in amounts if amount != amount.quantize(Decimal("0.01"))] == []


def test_ages_are_in_order(activities):
    assert [row["key"] for row in activities if row.get("minimum_age", 0) > row.get("maximum_age", 120)] == []


def test_nothing_is_for_men_only_and_for_women_only(activities):
    assert [row["key"] for row in activities if row.get("men_only") and row.get("women_only")] == []


def test_nobody_needs_a_referral_and_needs_none(activities):
    assert [row["key"] for row in activities if row.get("no_referral") and row.get("needs_referral")] == []
    assert {"no_referral", "needs_referral", "for_beginners"} <= {field for row in activities for field in row}


def test_listings_are_fresh_stale_and_never_checked(activities):
    checked = [row["checked_days_ago"] for row in activities if "checked_days_ago" in row]

    assert min(checked) < 30
    assert max(checked) > 365
    assert len(checked) < len(activities)


def test_languages_are_codes(activities):
    codes = {code for row in activities for code in row.get("languages", ())}

    assert [code for code in codes if not re.fullmatch(r"[a-z]{2,3}", code)] == []
    assert len(codes) >= 10


def test_what_keeps_an_address_secret_has_no_venue(activities):
    safe = [row for row in activities if row["organization"] == "safe-thread"]

    assert safe
    assert [row["key"] for row in safe if "venues" in row] == []


# --- Schedules ---


def test_every_activity_that_runs_has_times(activities):
    assert [
        row["key"] for row in activities if row.get("status", "active") == "active" and "schedules" not in row
    ] == []


def test_days_are_weekdays_and_in_a_month_carry_a_number(schedules):
    weekly = re.compile(rf"({'|'.join(DAYS)})(,({'|'.join(DAYS)}))*")
    monthly = re.compile(rf"(-1|[1-5])({'|'.join(DAYS)})(,(-1|[1-5])({'|'.join(DAYS)}))*")
    shapes = {"WEEKLY": weekly, "MONTHLY": monthly}

    assert [key for key, each in schedules if not shapes[each["freq"]].fullmatch(each["byday"])] == []
    assert {each["freq"] for _, each in schedules} == set(shapes)


def test_times_are_of_the_clock_and_end_after_they_begin(schedules):
    clock = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
    wrong = [
        key
        for key, each in schedules
        if not (clock.fullmatch(each["opens_at"]) and clock.fullmatch(each["closes_at"]))
        or each["opens_at"] >= each["closes_at"]
    ]

    assert wrong == []


def test_ways_of_attending_are_those_of_the_standard(schedules):
    assert {each["attending_type"] for _, each in schedules} == ATTENDING


def test_a_schedule_has_a_venue_of_its_activity_just_where_it_is_at_one(activities):
    wrong = [
        row["key"]
        for row in activities
        for each in row.get("schedules", ())
        if (each["attending_type"] == "venue") != (each.get("venue") in row.get("venues", ()))
        or ("venue" in each) != (each["attending_type"] == "venue")
    ]

    assert wrong == []


def test_every_other_week_is_counted_from_a_day(schedules):
    spaced = [(key, each) for key, each in schedules if "interval" in each]

    assert spaced
    assert [key for key, each in spaced if each["interval"] < 2 or "starts_in_days" not in each] == []


def test_courses_end_after_they_begin(schedules):
    assert [key for key, each in schedules if each.get("starts_in_days", -999) >= each.get("ends_in_days", 999)] == []
    assert [key for key, each in schedules if each.get("ends_in_days", 1) < 0] == []


def test_there_is_something_on_every_day_and_in_the_evening(schedules):
    evenings = {
        day for _, each in schedules if each["opens_at"] >= "17:00" for day in re.findall("[A-Z]{2}", each["byday"])
    }
    daytime = {
        day for _, each in schedules if each["opens_at"] < "17:00" for day in re.findall("[A-Z]{2}", each["byday"])
    }

    assert evenings == daytime == set(DAYS)


# --- Clients ---


def test_nhs_numbers_are_valid_of_the_test_range_and_nobodys_twice(clients):
    numbers = [row["nhs_number"] for row in clients if "nhs_number" in row]

    assert [each for each in numbers if not each.startswith("999 ") or what_is_wrong_with_nhs_number(each)] == []
    assert len(set(numbers)) == len(numbers) > 8


def test_clients_are_reached_in_a_way_that_there_is(clients):
    assert {row["contact_by"] for row in clients if "contact_by" in row} == set(ContactBy)


def test_clients_are_old_enough_for_the_service(clients):
    assert [row["key"] for row in clients if row["born_days_ago"] < 15 * 366] == []


def test_two_clients_never_agreed_and_one_withdrew(clients):
    assert sum("agreement" not in row for row in clients) == 2
    assert sum("withdrawn_days_ago" in row.get("agreement", {}) for row in clients) == 1


def test_nobody_is_referred_without_their_agreement(clients):
    outside = [
        (row["key"], each["activity"])
        for row in clients
        for each in row.get("referrals", ())
        if not row.get("agreement", {}).get("given_days_ago", -1)
        >= each["sent_days_ago"]
        > row["agreement"].get("withdrawn_days_ago", -1)
    ]

    assert outside == []


def test_cases_come_before_what_happens_in_them(clients):
    early = []
    for row in clients:
        case = row["case"]
        events = [
            each["days_ago"] for field in ("support_sessions", "outcomes", "signposts") for each in row.get(field, ())
        ]
        events += [each["sent_days_ago"] for each in row.get("referrals", ())]
        if not case["opened_days_ago"] >= max(events) >= min(events) >= case.get("closed_days_ago", 0):
            early.append(row["key"])

    assert early == []


def test_nobody_has_more_than_six_sessions(clients):
    assert max(len(row["support_sessions"]) for row in clients) == 6


def test_referrals_move_as_they_may_and_never_back_in_time(clients):
    wrong = []
    for row in clients:
        for each in row.get("referrals", ()):
            state, last = ReferralState.SENT, each["sent_days_ago"]
            for move in each.get("moves", ()):
                to = ReferralState(move["to"])
                if to not in MOVES[state] or not 0 <= move["days_ago"] <= last:
                    wrong.append((row["key"], each["activity"], to))
                state, last = to, move["days_ago"]

    assert wrong == []


def test_declined_and_ended_referrals_say_why(clients):
    moves = [move for row in clients for each in row.get("referrals", ()) for move in each.get("moves", ())]

    assert [move for move in moves if move["to"] in NEEDS_REASON and not move.get("reason")] == []
    assert {move["reason"] for move in moves if move["to"] == "declined"} <= DECLINED


def test_every_answer_to_a_referral_happens_somewhere(clients):
    referrals = [each for row in clients for each in row.get("referrals", ())]
    reached = {move["to"] for each in referrals for move in each.get("moves", ())}

    assert reached == {"accepted", "waiting", "declined", "withdrawn", "attended", "not attended", "ended"}
    assert any("moves" not in each for each in referrals)


def test_wellbeing_is_measured_twice_for_eight_once_for_three_and_never_for_two(clients):
    moments = Counter(tuple(each["moment"] for each in row.get("outcomes", ())) for row in clients)

    assert moments == {("baseline", "exit"): 8, ("baseline",): 3, (): 2}


def test_wellbeing_totals_can_be_and_do_not_all_rise(clients):
    totals = [[each["total"] for each in row["outcomes"]] for row in clients if len(row.get("outcomes", ())) == 2]

    assert [total for pair in totals for total in pair if not 7 <= total <= 35] == []
    assert any(last <= first for first, last in totals)


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
