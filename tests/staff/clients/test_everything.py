"""The page of everything that is held of a client, and the same as data."""

from datetime import timedelta

import time_machine

from directory import clock
from directory.accounts.models import User
from tests.factories.accounts import PASSWORD, make_actor
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral


def signed_in(app, db, actor):
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"email": db.get(User, actor.user_id).email, "password": PASSWORD})
    return browser


def test_it_is_read_on_a_page_in_words(app, db):
    actor = make_actor(db)
    client = make_client(db, actor, name="Zoë O’Neill", statement="I miss my <walks>")
    make_referral(db, actor, client=client)
    db.commit()

    page = signed_in(app, db, actor).get(f"/staff/clients/{client.reference}/everything").text

    assert "Zoë O’Neill" in page
    assert "I miss my &lt;walks&gt;" in page
    assert "Gathered everything we hold, to hand out" in page
    assert "None" not in page


def test_the_same_comes_as_data_that_no_page_shows_in_place(app, db):
    actor = make_actor(db)
    client = make_client(db, actor, name="Zoë O’Neill")
    db.commit()

    answer = signed_in(app, db, actor).get(f"/staff/clients/{client.reference}/everything.json")

    assert answer.json["reference"] == client.reference
    assert answer.json["parts"][0]["entries"][0]["name"] == "Zoë O’Neill"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_laptop_left_open_hands_nothing_out(app, db):
    actor = make_actor(db)
    client = make_client(db, actor)
    db.commit()
    browser = signed_in(app, db, actor)

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        answer = browser.get(f"/staff/clients/{client.reference}/everything")

    assert answer.status_code == 303
    assert answer.location.startswith("/staff/confirm")
