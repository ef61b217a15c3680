"""Referrals to us as staff see them: a list, a page, and what is answered."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.accounts.queries import actor_of
from directory.audit.models import AuditEvent
from directory.casework.models import Client, Consent
from directory.casework.referrals_in.referral_details import AgreementSaid, Urgency
from directory.casework.referrals_in.referral_inputs import ReferralInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import GpAnswer, ReferralInState, ReferralSource
from directory.casework.safety.kinds import RisksAnswer
from directory.casework.triage.wishing import WishInput, note_wishes
from directory.security.key_tables import KeyDestroyed
from tests.factories.accounts import make_user
from tests.factories.asking import make_referral_in, wanted_of_friend, wanted_referral
from tests.factories.casework import make_client
from tests.factories.safety import wanted_concern

S = ReferralInState


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def world(sign_in, db):
    """A coordinator's browser, them, and Noor who asked."""
    browser, actor = sign_in()
    referral = make_referral_in(db, actor)
    db.commit()
    return browser, actor, referral


def state_of(db, referral) -> str:
    db.expire_all()
    return db.get_one(Referral, referral.id).state


def test_who_asked_waits_on_the_list_and_what_sounds_urgent_stands_out(world, db):
    browser, actor, _ = world
    make_referral_in(db, actor, wanted_referral(name="Una Urgent", sounds_urgent=True))
    db.commit()

    page = text_of(browser.get("/staff/referrals-in"))

    assert page.index("Noor Newcomer") < page.index("Una Urgent")
    assert "May be urgent" in page


def test_the_page_tells_all_that_was_said(world):
    browser, _, referral = world

    page = text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))

    for words in ("07700 900111", "I hardly see anybody since we moved", "They asked themselves", "leave no message"):
        assert words in page


def test_of_whom_a_friend_named_it_says_to_ask_them_first(sign_in, db):
    browser, actor = sign_in()
    referral = make_referral_in(db, actor, wanted_of_friend())
    db.commit()

    page = text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))

    assert "Ask the person what they want" in page
    assert "Whoever told us hears nothing" in page


def test_a_professional_is_named_with_role_and_organisation(sign_in, db):
    browser, actor = sign_in()
    who = {"referrer_name": "Lee Nurse", "referrer_role": "Nurse", "referrer_organization": "Beck Lane Surgery"}
    referral = make_referral_in(db, actor, source=ReferralSource.PROFESSIONAL, **who)
    db.commit()

    page = text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))

    assert all(words in page for words in who.values())


def of_surgery(**more) -> ReferralInput:
    return wanted_referral(
        **{
            "source": ReferralSource.PROFESSIONAL,
            "referrer_name": "Lee Nurse",
            "referrer_organization": "Beck Lane Surgery",
            "reason": "Comes often with headaches",
            "statement": "The house is too quiet",
            "risks_answer": RisksAnswer.NONE_KNOWN,
            "agreement_said": AgreementSaid.KNOWS,
            "sharing_why": "Wants to sleep on it",
            "wording_number": None,
            **more,
        }
    )


def test_the_reason_of_the_sender_stands_apart_from_what_the_person_says(sign_in, db):
    browser, actor = sign_in()
    referral = make_referral_in(db, actor, of_surgery(urgency=Urgency.URGENT))
    db.commit()

    page = text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))
    browser.post(f"/staff/referrals-in/{referral.reference}/accept", data={"who": "new"})
    record = text_of(browser.get(f"/staff/clients/{referral.reference}"))

    assert page.index("As the sender sees it") < page.index("Comes often with headaches")
    assert page.index("As they say it") < page.index("The house is too quiet")
    assert "They know of it, and have not decided yet" in page
    assert "Wants to sleep on it" in page
    assert "The sender thinks" in page
    assert "No known risks (The sender of their referral" in page
    assert "Comes often with headaches" in record
    assert "The house is too quiet" in record
    assert db.scalars(select(Consent)).all() == []


@pytest.mark.parametrize(
    ("told", "doubt"),
    [
        pytest.param({"has_gp": GpAnswer.NO}, "not registered with a GP", id="without a GP"),
        pytest.param({"born_on": clock.today() - timedelta(days=3000)}, "younger than 14", id="too young"),
    ],
)
def test_whom_the_service_is_not_made_for_is_for_a_person_to_decide_on(sign_in, db, told, doubt):
    browser, actor = sign_in()
    referral = make_referral_in(db, actor, **told)
    db.commit()

    page = text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))
    answer = browser.post(f"/staff/referrals-in/{referral.reference}/accept", data={"who": "new"})

    assert "For you to decide" in page
    assert doubt in page
    assert answer.location == f"/staff/clients/{referral.reference}"


def test_a_team_that_needs_no_gp_has_nothing_to_decide_where_there_is_none(sign_in, db):
    browser, actor = sign_in()
    db.get(Scheme, actor.scheme_id).needs_gp = False
    referral = make_referral_in(db, actor, has_gp=GpAnswer.NO)
    db.commit()

    page = text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))

    assert "not registered with a GP" not in page
    assert "For you to decide" not in page


def test_a_concern_that_came_with_a_referral_is_read_by_who_triages_and_each_look_recorded(sign_in, db):
    browser, actor = sign_in()
    referral = make_referral_in(db, actor, of_surgery(concerns=(wanted_concern(),)))
    db.commit()

    page = text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))

    assert "Her nephew keeps her bank card" in page
    assert "safeguarding.viewed" in db.scalars(select(AuditEvent.action)).all()


def test_who_triages_sees_in_the_list_that_a_concern_came_with_a_referral(sign_in, db):
    browser, actor = sign_in()
    make_referral_in(db, actor, of_surgery(name="Bill Shaw"))
    db.commit()
    before = text_of(browser.get("/staff/referrals-in"))
    make_referral_in(db, actor, of_surgery(name="Ada Okafor", concerns=(wanted_concern(),)))
    db.commit()

    page = text_of(browser.get("/staff/referrals-in"))

    assert "Safeguarding" not in before
    assert page.count("Safeguarding") == 1
    assert "Safeguarding" in page.split("Ada Okafor</a>")[1].split("</th>")[0]
    assert "safeguarding.viewed" in db.scalars(select(AuditEvent.action)).all()


def test_a_coordinator_takes_somebody_new_on(world, db):
    browser, actor, referral = world

    answer = browser.post(f"/staff/referrals-in/{referral.reference}/accept", data={"who": "new"})

    assert answer.location == f"/staff/clients/{referral.reference}"
    assert state_of(db, referral) == S.ACCEPTED
    record = browser.get(answer.location).text
    assert "They asked themselves" in record
    assert "Leave no message." in record
    assert db.scalars(select(Client.coordinator_id)).all() == [actor.user_id]


def test_a_second_click_takes_on_one_person(world, db):
    browser, _, referral = world
    address = f"/staff/referrals-in/{referral.reference}/accept"

    answers = [browser.post(address, data={"who": "new"}) for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert len(db.scalars(select(Client)).all()) == 1


def test_somebody_known_is_offered_and_taken_on_again(world, db, key_store):
    browser, actor, referral = world
    known = make_client(db, actor, name="Noor Newcomer", postcode="LS11 8ND")
    db.commit()
    key_before = referral.person_id
    assert known.reference in browser.get(f"/staff/referrals-in/{referral.reference}").text

    answer = browser.post(f"/staff/referrals-in/{referral.reference}/accept", data={"who": known.reference})

    assert answer.location == f"/staff/clients/{known.reference}"
    assert "since we moved" in text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))
    with pytest.raises(KeyDestroyed):
        key_store.key_of(key_before)


def test_who_came_onto_the_list_since_the_page_was_shown_is_asked_about_before_a_second_case(world, db):
    browser, actor, referral = world
    address, said = f"/staff/referrals-in/{referral.reference}", {"who": "new", "shown": ""}
    known = make_client(db, actor, name="Noor Newcomer", postcode="LS11 8ND")
    db.commit()

    asked = browser.post(f"{address}/accept", data=said)
    shown = re.search(r'name="shown" value="([^"]*)"', asked.text)[1]
    before = state_of(db, referral)
    browser.post(f"{address}/accept", data={**said, "shown": shown})

    assert asked.status_code == 422
    assert "since you opened this page" in text_of(asked)
    assert (before, shown) == (S.NEW, known.reference)
    assert state_of(db, referral) == S.ACCEPTED


def test_whoever_may_have_supported_them_before_is_not_called_new_to_them(world, sign_in, db):
    browser, actor, referral = world
    make_client(db, actor, name="Noor Newcomer", postcode="LS11 8ND")
    note_wishes(db, actor, referral, WishInput(wants_somebody_new=True))
    db.commit()

    page = text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))

    assert "May have supported them before, and they wish somebody new" in page
    assert "New to them, as they wish" not in page


@pytest.mark.parametrize("has_left", [True, False])
def test_the_page_says_truly_who_supports_somebody_known(world, sign_in, db, has_left):
    browser, actor, referral = world
    first = make_user(db, scheme=db.get_one(Scheme, actor.scheme_id))
    known = make_client(db, actor_of(db, first.email), name="Noor Newcomer", postcode="LS11 8ND")
    first.name, first.is_active = "Femi First", not has_left
    db.commit()

    answer = browser.post(f"/staff/referrals-in/{referral.reference}/accept", data={"who": known.reference})

    page = text_of(browser.get(answer.location))
    assert ("They are with you now." in page) is has_left
    assert ("They stay with Femi First." in page) is not has_left


def test_nobody_is_taken_for_a_client_of_another_team(world, sign_in, db):
    browser, _, referral = world
    _, stranger = sign_in()
    hidden = make_client(db, stranger, name="Noor Newcomer", postcode="LS11 8ND")
    db.commit()

    answer = browser.post(f"/staff/referrals-in/{referral.reference}/accept", data={"who": hidden.reference})

    assert answer.status_code == 422
    assert state_of(db, referral) == S.NEW


def test_who_they_are_has_to_be_said(world, db):
    browser, _, referral = world

    answer = browser.post(f"/staff/referrals-in/{referral.reference}/accept")

    assert "Say whether you know them already" in answer.text
    assert state_of(db, referral) == S.NEW


def test_somebody_is_declined_for_a_reason(world, db):
    browser, _, referral = world
    address = f"/staff/referrals-in/{referral.reference}/decline"
    assert "Choose why you do not take them on" in browser.post(address).text

    browser.post(address, data={"reason": "no room", "note": "Rang, gave the number of the library"})

    assert state_of(db, referral) == S.DECLINED
    page = text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))
    assert "We have no room" in page
    assert "gave the number of the library" in page


def test_who_was_not_reached_stays_on_a_list_of_their_own(world, db):
    browser, _, referral = world

    browser.post(f"/staff/referrals-in/{referral.reference}/tries", data={"how": "phone", "result": "no answer"})

    assert state_of(db, referral) == S.NOT_REACHED
    assert "Noor Newcomer" in browser.get("/staff/referrals-in?part=not reached").text


def test_of_two_colleagues_the_second_is_told(world, sign_in, db):
    browser, actor, referral = world
    colleague, _ = sign_in(scheme=db.get_one(Scheme, actor.scheme_id))
    browser.post(f"/staff/referrals-in/{referral.reference}/decline", data={"reason": "no room"})

    answer = colleague.post(f"/staff/referrals-in/{referral.reference}/decline", data={"reason": "other"})

    assert "A colleague has answered this already" in answer.text


def test_a_manager_has_a_coordinator_take_somebody_on(world, sign_in, db):
    _, actor, referral = world
    make_user(db, scheme=db.get_one(Scheme, actor.scheme_id))
    manager, _ = sign_in(Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id))
    address = f"/staff/referrals-in/{referral.reference}"
    assert "Supports 0 of 40" in text_of(manager.get(address))

    nobody = manager.post(f"{address}/accept", data={"who": "new"})
    answer = manager.post(f"{address}/accept", data={"who": "new", "to": str(actor.user_id)})

    assert "Choose a coordinator of your team" in text_of(nobody)
    assert db.get_one(Client, referral.person_id).coordinator_id == actor.user_id
    assert "Let Coordinator Example know" in text_of(manager.get(answer.location))


def test_a_manager_erases_who_wants_it_and_the_page_says_so_after(world, sign_in, db, key_store):
    browser, actor, referral = world
    manager, _ = sign_in(Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id))
    reference, person_id = referral.reference, referral.person_id
    assert "They want us to erase this" in manager.get(f"/staff/referrals-in/{reference}").text
    assert manager.post(f"/staff/referrals-in/{reference}/erase", data={"typed": "AAAAAAAAAA"}).status_code == 422

    manager.post(f"/staff/referrals-in/{reference}/erase", data={"typed": reference})

    assert browser.get(f"/staff/referrals-in/{reference}").status_code == 410
    with pytest.raises(KeyDestroyed):
        key_store.key_of(person_id)


def test_a_team_says_where_it_helps(sign_in):
    manager, _ = sign_in(Role.MANAGER)

    assert manager.post("/staff/areas", data={"areas": "ls11, LS9"}).status_code == 303
    assert "LS9, LS11" in manager.get("/staff/areas").text
    assert "Enter the first half of postcodes" in manager.post("/staff/areas", data={"areas": "LS11 8ND"}).text
