"""Working for one of several teams: what is shown, and that nothing is written into the wrong one."""

import html

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, Scheme, User
from directory.accounts.operations import make_scheme
from directory.accounts.queries import actor_of
from directory.audit.models import AuditEvent
from directory.casework.models import Client
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.casework import make_client
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def north(db) -> Scheme:
    return make_scheme(db, "North team")


@pytest.fixture
def south(db) -> Scheme:
    return make_scheme(db, "South team")


@pytest.fixture
def user(db, north, south) -> User:
    """A coordinator in the north who is a manager in the south, and chose the north last."""
    user = make_user(db, Role.COORDINATOR, scheme=north)
    user.grants.append(RoleGrant(scheme_id=south.id, role=Role.MANAGER.value))
    user.last_scheme_id = north.id
    db.commit()
    return user


@pytest.fixture
def browser(app, user):
    return sign_in_as(app, user)


def sign_in_as(app, user):
    browser = app.test_client()
    assert browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD}).status_code == 303
    return browser


def work_for(browser, scheme, **more):
    return browser.post("/staff/working-for", data={"scheme": str(scheme.id), **more})


def new_client_form(page, **more):
    names = ("filled_in_by", "made_for", "submission_key")
    return {**{name: hidden(page, name) for name in names}, "name": "Zoë O’Neill", "statement": "I bake", **more}


def test_every_page_says_which_team_somebody_works_for(browser):
    pages = [browser.get(path).text for path in ("/staff/", "/staff/clients", "/", "/staff/clients/AAAAAAAAAA")]

    assert all("Working for: North team" in page and 'href="/staff/working-for"' in page for page in pages)


def test_only_the_roles_held_in_the_chosen_team_count(browser, south):
    assert browser.get("/staff/outcomes").status_code == 403

    work_for(browser, south)

    assert browser.get("/staff/outcomes").status_code == 200
    assert browser.get("/staff/clients/new").status_code == 403


def test_a_client_is_found_only_in_the_team_that_supports_them(browser, db, user, south):
    client = make_client(db, actor_of(db, user.email))
    db.commit()
    address = f"/staff/clients/{client.reference}"
    assert browser.get(address).status_code == 200

    work_for(browser, south)

    hidden_page, absent_page = browser.get(address), browser.get("/staff/clients/AAAAAAAAAA")
    assert hidden_page.status_code == absent_page.status_code == 404
    assert "change to that team" in hidden_page.text
    assert "change to that team" in absent_page.text


def test_a_record_that_was_not_found_is_opened_after_the_change(browser, db, user, north, south):
    client = make_client(db, actor_of(db, user.email))
    db.commit()
    address = f"/staff/clients/{client.reference}"
    work_for(browser, south)
    missed = browser.get(address).text

    link = html.unescape(missed.split('href="/staff/working-for?')[1].split('"')[0])
    asked = browser.get(f"/staff/working-for?{link}").text
    answer = work_for(browser, north, next=hidden(asked, "next"))

    assert answer.location == address
    assert browser.get(address).status_code == 200


def test_the_choice_is_remembered_at_the_next_sign_in_and_written_down(app, browser, db, user, south):
    work_for(browser, south)

    assert "Working for: South team" in sign_in_as(app, user).get("/staff/").text
    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "user.scheme_chosen")).all()
    assert (event.actor_id, event.scheme_id) == (user.id, south.id)


def test_a_choice_in_one_browser_leaves_another_one_where_it_is(app, browser, user, north, south):
    elsewhere = sign_in_as(app, user)
    work_for(elsewhere, north)

    work_for(browser, south)

    assert "Working for: North team" in elsewhere.get("/staff/").text


def test_a_team_that_is_not_theirs_cannot_be_chosen(browser, db, user, north):
    other = make_scheme(db, "Another team")
    db.commit()

    answer = work_for(browser, other)

    assert answer.status_code == 422
    db.expire_all()
    assert db.get_one(User, user.id).last_scheme_id == north.id


def test_a_form_of_the_other_team_writes_nothing_and_comes_back_there_with_what_was_typed(browser, db, north, south):
    page = browser.get("/staff/clients/new").text
    work_for(browser, south)

    refused = browser.post("/staff/clients", data=new_client_form(page))
    back = work_for(browser, north, kept=hidden(refused.text, "kept"))
    shown = html.unescape(back.text)

    assert refused.status_code == 409
    assert "Nothing was saved" in refused.text
    assert (back.status_code, "Zoë O’Neill" in shown, "I bake" in shown) == (422, True, True)
    assert db.scalar(select(func.count()).select_from(Client)) == 0
    sent = browser.post("/staff/clients", data=new_client_form(back.text))
    assert sent.status_code == 303
    assert db.scalars(select(Client.scheme_id)).all() == [north.id]


def test_what_was_typed_for_the_other_team_is_not_told_to_who_opens_its_form_later(browser, south, north):
    page = browser.get("/staff/clients/new").text
    work_for(browser, south)
    kept = hidden(browser.post("/staff/clients", data=new_client_form(page)).text, "kept")
    work_for(browser, north, kept=kept)

    again = work_for(browser, north, kept=kept)

    assert again.status_code == 303


def test_a_form_that_does_not_say_its_team_is_not_taken_from_who_has_two(browser, db):
    answer = browser.post("/staff/clients", data={"name": "Zoë O’Neill", "submission_key": new_key()})

    assert answer.status_code == 409
    assert db.scalar(select(func.count()).select_from(Client)) == 0


def test_a_form_of_a_team_they_left_is_not_taken_in_the_one_that_is_left(app, browser, db, user, north, south):
    page = browser.get("/staff/clients/new").text
    user.grants = [RoleGrant(scheme_id=south.id, role=Role.COORDINATOR.value)]
    db.commit()

    answer = browser.post("/staff/clients", data=new_client_form(page))

    assert answer.status_code == 409
    assert north.name not in answer.text
    assert db.scalar(select(func.count()).select_from(Client)) == 0


def test_what_was_typed_before_the_session_ended_comes_back_in_the_team_it_was_typed_for(
    app, browser, db, user, north, south
):
    page = browser.get("/staff/clients/new").text
    work_for(browser, south)
    browser.delete_cookie("lynchpin")

    asked = browser.post("/staff/clients", data=new_client_form(page))
    credentials = {"email": user.email, "password": PASSWORD, "kept": hidden(asked.text, "kept")}
    back = browser.post("/staff/sign-in", data=credentials)

    assert "Zoë O’Neill" in html.unescape(back.text)
    assert hidden(back.text, "made_for") == str(north.id)


def test_who_has_one_team_is_told_so(sign_in):
    browser, actor = sign_in(Role.EDITOR)

    page = browser.get("/staff/working-for").text

    assert "You have no role in another team" in page
    assert 'href="/staff/working-for"' not in browser.get("/staff/").text
    assert f"Working for: {actor.scheme_name}" in page
