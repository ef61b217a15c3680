"""Opening the link in the letter to a group: the link alone shows nobody, and what follows links changes nothing."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.agreeing import withdraw_consent
from directory.casework.deaths import record_death
from directory.casework.inputs import DeathInput
from directory.casework.queries import get_client
from directory.db import Base
from directory.links.models import LinkCode, SignedLink
from directory.links.signed_links import end_links
from directory.outbox import OutboxMessage
from directory.referrals.inputs import GroupAgreementInput, MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.queries import get_onward_referral
from directory.referrals.states import ReferralState
from tests.factories.accounts import make_user
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import code_in, link_in, sent_letters
from tests.factories.referrals import make_referral
from tests.factories.sharing import make_sharing
from tests.provider.conftest import ADDRESS, MESSAGE, PHONE

TOLD = ("Edith", "Ashworth", MESSAGE, PHONE)
WRONG = "That code is not right"
OVER = "That code is too old, or was tried too often"
UNKNOWN = "/replies/there-was-never-such-a-link"


def text_of(answer) -> str:
    return html.unescape(answer.text)


def seen_on(answer) -> str:
    """What a page says to its readers: no addresses, tokens or scripts."""
    main = answer.text.split("<main", 1)[1].split("</main>", 1)[0]
    return html.unescape(re.sub(r"<[^>]*>", " ", f"<main{main}"))


def rows_of_all_tables(db) -> dict[str, int]:
    return {
        name: db.scalar(select(func.count()).select_from(table)) or 0 for name, table in Base.metadata.tables.items()
    }


def looks(db) -> list[AuditEvent]:
    return db.scalars(select(AuditEvent).where(AuditEvent.action == "client.shown_to_group")).all()


def show_code(browser, link, code):
    return browser.post(f"{link}/code", data={"code": code})


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_letter_holds_initials_and_a_link_but_no_name_and_no_message(app, referral):
    [letter] = sent_letters()

    said = f"{letter['Subject']} {letter.get_content()}"

    assert [each for each in TOLD if each in said] == []
    assert all(each in said for each in ("(E. A.)", referral.reference, "Walks by the beck", referral.service.name))
    assert letter["To"] == ADDRESS


def test_the_token_of_a_link_is_kept_nowhere(db, link):
    token = link.rpartition("/")[2]

    kept = [
        str(row)
        for table in (SignedLink, OutboxMessage, AuditEvent)
        for row in db.execute(select(table.__table__)).all()
    ]
    texts = [each.text for each in db.scalars(select(OutboxMessage))]

    assert token not in " ".join([*kept, *texts])


def test_whoever_a_letter_is_passed_on_to_sees_who_asks_and_nobody_who_is_referred(db, browser, link):
    page = text_of(browser.get(link))

    assert "Walks by the beck" in page
    assert "w…s@becklane.example" in page
    assert [each for each in (*TOLD, "E. A.", ADDRESS) if each in page] == []
    assert looks(db) == []


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("page", ["", "/code", "/thanks"])
def test_a_program_that_follows_links_changes_nothing(db, browser, link, method, page):
    before = rows_of_all_tables(db)

    answers = [browser.open(f"{link}{page}", method=method).status_code for _ in range(3)]

    db.expire_all()
    assert answers == [200, 200, 200]
    assert rows_of_all_tables(db) == before


@pytest.mark.parametrize("page", ["/codes", "/answers", "/closed"])
def test_what_acts_cannot_be_followed_like_a_link(db, browser, link, page):
    before = rows_of_all_tables(db)

    answer = browser.get(f"{link}{page}")

    assert answer.status_code == 405
    assert rows_of_all_tables(db) == before


def test_the_code_goes_to_the_registered_contact_and_names_nobody(browser, link):
    browser.post(f"{link}/codes", data={"email": "somebody@else.example"})

    [letter] = sent_letters()

    assert letter["To"] == ADDRESS
    assert [each for each in TOLD if each in letter.get_content()] == []
    assert "http" not in letter.get_content()


def test_with_the_code_the_group_sees_who_it_is_and_that_it_looked_is_written_down(db, referral, link, opened):
    page = text_of(opened.get(link))

    assert [each for each in TOLD if each not in page] == []
    [look] = looks(db)
    assert (look.actor_id, look.origin) == (None, "127.0.0.1")
    assert look.subject_ids == [str(referral.client_id)]


def test_neither_address_nor_age_is_told(db, coordinator, referral, link, opened):
    referral.client.postcode, referral.client.address = "LS11 8ND", "1 Beck Lane"
    referral.client.nhs_number, referral.client.born_on = "9434765919", clock.today() - timedelta(days=30_000)
    db.commit()

    page = seen_on(opened.get(link))

    assert "Edith Ashworth" in page
    assert [each for each in ("LS11", "Beck Lane 1", "1 Beck Lane", "9434765919", "9434") if each in page] == []


@pytest.mark.parametrize("said", [pytest.param(None, id="under 16"), pytest.param(False, id="said so")])
def test_a_group_is_not_told_where_to_write_to_whom_nobody_may_write(db, referral, link, opened, said):
    client = referral.client
    client.email, client.letters_home = "family@home.example", said
    client.born_on = clock.today() - timedelta(days=365 * (14 if said is None else 40))
    db.commit()

    page = seen_on(opened.get(link))

    assert "family@home.example" not in page
    assert "No: please do not write there" in page
    assert PHONE in page


def test_a_group_is_told_where_to_write_to_whom_it_may(db, referral, link, opened):
    referral.client.email = "edith@home.example"
    db.commit()

    page = seen_on(opened.get(link))

    assert "edith@home.example" in page
    assert "please do not write there" not in page


def test_a_letter_that_waits_since_letters_told_names_leaves_without_them(app, db, referral):
    message = db.scalars(select(OutboxMessage).where(OutboxMessage.about_id == referral.id)).one()
    message.text = f"We would like to introduce Edith Ashworth to Walks by the beck.\n{MESSAGE}\n"
    db.commit()

    [letter] = sent_letters()

    db.refresh(message)
    said = f"{letter['Subject']} {letter.get_content()}"
    assert [each for each in TOLD if each in said or each in message.text] == []
    assert "(E. A.)" in said
    assert app.test_client().get(link_in(letter)).status_code == 200


def test_who_looked_tells_of_the_group_and_from_where(app, db, sign_in, link):
    staff, coordinator = sign_in()
    other = make_referral(db, coordinator)
    db.commit()
    theirs = link_in(next(each for each in sent_letters() if other.reference in each["Subject"]))
    group = app.test_client()
    group.post(f"{theirs}/codes")
    show_code(group, theirs, code_in(sent_letters()[-1]))
    group.get(theirs)

    page = text_of(staff.get(f"/staff/clients/{other.client.reference}/looks"))

    assert "The group’s contact, by a link (127.0.0.1)" in page
    assert "Read who they are, by a link and a code" in page
    assert "Asked for a code of a link" in page


def test_another_browser_needs_a_code_of_its_own(app, link, opened):
    stranger = text_of(app.test_client().get(link))

    assert "Send me a code" in stranger
    assert "Edith" not in stranger


def test_a_browser_that_opened_one_link_has_opened_no_other(db, coordinator, referral, opened):
    other = make_referral(db, coordinator, service=make_service(db, "Choir", email=ADDRESS))
    db.commit()
    theirs = link_in(next(each for each in sent_letters() if other.reference in each["Subject"]))
    own, another = (
        f"lynchpin-link-{db.scalars(select(SignedLink.id).where(SignedLink.about_id == each.id)).one().hex[:12]}"
        for each in (referral, other)
    )
    opened.set_cookie(another, opened.get_cookie(own).value)

    page = text_of(opened.get(theirs))

    assert "Send me a code" in page
    assert "Edith" not in page


def test_the_cookie_cannot_be_read_by_scripts_and_ends_with_the_visit(link, app, ask_code):
    browser = app.test_client()

    answer = show_code(browser, link, ask_code(browser))

    [cookie] = answer.headers.getlist("Set-Cookie")
    assert all(each in cookie for each in ("HttpOnly", "SameSite=Lax", "Max-Age=1800", "Path=/"))


def test_pages_behind_a_link_are_kept_by_nobody(link, opened):
    answer = opened.get(link)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_code_opens_once(app, link, ask_code):
    first, second = app.test_client(), app.test_client()
    code = ask_code(first)
    show_code(first, link, code)

    again = show_code(second, link, code)

    assert again.status_code == 422
    assert OVER in text_of(again)
    assert "Edith" not in text_of(second.get(link))


def test_a_new_code_ends_the_one_before(browser, link, ask_code):
    old, new = ask_code(browser), ask_code(browser)

    answers = [show_code(browser, link, each).status_code for each in (old, new) if old != new]

    assert answers in ([422, 303], [])


def test_a_code_is_good_for_ten_minutes(browser, link, ask_code):
    with time_machine.travel(clock.now(), tick=False) as at:
        code = ask_code(browser)
        at.shift(timedelta(minutes=10))
        late = show_code(browser, link, code)

    assert OVER in text_of(late)


def test_after_five_wrong_codes_the_right_one_is_not_taken(browser, link, ask_code):
    code = ask_code(browser)

    said = [text_of(show_code(browser, link, wrong(code))) for _ in range(5)]
    right = show_code(browser, link, code)

    assert [WRONG in each for each in said] == [True, True, True, True, False]
    assert OVER in said[-1]
    assert right.status_code == 422


def test_a_code_may_be_typed_in_groups(browser, link, ask_code):
    code = ask_code(browser)

    assert show_code(browser, link, f" {code[:3]} {code[3:]} ").status_code == 303


@pytest.mark.parametrize("typed", ["", "no digits at all", "１２３４５６", "1" * 41, "\x00"])
def test_what_is_no_code_is_asked_again(browser, link, ask_code, typed):
    ask_code(browser)

    assert show_code(browser, link, typed).status_code == 422


def test_codes_are_sent_five_times_an_hour_at_most(db, browser, link):
    answers = [browser.post(f"{link}/codes") for _ in range(6)]

    assert [each.status_code for each in answers] == [303] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    codes = select(func.count()).where(OutboxMessage.kind == "link_code")
    assert db.scalar(codes) == 5


def test_codes_are_sent_fifteen_times_a_day_at_most(browser, link):
    with time_machine.travel(clock.now(), tick=False) as at:
        answers = []
        for _ in range(4):
            answers += [browser.post(f"{link}/codes").status_code for _ in range(4)]
            at.shift(timedelta(hours=1))
        at.shift(timedelta(days=1))
        next_day = browser.post(f"{link}/codes").status_code

    assert answers == [303] * 15 + [429]
    assert next_day == 303


def test_codes_cannot_be_tried_for_days(browser, link, ask_code):
    with time_machine.travel(clock.now(), tick=False) as at:
        for _ in range(4):
            code = ask_code(browser)
            for _ in range(5):
                show_code(browser, link, wrong(code))
            at.shift(timedelta(hours=1))

        answer = show_code(browser, link, ask_code(browser))

    assert answer.status_code == 429


def test_a_visit_ends_after_half_an_hour(app, link, ask_code):
    browser = app.test_client()
    with time_machine.travel(clock.now(), tick=False) as at:
        show_code(browser, link, ask_code(browser))
        before = text_of(browser.get(link))
        at.shift(timedelta(minutes=30))
        after = text_of(browser.get(link))

    assert "Edith" in before
    assert "Edith" not in after
    assert "Send me a code" in after


def test_a_visit_can_be_closed(link, opened):
    opened.post(f"{link}/closed")

    assert "Edith" not in text_of(opened.get(link))


def refuse_sharing(db, coordinator, referral):
    withdraw_consent(db, coordinator, get_client(db, coordinator, referral.client.reference), clock.today())


def take_back(db, coordinator, referral):
    found = get_onward_referral(db, coordinator, referral.reference, to_change=True)
    move_referral(db, coordinator, found, MoveInput(ReferralState.WITHDRAWN, clock.today()))


def revoke(db, coordinator, referral):
    end_links(db, about_id=referral.id)


def die(db, coordinator, referral):
    client = get_client(db, coordinator, referral.client.reference)
    record_death(db, coordinator, client, DeathInput(told_by="Her son"))


def lose_contact(db, coordinator, referral):
    referral.service.email = None


@pytest.mark.parametrize("end", [refuse_sharing, take_back, die, revoke, lose_contact])
@pytest.mark.parametrize("page", ["", "/code"])
def test_what_ends_a_link_ends_it_at_once_for_who_has_it_open_too(
    db, app, coordinator, referral, link, opened, end, page
):
    unknown = app.test_client().get(f"{UNKNOWN}{page}")
    end(db, coordinator, referral)
    db.commit()

    answers = [each.get(f"{link}{page}") for each in (opened, app.test_client())]

    assert [each.status_code for each in answers] == [404, 404]
    assert len({without_nonce(each) for each in (*answers, unknown)}) == 1
    assert "Please ring the team that wrote to you" in text_of(unknown)


def without_nonce(answer) -> str:
    nonce = answer.headers["Content-Security-Policy"].partition("'nonce-")[2].partition("'")[0]
    return answer.text.replace(nonce, "")


def test_a_link_ends_after_sixty_days(app, link, opened):
    unknown = app.test_client().get(UNKNOWN)
    with time_machine.travel(clock.now() + timedelta(days=60), tick=False):
        late = opened.get(link)

    assert (late.status_code, without_nonce(late)) == (404, without_nonce(unknown))


@pytest.mark.parametrize("page", ["/codes", "/code", "/answers", "/closed"])
def test_nothing_can_be_sent_to_a_link_that_ended_and_no_mail_leaves(db, browser, referral, link, page):
    end_links(db, about_id=referral.id)
    db.commit()

    answers = [browser.post(f"{each}{page}", data={"code": "123456"}) for each in (link, UNKNOWN)]

    assert [each.status_code for each in answers] == [404, 404]
    assert sent_letters() == []


def test_a_code_that_waits_to_be_sent_does_not_leave_once_its_link_ended(db, browser, referral, link):
    browser.post(f"{link}/codes")
    end_links(db, about_id=referral.id)
    db.commit()

    assert sent_letters() == []


def test_a_group_without_an_address_is_sent_no_link(db, coordinator):
    make_referral(db, coordinator, service=make_service(db))
    db.commit()

    assert sent_letters() == []
    assert db.scalars(select(SignedLink)).all() == []


def test_a_code_is_kept_as_a_digest_that_only_the_link_can_check(db, browser, link, ask_code):
    code = ask_code(browser)

    [kept] = db.scalars(select(LinkCode)).all()

    assert code not in kept.digest
    assert len(kept.digest) == 64


@pytest.mark.parametrize("page", ["/codes", "/code", "/answers", "/closed"])
def test_a_form_without_its_token_is_not_taken(app, db, link, opened, page):
    app.config["WTF_CSRF_ENABLED"] = True
    before = rows_of_all_tables(db)

    answer = opened.post(f"{link}{page}", data={"code": "123456", "to": "accepted"})

    assert answer.status_code in (400, 422)
    assert rows_of_all_tables(db)["referral_move"] == before["referral_move"]
    assert rows_of_all_tables(db)["outbox_message"] == before["outbox_message"]
    assert "Edith" in text_of(opened.get(link))


@pytest.mark.parametrize("is_agreed", [True, False])
def test_only_a_group_that_is_told_by_agreement_reads_that_they_agreed(app, db, coordinator, is_agreed):
    make_user(db, Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    client = make_client(db, coordinator)
    without = GroupAgreementInput(sharing_id=make_sharing(db, coordinator, client).id)
    referral = make_referral(db, coordinator, client=client, **({} if is_agreed else {"agreed": without}))
    db.commit()
    link, browser = link_in(sent_letters()[-1]), app.test_client()
    browser.post(f"{link}/codes")

    browser.post(f"{link}/code", data={"code": code_in(sent_letters()[-1])})
    page = browser.get(link).text

    assert referral.reference in page
    assert ("They agreed that" in page) == is_agreed
