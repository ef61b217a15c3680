"""“I’d like to go”: the group is told by a letter that names nobody, and sees after a code who it is."""

import html
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from limits import parse
from sqlalchemy import func, select

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.references import make_reference
from directory.public import joining
from directory.referrals.joining_models import JoinRequest
from directory.rights.untaken import ASKED_GROUP_FOR, let_go_of_requests
from directory.web.spam import NOT_SURE, QUICKEST
from tests.factories.accounts import make_actor, make_scheme
from tests.factories.catalogue import make_service, make_term
from tests.factories.joining import make_join_request
from tests.factories.links import code_in, sent_letters
from tests.public.open_forms import carried

REACH = {"name": "Jo Joiner", "phone": "07700 900222", "may_leave_message": "no"}
NEEDS = {"access_needs": "I use a wheelchair"}


@pytest.fixture(autouse=True)
def mailing(app):
    """Letters leave."""
    app.config["LYNCHPIN_SENDS_MAIL"] = True


@pytest.fixture
def team(db):
    """Somebody of the team that sees to what groups do not answer."""
    actor = make_actor(db, scheme=make_scheme(db, "Links here", is_default=True))
    db.commit()
    return actor


@pytest.fixture
def walks(db):
    service = make_service(db, "Gentle walks", email="walks@becklane.example")
    db.commit()
    return service


@pytest.fixture
def go(browser):
    """`go(service, page, answers)` presses the button of a page, and gives the next one, as long ago as one reads."""

    def press(service, page, answers=None, **more):
        with time_machine.travel(clock.now() - QUICKEST, tick=False):
            return browser.post(f"/activities/{service.id}/go", data={**carried(page), **(answers or {}), **more})

    return press


@pytest.fixture
def check(browser, go):
    """`check(service, **answers)` answers both pages of questions; gives the one on which all is checked."""

    def answer(service, **more):
        reach = go(service, browser.get(f"/activities/{service.id}/go"), {**REACH, **more})
        return go(service, reach, {**NEEDS, **more})

    return answer


@pytest.fixture
def send(browser):
    """`send(service, page)` agrees and sends what a page shows."""

    def agree(service, page, **more):
        return browser.post(f"/activities/{service.id}/go/send", data={**carried(page), "agree": "yes", **more})

    return agree


@pytest.fixture
def ask(check, send):
    """`ask(service, **answers)` has a group told."""
    return lambda service, **more: send(service, check(service, **more))


def count(db) -> int:
    return db.scalar(select(func.count()).select_from(JoinRequest)) or 0


def link_of(letter) -> str:
    return urlsplit(re.search(r"http://localhost/joining/\S+", letter.get_content())[0]).path


def test_the_page_of_an_activity_leads_to_it(browser, walks):
    assert f"/activities/{walks.id}/go" in browser.get(f"/activities/{walks.id}").text


def test_the_letter_goes_to_the_group_and_names_nobody(db, walks, ask):
    answer = ask(walks, message="I come with my daughter")

    (letter,) = sent_letters()
    assert letter["To"] == "walks@becklane.example"
    # The random letters of its link and of its number may be anybody's.
    words = f"{letter['Subject']} {letter.get_content().replace(link_of(letter), '')}"
    assert not any(told in words for told in ("Jo", "900222", "wheelchair", "daughter"))
    assert db.scalars(select(JoinRequest)).one().reference in answer.location


def test_the_group_sees_who_it_is_only_after_the_code(db, walks, ask, app):
    wishes = {"contact_by": "text message", "contact_times": "After 2pm", "interpreter": "British Sign Language"}
    ask(walks, message="I come with my daughter", **wishes)
    link, group = link_of(sent_letters()[0]), app.test_client()
    asking = group.get(link).text
    assert "Jo Joiner" not in asking
    assert "w…s@becklane.example" in asking

    group.post(f"{link}/codes")
    group.post(f"{link}/code", data={"code": code_in(sent_letters()[-1])})
    page = html.unescape(group.get(link).text)

    told = ("Jo Joiner", "07700 900222", "I use a wheelchair", "I come with my daughter", "please leave none")
    assert [each for each in (*told, *wishes.values()) if each not in page] == []
    assert "join_request.shown" in db.scalars(select(AuditEvent.action)).all()
    assert "Jo Joiner" not in app.test_client().get(link).text


@pytest.fixture
def group(app):
    """`group(letter)` is the browser of a group that opened the page behind a letter with its code, and that page."""

    def visit(letter):
        link, browser = link_of(letter), app.test_client()
        browser.post(f"{link}/codes")
        browser.post(f"{link}/code", data={"code": code_in(sent_letters()[-1])})
        return browser, link

    return visit


def test_the_group_answers_and_the_person_is_told(db, walks, ask, group):
    ask(walks, email="jo@home.example", may_leave_message="yes")
    browser, link = group(sent_letters()[0])
    assert "We email them a yes or a no" in browser.get(link).text

    answers = [browser.post(f"{link}/answers", data={"answer": "full"}) for _ in range(2)]

    assert [each.location for each in answers] == [link, link]
    assert "You told us: <strong>We are full just now" in browser.get(link).text
    [told] = sent_letters()
    assert (told["To"], db.scalars(select(JoinRequest)).one().answer) == ("jo@home.example", "full")


def test_a_group_is_told_that_who_wants_no_message_is_not_written_to(walks, ask, group):
    ask(walks, email="jo@home.example", may_leave_message="no")
    browser, link = group(sent_letters()[0])

    page = browser.get(link).text
    browser.post(f"{link}/answers", data={"answer": "come along"})

    assert "We do not email them what you say" in page
    assert sent_letters() == []


def test_nobody_answers_without_the_code(db, walks, ask, app):
    ask(walks)
    link = link_of(sent_letters()[0])

    answer = app.test_client().post(f"{link}/answers", data={"answer": "full"})

    assert "Jo Joiner" not in answer.text
    assert db.scalars(select(JoinRequest)).one().answer is None


def test_after_half_an_hour_the_group_is_told_that_its_answer_was_not_kept(db, walks, ask, group):
    ask(walks)
    browser, link = group(sent_letters()[0])
    assert "was not kept" not in browser.get(link).text

    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        answer = browser.post(f"{link}/answers", data={"answer": "full"})

    assert "Your answer was not kept" in answer.text
    assert "Send me a code" in answer.text
    assert db.scalars(select(JoinRequest)).one().answer is None


def test_what_is_no_answer_is_asked_again(walks, ask, group):
    ask(walks)
    browser, link = group(sent_letters()[0])

    answer = browser.post(f"{link}/answers", data={"answer": ""})

    assert answer.status_code == 422
    assert "Choose an answer" in answer.text


def test_who_asks_is_told_which_team_sees_it_too(db, browser, walks, check, send, team):
    page = check(walks)

    answer = send(walks, page)

    assert "You may tell the group, and Links here, my name" in html.unescape(page.text)
    assert db.scalars(select(JoinRequest)).one().team_id == team.scheme_id
    assert "If they say no, or nothing for a week, Links here sees to it" in browser.get(answer.location).text


def test_where_another_team_would_see_it_by_now_it_is_shown_once_more(db, walks, check, send, team):
    page = check(walks)
    db.get_one(Scheme, team.scheme_id).is_default = False
    db.flush()
    other = make_actor(db, scheme=make_scheme(db, "Links there", is_default=True))
    db.commit()

    again = send(walks, page)

    assert (again.status_code, count(db)) == (422, 0)
    assert "has changed since you opened this page" in again.text
    assert "and Links there, my name" in html.unescape(again.text)
    with time_machine.travel(clock.now() + QUICKEST, tick=False):
        send(walks, again)
    assert db.scalars(select(JoinRequest)).one().team_id == other.scheme_id


def test_where_no_letter_leaves_somebody_rings_and_the_phone_is_shown(db, app, browser, walks, check, send, team):
    app.config["LYNCHPIN_SENDS_MAIL"] = False
    first = html.unescape(browser.get(f"/activities/{walks.id}/go").text)

    last = browser.get(send(walks, check(walks)).location).text

    assert "Somebody of Links here tells the group for you" in first
    assert "mailto:walks@becklane.example" in first
    assert "Somebody of Links here tells the group" in last
    assert "We write to the group" not in first + last


def test_where_no_letter_leaves_and_nobody_would_ring_nothing_is_asked(app, browser, walks):
    app.config["LYNCHPIN_SENDS_MAIL"] = False

    page = browser.get(f"/activities/{walks.id}/go").text

    assert "Ask the group yourself" in page
    assert 'name="phone"' not in page


def test_where_mail_ended_meanwhile_and_nobody_would_tell_the_group_nothing_is_taken(db, app, walks, check, send):
    page = check(walks)
    app.config["LYNCHPIN_SENDS_MAIL"] = False

    answer, wrong = send(walks, page), send(walks, page, agree="")

    assert "Ask the group yourself" in answer.text
    assert "Ask the group yourself" in wrong.text
    assert count(db) == 0


def test_the_second_click_is_thanked_also_where_mail_ended_between(db, app, walks, check, send):
    page = check(walks)
    first = send(walks, page)
    app.config["LYNCHPIN_SENDS_MAIL"] = False

    second = send(walks, page)

    assert second.location == first.location
    assert count(db) == 1


def test_a_form_that_is_wrong_by_then_says_how_to_reach_the_group(app, walks, check, send):
    page = check(walks)
    send(walks, page)
    app.config["LYNCHPIN_SENDS_MAIL"] = False

    answer = send(walks, page, agree="")

    assert answer.status_code == 409
    assert "This group cannot be asked here just now" in answer.text


def test_closed_it_shows_nothing_any_more(walks, ask, app):
    ask(walks)
    link, group = link_of(sent_letters()[0]), app.test_client()
    group.post(f"{link}/codes")
    group.post(f"{link}/code", data={"code": code_in(sent_letters()[-1])})

    group.post(f"{link}/closed")

    assert "Jo Joiner" not in group.get(link).text


def test_everything_is_shown_before_it_is_sent_and_nothing_is_kept(db, walks, check):
    page = check(walks, contact_by="phone call", contact_times="Mornings", interpreter="Large print")

    shown = html.unescape(page.text)
    told = ("Jo Joiner", "07700 900222", "Phone call", "Mornings", "I use a wheelchair", "Large print")
    assert [each for each in told if each not in shown] == []
    assert "You may tell the group my name" in shown
    assert count(db) == 0


def test_what_travels_in_the_page_can_be_read_by_nobody(walks, check):
    assert "Joiner" not in carried(check(walks))["carried"]


def test_what_was_written_to_one_group_opens_for_no_other(db, walks, check, send):
    other = make_service(db, "Quick walks", email="quick@becklane.example")
    db.commit()

    answer = send(other, check(walks))

    assert answer.status_code == 422
    assert "begin again" in answer.text
    assert count(db) == 0


def test_one_can_go_back_and_change_an_answer(db, walks, go, check, send):
    reach = go(walks, check(walks), go="reach")
    assert 'value="Jo Joiner"' in reach.text

    send(walks, go(walks, reach, {**REACH, "name": "Jo Other"}))

    assert db.scalars(select(JoinRequest)).one().name == "Jo Other"


def test_what_is_missing_is_told_at_once(browser, walks, go):
    answer = go(walks, browser.get(f"/activities/{walks.id}/go"), {**REACH, "name": "", "phone": ""})

    assert answer.status_code == 422
    assert "Enter your name" in answer.text
    assert "Give the group one way to reach you" in answer.text


def test_the_letter_box_of_a_group_is_not_filled(db, walks, ask, monkeypatch):
    monkeypatch.setattr(joining, "OF_A_GROUP", parse("1 per 1 day"))

    answers = [ask(walks) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 429]
    assert count(db) == 1


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"nickname_2": "Filled in"}, id="fills in every box"),
        pytest.param({"shown_at": ""}, id="answers at once"),
    ],
)
def test_a_program_is_asked_to_press_the_button_again(db, walks, check, send, more):
    answer = send(walks, check(walks), **more)

    assert str(NOT_SURE) in html.unescape(answer.text)
    assert count(db) == 0


def test_it_is_not_written_down_where_somebody_asked_from(db, walks, ask):
    ask(walks)

    assert db.scalars(select(AuditEvent.origin).where(AuditEvent.action == "join_request.made")).all() == [None]


def test_sent_twice_the_group_is_told_once(db, walks, check, send):
    page = check(walks)

    first, second = send(walks, page), send(walks, page)

    assert first.location == second.location
    assert (count(db), len(sent_letters())) == (1, 1)


def test_sent_again_after_going_back_says_that_the_first_is_kept(db, walks, go, check, send):
    page = check(walks)
    send(walks, page)
    reference = db.scalars(select(JoinRequest)).one().reference

    answer = send(walks, go(walks, go(walks, page, go="reach"), {**REACH, "name": "Jo Other"}))

    assert answer.status_code == 422
    assert f"Your reference is {reference}" in answer.text
    assert db.scalars(select(JoinRequest)).one().name == "Jo Joiner"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        pytest.param({"name": ""}, "Enter your name", id="no name"),
        pytest.param({"phone": ""}, "Give the group one way to reach you", id="no way to reach them"),
        pytest.param({"phone": "call me"}, "Enter a phone number", id="no phone number"),
        pytest.param({"email": "at home"}, "Enter an email address", id="no email address"),
        pytest.param({"contact_by": "email"}, "Enter your email address", id="no address to write to"),
        pytest.param({"may_leave_message": ""}, "Say whether it is safe", id="nothing of messages"),
    ],
)
def test_what_cannot_be_used_is_told_on_its_page(browser, walks, go, answers, told):
    answer = go(walks, browser.get(f"/activities/{walks.id}/go"), {**REACH, **answers})

    assert answer.status_code == 422
    assert told in answer.text


def test_without_agreement_nothing_is_sent(db, walks, check, send):
    answer = send(walks, check(walks), agree="")

    assert answer.status_code == 422
    assert "Tick the box if you agree" in answer.text
    assert "Jo Joiner" in answer.text
    assert count(db) == 0


@pytest.mark.parametrize("where", ["message", "access_needs"])
def test_words_of_danger_go_to_no_group(db, words, walks, check, send, where):
    answer = check(walks, **{where: "I want to kill myself"})

    assert answer.status_code == 422
    assert "This sounds as if it cannot wait" in answer.text
    assert "116 123" in answer.text
    assert 'href="/refer/yourself"' in answer.text
    send(walks, answer)
    assert count(db) == 0


def test_words_of_danger_are_heard_on_the_first_page_too(words, browser, walks, go):
    page = browser.get(f"/activities/{walks.id}/go")
    assert "I’d like to go to Gentle walks. Page 1 of 3" in html.unescape(page.text)

    answer = go(walks, page, {**REACH, "contact_times": "I want to kill myself"})

    assert "This sounds as if it cannot wait" in answer.text


def test_of_a_group_without_an_email_address_the_phone_is_shown(db, browser, go):
    service = make_service(db, "Open Shed")
    service.email = service.organization.email = None
    db.commit()

    page = browser.get(f"/activities/{service.id}/go")

    for each in (page, go(service, page, REACH)):
        assert "we cannot write to them from here" in each.text
        assert 'name="phone"' not in each.text


def test_a_group_that_lost_its_email_address_meanwhile_is_not_asked(db, walks, check, send):
    page = check(walks)
    walks.email = walks.organization.email = None
    db.commit()

    answer = send(walks, page)

    assert "we cannot write to them from here" in answer.text
    assert count(db) == 0


def test_where_a_referral_is_needed_a_link_worker_is_asked(db, browser):
    kitchen = make_service(db, "Warm kitchen", terms=[make_term(db, code="referral-needed")])
    db.commit()

    page = browser.get(f"/activities/{kitchen.id}/go").text

    assert "Somebody has to refer you" in page
    assert "/refer" in page


def test_after_its_time_it_is_gone_with_its_letter(db, walks):
    request = make_join_request(db, walks)
    person_id = request.person_id
    assert let_go_of_requests(db, request.made_at + ASKED_GROUP_FOR / 2) == []

    assert let_go_of_requests(db, request.made_at + ASKED_GROUP_FOR * 2) == [person_id]

    db.flush()
    assert count(db) == 0
    assert sent_letters() == []


def test_who_asked_is_thanked_also_after_the_activity_was_withdrawn(db, browser, walks, ask):
    thanks = ask(walks).location
    walks.stage = "archived"
    db.commit()

    page = browser.get(thanks)

    assert page.status_code == 200
    assert db.scalars(select(JoinRequest)).one().reference in page.text
    assert "This activity is not listed any more" in page.text
    assert "Gentle walks" not in page.text
    assert browser.get(f"/activities/{walks.id}/go/{make_reference()}").status_code == 404


def test_a_listing_that_is_not_there_cannot_be_asked(db, browser, walks):
    walks.stage = "draft"
    db.commit()

    assert browser.get(f"/activities/{walks.id}/go").status_code == 404


def test_who_it_is_for_is_said_before_anything_is_asked(browser, db, team):
    service = make_service(db, "Gentle walks", email="walks@becklane.example", minimum_age=50)
    db.commit()

    page = html.unescape(browser.get(f"/activities/{service.id}/go").text)

    assert "Not for anybody younger than 50" in page
    assert page.index("Not for anybody younger than 50") < page.index("Your name")
    assert f"/activities/{service.id}/question" in page
