"""What a machine found, as those who look after listings see and decide it."""

import html
import re

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.written_records import MODELS
from directory.catalogue.models.services import Service
from directory.champions.findings.facts import DATED_TEXTS
from directory.champions.findings.models import Finding, FindingKind, FindingState, Found
from directory.exchange.sheets.opening import open_content
from directory.staff.domains.finding_words import FIELD_WORDS, FOUND_WORDS, KIND_WORDS, PARTS
from directory.staff.writing.form_parts import FORM_PARTS
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.duplicates import make_candidate
from tests.factories.findings import make_finding

MOVED = {"kind": FindingKind.LINK, "field": "url", "about": "https://old.example/", "proposal": "https://new.example/"}


@pytest.fixture
def term(db):
    return make_term(db, "Walking")


@pytest.fixture
def walks(db, term):
    return make_service(db, "Gentle walks", terms=[term], url="https://old.example/")


@pytest.fixture
def champion(sign_in, db, term):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [term], db.get(User, actor.user_id), name="Feet")
    return browser


def plain(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.text)).split())


def test_champion_sees_what_is_found_kind_by_kind_and_where_to_put_it_right(champion, db, walks):
    make_finding(db, walks)
    make_finding(db, walks, Found.MOVED, **MOVED)
    make_candidate(db, walks, make_service(db, "The gentle walks"))

    answer = champion.get("/staff/findings")

    page = plain(answer)
    assert page.index("Links that lead nowhere, or have moved") < page.index("Telephone numbers that cannot be right")
    assert "New: https://new.example/" in page
    assert "1 pair may be listed twice" in page
    assert f"/staff/activities/{walks.id}/write/contacts" in answer.text
    assert f"/staff/activities/{walks.id}/write/about#url" in answer.text


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_the_list_is_downloaded_as_the_page_is_filtered(champion, db, walks, ending):
    make_finding(db, walks)
    make_finding(db, walks, Found.MOVED, **MOVED)

    answer = champion.get(f"/staff/findings.{ending}?kind=link")

    (table,) = open_content(answer.data)
    (row,) = table.rows[1:]
    assert (row[0], row[3], row[5]) == ("Gentle walks", "https://old.example/", "https://new.example/")


def test_the_new_address_is_taken_with_one_press(champion, db, walks):
    finding = make_finding(db, walks, Found.MOVED, **MOVED)

    champion.post(f"/staff/findings/{finding.id}/take")

    assert db.get_one(Service, walks.id, populate_existing=True).url == "https://new.example/"
    assert "Nothing is found to be wrong" in plain(champion.get("/staff/findings"))


def test_what_is_right_is_left_with_a_reason_and_can_come_back(champion, db, walks):
    finding = make_finding(db, walks)
    here = f"/staff/findings/{finding.id}"
    assert "Say in a few words" in plain(champion.post(f"{here}/dismiss", data={"reason": " "}))

    champion.post(f"{here}/dismiss", data={"reason": "I rang it"})

    assert "Nothing is found" in plain(champion.get("/staff/findings"))
    assert "I rang it" in plain(champion.get("/staff/findings?state=dismissed"))
    champion.post(f"{here}/reopen")
    assert db.get_one(Finding, finding.id, populate_existing=True).state == FindingState.OPEN


def test_every_field_that_is_looked_at_has_its_form():
    texts = {(field.class_.__tablename__, field.key) for field in DATED_TEXTS}
    others = {("service", "times")} | {
        (entity, field) for entity in ("service", "organization") for field in ("phone", "contact_email", "web_address")
    }
    fields = texts | others | {("service", "url"), ("service", "email"), ("service", "costs")}
    fields |= {("organization", "website"), ("organization", "email"), ("organization", "number")}
    paths = {"service": "activities", "organization": "organisations"}

    for entity, field in fields:
        assert FIELD_WORDS[field]
        if field == "times":
            continue
        slug, name = PARTS[field]
        part = FORM_PARTS[paths[entity], slug]
        assert not name or name in part.fields
        assert entity in MODELS


def test_everything_that_can_be_found_has_words():
    assert set(FOUND_WORDS) == set(Found)
    assert set(KIND_WORDS) == set(FindingKind)
