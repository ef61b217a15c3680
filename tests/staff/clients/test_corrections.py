"""What is known of a client is put right."""

import html
from datetime import date

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.inputs import ClientCorrectionInput
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile, close_case, correct_client
from directory.casework.queries import get_client, open_case
from directory.db import transaction
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.staff.conftest import hidden, in_boxes


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
            "seen": hidden(shown.text, "seen"),
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


REACHED = {
    "nhs_number": "943 476 5919",
    "phone": "07700 900123",
    "other_phone": "0113 496 0401",
    "email": "edith@post.example",
    "address": "14 Sike Terrace\nOwlersike",
    "contact_by": "letter",
    "contact_times": "After ten",
    "language": "Urdu",
    "interpreter": "Large print",
}


def test_how_to_reach_and_talk_with_them_is_put_right_shown_and_put_right_again(db, sign_in):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    address = f"/staff/clients/{client.reference}"

    browser.post(f"{address}/edit", data={"name": client.name, "seen": client.revision, **REACHED})
    page, form = (html.unescape(browser.get(each).text) for each in (address, f"{address}/edit"))
    again = browser.post(f"{address}/edit", data={"name": client.name, "seen": hidden(form, "seen"), **REACHED})
    db.refresh(client)

    kept = {name: getattr(client, name) for name in REACHED}
    assert kept == {**REACHED, "nhs_number": "9434765919"}
    for shown in ("943 476 5919", "0113 496 0401", "14 Sike Terrace<br>Owlersike", "By letter<br>After ten", "Urdu"):
        assert shown in page
    assert 'value="943 476 5919"' in form
    assert "Nothing was different." in browser.get(again.location).text


def test_what_is_emptied_is_no_longer_known(db, sign_in):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, phone="07700 900123", nhs_number="9434765919")

    browser.post(f"/staff/clients/{client.reference}/edit", data={"name": client.name, "seen": client.revision})
    db.refresh(client)

    assert (client.phone, client.nhs_number) == (None, None)
    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.corrected"))
    assert sorted(event.fields) == ["nhs_number", "phone"]


def test_of_two_who_write_an_nhs_number_the_second_sees_the_first_ones(db, colleagues):
    first, second, client, _ = colleagues
    page = second.get(f"/staff/clients/{client.reference}/edit").text
    edit(first, client, page, nhs_number="943 476 5919", phone="07700 900123")

    late = html.unescape(edit(second, client, page, nhs_number="999 012 3454", phone="07700 900123").text)
    told = late.split("where it differs from what you typed")[1].split("What you typed")[0]

    assert "943 476 5919" in told
    assert "07700 900123" not in told


def test_the_record_names_what_changed_and_never_the_words(db, sign_in):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashwoth")

    browser.post(f"/staff/clients/{client.reference}/edit", data={"name": "Edith Ashworth", "seen": client.revision})

    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.corrected"))
    assert event.fields == ["name"]


def test_nobody_is_left_without_a_name(db, sign_in):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashworth")

    answer = browser.post(f"/staff/clients/{client.reference}/edit", data={"name": " "})

    assert answer.status_code == 422
    assert "Enter the person&#39;s name" in answer.text


def edit(browser, client, page, **answers):
    """Send the edit page back as a browser would, with some answers changed."""
    known = {"name": "Edith Ashworth", "postcode": "LS11 8ND", "statement": "I like tea"}
    return browser.post(
        f"/staff/clients/{client.reference}/edit", data={**known, "seen": hidden(page, "seen"), **answers}
    )


@pytest.fixture
def colleagues(db, sign_in):
    """Two browsers of one team, and a client."""
    first, coordinator = sign_in()
    second, _ = sign_in(scheme=db.get(Scheme, coordinator.scheme_id))
    return first, second, make_client(db, coordinator, postcode="LS11 8ND", statement="I like tea"), coordinator


def test_of_two_who_correct_a_record_the_second_sees_what_is_there_now(db, colleagues):
    first, second, client, _ = colleagues
    page = second.get(f"/staff/clients/{client.reference}/edit").text
    edit(first, client, page, postcode="LS11 9XX")

    late = edit(second, client, page, statement="I like tea & walks")
    shown = html.unescape(late.text)
    kept = (client.postcode, open_case(client).statement)
    db.refresh(client)
    again = edit(second, client, late.text, postcode="LS11 9XX", statement="I like tea & walks")

    assert late.status_code == 422
    assert "Somebody else changed this while you had it open" in shown
    assert "LS11 9XX" in shown.split("where it differs from what you typed")[1].split("What you typed")[0]
    assert "I like tea & walks</textarea>" in shown
    assert kept == ("LS11 8ND", "I like tea")
    assert again.status_code == 303
    assert client.postcode == "LS11 9XX"


def test_what_they_said_is_not_lost_where_the_case_was_closed_meanwhile(db, colleagues):
    first, _, client, coordinator = colleagues
    page = first.get(f"/staff/clients/{client.reference}/edit").text
    close_case(db, coordinator, open_case(client), clock.today())
    db.flush()

    late = html.unescape(edit(first, client, page, statement="I like tea & walks").text)

    assert "What you typed of what they said" in late
    assert "I like tea & walks<br>" in late


def test_what_nobody_changed_meanwhile_is_saved_at_once(db, colleagues):
    first, _, client, _ = colleagues
    page = first.get(f"/staff/clients/{client.reference}/edit").text

    answers = [edit(first, client, page, postcode="LS11 9XX") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]


def test_two_at_once_leave_one_winner_and_one_who_is_told(own_database, at_once):
    with transaction() as db:
        coordinator = make_actor(db)
        client = make_client(db, coordinator)
        reference, seen = client.reference, client.revision

    def correct(name: str) -> str:
        with transaction() as db:
            known = get_client(db, coordinator, reference, to_change=True)
            correct_client(db, coordinator, known, ClientCorrectionInput(name, seen=seen))
        return name

    results = at_once(lambda: correct("Edith Ashworthy"), lambda: correct("Edie Ashworth"))

    assert sorted(isinstance(each, ChangedMeanwhile) for each in results) == [False, True]
    with transaction() as db:
        assert get_client(db, coordinator, reference).name in results
