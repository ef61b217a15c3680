"""Referrals: looked over, sent once, and followed to their end."""

import html
import re

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.accounts.queries import actor_of
from directory.casework.agreeing import withdraw_consent
from directory.casework.queries import get_client
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.contacts import Phone
from directory.db import transaction
from directory.outbox import OutboxMessage
from directory.referrals.inputs import MoveInput
from directory.referrals.models import OnwardReferral
from directory.referrals.operations import move_referral
from directory.referrals.states import Reason, ReferralState
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.factories.referrals import make_referral
from tests.staff.conftest import agreed_to_group, hidden, in_boxes, new_key


@pytest.fixture
def walking_group(db):
    return make_service(db, "Walking group", email="walks@becklane.example")


def text_of(answer) -> str:
    return html.unescape(answer.text)


def press_refer(browser, **asked):
    """The page that opens when Refer is pressed on the first card of a match, and what the button sent."""
    found = browser.post(
        "/staff/match", data={"hobbies": "walking", "within": "any", **asked}, follow_redirects=True
    ).text
    sent = {"service_id": hidden(found, "service_id"), "reasons": hidden(found, "reasons")}
    if "client" in asked:
        sent["client"] = asked["client"]
    return browser.post("/staff/referrals/check", data=sent), sent


def test_letter_is_shown_before_it_is_sent(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    check, sent = press_refer(browser, client=client.reference)
    told = {"message": "Uses a stick", **agreed_to_group(parts=["phone"])}
    preview = browser.post("/staff/referrals/preview", data={**sent, **told})

    page = text_of(preview)
    assert "walks@becklane.example" in page
    assert "We would like to introduce somebody (E. A.) to Walking group" in page
    assert "With it the group reads their name, your message" in page
    assert "Uses a stick" in page
    assert hidden(page, "message") == "Uses a stick"
    assert "You said “walking”" in text_of(check)
    assert db.scalars(select(OutboxMessage)).all() == []


def test_group_without_an_address_has_to_be_rung(sign_in, db):
    silent = make_service(db, "Walking group")
    db.add(Phone(service_id=silent.id, number="0113 496 0123"))
    db.flush()
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    _, sent = press_refer(browser, client=client.reference)
    page = text_of(browser.post("/staff/referrals/preview", data={**sent, **agreed_to_group()}))

    assert "Please ring them" in page
    assert "0113 496 0123" in page


@pytest.mark.parametrize("is_for_somebody", [True, False])
def test_results_are_one_press_away_while_a_referral_is_looked_over(sign_in, db, walking_group, is_for_somebody):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    asked = {"client": client.reference} if is_for_somebody else {}
    results = browser.post("/staff/match", data={"hobbies": "walking", "within": "any", **asked}).location
    page = browser.get(results).text
    card = {name: hidden(page, name) for name in ("service_id", "reasons", "match")}

    check = browser.post("/staff/referrals/check", data={**card, **asked})
    refused = browser.post("/staff/referrals", data={**card, "client": client.reference, "message": "x" * 3_000})

    assert f'href="{results}"' in check.text
    assert f'href="{results}"' in refused.text


@pytest.mark.parametrize("match", ["nonsense", "//evil.example", "javascript:alert(1)"])
def test_made_up_results_are_no_way_back(sign_in, db, walking_group, match):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    sent = {"service_id": walking_group.id, "client": client.reference, "match": match}

    page = browser.post("/staff/referrals/check", data=sent).text

    assert "Back to the results" not in page
    assert f'href="{match}"' not in page


def test_match_for_nobody_asks_who_it_is_for(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    asked, sent = press_refer(browser)
    unanswered = browser.post("/staff/referrals/check", data={**sent, "client": ""})
    check = browser.post("/staff/referrals/check", data={**sent, "client": client.reference})

    assert "Who is it for?" in text_of(asked)
    assert f"Edith Ashworth ({client.reference})" in text_of(asked)
    assert unanswered.status_code == 422
    assert "Choose who it is for" in text_of(unanswered)
    assert "Check the referral" in text_of(check)


def test_form_sent_twice_makes_one_referral_and_one_letter(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    _, sent = press_refer(browser, client=client.reference)
    form = {**sent, **agreed_to_group(), "submission_key": new_key()}

    first, second = (browser.post("/staff/referrals", data=form) for _ in range(2))

    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert len(db.scalars(select(OnwardReferral)).all()) == len(db.scalars(select(OutboxMessage)).all()) == 1


def test_reasons_are_kept_as_they_were_shown(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    _, sent = press_refer(browser, client=client.reference)

    made = browser.post("/staff/referrals", data={**sent, **agreed_to_group(), "submission_key": new_key()})

    assert "You said “walking”; they mention walking." in text_of(browser.get(made.location))


def change_a_letter(reasons: str) -> str:
    return f"{'A' if reasons[0] != 'A' else 'B'}{reasons[1:]}"


@pytest.mark.parametrize("alter", [change_a_letter, lambda reasons: '["They will love it"]', lambda reasons: "x.y"])
@pytest.mark.parametrize("address", ["/staff/referrals", "/staff/referrals/check"])
def test_altered_reasons_are_refused(sign_in, db, walking_group, alter, address):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    _, sent = press_refer(browser, client=client.reference)

    answer = browser.post(address, data={**sent, "reasons": alter(sent["reasons"]), "submission_key": new_key()})

    assert answer.status_code == 422
    assert "The reasons are not as they were shown" in answer.text
    assert db.scalars(select(OnwardReferral)).all() == []


def test_reasons_shown_for_one_person_cannot_serve_another(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client, other = make_client(db, coordinator), make_client(db, coordinator)
    _, sent = press_refer(browser, client=client.reference)

    answer = browser.post("/staff/referrals/check", data={**sent, "client": other.reference})

    assert answer.status_code == 422


def test_reasons_of_one_activity_cannot_serve_another(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    _, sent = press_refer(browser, client=client.reference)
    other = make_service(db, "Bowls club")

    answer = browser.post("/staff/referrals/check", data={**sent, "service_id": str(other.id)})

    assert answer.status_code == 422


def test_client_without_agreement_is_shown_the_way(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    _, sent = press_refer(browser, client=client.reference)
    # The button was there before they took back what they had agreed to.
    withdraw_consent(db, coordinator, client, clock.today())
    db.flush()

    check = browser.post("/staff/referrals/check", data=sent)
    tried = browser.post("/staff/referrals", data={**sent, "message": "Uses a stick", "submission_key": new_key()})

    assert "has not agreed that we share their details" in text_of(check)
    assert f'href="/staff/clients/{client.reference}#agreement"' in check.text
    assert tried.status_code == 422
    assert "Ask them, and write down what they said" in text_of(tried)
    assert "Uses a stick" in tried.text
    assert db.scalars(select(OnwardReferral)).all() == []


def test_second_referral_to_the_same_place_is_explained_on_the_page(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator, service=walking_group)
    _, sent = press_refer(browser, client=referral.client.reference)

    answer = browser.post("/staff/referrals", data={**sent, **agreed_to_group(), "submission_key": new_key()})

    assert answer.status_code == 422
    assert "already has an open referral to Walking group" in text_of(answer)


def test_refer_pressed_before_a_merge_leads_to_what_the_activity_is_now(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client, old = make_client(db, coordinator), make_service(db, "Old walking group")
    sent = {"service_id": str(old.id), "client": client.reference}
    candidate = make_candidate(db, walking_group, old)
    merge_records(db, coordinator, candidate, wanted_merge(db, candidate, walking_group))

    check = browser.post("/staff/referrals/check", data=sent)
    made = browser.post("/staff/referrals", data={**sent, **agreed_to_group(), "submission_key": new_key()})

    assert "to Walking group" in text_of(check)
    assert made.status_code == 303
    assert "Walking group" in text_of(browser.get(made.location))


def test_a_no_that_is_being_written_down_comes_before_a_referral(whole_app, own_database, postcodes, meanwhile):
    whole_app.config["WTF_CSRF_ENABLED"] = False
    with transaction() as db:
        coordinator = actor_of(db, make_user(db, Role.COORDINATOR, email="one@staff.example").email)
        reference, service_id = make_client(db, coordinator).reference, make_service(db).id
    browser = whole_app.test_client()
    browser.post("/staff/sign-in", data={"email": "one@staff.example", "password": PASSWORD})
    sent = {"client": reference, "service_id": str(service_id), "submission_key": new_key()}

    with transaction() as db:
        withdraw_consent(db, coordinator, get_client(db, coordinator, reference, to_change=True), clock.today())
        db.flush()
        referring = meanwhile(lambda: browser.post("/staff/referrals", data=sent))

    assert referring.result(10).status_code == 422
    assert "has not agreed" in text_of(referring.result())


def test_activity_is_found_by_name(sign_in, db, walking_group):
    make_service(db, "Walking football", status="temporarily closed")
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    page = text_of(browser.get(f"/staff/referrals/new?client={client.reference}&name=walking"))
    check = browser.post("/staff/referrals/check", data={"client": client.reference, "service_id": walking_group.id})

    assert "Temporarily closed" in page
    assert page.count("/staff/referrals/check") == 1
    assert "It was chosen by name" in text_of(check)


@pytest.mark.parametrize("service_id", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
@pytest.mark.parametrize("address", ["/staff/referrals", "/staff/referrals/check"])
def test_made_up_activity_is_not_found(sign_in, db, service_id, address):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    answer = browser.post(address, data={"client": client.reference, "service_id": service_id})

    assert answer.status_code in (404, 422)
    assert db.scalars(select(OnwardReferral)).all() == []


def test_list_shows_open_referrals_first_and_all_when_asked(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator, service=walking_group)
    move_referral(db, coordinator, referral, MoveInput(ReferralState.DECLINED, clock.today(), Reason.NO_ROOM))
    db.flush()

    assert "Walking group" not in browser.get("/staff/referrals").text
    assert "Walking group" in browser.get("/staff/referrals?show=all").text


def test_referral_of_another_scheme_looks_like_none_at_all(sign_in, db, walking_group):
    browser, _ = sign_in()
    _, stranger = sign_in()
    hidden_one = make_referral(db, stranger, service=walking_group)

    assert browser.get(f"/staff/referrals/{hidden_one.reference}").status_code == 404
    assert browser.post(f"/staff/referrals/{hidden_one.reference}/moves", data={}).status_code == 404
    assert browser.get("/staff/referrals/AAAAAAAAAA").status_code == 404
    assert "Edith" not in browser.get("/staff/referrals?show=all").text


def test_manager_reads_and_refers_nobody(sign_in, db, walking_group):
    _, coordinator = sign_in()
    browser, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    referral = make_referral(db, coordinator, service=walking_group)
    address = f"/staff/referrals/{referral.reference}"

    page = browser.get(address)
    refused = [
        browser.get(f"/staff/referrals/new?client={referral.client.reference}"),
        browser.post("/staff/referrals/check", data={"service_id": walking_group.id}),
        browser.post("/staff/referrals", data={"service_id": walking_group.id, "client": referral.client.reference}),
        browser.post(f"{address}/moves", data={"to": "accepted", **in_boxes("happened_on", clock.today())}),
    ]

    assert page.status_code == 200
    assert "Write it down" not in page.text
    assert {answer.status_code for answer in refused} == {403}


def test_a_full_group_is_told_before_sending_and_a_reason_lets_it_go_on(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    walking_group.capacities = [ServiceCapacity(room="full", updated=clock.now())]
    db.flush()
    sent = {"client": client.reference, "service_id": str(walking_group.id), "submission_key": new_key()}
    sent |= agreed_to_group()

    check = text_of(browser.post("/staff/referrals/check", data=sent))
    refused = browser.post("/staff/referrals", data=sent)
    made = browser.post("/staff/referrals", data=sent | {"in_spite": "They keep a place"})

    assert "There may be no room. The group says that it is full." in check
    assert refused.status_code == 422
    assert "Say why you send them all the same" in text_of(refused)
    assert "They keep a place" in text_of(browser.get(made.location))


def test_a_message_that_tells_of_danger_is_held_up_with_whom_to_ring(sign_in, db, words, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    sent = {"client": client.reference, "service_id": str(walking_group.id), **agreed_to_group()}

    calm = text_of(browser.post("/staff/referrals/preview", data={**sent, "message": "She uses a walking frame"}))
    danger = text_of(browser.post("/staff/referrals/preview", data={**sent, "message": "She wants to kill herself"}))

    assert "may tell of danger" not in calm
    assert "Your message may tell of danger. A group cannot help with that" in danger
    assert "Samaritans" in danger


def test_what_was_typed_is_there_still_when_something_is_changed(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    sent = {"client": client.reference, "service_id": str(walking_group.id), **agreed_to_group(parts=["phone"])}

    page = browser.post("/staff/referrals/check", data={**sent, "message": "Uses a stick", "change": "yes"})

    assert page.status_code == 200
    assert "Uses a stick" in page.text
    assert re.findall(r'value="(\w+)" checked', page.text) == ["phone"]


def test_nobody_is_asked_to_send_what_they_could_not_see(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    sent = {"client": client.reference, "service_id": str(walking_group.id)}

    answer = browser.post("/staff/referrals/preview", data={**sent, "message": "Uses a stick"})

    assert answer.status_code == 422
    assert "Enter the date they agreed that this group is told" in answer.text
    assert "Uses a stick" in answer.text


def test_after_referring_as_a_whole_was_taken_back_the_page_says_that_the_group_is_told_nothing_more(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    referral = make_referral(db, coordinator, client=client)
    db.commit()
    before = text_of(browser.get(f"/staff/referrals/{referral.reference}"))
    withdraw_consent(db, coordinator, client, clock.today())
    db.commit()

    after = text_of(browser.get(f"/staff/referrals/{referral.reference}"))

    assert "They agreed on" in before
    assert "Nothing more: they do not agree to being referred any more" in after
    assert "They agreed on" not in after


def test_who_changes_their_mind_about_one_group_can_agree_again(sign_in, db, walking_group):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator, service=walking_group)
    db.commit()
    address = f"/staff/referrals/{referral.reference}"

    gone = text_of(browser.post(f"{address}/agreement/withdraw", follow_redirects=True))
    form = browser.get(f"{address}/agreement")
    back = text_of(browser.post(f"{address}/agreement", data=agreed_to_group(), follow_redirects=True))

    assert "No: they do not agree any more" in gone
    assert form.status_code == 200
    assert "They no longer agree that this group is told" in back
    assert "Send the group a new letter" in back
