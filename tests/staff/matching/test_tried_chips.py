"""What was tried before stands on the next match, and the coordinator decides what of it counts."""

import html

from directory import clock
from directory.matching.learnt import LearntKind
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.states import Reason, ReferralState
from directory.staff.matching.tried_chips import LEARNT_WORDS
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral
from tests.staff.conftest import agreed_to_group, new_key

ASKED = {"hobbies": "walking", "within": "any"}


def text_of(answer) -> str:
    return html.unescape(answer.text)


def who_tried(db, coordinator, reason=Reason.PEOPLE, to=ReferralState.NOT_FOR_ME):
    client = make_client(db, coordinator)
    walks = make_service(db, "Walking group", email="walks@becklane.example")
    referral = make_referral(db, coordinator, client=client, service=walks)
    move_referral(db, coordinator, referral, MoveInput(to, clock.today(), reason))
    other = make_service(db, "Walking on Sundays")
    other.organization_id = walks.organization_id
    make_service(db, "Walking with dogs")
    db.commit()
    return client, walks


def cards(page: str) -> list[str]:
    return [
        name for name in ("Walking group", "Walking on Sundays", "Walking with dogs") if f">{name}</a></h2>" in page
    ]


def press(browser, results, **button):
    return browser.post(f"{results}/heard", data={**button, "submission_key": new_key()})


def test_what_they_tried_is_left_out_and_said(sign_in, db):
    browser, coordinator = sign_in()
    client, _ = who_tried(db, coordinator)

    page = text_of(browser.post("/staff/match", data={**ASKED, "client": client.reference}, follow_redirects=True))

    assert "Already tried or declined" in page
    assert "Walking group (“Not for me”: they do not feel at home with the people there)" in page
    assert "They did not feel at home at Walking group: other groups first" in page
    assert cards(page) == ["Walking on Sundays", "Walking with dogs"]
    assert page.index(">Walking with dogs</a>") < page.index(">Walking on Sundays</a>")
    assert "The group that runs Walking group, where they did not feel at home." in page


def test_what_was_learnt_can_be_taken_out_and_put_back(sign_in, db):
    browser, coordinator = sign_in()
    client, walks = who_tried(db, coordinator)
    results = browser.post("/staff/match", data={**ASKED, "client": client.reference}).location
    code = f"the people:{walks.id}"

    without = press(browser, results, unlearn=code).location.partition("#")[0]
    taken_out = text_of(browser.get(without))
    again = text_of(browser.get(press(browser, without, learn=code).location))

    assert "where they did not feel at home." not in taken_out
    assert "They did not feel at home at Walking group: other groups first" in taken_out
    assert "where they did not feel at home." in again


def test_one_activity_can_be_looked_at_again_and_is_asked_about_first(sign_in, db):
    browser, coordinator = sign_in()
    client, walks = who_tried(db, coordinator)
    results = browser.post("/staff/match", data={**ASKED, "client": client.reference}).location

    again = text_of(browser.get(press(browser, results, try_again=str(walks.id)).location))
    sent = {"client": client.reference, "service_id": str(walks.id), **agreed_to_group(), "submission_key": new_key()}
    check = text_of(browser.post("/staff/referrals/check", data=sent))
    refused = browser.post("/staff/referrals", data=sent)
    made = browser.post("/staff/referrals", data={**sent, "in_spite": "She goes with her sister"})

    assert "Walking group" in cards(again)
    assert "they said that this is not for them: they do not feel at home with the people there" in check
    assert refused.status_code == 422
    assert made.status_code == 303
    assert "She goes with her sister" in text_of(browser.get(made.location))


def test_no_of_a_group_is_left_out_and_teaches_nothing_of_them(sign_in, db):
    browser, coordinator = sign_in()
    client, _ = who_tried(db, coordinator, Reason.NO_ROOM, ReferralState.DECLINED)

    page = text_of(browser.post("/staff/match", data={**ASKED, "client": client.reference}, follow_redirects=True))

    assert "Walking group (The group said no: no room)" in page
    assert "Learnt from what they tried" not in page


def test_match_for_nobody_knows_of_nothing_tried(sign_in, db):
    browser, coordinator = sign_in()
    who_tried(db, coordinator)

    page = text_of(browser.post("/staff/match", data=ASKED, follow_redirects=True))

    assert "Already tried or declined" not in page
    assert "Walking group" in cards(page)


def test_made_up_chip_changes_nothing(sign_in, db):
    browser, coordinator = sign_in()
    client, _ = who_tried(db, coordinator)
    results = browser.post("/staff/match", data={**ASKED, "client": client.reference}).location

    page = text_of(browser.get(press(browser, results, unlearn="nonsense", try_again="nonsense").location))

    assert "They did not feel at home at Walking group: other groups first" in page


def test_how_it_went_so_far_with_a_group_stands_at_its_activity(sign_in, db):
    browser, coordinator = sign_in()
    walks = make_service(db, "Walking group", email="walks@becklane.example")
    for _ in range(10):
        referral = make_referral(db, coordinator, service=walks)
        move_referral(db, coordinator, referral, MoveInput(ReferralState.ACCEPTED, clock.today()))
    db.commit()

    page = text_of(browser.post("/staff/match", data=ASKED, follow_redirects=True))

    assert "Of 10 people whom your team asked this group about, it took 10." in page


def test_everything_learnt_has_words_for_its_chip():
    assert set(LEARNT_WORDS) == set(LearntKind)
