"""Opening the link to one's own page: the link alone shows nothing, and what follows links changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.audit.models import AuditEvent
from directory.casework.agreeing import withdraw_consent
from directory.casework.assessment.agreeing_plan import PlanAgreementInput, agree_plan
from directory.casework.assessment.agreement_models import AgreedHow
from directory.casework.assessment.assessing import NotHeldInput, note_not_held, plan_assessment
from directory.casework.assessment.changes import last_number
from directory.casework.deaths import record_death, undo_death
from directory.casework.inputs import ClientCorrectionInput, DeathInput
from directory.casework.models import Purpose
from directory.casework.operations import KNOWN_OF_CLIENT, correct_client
from directory.casework.own_page.keeping import end_own_page, send_own_page
from directory.casework.queries import get_client
from directory.casework.record.inputs import NoteCorrectionInput
from directory.casework.record.notes import correct_note
from directory.casework.references import read_reference
from directory.casework.support_sessions.inputs import OutcomeInput
from directory.casework.support_sessions.recording import record_outcome
from directory.casework.support_sessions.states import SessionReason, SessionState
from directory.casework.tombstones import ErasureReason
from directory.casework.transfers.moving_clients import accept_transfer, offer_transfer
from directory.casework.transfers.queries import get_incoming
from directory.casework.young_people import SafeContactInput, set_safe_contact
from directory.db import Base
from directory.links.models import SignedLink
from directory.links.signed_links import end_links
from directory.outbox import OutboxMessage
from directory.rights.erasure import ErasureInput, erase_client
from directory.web.words import uk_date
from tests.factories.accounts import make_actor, new_word
from tests.factories.assessments import (
    make_action,
    make_assessment,
    make_goal,
    make_home_assessment,
    wanted_assessment,
)
from tests.factories.casework import make_reachable
from tests.factories.catalogue import make_service
from tests.factories.links import code_in, link_in, make_own_link, make_reply_link, sent_letters
from tests.factories.plans import make_planned
from tests.factories.record import make_client_note
from tests.factories.referrals import make_referral
from tests.factories.support_sessions import in_days, make_support_session
from tests.factories.transfers import wanted_transfer
from tests.own_page.conftest import ADDRESS, PHONE, SAID, seen_on, text_of

TOLD = ("Edith", "Ashworth", "Walks by the beck", PHONE, SAID)
UNKNOWN = "/my-page/there-was-never-such-a-link"
PAGES = ("", "/code", "/corrections/new", "/feedback/new", "/agreements/contact", "/no-more-support")
ACTS = (
    "/codes",
    "/code",
    "/closed",
    "/corrections",
    "/copies",
    "/feedback",
    "/agreements/referral",
    "/no-more-support",
)


def rows_of_all_tables(db) -> dict[str, int]:
    return {
        name: db.scalar(select(func.count()).select_from(table)) or 0 for name, table in Base.metadata.tables.items()
    }


def acts(db, action: str) -> list[AuditEvent]:
    return db.scalars(select(AuditEvent).where(AuditEvent.action == action)).all()


def without_nonce(answer) -> str:
    nonce = answer.headers["Content-Security-Policy"].partition("'nonce-")[2].partition("'")[0]
    return answer.text.replace(nonce, "")


def test_the_letter_names_nobody_and_nothing_of_their_life(letter, person):
    said = f"{letter['Subject']} {letter.get_content()}"

    assert (letter["To"], letter["Subject"]) == (ADDRESS, "A link for you")
    assert [each for each in (*TOLD, "E. A.", person.reference) if each in said] == []


def test_the_token_of_a_link_is_kept_nowhere(db, link):
    token = link.rpartition("/")[2]

    kept = [
        str(row)
        for table in (SignedLink, OutboxMessage, AuditEvent)
        for row in db.execute(select(table.__table__)).all()
    ]
    texts = [each.text for each in db.scalars(select(OutboxMessage))]

    assert token not in " ".join([*kept, *texts])


def test_whoever_a_letter_is_passed_on_to_sees_which_team_it_is_from_and_no_more(db, browser, link, coordinator):
    page = text_of(browser.get(link))

    assert coordinator.scheme_name in page
    assert "e…h@home.example" in page
    assert [each for each in (*TOLD, "E. A.", ADDRESS) if each in page] == []
    assert acts(db, "own_page.shown") == []


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("page", PAGES)
def test_a_program_that_follows_links_changes_nothing(db, browser, link, method, page):
    before = rows_of_all_tables(db)

    for _ in range(2):
        browser.open(f"{link}{page}", method=method, follow_redirects=True)

    db.expire_all()
    assert rows_of_all_tables(db) == before


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("page", PAGES)
def test_looking_with_the_code_changes_nothing_but_the_record_of_who_looked(db, opened, link, method, page):
    before = rows_of_all_tables(db)

    assert opened.open(f"{link}{page}", method=method).status_code == 200

    db.expire_all()
    changed = {name for name, rows in rows_of_all_tables(db).items() if rows != before[name]}
    assert changed <= {"audit_event", "audit_link"}


@pytest.mark.parametrize("page", ["/codes", "/closed", "/copies", "/corrections"])
def test_what_acts_cannot_be_followed_like_a_link(opened, link, page):
    assert opened.get(f"{link}{page}").status_code == 405


def test_the_code_goes_to_the_registered_contact_and_names_nobody(browser, link):
    browser.post(f"{link}/codes", data={"email": "somebody@else.example"})

    [letter] = sent_letters()

    assert letter["To"] == ADDRESS
    assert [each for each in TOLD if each in letter.get_content()] == []
    assert "http" not in letter.get_content()


def test_with_the_code_they_see_their_plan_agreements_and_contact(link, opened, coordinator):
    page = seen_on(opened.get(link))

    assert "Edith Ashworth" in page
    assert "Walks by the beck" in page
    assert "We have asked the group. They have not answered yet." in page
    assert PHONE in page
    assert ADDRESS in page
    assert "We would like to give your name to groups you choose" in page
    assert "You said yes on" in page
    assert "We have not asked you yet." in page
    assert coordinator.name in page


def reached_at(db, coordinator, phone=None, team_phone=None, *, is_active=True):
    user = db.get(User, coordinator.user_id)
    user.work_phone, user.is_active = phone, is_active
    db.get(Scheme, coordinator.scheme_id).phone = team_phone
    db.commit()


def test_they_see_the_number_of_their_coordinator_to_press(db, link, opened, coordinator):
    reached_at(db, coordinator, "0113 496 0191", "0113 496 0190")

    page = opened.get(link)

    assert 'href="tel:01134960191"' in page.text
    assert "is your coordinator: 0113 496 0191 ." in seen_on(page)
    assert "If nobody answers, ring" in seen_on(page)


@pytest.mark.parametrize("has_left", [False, True])
def test_where_their_coordinator_has_no_number_they_see_that_of_the_team(db, link, opened, coordinator, has_left):
    reached_at(db, coordinator, "0113 496 0191" if has_left else None, "0113 496 0190", is_active=not has_left)

    page = seen_on(opened.get(link))

    assert "on 0113 496 0190 , and ask for" in page
    assert "0113 496 0191" not in page


def test_without_the_code_the_number_of_the_team_is_shown_and_not_that_of_the_coordinator(
    db, link, browser, coordinator
):
    reached_at(db, coordinator, "0113 496 0191", "0113 496 0190")

    page = browser.get(link).text

    assert "0113 496 0190" in page
    assert "0113 496 0191" not in page


@pytest.mark.parametrize("page", PAGES)
def test_whoever_is_watched_can_leave_in_a_hurry(link, opened, page):
    assert "govuk-js-exit-this-page-button" in opened.get(f"{link}{page}").text


def test_they_see_when_and_where_what_is_planned_takes_place(db, link, opened, person, coordinator):
    page = opened.get(link)

    assert "/activities/" in page.text
    assert "Run by" in seen_on(page)


def test_they_see_when_we_meet_next_and_what_was_agreed_and_no_notes(db, link, opened, person, coordinator):
    client = get_client(db, coordinator, person.reference)
    met = make_support_session(db, coordinator, client, in_days(-1))
    told = OutcomeInput(SessionState.HAPPENED, met.version, notes="Low since May", shared="Try the choir")
    record_outcome(db, coordinator, client, met, told)
    make_support_session(db, coordinator, client, in_days(3))
    db.commit()

    page = seen_on(opened.get(link))

    assert f"{uk_date(in_days(3))} at 10:00, at this place: The library café" in page
    assert "Try the choir" in page
    assert "Low since May" not in page


def test_a_first_talk_stands_among_the_dates_to_come_in_order_and_by_no_name(db, link, opened, person, coordinator):
    client = get_client(db, coordinator, person.reference)
    buddy = make_actor(db, scheme=db.get_one(Scheme, coordinator.scheme_id))
    make_support_session(db, coordinator, client, in_days(3))
    make_home_assessment(db, coordinator, client, buddy, place="By the back door")
    db.commit()

    page = seen_on(opened.get(link))

    first, second = f"{uk_date(in_days(1))} at 10:30, at your home", f"{uk_date(in_days(3))} at 10:00"
    assert page.index(first) < page.index(second)
    assert "No date is planned" not in page
    assert "By the back door" not in page
    assert "ssessment" not in page


def test_a_talk_that_is_over_or_was_not_held_is_no_date_to_come(db, link, opened, person, coordinator):
    client = get_client(db, coordinator, person.reference)
    talk = plan_assessment(db, coordinator, client, wanted_assessment(coordinator))
    note_not_held(db, coordinator, client, talk, NotHeldInput(SessionReason.ILLNESS))
    db.flush()
    make_assessment(db, coordinator, client)
    db.commit()

    assert "No date is planned" in seen_on(opened.get(link))


def test_they_see_the_plan_they_agreed_to_and_nothing_that_came_after(db, link, opened, person, coordinator):
    case, goal = person.cases[0], make_goal(db, coordinator, person, "Sing again", note="Go slowly")
    make_action(db, coordinator, person, goal, "Ring the choir")
    make_action(db, coordinator, person, goal, "Ask the refuge", is_private=True)
    db.commit()
    before = seen_on(opened.get(link))
    agreed = PlanAgreementInput(clock.today(), AgreedHow.PHONE, last_number(db, case.id), submission_key=new_word())
    agree_plan(db, coordinator, person, agreed)
    make_action(db, coordinator, person, goal, "Buy a songbook")
    db.commit()

    page = seen_on(opened.get(link))

    assert "Sing again" not in before
    assert "Sing again" in page
    assert "Ring the choir" in page
    assert "Some of it has changed since then" in page
    for later_or_hidden in ("Buy a songbook", "Ask the refuge", "Go slowly"):
        assert later_or_hidden not in page


def test_an_activity_that_is_left_off_their_copy_is_not_told_as_planned(db, link, opened, person, coordinator):
    planned = make_planned(db, coordinator, person, make_service(db, "Refuge drop-in"))
    make_action(db, coordinator, person, what=None, planned_id=planned.id, is_private=True)
    db.commit()

    assert "Refuge drop-in" not in seen_on(opened.get(link))


def test_what_staff_think_of_an_activity_is_not_shown(link, opened):
    assert "I miss my walks" not in seen_on(opened.get(link))


def test_notes_stand_there_that_were_written_for_them_and_no_others(db, coordinator, person, link, opened):
    make_client_note(db, coordinator, person, words="Bring your bus pass", is_shared=True)
    make_client_note(db, coordinator, person, words="She sounded low", is_shared=False)
    db.commit()

    page = seen_on(opened.get(link))

    assert "What we wrote down for you" in page
    assert "Bring your bus pass" in page
    assert "sounded low" not in page


def test_note_that_was_put_right_stands_as_it_is_now(db, coordinator, person, link, opened):
    note = make_client_note(db, coordinator, person, words="Ring Olga about the lift", is_shared=True)
    right = NoteCorrectionInput("Ring us about the lift", "No name", is_shared=True, submission_key="put-right-1")
    correct_note(db, coordinator, person, note, right)
    db.commit()

    page = seen_on(opened.get(link))

    assert "Ring us about the lift" in page
    assert "Olga" not in page


@pytest.mark.parametrize("words", ["Only for the team after all", None])
def test_note_that_is_no_longer_for_them_does_not_stand_there(db, coordinator, person, link, opened, words):
    note = make_client_note(db, coordinator, person, words="Ring Olga about the lift", is_shared=True)
    correct_note(db, coordinator, person, note, NoteCorrectionInput(words, "A mistake", False, "put-right-2"))
    db.commit()

    page = seen_on(opened.get(link))

    assert "What we wrote down for you" not in page
    assert "lift" not in page
    assert "after all" not in page


def test_each_look_is_written_down_and_stands_with_who_looked(app, db, sign_in, invite, open_with_code):
    staff, coordinator = sign_in()
    client = make_reachable(db, coordinator)
    token = make_own_link(db, client)
    db.commit()
    person = open_with_code(app.test_client(), f"/my-page/{token}")
    person.get(f"/my-page/{token}")

    page = text_of(staff.get(f"/staff/clients/{client.reference}/looks"))

    [look] = acts(db, "own_page.shown")
    assert (look.actor_id, look.origin, look.subject_ids) == (None, "127.0.0.1", [str(client.id)])
    assert "They themselves, by a link (127.0.0.1)" in page
    assert "Read their own page, by a link and a code" in page
    assert "Asked for a code of their own page" in page
    assert "The group’s contact" not in page


@pytest.mark.parametrize("typed", ["", "no digits at all", "１２３４５６", "1" * 41, "\x00"])
def test_what_is_no_code_is_asked_again(browser, link, typed):
    browser.post(f"{link}/codes")

    assert browser.post(f"{link}/code", data={"code": typed}).status_code == 422


def test_after_five_wrong_codes_the_right_one_is_not_taken(browser, link):
    browser.post(f"{link}/codes")
    code = code_in(sent_letters()[-1])
    wrong = f"{(int(code) + 1) % 10**6:06}"

    for _ in range(5):
        browser.post(f"{link}/code", data={"code": wrong})

    assert browser.post(f"{link}/code", data={"code": code}).status_code == 422
    assert "Edith" not in text_of(browser.get(link))


def test_codes_are_sent_five_times_an_hour_at_most(browser, link):
    answers = [browser.post(f"{link}/codes").status_code for _ in range(6)]

    assert answers == [303] * 5 + [429]


def test_a_visit_ends_after_half_an_hour(app, link, open_with_code):
    with time_machine.travel(clock.now(), tick=False) as at:
        browser = open_with_code(app.test_client(), link)
        before = text_of(browser.get(link))
        at.shift(timedelta(minutes=30))
        after = text_of(browser.get(link))

    assert "Edith" in before
    assert "Edith" not in after
    assert "Send me a code" in after


def test_a_visit_can_be_closed(link, opened):
    opened.post(f"{link}/closed")

    assert "Edith" not in text_of(opened.get(link))


def test_a_browser_that_opened_one_link_has_opened_no_other(db, coordinator, person, opened):
    other = make_own_link(db, make_reachable(db, coordinator, name="Olga Other", email="olga@home.example"))
    db.commit()
    newest = db.scalars(select(SignedLink).order_by(SignedLink.made_at.desc())).all()
    theirs, own = (next(each for each in newest if (each.client_id == person.id) is mine) for mine in (False, True))
    name = "lynchpin-link-{}".format
    opened.set_cookie(name(theirs.id.hex[:12]), opened.get_cookie(name(own.id.hex[:12])).value)

    page = text_of(opened.get(f"/my-page/{other}"))

    assert "Send me a code" in page
    assert "Olga" not in page


def test_a_link_for_one_purpose_opens_nothing_of_another(db, app, coordinator, person, link):
    referral = make_referral(db, coordinator, client=person, service=make_service(db, "Choir", email="c@c.example"))
    of_group = make_reply_link(db, referral)
    db.commit()
    own = link.rpartition("/")[2]

    answers = [app.test_client().get(each).status_code for each in (f"/my-page/{of_group}", f"/replies/{own}")]

    assert answers == [404, 404]


def test_pages_behind_a_link_are_kept_by_nobody(link, opened):
    answer = opened.get(link)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def end_it(db, actor, client):
    end_own_page(db, actor, client)


def die(db, actor, client):
    record_death(db, actor, client, DeathInput(told_by="Her son"))


def die_and_be_alive(db, actor, client):
    die(db, actor, client)
    undo_death(db, actor, client, "It was her sister")


def say_no_letters_home(db, actor, client):
    set_safe_contact(db, actor, client, SafeContactInput(None, letters_home=False))


def say_no_letters_for_a_while(db, actor, client):
    say_no_letters_home(db, actor, client)
    set_safe_contact(db, actor, client, SafeContactInput(None, letters_home=True))


def known_with(client, **other) -> ClientCorrectionInput:
    known = {name: getattr(client, name) for name in KNOWN_OF_CLIENT} | {"statement": client.cases[0].statement}
    return ClientCorrectionInput(**(known | other))


def have_another_address(db, actor, client):
    correct_client(db, actor, client, known_with(client, email="edith.new@home.example"))


def have_no_address(db, actor, client):
    correct_client(db, actor, client, known_with(client, email=None))


def be_under_16(db, actor, client):
    correct_client(db, actor, client, known_with(client, born_on=clock.today() - timedelta(days=365 * 14)))


def be_handed_over(db, actor, client):
    receiver = make_actor(db, Role.COORDINATOR, Role.MANAGER)
    manager = make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id))
    offered = offer_transfer(db, manager, client, wanted_transfer(db.get_one(Scheme, receiver.scheme_id)))
    accept_transfer(db, receiver, get_incoming(db, receiver, offered.id), receiver.user_id)


def be_erased(db, actor, client):
    erase_client(db, actor, client, ErasureInput(ErasureReason.ASKED, read_reference(client.reference)))


ENDINGS = [
    end_it,
    die,
    die_and_be_alive,
    say_no_letters_home,
    say_no_letters_for_a_while,
    have_another_address,
    have_no_address,
    be_under_16,
    be_handed_over,
    be_erased,
]


@pytest.mark.parametrize("end", ENDINGS)
def test_what_ends_a_link_ends_it_at_once_for_who_has_it_open_too(db, app, coordinator, person, link, opened, end):
    end(db, coordinator, get_client(db, coordinator, person.reference, to_change=True))
    db.commit()

    answers = [each.get(link) for each in (opened, app.test_client(), app.test_client())]
    unknown = app.test_client().get(UNKNOWN)

    assert [each.status_code for each in answers] == [404, 404, 404]
    assert len({without_nonce(each) for each in (*answers, unknown)}) == 1
    assert [opened.post(f"{link}{act}", data={"code": "123456"}).status_code for act in ACTS] == [404] * len(ACTS)
    assert sent_letters() == []


@pytest.mark.parametrize("end", ENDINGS)
def test_what_ends_a_link_holds_back_a_code_that_waits(db, app, coordinator, person, link, end):
    app.test_client().post(f"{link}/codes")

    end(db, coordinator, get_client(db, coordinator, person.reference, to_change=True))
    db.commit()

    assert sent_letters() == []


# Who was said to have died by mistake gets the letter after all, by a new link.
@pytest.mark.parametrize("end", [each for each in ENDINGS if each is not die_and_be_alive])
def test_what_ends_a_link_holds_back_a_letter_that_waits(db, coordinator, person, end):
    client = get_client(db, coordinator, person.reference, to_change=True)
    send_own_page(db, coordinator, client, new_word())

    end(db, coordinator, client)
    db.commit()

    assert sent_letters() == []


def test_who_reads_the_old_address_gets_no_code_by_the_new_one(db, app, coordinator, person, link):
    have_another_address(db, coordinator, get_client(db, coordinator, person.reference, to_change=True))
    db.commit()

    answer = app.test_client().post(f"{link}/codes")

    assert answer.status_code == 404
    assert sent_letters() == []


def test_a_link_ends_after_sixty_days(app, link, opened):
    with time_machine.travel(clock.now() + timedelta(days=60), tick=False):
        assert opened.get(link).status_code == 404


def test_a_new_link_ends_the_one_before(app, link, opened, person, invite):
    newer = link_in(invite(person))

    answers = [each.get(link).status_code for each in (opened, app.test_client())]

    assert (answers, app.test_client().get(newer).status_code) == ([404, 404], 200)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_can_be_sent_to_a_link_that_ended_and_no_mail_leaves(db, browser, person, link, act):
    end_links(db, client_id=person.id)
    db.commit()

    answers = [browser.post(f"{each}{act}", data={"code": "123456"}) for each in (link, UNKNOWN)]

    assert [each.status_code for each in answers] == [404, 404]
    assert sent_letters() == []


def test_who_said_no_to_being_written_to_gets_no_code_and_may_look_on_until_the_visit_ends(
    db, app, coordinator, person, link, opened
):
    client = get_client(db, coordinator, person.reference, to_change=True)
    withdraw_consent(db, coordinator, client, clock.today(), Purpose.CONTACT)
    db.commit()
    stranger = app.test_client()

    answers = [stranger.get(link), stranger.get(f"{link}/code"), stranger.post(f"{link}/codes")]

    assert [each.status_code for each in answers] == [404, 404, 404]
    assert sent_letters() == []
    assert "Edith" in text_of(opened.get(link))


@pytest.mark.parametrize("act", ACTS)
def test_a_form_without_its_token_is_not_taken(app, db, link, opened, act):
    app.config["WTF_CSRF_ENABLED"] = True
    before = rows_of_all_tables(db)

    answer = opened.post(f"{link}{act}", data={"code": "123456", "note": "My name is wrong"})

    assert answer.status_code in (400, 422)
    after = rows_of_all_tables(db)
    assert [after[each] for each in ("own_page_message", "outbox_message")] == [
        before[each] for each in ("own_page_message", "outbox_message")
    ]
