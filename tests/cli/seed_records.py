"""The records of the fictional town, as they are written in the files of seeds/."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from directory.catalogue.vocabulary import read_vocabulary

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
    "staff": "key name email work_phone job_title roles also",
    "other_scheme": "key name",
    "champion_domain": "key name description champion deputies interests needs people",
    "recommendation": "key domain activity term reason said_days_ago",
    "note": "key activity staff kind words said_days_ago",
    "meeting": "key organizations way days_ago staff about",
    "contact": "key organization staff part name reach",
    "watch": "key staff term area",
    "client": "key first_name last_name born_days_ago sex postcode coordinator statement language interests needs "
    "nhs_number phone other_phone email address contact_by contact_times language_spoken interpreter "
    "people came_by agreement answers safe_contact died shared case transfer emergency support_sessions referrals "
    "signposts outcomes risks concerns",
    "second_record": "key first_name last_name born_days_ago postcode phone coordinator opened_days_ago statement",
    "hand_over": "key from by reason to",
    "referral_in": "key source name days_ago postcode born_days_ago has_gp phone email safe_contact may_leave_message "
    "contact_by contact_times statement access_needs language interpreter referrer_name referrer_role "
    "referrer_organization referrer_contact referrer_kind practice_code reason urgency method risks "
    "risks_answer agreement_said sharing_said",
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
    kinds |= read("relationships.toml") | read("caseloads.toml")
    return kinds | {
        kind: people[kind]
        for kind in ("staff", "other_scheme", "champion_domain", "recommendation", "watch", "client", "referral_in")
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
