"""What a group says of a referral by its link."""

import html

import pytest
from sqlalchemy import select

from directory import clock
from directory.audit.models import AuditEvent
from directory.catalogue.models.conditions import ServiceCapacity
from directory.db import make_session, transaction
from directory.links.signed_links import LinkEnded
from directory.referrals.inputs import MoveInput
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.operations import MovedMeanwhile, move_referral
from directory.referrals.queries import get_onward_referral
from directory.referrals.questions import WordsInput, answer_question, list_questions
from directory.referrals.replies import answer_referral, get_shared
from directory.referrals.states import Reason, ReferralState
from tests.factories.accounts import make_actor
from tests.factories.links import link_in, sent_letters
from tests.factories.referrals import make_referral
from tests.staff.conftest import hidden, in_boxes, new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


def says(to, **more):
    today = in_boxes("happened_on", clock.today())
    return {"to": to, "seen": 1, "submission_key": new_key(), **today, **more}


def state_of(db, referral) -> str:
    db.expire_all()
    return db.scalars(select(OnwardReferral.state).where(OnwardReferral.id == referral.id)).one()


def moves_of(db, referral) -> list[ReferralMove]:
    wanted = select(ReferralMove).where(ReferralMove.onward_referral_id == referral.id).order_by(ReferralMove.number)
    return list(db.scalars(wanted))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("accepted", ""),
        ("waiting", ""),
        ("declined", "no room"),
        ("attended", ""),
        ("not attended", ""),
    ],
)
def test_the_answer_of_a_group_moves_the_referral(db, referral, link, opened, answer, reason):
    sent = opened.post(f"{link}/answers", data=says(answer, reason=reason, note="See you at ten"))

    assert (sent.status_code, sent.location) == (303, f"{link}/thanks")
    assert state_of(db, referral) == answer
    move = moves_of(db, referral)[-1]
    assert (move.recorded_by, move.reason, move.note) == (None, reason or None, "See you at ten")
    assert move.link_id is not None


def test_the_coordinator_sees_that_the_group_answered_and_how(db, sign_in, app, link):
    staff, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    db.commit()
    token = link_in(next(each for each in sent_letters() if referral.reference in each["Subject"])).rpartition("/")[2]
    with transaction() as other:
        shared = get_shared(other, token, to_change=True)
        wanted = MoveInput(ReferralState.DECLINED, clock.today(), Reason.NO_ROOM, "Full until May", seen=1)
        answer_referral(other, shared, wanted)

    page = text_of(staff.get(f"/staff/referrals/{referral.reference}"))

    assert "The group said no" in page
    assert "No room — Full until May" in page
    assert "The group, by its link" in page


def test_an_answer_is_in_the_audit_record_with_where_it_came_from(db, referral, link, opened):
    opened.post(f"{link}/answers", data=says("accepted"))

    event = db.scalars(select(AuditEvent).where(AuditEvent.action == "referral.accepted")).one()
    assert (event.actor_id, event.origin, event.subject_ids) == (None, "127.0.0.1", [str(referral.id)])


def test_a_second_click_changes_nothing_and_is_thanked_too(db, referral, link, opened):
    asked = says("declined", reason="no room")

    answers = [opened.post(f"{link}/answers", data=asked) for _ in range(2)]

    assert [each.location for each in answers] == [f"{link}/thanks"] * 2
    assert len(moves_of(db, referral)) == 2


def test_a_no_ends_the_link(db, app, referral, link, opened):
    opened.post(f"{link}/answers", data=says("declined", reason="no room"))

    answers = [opened.get(link), opened.post(f"{link}/answers", data=says("accepted"))]

    assert [each.status_code for each in answers] == [404, 404]
    assert state_of(db, referral) == "declined"


def test_who_said_yes_can_say_later_whether_they_came(db, referral, link, opened):
    opened.post(f"{link}/answers", data=says("accepted"))
    page = opened.get(link).text

    opened.post(f"{link}/answers", data=says("attended", seen=hidden(page, "seen")))

    later = opened.get(link).text
    assert state_of(db, referral) == "attended"
    assert 'value="accepted"' not in later
    assert 'value="going"' in later


def test_a_group_says_that_they_still_come_and_then_why_they_stopped(db, referral, link, opened):
    opened.post(f"{link}/answers", data=says("attended"))
    opened.post(f"{link}/answers", data=says("going", seen=2))

    opened.post(f"{link}/answers", data=says("ended", reason="moved on", seen=3))

    assert state_of(db, referral) == "ended"
    assert [each.reason for each in moves_of(db, referral)] == [None, None, None, "moved on"]


def test_a_group_that_is_full_says_so_once_for_everybody(db, referral, link, opened):
    opened.post(f"{link}/answers", data=says("full"))

    room = db.scalars(select(ServiceCapacity.room).where(ServiceCapacity.service_id == referral.service_id)).all()
    assert (state_of(db, referral), moves_of(db, referral)[-1].reason) == ("declined", "no room")
    assert room == ["full"]


def test_a_group_asks_first_and_reads_the_answer_on_the_same_page(db, coordinator, referral, link, opened):
    asked = opened.post(f"{link}/question", data={"words": "Does she drive?", "submission_key": new_key()})
    waiting = text_of(opened.get(link))

    found = get_onward_referral(db, coordinator, referral.reference)
    answer_question(db, coordinator, found, list_questions(db, found)[0].id, WordsInput("No, she takes the bus."))
    db.commit()
    answered = text_of(opened.get(link))

    assert (asked.status_code, asked.location) == (303, link)
    assert "We have not answered yet." in waiting
    assert "No, she takes the bus." in answered
    assert state_of(db, referral) == "sent"


def test_nobody_without_the_code_asks_or_sees_the_form(browser, db, referral, link):
    form = browser.get(f"{link}/question")
    sent = browser.post(f"{link}/question", data={"words": "Who is it?", "submission_key": new_key()})

    assert (form.status_code, form.location) == (303, link)
    assert (sent.status_code, sent.location) == (303, link)
    assert list_questions(db, referral) == []


def test_an_answer_from_an_older_page_is_shown_again_with_what_happened_meanwhile(
    db, coordinator, referral, link, opened
):
    found = get_onward_referral(db, coordinator, referral.reference)
    move_referral(db, coordinator, found, MoveInput(ReferralState.WAITING, clock.today()))
    db.commit()

    late = opened.post(f"{link}/answers", data=says("accepted"))
    again = opened.post(f"{link}/answers", data=says("accepted", seen=hidden(late.text, "seen")))

    assert late.status_code == 422
    assert "On your waiting list" in text_of(late)
    assert again.status_code == 303
    assert state_of(db, referral) == "accepted"


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"to": ""}, "Choose an answer"),
        ({"to": "declined"}, "Choose a reason"),
        ({"to": "declined", "reason": "client changed mind"}, "Choose"),
        ({"to": "withdrawn"}, "Choose"),
        ({"to": "ended", "reason": "finished"}, "Choose"),
        ({"to": "accepted", "note": "x" * 2_001}, "2,000 characters"),
        ({"to": "accepted", "happened_on": ["1", "1", "2999"]}, "today or earlier"),
    ],
    ids=lambda value: None if isinstance(value, str) else "-".join(f"{k}" for k in value),
)
def test_what_a_group_cannot_say_is_asked_again(db, referral, link, opened, sent, message):
    answer = opened.post(f"{link}/answers", data=says(**{"to": "accepted", **sent}))

    assert answer.status_code == 422
    assert message in text_of(answer)
    assert state_of(db, referral) == "sent"


def test_who_has_not_shown_the_code_cannot_answer(db, app, referral, link):
    answer = app.test_client().post(f"{link}/answers", data=says("declined", reason="no room"))

    assert (answer.status_code, answer.location) == (303, link)
    assert state_of(db, referral) == "sent"


def test_a_coordinator_can_take_back_what_a_group_told(db, sign_in):
    staff, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    db.commit()
    token = link_in(next(each for each in sent_letters() if referral.reference in each["Subject"])).rpartition("/")[2]
    with transaction() as other:
        shared = get_shared(other, token, to_change=True)
        answer_referral(other, shared, MoveInput(ReferralState.ACCEPTED, clock.today(), seen=1))

    staff.post(f"/staff/referrals/{referral.reference}/moves/last", data={"number": 2, "why": "They rang: a mistake"})

    assert state_of(db, referral) == "sent"


def test_of_two_answers_at_once_one_is_kept_and_the_other_is_told(own_database, at_once):
    """The group says yes while the team takes the referral back: whoever is later sees what the other wrote."""
    with transaction() as db:
        coordinator = make_actor(db)
        referral = make_referral(db, coordinator)
    token = link_in(sent_letters()[-1]).rpartition("/")[2]

    def group_says_yes():
        with transaction() as db:
            shared = get_shared(db, token, to_change=True)
            answer_referral(db, shared, MoveInput(ReferralState.ACCEPTED, clock.today(), seen=1))

    def team_takes_it_back():
        with transaction() as db:
            found = get_onward_referral(db, coordinator, referral.reference, to_change=True)
            move_referral(db, coordinator, found, MoveInput(ReferralState.WITHDRAWN, clock.today(), seen=1))

    results = at_once(group_says_yes, team_takes_it_back)

    with make_session(own_database.write) as db:
        kept, moves = state_of(db, referral), moves_of(db, referral)
    assert len(moves) == 2
    assert kept == moves[-1].to_state
    late = [each for each in results if each is not None]
    assert len(late) == 1
    assert isinstance(late[0], MovedMeanwhile | LinkEnded)


def test_two_clicks_at_once_on_one_answer_are_one_step(own_database, at_once):
    with transaction() as db:
        referral = make_referral(db)
    token = link_in(sent_letters()[-1]).rpartition("/")[2]
    wanted = MoveInput(ReferralState.ACCEPTED, clock.today(), seen=1, submission_key="clicked-twice")

    def click():
        with transaction() as db:
            answer_referral(db, get_shared(db, token, to_change=True), wanted)

    results = at_once(click, click)

    with make_session(own_database.write) as db:
        assert len(moves_of(db, referral)) == 2
    assert results == [None, None]
