"""What is known of a client is put right."""

from datetime import date

from sqlalchemy import select

from directory.audit.models import AuditEvent
from directory.casework.models import Client
from directory.casework.queries import open_case
from tests.factories.casework import make_client
from tests.staff.conftest import in_boxes


def test_name_postcode_birth_and_statement_are_put_right(db, sign_in):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashwoth", postcode="LS11 8NX", statement="I like tea")

    shown = browser.get(f"/staff/clients/{client.reference}/edit")
    answer = browser.post(
        f"/staff/clients/{client.reference}/edit",
        data={
            "name": "Edith Ashworth",
            "postcode": "ls118nd",
            "statement": "I like tea, and walks",
            **in_boxes("born_on", date(1950, 3, 27)),
        },
    )

    db.expire_all()
    kept = db.scalars(select(Client)).one()
    assert "Edith Ashwoth" in shown.text
    assert answer.status_code == 303
    assert (kept.name, kept.postcode, kept.born_on) == ("Edith Ashworth", "LS11 8ND", date(1950, 3, 27))
    db.refresh(kept, ["cases"])
    assert open_case(kept).statement == "I like tea, and walks"


def test_the_record_names_what_changed_and_never_the_words(db, sign_in):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashwoth")

    browser.post(f"/staff/clients/{client.reference}/edit", data={"name": "Edith Ashworth"})

    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.corrected"))
    assert event.fields == ["name"]


def test_nobody_is_left_without_a_name(db, sign_in):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashworth")

    answer = browser.post(f"/staff/clients/{client.reference}/edit", data={"name": " "})

    assert answer.status_code == 422
    assert "Enter the person&#39;s name" in answer.text
