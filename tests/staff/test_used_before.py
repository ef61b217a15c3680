"""Going back, typing somebody else over the same form, and sending it: nobody is lost."""

from sqlalchemy import select

from directory.casework.models import Client
from tests.staff.conftest import hidden, new_key


def test_somebody_typed_over_the_last_person_is_asked_about_and_then_added(db, sign_in):
    browser, _ = sign_in()
    key = new_key()
    browser.post("/staff/clients", data={"name": "Ann Ackroyd", "submission_key": key})

    asked = browser.post("/staff/clients", data={"name": "Bob Beckwith", "submission_key": key})
    again = browser.post(
        "/staff/clients", data={"name": "Bob Beckwith", "submission_key": hidden(asked.text, "submission_key")}
    )

    assert asked.status_code == 422
    assert "You sent this form before" in asked.text
    assert again.status_code == 303
    assert {client.name for client in db.scalars(select(Client))} == {"Ann Ackroyd", "Bob Beckwith"}


def test_a_second_click_adds_nobody_twice(db, sign_in):
    browser, _ = sign_in()
    answers = {"name": "Ann Ackroyd", "submission_key": new_key()}

    first, second = browser.post("/staff/clients", data=answers), browser.post("/staff/clients", data=answers)

    assert first.location == second.location
    assert len(db.scalars(select(Client)).all()) == 1
