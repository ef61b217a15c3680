"""The match: what somebody said goes in, cards with reasons come out."""

import html

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.match_counts import UnmetMatchCount
from directory.casework.models import KeptQuestion
from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.vocabulary import term_id
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service


def ask(browser, **answers):
    """The page that answers a match, as plain text."""
    answer = browser.post("/staff/match", data={"within": "3", **answers}, follow_redirects=True)
    return answer.status_code, html.unescape(answer.text)


def test_card_says_what_is_good_to_know(sign_in, db):
    walking = make_service(db, "Walking group")
    walking.cost_options = [CostOption(amount_pence=250, amount_description="per session")]
    walking.capacities = [ServiceCapacity(room="waiting list")]
    db.flush()
    browser, _ = sign_in()

    status, page = ask(browser, hobbies="walking", postcode="LS11 9XX")

    assert status == 200
    for known in ("Walking group", "Beck Lane Community Centre", "£2.50 per session", "Waiting list", "0.4 miles"):
        assert known in page
    assert "Tuesday" in page
    assert "10:30am" in page
    assert f"/activities/{walking.id}" in page


def test_silence_of_a_listing_is_named(sign_in, db):
    silent = make_service(db, "Walking group", point=None)
    silent.cost_options, silent.schedules = [], []
    db.flush()
    browser, _ = sign_in()

    _, page = ask(browser, hobbies="walking", postcode="LS11 8ND", age="40")

    for unknown in ("Date", "Cost", "Room", "Place"):
        assert f"{unknown} not known." in page
    assert "Age limits not stated." in page


def test_what_was_heard_and_what_was_refused_are_shown(sign_in, db, words):
    make_service(db, "Walking group")
    browser, _ = sign_in()

    _, page = ask(browser, statement="My wife died in March. I don't want church groups.")

    assert "Bereavement — heard in ‘my wife died’" in page
    assert "No: church groups" in page


def test_help_lines_come_before_any_activity_in_a_crisis(sign_in, db, words):
    make_service(db, "Walking group")
    browser, _ = sign_in()

    _, page = ask(browser, statement="I want to kill myself. I like walking.")

    for line in ("999", "NHS 111", "option 2", "116 123", "SHOUT", "85258"):
        assert line in page
    assert page.index("116 123") < page.index("Walking group")


def test_help_lines_fit_what_was_heard(sign_in, db, words):
    browser, _ = sign_in()

    _, page = ask(browser, statement="My husband hits me.")

    for line in ("999", "press 55", "0808 2000 247", "0808 801 0327", "0808 808 8141"):
        assert line in page
    assert "116 123" not in page


def test_help_lines_are_not_shown_otherwise(sign_in, db):
    browser, _ = sign_in()

    _, page = ask(browser, hobbies="walking")

    assert "116 123" not in page


def test_it_is_said_that_meaning_was_not_compared(sign_in, db):
    browser, _ = sign_in()

    _, page = ask(browser, hobbies="walking")

    assert "Meaning was not compared" in page


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        pytest.param({}, "Write what they said, or add a hobby or a need", id="nothing asked"),
        pytest.param(
            {"hobbies": "walking", "postcode": "nowhere"}, "Enter a postcode, like LS11 8ND", id="no postcode"
        ),
        pytest.param({"hobbies": "walking", "postcode": "LS11 8ZZ"}, "We cannot find this postcode", id="not known"),
        pytest.param({"hobbies": "walking", "within": "99"}, "Choose one from the list", id="made-up distance"),
        pytest.param({"hobbies": "walking", "age": "200"}, "Enter a whole number from 0 to 120", id="age"),
    ],
)
def test_what_cannot_be_used_is_asked_again_with_what_was_typed(sign_in, db, answers, message):
    browser, _ = sign_in()

    status, page = ask(browser, **answers)

    assert status == 422
    assert message in page
    assert answers.get("hobbies", "") in page


def test_what_means_nothing_gets_no_suggestions(sign_in, db):
    make_service(db, "Walking group")
    browser, _ = sign_in()

    _, page = ask(browser, statement="asdf qwer")

    assert "No good match" in page
    assert "No suggestions." in page
    assert "Walking group" not in page


def test_nothing_found_says_what_to_try(sign_in, db):
    make_service(db, "Walking group")
    browser, _ = sign_in()

    status, page = ask(browser, hobbies="walking", postcode="M1 1AE")

    assert status == 200
    assert "No good match" in page


@pytest.mark.parametrize(
    ("postcode", "age", "why"),
    [
        pytest.param("M1 1AE", "", "Too far", id="too far"),
        pytest.param("LS11 8ND", "30", "It is for ages 60 and over", id="wrong age"),
        pytest.param("LS11 8ND", "70", "It was suggested, in place 1", id="it was there"),
    ],
)
def test_missing_activity_is_explained(sign_in, db, postcode, age, why):
    make_service(db, "Bowls club", minimum_age=60)
    browser, _ = sign_in()

    _, page = ask(browser, hobbies="bowls", postcode=postcode, age=age, missing="bowls")

    assert "Bowls club" in page
    assert why in page


def test_activity_nobody_knows_is_said_to_be_unknown(sign_in, db):
    browser, _ = sign_in()

    _, page = ask(browser, hobbies="singing", missing="Bowls")

    assert "No activity or group in the directory is called “Bowls”" in page


def test_second_question_carries_the_first_along(sign_in, db, words):
    browser, _ = sign_in()

    _, page = ask(
        browser, statement='I said "walks" & more', needs=["loneliness", "debt"], age="71", postcode="LS11 8ND"
    )

    assert page.count('name="needs" value="') == 2
    assert '<input type="hidden" name="age" value="71">' in page


def test_clients_page_is_filled_in_and_the_look_is_recorded(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, statement="I miss the choir", postcode="LS11 8ND")

    page = browser.get(f"/staff/match?client={client.reference}").text
    ask(browser, client=client.reference, hobbies="choir")

    assert "I miss the choir" in page
    assert "LS11 8ND" in page
    assert "Edith Ashworth" in page
    looks = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.viewed")).all()
    assert [look.subject_ids for look in looks] == [[str(client.id)]] * 3


def test_match_for_nobody_writes_no_access_record(sign_in, db):
    browser, _ = sign_in()

    ask(browser, hobbies="walking")

    assert db.scalars(select(AuditEvent).where(AuditEvent.action == "client.viewed")).all() == []


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.MANAGER, Role.EDITOR])
def test_who_may_only_match_sees_no_button_to_refer(sign_in, db, role):
    make_service(db, "Walking group")
    browser, _ = sign_in(role)

    _, page = ask(browser, hobbies="walking")

    assert "Walking group" in page
    assert "/staff/referrals/check" not in page


def test_who_has_not_agreed_is_not_referred_and_the_page_says_why(sign_in, db):
    make_service(db, "Walking group")
    browser, coordinator = sign_in()
    asked = make_client(db, coordinator, consent_given_on=None, name="Ida Unasked")
    agreed = make_client(db, coordinator)

    _, unasked_page = ask(browser, hobbies="walking", client=asked.reference)
    _, agreed_page = ask(browser, hobbies="walking", client=agreed.reference)

    assert "Ida Unasked has not agreed" in unasked_page
    assert f'href="/staff/clients/{asked.reference}#agreement"' in unasked_page
    assert "/staff/referrals/check" not in unasked_page
    assert "has not agreed" not in agreed_page
    assert "/staff/referrals/check" in agreed_page


def test_champion_does_not_see_a_client_in_the_match(sign_in, db):
    _, coordinator = sign_in()
    client = make_client(db, coordinator)
    browser, _ = sign_in(Role.CHAMPION)

    assert browser.get(f"/staff/match?client={client.reference}").status_code == 404
    assert ask(browser, client=client.reference, hobbies="walking")[0] == 404


def test_commissioner_may_not_match(sign_in, db):
    browser, _ = sign_in(Role.COMMISSIONER)

    assert browser.get("/staff/match").status_code == 403


def test_results_are_a_page_to_come_back_to_with_nothing_said_in_its_address(sign_in, db):
    make_service(db, "Walking group")
    browser, _ = sign_in()

    answer = browser.post("/staff/match", data={"within": "3", "hobbies": "walking", "statement": "I miss my wife"})
    first, again = (browser.get(answer.location) for _ in range(2))

    assert answer.status_code == 303
    assert not any(told in answer.location for told in ("walking", "wife"))
    assert first.status_code == again.status_code == 200
    assert "Walking group" in again.text
    assert "I miss my wife</textarea>" in again.text


def test_results_of_somebody_else_or_after_signing_out_are_asked_for_again(sign_in, db):
    browser, coordinator = sign_in()
    colleague, _ = sign_in(scheme=db.get(Scheme, coordinator.scheme_id))
    results = browser.post("/staff/match", data={"within": "3", "statement": "I miss my wife"}).location

    others = colleague.get(results, follow_redirects=True).text
    browser.post("/staff/sign-out")

    assert "That match is no longer kept. Please ask again." in others
    assert "wife" not in others
    assert db.scalars(select(KeptQuestion)).all() == []


def test_match_that_finds_nothing_is_counted_and_says_nothing_of_the_person(sign_in, db, words):
    make_service(db, "Walking group")
    browser, actor = sign_in()
    client = make_client(db, actor, postcode="LS11 8ND")

    for _ in range(2):
        ask(browser, client=client.reference, needs="debt", postcode="LS11 8ND")

    counted = db.scalars(select(UnmetMatchCount)).all()
    assert [(each.code, each.area, each.people) for each in counted] == [("debt", "LS11", 1)]


def test_match_that_finds_something_is_not_counted(sign_in, db, words):
    make_service(db, "Walking group", terms=[db.get_one(TaxonomyTerm, term_id("debt"))])
    browser, _ = sign_in()

    ask(browser, needs="debt", postcode="LS11 8ND")

    assert db.scalars(select(UnmetMatchCount)).all() == []
