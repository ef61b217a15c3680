"""Complaining, or saying thanks, from one's own page."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.feedback.kinds import CameBy, FeedbackKind, Finding, GivenBy
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.queries import list_feedback
from directory.casework.feedback.states import FeedbackState
from directory.outbox import OutboxMessage
from directory.web.words import uk_date
from tests.factories.accounts import make_actor, new_word
from tests.factories.feedback import do
from tests.own_page.conftest import seen_on

SAID = "Nobody rang me back for three weeks"


@pytest.fixture
def manager(db, coordinator):
    manager = make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, coordinator.scheme_id))
    db.commit()
    return manager


def filled(**more) -> dict:
    return {
        "kind": "complaint",
        "about": "waiting",
        "words": SAID,
        "submission_key": f"own-feedback-{new_word()}",
        **more,
    }


def kept(db) -> list[Feedback]:
    db.expire_all()
    return list(db.scalars(select(Feedback)))


def test_complaint_reaches_managers_and_the_page_says_by_when_they_hear(db, link, opened, manager, person):
    answer = opened.post(f"{link}/feedback", data=filled(wish="A call"))

    [complaint] = kept(db)
    page = seen_on(opened.get(link))
    assert answer.location == link
    assert "Thank you. We have it." in page
    assert (complaint.client_id, complaint.given_by, complaint.came_by) == (person.id, GivenBy.CLIENT, CameBy.OWN_PAGE)
    assert (complaint.words, complaint.wish, complaint.severity) == (SAID, "A call", None)
    assert complaint in list_feedback(db, manager, None, only_open=True)
    assert SAID in page
    assert f"You hear from us by {uk_date(complaint.answer_by)}." in page
    [letter] = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == "case_reminder")).all()
    assert [each for each in ("Edith", SAID) if each in letter.text] == []


def test_complaint_about_a_coordinator_is_not_read_by_that_coordinator(db, link, opened, manager, coordinator):
    opened.post(f"{link}/feedback", data=filled(about="a colleague"))

    [complaint] = kept(db)
    assert complaint.about_user_id == coordinator.user_id
    assert [list_feedback(db, each, None, only_open=True) for each in (coordinator, manager)] == [[], [complaint]]


def test_thanks_are_for_the_coordinator_too(db, link, opened, coordinator):
    opened.post(f"{link}/feedback", data=filled(kind="compliment", about="a colleague", words="You gave me heart"))

    [thanks] = kept(db)
    assert (thanks.kind, thanks in list_feedback(db, coordinator, None, only_open=True)) == (
        FeedbackKind.COMPLIMENT,
        True,
    )


def test_second_click_tells_it_once(db, link, opened):
    form = filled()

    answers = [opened.post(f"{link}/feedback", data=form).status_code for _ in range(2)]

    assert (answers, len(kept(db))) == ([303, 303], 1)


def test_what_is_missing_is_asked_and_what_was_typed_stays(db, link, opened):
    answer = opened.post(f"{link}/feedback", data=filled(about=""))

    assert answer.status_code == 422
    assert "Choose what it is about" in seen_on(answer)
    assert SAID in answer.text
    assert kept(db) == []


def test_page_says_how_a_complaint_stands_and_nothing_of_what_was_found(db, link, opened, manager):
    opened.post(f"{link}/feedback", data=filled())
    [complaint] = kept(db)
    do(db, manager, complaint, "The rota was wrong", to_state=FeedbackState.ANSWERED, finding=Finding.UPHELD)
    db.commit()

    page = seen_on(opened.get(link))

    assert "We have answered you." in page
    assert "rota" not in page


def test_who_has_not_shown_the_code_tells_nothing(db, app, link):
    answer = app.test_client().post(f"{link}/feedback", data=filled())

    assert (answer.location, kept(db)) == (link, [])
