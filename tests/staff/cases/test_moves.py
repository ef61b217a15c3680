"""The page of a referral: the next step, two people at once, and putting right what was a mistake."""

import html

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.jobs.bounces import take_bounce
from directory.jobs.sending import send_waiting
from directory.outbox import OutboxMessage
from directory.referrals.inputs import MoveInput, TakeBackInput
from directory.referrals.models import ReferralMove
from directory.referrals.operations import move_referral
from directory.referrals.states import ReferralState
from directory.referrals.taking_back import take_back_move
from tests.factories.delivery_reports import report_of
from tests.factories.links import sent_letters
from tests.factories.referrals import make_referral
from tests.staff.conftest import hidden, in_boxes, new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


def said_no(**more):
    return {"to": "declined", "reason": "no room", "seen": 1, **in_boxes("happened_on", clock.today()), **more}


def said_yes(**more):
    return {"to": "accepted", "seen": 1, **in_boxes("happened_on", clock.today()), **more}


def address_of(referral, then="") -> str:
    return f"/staff/referrals/{referral.reference}{then}"


def write_down(db, actor, referral, to, *more):
    move_referral(db, actor, referral, MoveInput(ReferralState(to), clock.today(), *more))
    db.flush()


def test_only_possible_steps_are_offered(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    address = f"/staff/referrals/{referral.reference}"

    sent = text_of(browser.get(address))
    browser.post(f"{address}/moves", data={"to": "attended", "seen": 1, **in_boxes("happened_on", clock.today())})
    attended = text_of(browser.get(address))

    assert "The group said yes" in sent
    assert 'value="ended"' not in sent
    assert 'value="ended"' in attended
    assert 'value="accepted"' not in attended


@pytest.mark.parametrize(
    ("move", "message"),
    [
        pytest.param({}, "Choose what happened", id="nothing chosen"),
        pytest.param({"to": "declined"}, "Choose a reason", id="no reason"),
        pytest.param({"to": "ended", "reason": "other"}, "From there it can become", id="not possible now"),
        pytest.param({"to": "accepted", "happened_on": ["1", "1", "2100"]}, "today or earlier", id="in the future"),
        pytest.param({"to": "accepted", "happened_on": ["1", "1", "2020"]}, "on or after", id="before it was sent"),
    ],
)
def test_step_that_cannot_be_is_asked_again(sign_in, db, move, message):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)

    answer = browser.post(
        f"/staff/referrals/{referral.reference}/moves",
        data={**in_boxes("happened_on", clock.today()), "note": "Rang Jo", "seen": 1, **move},
    )

    assert answer.status_code == 422
    assert message in text_of(answer)
    assert "Rang Jo" in answer.text
    assert 'value="ended"' not in answer.text
    db.refresh(referral)
    assert referral.state == "sent"


def test_step_clicked_twice_is_written_down_once(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    step = {**said_no(), "submission_key": new_key()}

    answers = [browser.post(f"/staff/referrals/{referral.reference}/moves", data=step) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert sorted(db.scalars(select(ReferralMove.to_state))) == ["declined", "sent"]


def test_history_tells_what_happened_and_why(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)

    browser.post(f"/staff/referrals/{referral.reference}/moves", data=said_no(note="Full until May"))

    page = text_of(browser.get(f"/staff/referrals/{referral.reference}"))
    assert "No room — Full until May" in page
    assert page.index("The group said no") < page.index("Referred to the group")


@pytest.fixture
def colleagues(sign_in, db):
    """Two browsers of one scheme, their actors, and a referral of the first."""
    first, coordinator = sign_in()
    second, colleague = sign_in(scheme=db.get(Scheme, coordinator.scheme_id))
    return first, second, make_referral(db, coordinator), coordinator, colleague


def test_second_of_two_people_sees_both_answers_and_overwrites_nothing(db, colleagues):
    first, second, referral, *_ = colleagues
    first.post(address_of(referral, "/moves"), data=said_no(note="Jo rang"))

    late = second.post(address_of(referral, "/moves"), data=said_yes(note="Sam said Tuesdays"))

    page = text_of(late)
    assert late.status_code == 422
    assert "Somebody else changed this referral while you had it open" in page
    assert page.index("Written down while you had this page open") < page.index("The group said no")
    assert "No room — Jo rang" in page
    wanted = page.split("What you wanted to write down")[1].split("It is not saved")[0]
    assert "The group said yes" in wanted
    assert "Sam said Tuesdays" in wanted
    assert sorted(db.scalars(select(ReferralMove.to_state))) == ["declined", "sent"]


def test_who_has_seen_what_happened_may_add_to_it(db, colleagues):
    first, second, referral, *_ = colleagues
    first.post(address_of(referral, "/moves"), data=said_yes())
    asked_again = second.post(
        address_of(referral, "/moves"),
        data={"to": "attended", "seen": 1, "note": "Loved it", **in_boxes("happened_on", clock.today())},
    ).text

    sent = {"seen": hidden(asked_again, "seen"), "submission_key": hidden(asked_again, "submission_key")}
    answer = second.post(
        address_of(referral, "/moves"), data={"to": "attended", **sent, **in_boxes("happened_on", clock.today())}
    )

    assert "Loved it</textarea>" in asked_again
    assert answer.status_code == 303
    db.refresh(referral)
    assert referral.state == "attended"


def test_the_same_news_from_two_people_is_one_step(db, colleagues):
    first, second, referral, *_ = colleagues

    answers = [browser.post(address_of(referral, "/moves"), data=said_yes()) for browser in (first, second)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert sorted(db.scalars(select(ReferralMove.to_state))) == ["accepted", "sent"]


def test_a_form_that_does_not_say_what_was_seen_changes_nothing(db, colleagues):
    first, _, referral, *_ = colleagues

    answer = first.post(address_of(referral, "/moves"), data=said_yes(seen="lots"))

    assert answer.status_code == 422
    db.refresh(referral)
    assert referral.state == "sent"


def test_the_last_step_is_taken_back_and_both_stay_told(db, colleagues):
    browser, _, referral, coordinator, _ = colleagues
    write_down(db, coordinator, referral, "attended")

    asked = text_of(browser.get(address_of(referral, "/moves/last")))
    answer = browser.post(address_of(referral, "/moves/last"), data={"number": 2, "why": "It was somebody else"})
    page = text_of(browser.get(answer.location))

    assert "Referred to the group" in asked
    assert "The last step is taken back." in page
    assert "<s>They went for the first time</s> (taken back)" in page
    assert "Taken back: “They went for the first time”" in page
    assert "It was somebody else" in page
    assert 'value="attended"' in page
    db.refresh(referral)
    assert referral.state == "sent"


def test_taking_back_needs_a_reason(db, colleagues):
    browser, _, referral, coordinator, _ = colleagues
    write_down(db, coordinator, referral, "attended")

    answer = browser.post(address_of(referral, "/moves/last"), data={"number": 2, "why": " "})

    assert answer.status_code == 422
    assert "Say why it is taken back" in answer.text


def test_a_colleague_cannot_take_a_step_back_and_a_manager_can(sign_in, db, colleagues):
    _, colleague, referral, coordinator, _ = colleagues
    manager, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    write_down(db, coordinator, referral, "attended")
    reason = {"number": 2, "why": "It was somebody else"}

    told = text_of(colleague.get(address_of(referral, "/moves/last")))
    refused = colleague.post(address_of(referral, "/moves/last"), data=reason)
    done = manager.post(address_of(referral, "/moves/last"), data=reason)

    assert "Only they, or a manager, can take it back" in told
    assert "Wrong? Take back the last step" not in text_of(colleague.get(address_of(referral)))
    assert (refused.status_code, done.status_code) == (403, 303)
    db.refresh(referral)
    assert referral.state == "sent"


def test_a_step_that_is_no_longer_the_last_is_not_taken_back(db, colleagues):
    browser, _, referral, coordinator, _ = colleagues
    write_down(db, coordinator, referral, "accepted")
    write_down(db, coordinator, referral, "attended")

    answer = browser.post(address_of(referral, "/moves/last"), data={"number": 2, "why": "A mistake"})

    assert answer.status_code == 422
    assert "Somebody else changed this referral" in answer.text
    assert "A mistake</textarea>" in answer.text
    assert hidden(answer.text, "number") == "3"


def test_that_a_referral_was_made_cannot_be_taken_back(db, colleagues):
    browser, _, referral, *_ = colleagues

    told = text_of(browser.get(address_of(referral, "/moves/last")))
    answer = browser.post(address_of(referral, "/moves/last"), data={"number": 1, "why": "A mistake"})

    assert "cannot be taken back" in told
    assert answer.status_code == 422
    assert "cannot be taken back" in text_of(answer)


def test_it_is_said_that_a_letter_has_left(db, colleagues):
    browser, _, referral, *_ = colleagues
    db.commit()
    send_waiting(lambda _: None, "team@scheme.example")

    answer = browser.post(
        address_of(referral, "/moves"), data={"to": "withdrawn", "seen": 1, **in_boxes("happened_on", clock.today())}
    )
    told = text_of(browser.get(answer.location))
    page = text_of(browser.get(address_of(referral, "/moves/last")))

    assert "The letter left on" in told
    assert "please ring the group" in told
    assert "cannot be called back" in page


def test_it_is_said_that_a_letter_is_held_back_and_that_it_leaves_after_all(db, colleagues):
    browser, _, referral, *_ = colleagues
    held = text_of(browser.get(browser.post(address_of(referral, "/moves"), data=said_no()).location))
    asked = text_of(browser.get(address_of(referral, "/moves/last")))

    browser.post(address_of(referral, "/moves/last"), data={"number": 2, "why": "The wrong group"})

    assert "had not left, and is held back" in held
    assert "It will leave after all" in asked
    assert "It waits to be sent." in text_of(browser.get(address_of(referral)))


def test_a_letter_that_left_does_not_leave_again(db, colleagues):
    _, _, referral, coordinator, _ = colleagues
    db.commit()
    send_waiting(lambda _: None, "team@scheme.example")
    write_down(db, coordinator, referral, "accepted")

    take_back_move(db, coordinator, referral, TakeBackInput(2, "A mistake"))
    db.commit()

    assert send_waiting(lambda _: None, "team@scheme.example").sent == 0
    assert db.scalars(select(OutboxMessage)).one().sent_at is not None


def test_it_is_said_that_a_letter_came_back(db, colleagues):
    browser, _, referral, *_ = colleagues
    db.commit()
    [letter] = sent_letters()
    take_bounce(report_of(letter))

    page = text_of(browser.get(address_of(referral)))

    assert "It came back: it did not reach the group. Please ring them." in page
