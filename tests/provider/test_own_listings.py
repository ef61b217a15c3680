"""What a group does by the link in a letter that asks whether its listings are still right."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.models.contacts import Phone
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service, ServiceStatus
from directory.champions.messages.models import ListingMessage
from directory.champions.messages.proposals import Part, read
from directory.champions.models import ListingCheck
from directory.champions.queries import CheckedBy, find_checker
from directory.db import Base
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain
from tests.factories.links import link_in, sent_letters
from tests.factories.verifying import ADDRESS, make_due, run_round


@pytest.fixture
def service(db):
    return make_due(db, description="We walk by the beck &amp; back.")


@pytest.fixture
def link(app, db, service):
    """Where the link in the letter leads."""
    run_round(db)
    return link_in(sent_letters()[-1])


@pytest.fixture
def browser(app):
    return app.test_client()


def seen_on(answer) -> str:
    main = answer.text.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", f"<main{main}")).split())


def as_shown(browser, link, service) -> dict[str, str]:
    """The form of a listing as the page fills it in."""
    page = browser.get(f"{link}/{service.id}/change").text
    boxes = re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"[^>]*>', page)
    kept = {name: html.unescape(value) for name, value in boxes if name not in ("status", "csrf_token")}
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    return {**kept, **{name: html.unescape(text) for name, text in areas}, "status": "active"}


def fresh(db, service) -> Service:
    db.expire_all()
    return db.get_one(Service, service.id)


def test_what_is_at_no_place_says_how_people_take_part(browser, db):
    make_due(db, "Chat by video", point=None).schedules[0].attending_type = "online"
    run_round(db)

    page = seen_on(browser.get(link_in(sent_letters()[-1])))

    assert "Where Online" in page


def test_page_shows_what_everybody_reads(browser, link):
    shown = seen_on(browser.get(link))

    for fact in ("Walks by the beck", "We walk by the beck & back.", "Every Tuesday", "Beck Lane", "Still right"):
        assert fact in shown


def test_looking_changes_nothing(browser, db, link):
    def rows():
        return {name: db.scalar(select(func.count()).select_from(each)) for name, each in Base.metadata.tables.items()}

    before, checked_on = rows(), db.scalar(select(Service.assured_date))

    for _ in range(3):
        assert browser.get(link).status_code == 200

    db.expire_all()
    assert (rows(), db.scalar(select(Service.assured_date))) == (before, checked_on)


def test_one_press_says_that_it_is_still_right(browser, db, link, service):
    changed_at = service.last_modified

    answer = browser.post(f"{link}/{service.id}/still-right", follow_redirects=True)

    assert "Walks by the beck is marked as checked today." in seen_on(answer)
    now = fresh(db, service)
    assert (now.assured_date, now.assurer_email, now.last_modified) == (clock.today(), ADDRESS, changed_at)
    assert find_checker(db, now) is CheckedBy.GROUP


def test_second_press_of_a_day_adds_nothing(browser, db, link, service):
    for _ in range(2):
        browser.post(f"{link}/{service.id}/still-right")

    assert len(db.scalars(select(ListingCheck)).all()) == 1


def test_one_press_says_it_of_all_of_them(app, browser, db, service):
    other = make_due(db, "Tea at two")
    run_round(db)
    link = link_in(sent_letters()[-1])

    browser.post(f"{link}/still-right")

    assert [fresh(db, each).assured_date for each in (service, other)] == [clock.today()] * 2


def test_confirmed_listing_is_not_asked_about_again(browser, db, link, service, time_machine):
    browser.post(f"{link}/{service.id}/still-right")

    time_machine.move_to(clock.now() + timedelta(weeks=5))

    assert run_round(db).letters == 0


def test_what_a_group_changes_waits_for_its_champion(app, browser, db, link, service, sign_in):
    term = make_term(db)
    make_walking_domain(db, [term])
    typed = as_shown(browser, link, service) | {"application_process": "Just turn up", "reason": "Now on Wednesdays"}

    answer = browser.post(f"{link}/{service.id}/change", data=typed, follow_redirects=True)

    assert "Somebody reads what you say of Walks by the beck" in seen_on(answer)
    [revision] = db.scalars(select(Revision).where(Revision.state == "waiting"))
    assert [(each["field"], each["after"]) for each in revision.changes] == [("application_process", "Just turn up")]
    assert (revision.reason, revision.is_from_group) == ("Now on Wednesdays", True)
    assert fresh(db, service).application_process is None
    editor, _ = sign_in(Role.EDITOR)
    assert "The group itself" in editor.get("/staff/suggestions").text


def test_accepted_change_counts_as_a_check_by_the_group(app, browser, db, link, service, sign_in):
    typed = as_shown(browser, link, service) | {"application_process": "Just turn up"}
    browser.post(f"{link}/{service.id}/change", data=typed)
    revision = db.scalars(select(Revision).where(Revision.state == "waiting")).one()
    editor, _ = sign_in(Role.EDITOR)

    editor.post(f"/staff/suggestions/{revision.id}/accept", data={"version": fresh(db, service).version})

    now = fresh(db, service)
    assert (now.application_process, now.assured_date) == ("Just turn up", clock.today())
    assert find_checker(db, now) is CheckedBy.GROUP


def test_same_change_sent_twice_waits_once(browser, db, link, service):
    typed = as_shown(browser, link, service) | {"alert": "No walk on Boxing Day"}

    for _ in range(2):
        browser.post(f"{link}/{service.id}/change", data=typed)

    assert len(db.scalars(select(Revision).where(Revision.state == "waiting")).all()) == 1


def test_what_is_told_in_words_alone_reaches_the_champion_as_a_report(browser, db, link, service):
    typed = as_shown(browser, link, service) | {"reason": "We meet at the Mitre now"}

    for _ in range(2):
        browser.post(f"{link}/{service.id}/change", data=typed)

    [message] = db.scalars(select(ListingMessage))
    assert (message.words, message.service_id) == ("We meet at the Mitre now", service.id)


def test_new_times_and_a_new_number_reach_the_champion_part_by_part(browser, db, link, service):
    typed = as_shown(browser, link, service) | {"new_when": "Fridays at 10:30", "new_phone": "0113 496 0777"}

    for key in ("a" * 20, "b" * 20):
        browser.post(f"{link}/{service.id}/change", data=typed | {"submission_key": key})

    [message] = db.scalars(select(ListingMessage))
    assert read(message.proposed) == {Part.WHEN: "Fridays at 10:30", Part.PHONE: "0113 496 0777"}
    assert (message.about, message.words, message.service_id) == ("moved", None, service.id)
    assert db.scalars(select(Revision).where(Revision.state == "waiting")).all() == []


@pytest.mark.parametrize(
    ("part", "about"),
    [("new_where", "moved"), ("new_phone", "wrong contact"), ("new_cost", "other")],
)
def test_what_is_new_says_whether_people_may_go_in_vain(browser, db, link, service, part, about):
    browser.post(f"{link}/{service.id}/change", data=as_shown(browser, link, service) | {part: "It is another one"})

    assert [each.about for each in db.scalars(select(ListingMessage))] == [about]


def test_what_changes_besides_waits_as_a_change_of_its_own(browser, db, link, service):
    said = {"new_cost": "£3 with tea", "alert": "No walk on Boxing Day", "reason": "We talked about it"}

    browser.post(f"{link}/{service.id}/change", data=as_shown(browser, link, service) | said)

    [suggested] = db.scalars(select(Revision).where(Revision.state == "waiting"))
    [message] = db.scalars(select(ListingMessage))
    assert ([each["field"] for each in suggested.changes], suggested.reason) == (["alert"], "We talked about it")
    assert (read(message.proposed), message.words) == ({Part.COST: "£3 with tea"}, None)


def test_what_the_page_says_now_stands_beside_what_can_be_said_anew(browser, db, link, service):
    before = seen_on(browser.get(f"{link}/{service.id}/change"))
    db.add(Phone(service_id=service.id, number="0113 496 0444"))
    db.commit()

    after = seen_on(browser.get(f"{link}/{service.id}/change"))

    assert "New telephone number (optional) The page says now: nothing" in before
    assert "New telephone number (optional) The page says now: 0113 496 0444" in after


def test_champion_takes_the_number_that_a_group_says(browser, db, link, service, sign_in):
    browser.post(f"{link}/{service.id}/change", data=as_shown(browser, link, service) | {"new_phone": "0113 496 0777"})
    [message] = db.scalars(select(ListingMessage))
    editor, _ = sign_in(Role.EDITOR)

    page = editor.get(f"/staff/messages/{message.id}").text
    taken = {"new_phone": "0113 496 0777", "version": fresh(db, service).version, "word": ""}
    answer = editor.post(f"/staff/messages/{message.id}/take", data=taken | {"submission_key": "k" * 20})

    assert "0113 496 0777" in page
    assert answer.status_code == 303
    assert list(db.scalars(select(Phone.number).where(Phone.service_id == service.id))) == ["0113 496 0777"]


def test_who_changes_nothing_is_told_so(browser, link, service):
    answer = browser.post(f"{link}/{service.id}/change", data=as_shown(browser, link, service))

    assert answer.status_code == 422
    assert "Nothing is different from what it says now." in seen_on(answer)


def test_who_was_overtaken_sees_what_it_says_now_and_sends_again(browser, db, link, service):
    typed = as_shown(browser, link, service) | {"alert": "No walk on Boxing Day"}
    fresh(db, service).description = "We walk by the canal."
    db.commit()

    answer = browser.post(f"{link}/{service.id}/change", data=typed)

    assert answer.status_code == 422
    assert "No walk on Boxing Day" in answer.text
    assert "What happens there We walk by the canal." in seen_on(answer)
    again = typed | {"version": re.search(r'name="version"[^>]*value="(\d+)"', answer.text)[1]}
    assert browser.post(f"{link}/{service.id}/change", data=again).status_code == 303


@pytest.mark.parametrize(
    "said", [{"alert": "No walk on Boxing Day"}, {"reason": "We meet at the Mitre now"}], ids=["fields", "words"]
)
def test_what_is_told_is_not_said_to_be_right_by_the_next_press(browser, db, link, service, said):
    browser.post(f"{link}/{service.id}/change", data=as_shown(browser, link, service) | said)

    page = seen_on(browser.get(link))
    browser.post(f"{link}/still-right")

    assert "You told us what has changed." in page
    assert "Still right" not in page
    assert fresh(db, service).assured_date != clock.today()


def test_words_sent_after_the_same_change_are_kept_too(browser, db, link, service):
    typed = as_shown(browser, link, service) | {"alert": "No walk on Boxing Day"}
    browser.post(f"{link}/{service.id}/change", data=typed)
    browser.post(f"{link}/{service.id}/change", data=typed | {"reason": "And we moved", "submission_key": "k" * 20})

    assert len(db.scalars(select(Revision).where(Revision.state == "waiting")).all()) == 1
    assert [each.words for each in db.scalars(select(ListingMessage))] == ["And we moved"]


@pytest.mark.parametrize(
    "said", [{"alert": "No walk on Boxing Day"}, {"reason": "We meet at the Mitre now"}], ids=["fields", "words"]
)
def test_what_was_told_and_not_decided_is_not_asked_about(browser, db, link, service, time_machine, said):
    browser.post(f"{link}/{service.id}/change", data=as_shown(browser, link, service) | said)

    time_machine.move_to(clock.now() + timedelta(weeks=5))

    assert run_round(db).letters == 0


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"email": "secretary@elsewhere.example"}, id="another address is registered"),
        pytest.param({"status": ServiceStatus.DEFUNCT.value}, id="it has ended"),
    ],
)
def test_link_shows_no_longer_what_is_not_theirs_to_say(browser, db, link, service, after):
    for name, value in after.items():
        setattr(fresh(db, service), name, value)
    db.commit()

    assert "Nothing of yours is listed here now" in seen_on(browser.get(link))
    assert browser.post(f"{link}/{service.id}/still-right").status_code == 404


def test_link_changes_nothing_of_another_group(browser, db, link):
    other = make_due(db, "Chess", address="chess@becklane.example")
    db.commit()

    assert browser.post(f"{link}/{other.id}/still-right").status_code == 404
    assert browser.get(f"{link}/{other.id}/change").status_code == 404


def test_old_link_says_whom_to_ring(browser, link, time_machine):
    time_machine.move_to(clock.now() + timedelta(days=61))

    assert browser.get(link).status_code == 404


def test_newer_letter_leaves_the_link_of_the_one_before(browser, db, link, service, time_machine):
    time_machine.move_to(clock.now() + timedelta(weeks=4))
    run_round(db)
    newer = link_in(sent_letters()[-1])

    assert newer != link
    assert {browser.get(each).status_code for each in (link, newer)} == {200}
