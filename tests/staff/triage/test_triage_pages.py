"""Pages of triage as staff use them: the queue, calls, signposts, needing more, stopping, and who supports whom."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.models import Client
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.profiles import list_possible
from directory.referrals.signposts.models import Signpost
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.signposts import make_full, make_needs_more, make_notice, make_signpost
from tests.factories.triage import try_in_vain
from tests.staff.conftest import in_boxes, new_key

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


def again(db, referral) -> Referral:
    db.expire_all()
    return db.get_one(Referral, referral.id)


def colleague_of(sign_in, db, actor, role=Role.COORDINATOR):
    return sign_in(role, scheme=db.get_one(Scheme, actor.scheme_id))


def test_how_soon_is_said_for_all_that_are_ticked(world, db):
    browser, actor, referral = world
    other = make_referral_in(db, actor, name="Una Other")
    db.commit()

    data = {"chosen": [referral.reference, other.reference], "urgency": "soon"}
    browser.post("/staff/referrals-in/urgency", data=data)

    page = text_of(browser.get("/staff/referrals-in?part=urgent"))
    assert (again(db, referral).triaged_as, again(db, other).triaged_as) == ("soon", "soon")
    assert "Noor Newcomer" in page
    assert "Una Other" in page


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param({"urgency": "soon"}, "Tick those you mean", id="nobody is ticked"),
        pytest.param({"chosen": ["Z"]}, "Choose how soon they are to be reached", id="nothing is said"),
    ],
)
def test_what_is_missing_is_told_and_what_was_ticked_stays(world, data, told):
    browser, _, referral = world
    data = {name: [referral.reference] if name == "chosen" else value for name, value in data.items()}

    answer = browser.post("/staff/referrals-in/urgency", data=data)

    page = text_of(answer)
    assert answer.status_code == 422
    assert told in page
    assert ("checked" in page.split(f'value="{referral.reference}"')[1][:20]) is ("chosen" in data)


def test_a_manager_has_one_coordinator_take_several_on(world, sign_in, db):
    _, actor, referral = world
    manager, _ = colleague_of(sign_in, db, actor, Role.MANAGER)

    data = {"chosen": [referral.reference], "to": str(actor.user_id)}
    answer = manager.post("/staff/referrals-in/take-on", data=data)

    assert "1 person is taken on." in text_of(manager.get(answer.location))
    assert db.get_one(Client, again(db, referral).client_id).coordinator_id == actor.user_id


def test_a_call_of_somebody_who_is_rung_back_is_typed_on_one_page(world, db):
    browser, _, _ = world
    data = {"name": "Cal Ringer", "phone": "07700 900555", "said": "Lonely", "done": "call back"}

    answer = browser.post("/staff/phone-call", data={**data, "submission_key": new_key()})

    assert "Cal Ringer" in text_of(browser.get(answer.location))


@pytest.mark.parametrize(
    "done",
    [
        pytest.param({"name": "Cal Ringer", "phone": "07700 900555", "done": "call back"}, id="rung back"),
        pytest.param({"name": "Cal Ringer", "phone": "07700 900555", "done": "take on"}, id="taken on"),
        pytest.param({"done": "signpost", "place": "The town hall"}, id="told of a place"),
    ],
)
def test_words_of_danger_are_heard_in_what_is_typed_of_a_call(words, world, done):
    browser, _, _ = world

    said = {"said": "I want to kill myself", "submission_key": new_key()}
    answer = browser.post("/staff/phone-call", data={**done, **said})

    page = text_of(browser.get(answer.location))
    assert "This may be urgent" in page
    assert "heard in what was said on the telephone" in page


def test_who_was_told_of_a_place_in_danger_is_not_said_to_be_asked_at_an_assessment(words, world):
    browser, _, _ = world
    call = {"done": "signpost", "place": "The town hall", "said": "I want to kill myself"}

    answer = browser.post("/staff/phone-call", data={**call, "submission_key": new_key()})

    page = text_of(browser.get(answer.location))
    assert "ring them back today" in page
    assert "at the assessment" not in page


@pytest.mark.parametrize("done", ["call back", "take on"])
def test_who_rings_again_is_looked_for_before_a_second_record(world, db, done):
    browser, _, _ = world
    call = {"name": "Cal Ringer", "phone": "07700 900555", "done": "call back"}
    first = browser.post("/staff/phone-call", data={**call, "submission_key": new_key()})

    second = {**call, "done": done, "said": "Me again", "submission_key": new_key()}
    asked = browser.post("/staff/phone-call", data=second)
    page = text_of(asked)
    [button] = re.findall(r"<button[^>]*>\s*It is somebody else", page)
    others = re.search(r'value="([^"]*)"', button)[1]
    kept = browser.post("/staff/phone-call", data={**second, "not_these": others})

    assert asked.status_code == 422
    assert first.location in page
    assert "Me again" in page
    assert kept.status_code == 303
    assert len([each for each in db.scalars(select(Referral)) if each.name == "Cal Ringer"]) == 2


def test_who_was_told_of_a_place_lately_is_known_when_they_ring_again(world):
    browser, _, _ = world
    call = {"name": "Cal Ringer", "phone": "07700 900555", "done": "signpost", "place": "The town hall"}
    browser.post("/staff/phone-call", data={**call, "submission_key": new_key()})

    page = text_of(browser.post("/staff/phone-call", data={**call, "submission_key": new_key()}))

    assert "told of a place" in page


def test_a_client_who_rings_is_pointed_to_and_a_second_click_writes_one_call(world, db):
    browser, actor, _ = world
    client = make_client(db, actor, name="Cal Ringer", phone="07700 900555")
    db.commit()
    call = {"name": "Cal Ringer", "phone": "07700 900555", "done": "call back", "submission_key": new_key()}

    asked = text_of(browser.post("/staff/phone-call", data=call))
    for _ in range(2):
        kept = browser.post("/staff/phone-call", data={**call, "not_these": client.reference})

    assert f"/staff/clients/{client.reference}" in asked
    assert kept.status_code == 303
    assert len([each for each in db.scalars(select(Referral)) if each.name == "Cal Ringer"]) == 1


def test_words_of_danger_wait_for_nothing_where_somebody_rings_again(words, world):
    browser, _, _ = world
    call = {"name": "Cal Ringer", "phone": "07700 900555", "done": "call back"}
    browser.post("/staff/phone-call", data={**call, "submission_key": new_key()})

    danger = {**call, "said": "I want to kill myself", "submission_key": new_key()}
    answer = browser.post("/staff/phone-call", data=danger)

    page = text_of(browser.get(answer.location))
    assert "This may be urgent" in page
    assert "Somebody who waits may be the same person" in page


def test_whoever_only_wants_to_know_where_to_go_gives_no_name(world, db):
    browser, _, _ = world

    browser.post("/staff/phone-call", data={"done": "signpost", "place": "The town hall", "submission_key": new_key()})

    [told] = db.scalars(select(Signpost)).all()
    assert told.place == "The town hall"


def test_an_activity_is_found_by_part_of_its_name_and_somebody_chooses(world, db):
    browser, actor, _ = world
    client, choir = make_client(db, actor), make_service(db, "Larkenshaw choir")
    db.commit()
    address, key = f"/staff/clients/{client.reference}/signpost", new_key()

    asked = text_of(browser.post(address, data={"place": "choir", "submission_key": key}))
    browser.post(address, data={"place": "choir", "which": str(choir.id), "submission_key": key})

    [told] = db.scalars(select(Signpost)).all()
    assert "Is it one of these?" in asked
    assert (told.service_id, told.client_id) == (choir.id, client.id)
    assert "Larkenshaw choir" in text_of(browser.get(f"/staff/clients/{client.reference}/support"))


def test_what_they_say_to_a_place_is_written_down_afterwards(world, db):
    browser, actor, _ = world
    client = make_client(db, actor)
    told = make_signpost(db, actor, client)
    db.commit()
    address = f"/staff/clients/{client.reference}/signposts/{told.id}/answer"

    answer = browser.post(address, data={"answer": "declined"})

    db.expire_all()
    assert db.get_one(Signpost, told.id).answer == "declined"
    assert "They do not want to go" in text_of(browser.get(answer.location))


def test_where_there_may_be_no_room_the_page_asks_why(world, db):
    browser, _, referral = world
    make_full(db, make_service(db, "Larkenshaw choir"))
    db.commit()
    address, data = f"/staff/referrals-in/{referral.reference}/signpost", {"place": "Larkenshaw choir"}

    asked = text_of(browser.post(address, data=data))
    browser.post(address, data={**data, "in_spite": "They only want to look"})

    assert "There may be no room" in asked
    assert "Why do you send them there all the same?" in asked
    assert again(db, referral).state == S.SIGNPOSTED


def test_needing_more_is_not_kept_without_a_next_step(world, db):
    browser, _, referral = world
    address = f"/staff/referrals-in/{referral.reference}/needs-more"
    data = {
        "where_to": "gp",
        "why": "Has not eaten for days",
        "took_over": "not known yet",
        "tell_ground": "neither",
        "end": "end",
        **in_boxes("next_step_on", clock.today() + timedelta(days=1)),
    }

    missing = text_of(browser.post(address, data=data))
    browser.post(address, data={**data, "next_step": "I ring the surgery"})

    assert "Say what comes next" in missing
    assert "Has not eaten for days" in missing
    assert again(db, referral).state == S.PASSED_ON
    assert "I ring the surgery" in text_of(browser.get(f"/staff/referrals-in/{referral.reference}"))


def test_what_comes_next_and_whom_to_tell_are_ticked(world, db):
    browser, actor, _ = world
    step, notice = make_needs_more(db, actor, make_client(db, actor)), make_notice(db, actor)
    db.commit()

    for address in (f"/staff/next-steps/{step.id}/done", f"/staff/referrers-to-tell/{notice.id}/told"):
        assert browser.post(address, data={"way": "phone", "seen": notice.version}).status_code == 303

    db.expire_all()
    assert (step.done_by, notice.told_by) == (actor.user_id, actor.user_id)


def test_whether_they_were_taken_over_is_due_on_the_first_page_until_it_is_answered(world, db):
    browser, actor, _ = world
    step = make_needs_more(db, actor, make_client(db, actor))
    db.commit()
    browser.post(f"/staff/next-steps/{step.id}/done")
    due = text_of(browser.get("/staff/"))
    data = {"took_over": "yes", "spoke_to": "Dr Lane"}

    missing = text_of(browser.post(f"/staff/next-steps/{step.id}/taken-over", data=data))
    browser.post(f"/staff/next-steps/{step.id}/taken-over", data={**data, **in_boxes("spoke_on", clock.today())})

    assert "Were they taken over? Their GP" in due
    assert ("Say when" in missing, 'value="Dr Lane"' in missing) == (True, True)
    assert "Were they taken over?" not in text_of(browser.get("/staff/"))
    assert "They have taken them over" in text_of(browser.get(f"/staff/next-steps/{step.id}/taken-over"))


def test_stopping_to_try_says_why_not_until_it_may_be(world, db):
    browser, actor, referral = world
    address = f"/staff/referrals-in/{referral.reference}/stop"
    before = text_of(browser.get(address))
    for _ in range(3):
        try_in_vain(db, actor, referral)
    db.commit()

    browser.post(address)

    assert "They were tried 0 of 3 times" in before
    assert again(db, referral).state == S.UNREACHABLE


def test_a_manager_changes_who_supports_a_client(world, sign_in, db):
    _, actor, _ = world
    client = make_client(db, actor)
    _, other = colleague_of(sign_in, db, actor)
    manager, _ = colleague_of(sign_in, db, actor, Role.MANAGER)
    db.commit()
    address = f"/staff/clients/{client.reference}/support"

    manager.post(address, data={"to": str(other.user_id), "reason": "the person asked", "seen": str(actor.user_id)})

    db.expire_all()
    assert db.get_one(Client, client.id).coordinator_id == other.user_id
    page = text_of(manager.get(address))
    assert "1 change of coordinator" in page
    assert "The person asked for it" in page


def test_a_coordinator_says_what_helps_to_find_the_right_one(world, db):
    browser, actor, _ = world
    address = f"/staff/caseloads/{actor.user_id}"

    browser.post(address, data={"gender": "woman", "languages": "Urdu", "areas": "LS11", "capacity": "30"})

    [known] = list_possible(db, actor)
    assert (known.gender, known.languages, known.capacity) == ("woman", ["Urdu"], 30)
    assert "Urdu" in text_of(browser.get("/staff/caseloads"))


def test_what_is_due_for_reaching_people_is_on_the_first_page(world, sign_in, db):
    browser, actor, referral = world
    manager, _ = colleague_of(sign_in, db, actor, Role.MANAGER)
    referral.made_at -= timedelta(days=30)
    db.commit()
    late = text_of(manager.get("/staff/"))

    browser.post(f"/staff/referrals-in/{referral.reference}/accept", data={"who": "new"})

    assert "Nobody has taken them on or answered otherwise" in late
    assert "Reach them for the first time" in text_of(browser.get("/staff/"))
    assert "Nobody has taken them on" not in text_of(manager.get("/staff/"))


def test_a_try_begins_with_the_way_in_which_they_would_rather_be_reached(world, db):
    browser, actor, _ = world
    client = make_client(db, actor)
    client.contact_by = "text message"
    asked = make_referral_in(db, actor, contact_by="letter")
    db.commit()

    pages = [
        browser.get(f"/staff/{each}").text
        for each in (f"clients/{client.reference}/support", f"referrals-in/{asked.reference}")
    ]

    assert ['value="text message" checked' in pages[0], 'value="letter" checked' in pages[1]] == [True, True]
