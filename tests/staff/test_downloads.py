"""The lists of the staff pages as files: the rows of the page, and nothing that a spreadsheet would work out."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.audit.models import AuditEvent
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.organizations import OrganizationIdentifier
from directory.errors import Refused
from directory.exchange.sheets.opening import open_content
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.states import ReferralState
from directory.staff import downloads
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_location, make_organization, make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.duplicates import make_candidate
from tests.factories.referrals import make_referral

ENDINGS = ("xlsx", "ods", "csv")
FORMULA = '=HYPERLINK("https://evil.example","Click")'


def rows_of(answer):
    """The rows below the headings."""
    assert answer.status_code == 200, answer.text
    (table,) = open_content(answer.data)
    return table.rows[1:]


def looked_at(db, actor):
    events = db.scalars(
        select(AuditEvent).where(AuditEvent.actor_id == actor.user_id, AuditEvent.action == "client.listed")
    ).all()
    return [each.subject_ids for each in events]


@pytest.mark.parametrize("ending", ENDINGS)
def test_clients_are_downloaded_with_a_record_of_who_was_in_it(sign_in, db, ending):
    browser, actor = sign_in(Role.COORDINATOR)
    client = make_client(db, actor, name=FORMULA)
    db.flush()

    answer = browser.get(f"/staff/clients.{ending}")

    (row,) = rows_of(answer)
    assert row[0].lstrip("'") == FORMULA
    assert row[1] == client.reference
    assert answer.headers["Content-Disposition"] == f'attachment; filename="clients.{ending}"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert looked_at(db, actor) == [[str(client.id)]]


def test_no_cell_of_a_download_is_a_formula(sign_in, db):
    browser, actor = sign_in(Role.COORDINATOR)
    make_client(db, actor, name=FORMULA)
    db.flush()

    files = {ending: browser.get(f"/staff/clients.{ending}").data for ending in ENDINGS}

    cell = load_workbook(BytesIO(files["xlsx"])).active["A2"]
    assert (cell.data_type, cell.value) == ("s", f"'{FORMULA}")
    assert b"table:formula" not in ZipFile(BytesIO(files["ods"])).read("content.xml")
    assert b"\n\"'=HYPERLINK" in files["csv"]


def test_day_is_a_day_and_a_number_a_number(sign_in, db):
    browser, actor = sign_in(Role.COORDINATOR)
    make_client(db, actor)
    db.flush()

    (row,) = rows_of(browser.get("/staff/clients.xlsx"))

    assert isinstance(row[3], date)
    assert row[4] == 0


def test_only_the_own_schemes_clients_are_in_it(sign_in, db):
    make_client(db, make_actor(db))
    browser, _ = sign_in(Role.MANAGER)

    assert rows_of(browser.get("/staff/clients.csv")) == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHAMPION, Role.COMMISSIONER])
def test_who_may_not_see_a_list_may_not_download_it(sign_in, role):
    browser, _ = sign_in(role)

    assert browser.get("/staff/clients.xlsx").status_code == 403
    assert browser.get("/staff/referrals.xlsx").status_code == 403


def test_referrals_carry_the_filter_of_the_page(sign_in, db):
    browser, actor = sign_in(Role.COORDINATOR)
    going_on, over = make_referral(db, actor), make_referral(db, actor)
    move_referral(db, actor, over, MoveInput(ReferralState.WITHDRAWN, clock.today()))
    db.flush()

    open_ones, everything = (rows_of(browser.get(f"/staff/referrals.csv{more}")) for more in ("", "?show=all"))

    assert [row[2] for row in open_ones] == [going_on.client.name]
    assert sorted(row[3] for row in everything) == ["Sent", "Withdrawn"]
    assert "/staff/referrals.xlsx?show=all" in browser.get("/staff/referrals?show=all").text
    assert len(looked_at(db, actor)) >= 2


def test_all_listings_of_a_domain_are_in_one_file(sign_in, db):
    walking = make_term(db, "Walking")
    for number in range(30):
        make_service(db, f"Walk {number:02}", terms=[walking])
    slug = make_walking_domain(db, [walking]).slug
    browser, _ = sign_in(Role.EDITOR)

    rows = rows_of(browser.get(f"/staff/listings/{slug}/listings.xlsx"))

    assert sorted(row[0] for row in rows) == [f"Walk {number:02}" for number in range(30)]
    assert {row[4] for row in rows} == {"yes"}
    assert f"/staff/listings/{slug}/listings.xlsx" in browser.get(f"/staff/listings/{slug}").text


def test_champion_downloads_only_their_own_domains(sign_in, db):
    other = make_walking_domain(db, [], name="Somebody elses").slug
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [], db.get(User, actor.user_id), "Mine")

    assert [row[0] for row in rows_of(browser.get("/staff/listings.csv"))] == ["Mine"]
    assert browser.get(f"/staff/listings/{other}/listings.csv").status_code == 404


def test_pairs_carry_the_filter_of_the_page(sign_in, db):
    one, other = make_service(db, "Walking group"), make_service(db, "The walking grp")
    make_candidate(db, one, other, reasons=[["same phone", 0.35, "01134960000"], ["other times", -0.2, "TU | FR"]])
    browser, _ = sign_in(Role.EDITOR)

    (row,) = rows_of(browser.get("/staff/duplicates.csv?kind=service"))

    assert {row[0], row[2]} == {"Walking group", "The walking grp"}
    assert row[5] == "Same telephone number: 01134960000; Against: Other days or times"
    assert rows_of(browser.get("/staff/duplicates.csv?kind=organization")) == []
    assert "/staff/duplicates.xlsx?kind=service" in browser.get("/staff/duplicates?kind=service").text


def test_suggestions_of_others_and_ones_own(sign_in, db):
    service = make_service(db, "Walking group")
    author, actor = sign_in(Role.COORDINATOR)
    suggest_changes(db, actor, service, [FieldChange("alert", None, "Bring a coat")], None)
    db.flush()
    editor, _ = sign_in(Role.EDITOR)

    (waiting,), (mine,) = (
        rows_of(browser.get(f"/staff/suggestions{which}.csv")) for browser, which in ((editor, ""), (author, "/mine"))
    )

    assert waiting[:1] == mine[:1] == ["Walking group"]
    assert waiting[3] == actor.name
    assert "Waiting" in mine


def test_list_without_end_is_not_written(monkeypatch):
    monkeypatch.setattr(downloads, "MOST_ROWS", 2)
    page = downloads.list_table("Clients", [("Name", 10)], [["A"], ["B"], ["C"]])

    with pytest.raises(Refused, match="more than 2 rows"):
        downloads.list_file(page, "csv")


def test_organisations_that_a_search_finds_are_downloaded(sign_in, db):
    browser, _ = sign_in(Role.COORDINATOR)
    number = OrganizationIdentifier(identifier_scheme="GB-SC", identifier_type="x", identifier="SC012345")
    centre = make_organization(db, "Beck Lane Centre", website="https://becklane.example", identifiers=[number])
    make_service(db, "Choir", organization=centre)
    make_service(db, "Walking", organization=make_organization(db, "Walkers"))

    (row,) = rows_of(browser.get("/staff/organisations.csv?q=beck"))

    assert [*row[:4], row[5]] == ["Beck Lane Centre", "", "Charity number SC012345", "https://becklane.example", "1"]
    assert "/staff/organisations.xlsx?q=beck" in browser.get("/staff/organisations?q=beck").text


def test_venues_that_a_search_finds_are_downloaded(sign_in, db):
    browser, _ = sign_in(Role.COORDINATOR)
    make_service(db, "Choir", point=(53.7801, -1.5502))
    make_location(db).name = "Scout Hut"
    db.flush()

    (row,) = rows_of(browser.get("/staff/venues.csv?q=beck+lane+hall"))

    hall = ["Beck Lane Hall", "1 Beck Lane", "Larkenshaw", "LS11 8ND", "53.7801", "-1.5502", "1"]
    assert row == hall
    assert "/staff/venues.ods?q=beck" in browser.get("/staff/venues?q=beck").text
