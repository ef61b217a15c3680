"""Notes for colleagues on pages: given by a champion, read by who matches and refers, and by nobody else."""

import html
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.casework.models import PlannedActivity
from directory.casework.moving import move_client
from directory.catalogue.term_queries import terms_by_code
from directory.champions.noting.note_models import ListingNote, NoteKind
from directory.referrals.models import OnwardReferral
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.champions import make_note, make_walking_domain
from tests.factories.referrals import make_referral
from tests.staff.conftest import agreed_to_group, hidden, new_key

RING = "Ring before sending: The hall is shut some weeks."
FIRST = "Good for a first step: It is small."


@pytest.fixture
def grief(sign_in, words, db):
    """The browser of the champion of grief, and them as an actor."""
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, terms_by_code(db, ["bereavement"]), db.get(User, actor.user_id), name="Grief")
    return browser, actor


@pytest.fixture
def group(grief, db):
    return make_service(db, "Sunday table", terms=terms_by_code(db, ["bereavement"]), email="table@group.example")


@pytest.fixture
def noted(grief, group, db):
    """The notes of the group by kind."""
    _, champion = grief
    known = {
        NoteKind.RING_FIRST: "The hall is shut some weeks",
        NoteKind.FIRST_STEP: "It is small",
        NoteKind.QUIET_ON: "Mondays",
    }
    return {kind: make_note(db, champion, group, kind, words) for kind, words in known.items()}


@pytest.fixture
def colleague(grief, sign_in, db):
    """The browser of a coordinator of the same team, and them as an actor."""
    return sign_in(scheme=db.get(Scheme, grief[1].scheme_id))


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page)).split())


def match(browser, statement="My wife died in March. I feel anxious.", **more) -> str:
    asked = browser.post("/staff/match", data={"within": "any", "statement": statement, **more})
    return browser.get(asked.location).text


def test_a_champion_notes_something_and_says_it_again_and_takes_it_back(grief, group, db):
    browser, _ = grief
    there = f"/staff/activities/{group.id}/notes"

    answer = browser.post(there, data={"kind": "ring first", "words": "Keys are lost"}, follow_redirects=True)

    assert "Colleagues now read: Ring before sending: Keys are lost." in plain(answer.text)
    note = db.scalars(select(ListingNote)).one()
    assert "It counts for another year" in plain(browser.post(f"{there}/{note.id}/renew", follow_redirects=True).text)
    answer = browser.post(f"{there}/{note.id}/take-back", follow_redirects=True)
    assert "There are no notes yet" in plain(answer.text)


def test_what_cannot_be_used_is_said_beside_its_box(grief, group, db):
    browser, _ = grief

    answer = browser.post(f"/staff/activities/{group.id}/notes", data={"kind": "ask for"})

    assert answer.status_code == 422
    assert "Say whom to ask for, by what they do there" in plain(answer.text)
    assert db.scalars(select(ListingNote)).all() == []


def test_colleagues_read_notes_and_write_none(colleague, group, noted):
    browser, _ = colleague
    there = f"/staff/activities/{group.id}/notes"

    page = browser.get(there).text

    assert RING in plain(page)
    assert "Tell colleagues" not in page
    assert "take-back" not in page
    assert browser.post(there, data={"kind": "first step"}).status_code == 403


def test_a_champion_of_other_things_writes_none(group, noted, sign_in, grief, db):
    other, _ = sign_in(Role.CHAMPION, scheme=db.get(Scheme, grief[1].scheme_id))

    assert "Tell colleagues" not in other.get(f"/staff/activities/{group.id}/notes").text
    assert other.post(f"/staff/activities/{group.id}/notes", data={"kind": "first step"}).status_code == 404


def test_a_match_tells_colleagues_and_no_other_team(colleague, sign_in, group, noted):
    browser, _ = colleague
    elsewhere, _ = sign_in()

    page = plain(match(browser))

    assert RING in page
    assert FIRST in page
    assert "For colleagues: Quiet on Mondays." in page
    # What a reason tells is not told twice.
    assert page.count(RING) == page.count(FIRST) == 1
    other = plain(match(elsewhere))
    assert "Sunday table" in other
    assert not any(words in other for words in (RING, FIRST, "Quiet on Mondays"))


def test_a_first_step_is_no_reason_for_who_finds_it_easy_to_go(colleague, group, noted):
    browser, _ = colleague

    page = plain(match(browser, "My wife died in March."))

    assert f"For colleagues: {FIRST}" in page


def test_a_referral_asks_for_the_call_and_shows_that_it_was_made(colleague, group, noted, db):
    browser, coordinator = colleague
    client = make_client(db, coordinator)
    sent = {"client": client.reference, "service_id": str(group.id), "submission_key": new_key()}
    sent |= agreed_to_group()

    page = browser.post("/staff/referrals/check", data=sent).text
    refused = browser.post("/staff/referrals", data=sent)

    assert f"I rang them. The note says: {RING}" in plain(page)
    assert refused.status_code == 422
    assert "Ring the group first, then tick that you did" in plain(refused.text)
    assert db.scalars(select(OnwardReferral)).all() == []

    answer = browser.post("/staff/referrals", data={**sent, "heeded": hidden(page, "heeded")}, follow_redirects=True)

    assert "Whoever made it said that they rang" in plain(answer.text)
    assert RING in plain(answer.text)


def test_team_that_a_client_is_transferred_to_does_not_read_what_was_noted_before(colleague, sign_in, group, noted, db):
    _, coordinator = colleague
    client = make_client(db, coordinator)
    referral = make_referral(db, coordinator, client=client, service=group, heeded=(noted[NoteKind.RING_FIRST].id,))
    elsewhere, there = sign_in()
    move_client(db, client, there.scheme_id, there.user_id)
    db.commit()

    page = plain(elsewhere.get(f"/staff/referrals/{referral.reference}").text)

    assert "Ring before sending." in page
    assert "The hall is shut" not in page


def test_nothing_noted_is_kept_of_a_client_or_read_out_to_them(colleague, group, noted, db):
    browser, coordinator = colleague
    client = make_client(db, coordinator)
    found = match(browser, client=client.reference)
    reasons = hidden(found, f"reasons-{group.id}")
    question = re.search(r"/staff/match/results/([0-9a-f-]+)/chosen", found)[1]
    chosen = {"chosen": str(group.id), f"reasons-{group.id}": reasons}

    browser.post(f"/staff/match/results/{question}/plan", data=chosen)
    browser.post(f"/staff/match/results/{question}/chosen", data={**chosen, "then": "compare"})

    db.expire_all()
    planned = db.scalars(select(PlannedActivity)).one()
    assert "bereavement" in planned.reasons
    words_noted = [each.words for each in noted.values()]
    assert not any(words in planned.reasons for words in words_noted)
    compared = browser.get(f"/staff/match/results/{question}/compare").text
    to_read_out = plain(compared[compared.index("To read out") :])
    assert RING in plain(compared)
    assert not any(words in to_read_out for words in words_noted)
    leaflet = browser.get(f"/staff/match/results/{question}/leaflet").text
    assert "Sunday table" in leaflet
    assert not any(words in leaflet for words in words_noted)
    everything = browser.get(f"/staff/clients/{client.reference}/everything").text
    assert not any(words in everything for words in words_noted)


@pytest.mark.parametrize(
    "address",
    [
        "/activities/{id}",
        "/activities/{id}/print",
        "/activities/{id}/easy-read",
        "/?q=My+wife+died+and+I+am+anxious",
        "/feed/services/{id}",
        "/feed/services",
    ],
)
def test_neither_the_public_nor_a_feed_has_a_note(app, group, noted, address, grief, db):
    # The usual team, whose recommendations residents see.
    db.get(Scheme, grief[1].scheme_id).is_default = True
    db.flush()

    answer = app.test_client().get(address.format(id=group.id))

    assert answer.status_code == 200
    assert "Sunday table" in answer.text
    assert not any(each.words in answer.text for each in noted.values())
    assert "Notes for colleagues" not in answer.text


def test_no_file_has_a_note(grief, group, noted):
    browser, _ = grief

    file = browser.get("/staff/listings/grief/listings.csv").text

    assert "Sunday table" in file
    assert not any(each.words in file for each in noted.values())


def test_staff_are_led_to_the_notes_from_the_page_of_the_activity(colleague, grief, group, noted):
    browser, _ = colleague
    champion, _ = grief

    assert "Notes for colleagues (3)" in browser.get(f"/activities/{group.id}").text
    there = f"/staff/activities/{group.id}/notes"
    assert there in champion.get(f"/staff/listings/grief/{group.id}/edit").text
