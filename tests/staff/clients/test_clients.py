"""Clients: the list, taking somebody on, one person's page, and what they agree to."""

import html
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.models import Client, Consent
from directory.casework.queries import open_case
from directory.outcomes.inputs import WellbeingInput
from directory.outcomes.models import AnswerMode, Occasion
from directory.outcomes.operations import record_wellbeing
from directory.web.words import uk_short_date
from tests.factories.casework import make_client
from tests.staff.conftest import in_boxes, new_key, said_yes


def text_of(answer) -> str:
    return html.unescape(answer.text)


def scheme_of(db, actor) -> Scheme:
    return db.get(Scheme, actor.scheme_id)


def test_clients_of_another_scheme_are_not_listed(sign_in, db):
    browser, _ = sign_in()
    _, stranger = sign_in()
    make_client(db, stranger, name="Bill Shaw")

    assert "Bill Shaw" not in browser.get("/staff/clients").text


def test_client_of_another_scheme_looks_like_none_at_all(sign_in, db):
    browser, _ = sign_in()
    _, stranger = sign_in()
    hidden_client = make_client(db, stranger)

    hidden = browser.get(f"/staff/clients/{hidden_client.reference}")
    absent = browser.get("/staff/clients/AAAAAAAAAA")

    assert hidden.status_code == absent.status_code == 404
    assert without_nonce(hidden.text) == without_nonce(absent.text)


def without_nonce(page: str) -> str:
    """A page without its nonces and tokens, which differ at each request."""
    return "".join(line for line in page.splitlines() if "nonce" not in line and "csrf_token" not in line)


def test_client_is_taken_on_with_everything_that_was_said(sign_in, db):
    browser, coordinator = sign_in()
    told = {"name": "Edith Ashworth", "postcode": "ls118nd", "statement": "I miss the choir"}
    days = {**in_boxes("born_on", date(1947, 3, 27)), **in_boxes("consent_given_on", clock.today())}

    answer = browser.post("/staff/clients", data={**told, **days, "submission_key": new_key()})

    client = db.scalars(select(Client)).one()
    assert (answer.status_code, answer.location) == (303, f"/staff/clients/{client.reference}")
    assert (client.name, client.postcode, client.born_on) == ("Edith Ashworth", "LS11 8ND", date(1947, 3, 27))
    assert client.coordinator_id == coordinator.user_id
    page = text_of(browser.get(answer.location))
    assert "I miss the choir" in page
    assert "27 March 1947 (age " in page
    assert "Agreed on" in page


def test_form_sent_twice_makes_one_client(sign_in, db):
    browser, _ = sign_in()
    form = {"name": "Edith Ashworth", "submission_key": new_key()}

    first, second = (browser.post("/staff/clients", data=form) for _ in range(2))

    assert first.location == second.location
    assert len(db.scalars(select(Client)).all()) == 1


def test_nhs_number_phone_and_email_are_taken_as_people_write_them(sign_in, db):
    browser, _ = sign_in()
    told = {"nhs_number": "943-476 5919", "phone": "+44 (0)7700 900123", "email": "Edith@Post.example"}

    answer = browser.post("/staff/clients", data={"name": "Edith Ashworth", "submission_key": new_key(), **told})

    client = db.scalars(select(Client)).one()
    assert (client.nhs_number, client.phone, client.email) == (
        "9434765919",
        "+44 (0)7700 900123",
        "Edith@Post.example",
    )
    page = text_of(browser.get(answer.location))
    assert "943 476 5919" in page
    assert 'href="tel:+447700900123"' in page
    assert "mailto:Edith@Post.example" in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        pytest.param({"name": ""}, "Enter the person's name", id="no name"),
        pytest.param({"name": "Zoë " * 60}, "Name: keep it to 200 characters", id="a name without end"),
        pytest.param({"postcode": "LS11 8N"}, "Enter a postcode, like LS11 8ND", id="a postcode that lacks a letter"),
        pytest.param({"postcode": "nowhere"}, "Enter a postcode, like LS11 8ND", id="no postcode"),
        pytest.param(
            {"nhs_number": "943 476 5918"}, "That is not a valid NHS number: check the ten digits", id="a digit wrong"
        ),
        pytest.param({"nhs_number": "943 476"}, "An NHS number has ten digits", id="half an NHS number"),
        pytest.param({"phone": "ring next door"}, "Enter a phone number with its area code", id="no phone number"),
        pytest.param({"phone": "496 0000"}, "Enter a phone number with its area code", id="no area code"),
        pytest.param({"email": "edith at home"}, "Enter an email address, like", id="no email address"),
        pytest.param({"born_on": ["31", "2", "1950"]}, "Enter a real date", id="no date"),
        pytest.param({"born_on": ["1", "1", "2100"]}, "Date of birth must be in the past", id="not born yet"),
        pytest.param({"consent_given_on": ["1", "1", "2100"]}, "must be today or earlier", id="agreed in the future"),
        pytest.param(
            {"born_on": ["2", "1", "1950"], "consent_given_on": ["1", "1", "1950"]},
            "This is before they were born",
            id="agreed before they were born",
        ),
    ],
)
def test_what_cannot_be_used_is_asked_again(sign_in, db, wrong, message):
    browser, _ = sign_in()

    answer = browser.post("/staff/clients", data={"name": "Edith Ashworth", "statement": "I miss the choir", **wrong})

    assert answer.status_code == 422
    assert message in text_of(answer)
    assert "I miss the choir" in answer.text
    assert db.scalars(select(Client)).all() == []


def test_all_that_is_wrong_is_said_at_once_and_all_that_was_typed_is_kept(sign_in, db):
    browser, _ = sign_in()
    typed = {"name": "Zoë O’Neill-D'Arcy 🌻", "postcode": "LS11 8N", "statement": "Café & <b>talk</b>"}
    days = {"born_on": ["1", "1", "2100"], "consent_given_on": ["31", "02", "2026"]}

    page = text_of(browser.post("/staff/clients", data={**typed, **days}))

    for message in (
        "Enter a postcode, like LS11 8ND",
        "Date of birth must be in the past",
        "When did they agree that we share their details with groups: enter a real date",
    ):
        assert message in page.split("</main>")[0].split("<h1")[0]
    for kept in (
        'value="Zoë O’Neill-D\'Arcy 🌻"',
        'value="LS11 8N"',
        "Café & <b>talk</b>",
        'value="2100"',
        'value="02"',
    ):
        assert kept in page


def test_nobody_is_born_after_they_agreed(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    data = {"name": client.name, "seen": client.revision, **in_boxes("born_on", clock.today())}

    answer = browser.post(f"/staff/clients/{client.reference}/edit", data=data)

    assert answer.status_code == 422
    assert "This is after they told us" in answer.text


def test_agreement_is_recorded_and_taken_back(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, consent_given_on=None)
    address, today = f"/staff/clients/{client.reference}", clock.today()

    before = text_of(browser.get(address))
    browser.post(f"{address}/agreements/referral", data=said_yes(today - timedelta(days=2)))
    between = text_of(browser.get(address))
    browser.post(f"{address}/agreements/referral/withdraw", data=in_boxes("withdrawn_on", today))
    after = text_of(browser.get(address))

    assert "We cannot refer them until they agree" in before
    assert "We cannot refer them" not in between
    assert "We cannot refer them until they agree" in after
    assert "and took it back on" in after
    consent = db.scalars(select(Consent)).one()
    assert (consent.given_on, consent.withdrawn_on) == (today - timedelta(days=2), today)


def test_day_before_they_agreed_cannot_be_the_day_they_took_it_back(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    answer = browser.post(
        f"/staff/clients/{client.reference}/agreements/referral/withdraw",
        data=in_boxes("withdrawn_on", clock.today() - timedelta(days=20)),
    )

    assert answer.status_code == 422
    assert "This is before they agreed" in answer.text


def test_wellbeing_scores_are_shown(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    case = open_case(client)
    assert case is not None
    wanted = WellbeingInput(occasion=Occasion.BASELINE, total=17, taken_on=clock.today(), mode=AnswerMode.PAPER)
    record_wellbeing(db, coordinator, case, wanted)
    db.flush()

    page = text_of(browser.get(f"/staff/clients/{client.reference}"))

    assert "At the start" in page
    assert "16.88" in page


def test_each_page_of_a_client_writes_who_looked(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    browser.get("/staff/clients")
    browser.get(f"/staff/clients/{client.reference}")

    looked = db.scalars(select(AuditEvent).where(AuditEvent.action.in_(("client.listed", "client.viewed")))).all()
    assert {event.actor_id for event in looked} == {coordinator.user_id}
    assert [str(client.id)] in [event.subject_ids for event in looked if event.action == "client.listed"]
    assert [str(client.id)] in [event.subject_ids for event in looked if event.action == "client.viewed"]


def test_manager_reads_and_changes_nothing(sign_in, db):
    _, coordinator = sign_in()
    browser, _ = sign_in(Role.MANAGER, scheme=scheme_of(db, coordinator))
    client = make_client(db, coordinator)
    address = f"/staff/clients/{client.reference}"

    page, listed = browser.get(address), browser.get("/staff/clients")
    refused = [
        browser.get("/staff/clients/new"),
        browser.post("/staff/clients", data={"name": "Bill Shaw"}),
        browser.post(f"{address}/agreements/referral", data=said_yes(clock.today())),
        browser.post(f"{address}/agreements/referral/withdraw", data=in_boxes("withdrawn_on", clock.today())),
    ]

    assert page.status_code == listed.status_code == 200
    assert {answer.status_code for answer in refused} == {403}
    for button in ("Add a client", "Refer by name", "They no longer agree", "Write down a wellbeing score"):
        assert button not in page.text + listed.text


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.COMMISSIONER, Role.EDITOR, Role.ADMINISTRATOR])
def test_who_does_not_work_with_clients_sees_none(sign_in, db, role):
    browser, _ = sign_in(role)

    assert browser.get("/staff/clients").status_code == 403


def test_of_two_who_write_an_agreement_down_the_second_is_told_the_first_day(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    first_day = client.consents[0].given_on

    answer = browser.post(f"/staff/clients/{client.reference}/agreements/referral", data=said_yes(clock.today()))

    assert f"on record since {uk_short_date(first_day)}" in browser.get(answer.location).text
    assert client.consents[0].given_on == first_day
