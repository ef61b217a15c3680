"""A message to the GP practice: assembled, looked through, sent, and read there with a code."""

import html
import json
import re

import pytest

from directory import clock
from directory.casework.agreeing import withdraw_consent
from directory.casework.message_back.models import MessageBack, SentBy
from directory.casework.models import Purpose
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.referral_states import ReferralSource
from tests.factories.asking import make_referral_in, wanted_of_friend, wanted_referral
from tests.factories.casework import make_client
from tests.factories.closing import make_closure
from tests.factories.links import code_in, link_in, sent_letters
from tests.factories.message_back import SURGERY, agree_to_feedback, make_message_back, send_back
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def worker(sign_in):
    return sign_in()


@pytest.fixture
def client(db, worker):
    client = make_client(db, worker[1])
    make_closure(db, worker[1], client, what_next="The choir, by herself")
    db.commit()
    return client


def text_of(answer) -> str:
    return html.unescape(re.sub(r"\s+", " ", answer.text))


def begin(browser, client, addressee="gp practice"):
    return browser.post(
        f"/staff/clients/{client.reference}/cases/{client.cases[0].id}/messages", data={"addressee": addressee}
    )


def send(browser, address, way="email"):
    page = browser.get(address).text
    return browser.post(f"{address}/send", data={"seen": hidden(page, "seen"), "way": way, "looked": "yes"})


def test_a_message_is_assembled_and_shown_as_it_goes(db, worker, client):
    browser, _ = worker
    begun = begin(browser, client)

    page = text_of(browser.get(begun.location))

    assert begun.status_code == 303
    assert "No actions are requested." in page
    assert "The choir, by herself" in page
    assert "They have not agreed that we tell their GP practice" in page
    assert "It is right: send it" not in page
    assert "Say to whom it goes" in page


def test_words_are_changed_and_parts_kept_back(db, worker, client):
    browser, _ = worker
    address = begin(browser, client).location
    form = browser.get(f"{address}/words").text
    keys = re.findall(r'name="rows-\d+-row_id"[^>]*value="([^"]+)"', form)
    rows = {f"rows-{number}-row_id": key for number, key in enumerate(keys)}
    rows |= {f"rows-{number}-goes": "yes" if key != "next" else "no" for number, key in enumerate(keys)}
    rows |= {"rows-0-words": "Please look at her tablets", f"rows-{keys.index('next')}-words": "The choir, by herself"}

    kept = browser.post(
        f"{address}/words",
        data={**rows, "seen": hidden(form, "seen"), "to_name": "Sike Road Surgery", "to_email": SURGERY},
    )

    page = text_of(browser.get(kept.location))
    assert kept.status_code == 303
    assert "Please look at her tablets" in page
    assert "The choir, by herself" not in page
    assert "These parts stay with us: What comes next" in page


def test_it_is_read_at_the_practice_by_its_link_and_a_code(db, app, worker, client):
    browser, actor = worker
    agree_to_feedback(db, actor, client)
    message = make_message_back(db, actor, client)
    db.commit()
    sent = send(browser, f"/staff/clients/{client.reference}/messages/{message.id}")
    [letter] = sent_letters()
    path, practice = link_in(letter), app.test_client()

    before = practice.get(path)
    practice.post(f"{path}/codes")
    [with_code] = sent_letters()
    opened = practice.post(f"{path}/code", data={"code": code_in(with_code)})
    read = text_of(practice.get(path))
    pdf, fhir = practice.get(f"{path}/file.pdf"), practice.get(f"{path}/file.json")

    assert sent.status_code == 303
    assert letter["To"] == SURGERY
    assert "Ashworth" not in letter.get_content() + str(letter["Subject"])
    assert "Ashworth" not in before.text
    assert opened.status_code == 303
    assert "“To get out more”: achieved" in read
    assert "A dog that bites" not in read
    assert pdf.data.startswith(b"%PDF-")
    assert json.loads(fhir.data)["type"] == "document"
    assert "It was opened with its code" in text_of(browser.get(sent.location))


def test_one_on_paper_is_still_to_be_printed(db, worker, client):
    browser, actor = worker
    agree_to_feedback(db, actor, client)
    message = make_message_back(db, actor, client)
    db.commit()
    sent = send(browser, f"/staff/clients/{client.reference}/messages/{message.id}", "paper")

    assert "Print the PDF now, and post it or hand it over" in text_of(browser.get(sent.location))


def test_files_are_for_whoever_showed_the_code(db, app, worker, client):
    _, actor = worker
    send_back(db, actor, client)
    db.commit()
    [letter] = sent_letters()

    answer = app.test_client().get(f"{link_in(letter)}/file.pdf")

    assert answer.status_code == 303
    assert b"PDF" not in answer.data


def test_withdrawn_agreement_before_it_leaves_stops_it(db, worker, client):
    _, actor = worker
    send_back(db, actor, client)
    withdraw_consent(db, actor, client, clock.today(), Purpose.FEEDBACK)
    db.commit()

    assert sent_letters() == []


def test_withdrawn_agreement_closes_the_page_behind_the_link(db, app, worker, client):
    _, actor = worker
    send_back(db, actor, client)
    db.commit()
    [letter] = sent_letters()
    withdraw_consent(db, actor, client, clock.today(), Purpose.FEEDBACK)
    db.commit()

    assert app.test_client().get(link_in(letter)).status_code == 404


def test_what_was_sent_is_put_right_by_a_new_message(db, worker, client):
    browser, actor = worker
    message = send_back(db, actor, client, SentBy.PAPER)
    db.commit()
    address = f"/staff/clients/{client.reference}/messages/{message.id}"

    old = browser.get(f"{address}/words")
    begun = browser.post(f"{address}/correct")
    correction = browser.get(begun.location)
    case = text_of(browser.get(f"/staff/clients/{client.reference}/cases/{client.cases[0].id}"))

    assert old.status_code == 409
    assert correction.status_code == 200
    assert "Correction, not sent yet" in case
    assert "Message sent on paper" in case


def test_a_referrer_at_work_is_offered_and_a_friend_is_told_nothing(db, worker):
    browser, actor = worker
    pages = {}
    for source in ("professional", "friend or family"):
        incoming = make_referral_in(db, actor, wanted_by(source))
        known = accept_as_new(db, actor, incoming)
        db.commit()
        address = f"/staff/clients/{known.reference}/cases/{known.cases[0].id}"
        pages[source] = (text_of(browser.get(address)), begin(browser, known, "referrer").status_code)

    assert "Write to the referrer" in pages["professional"][0]
    assert pages["professional"][1] == 303
    assert "Write to the referrer" not in pages["friend or family"][0]
    assert pages["friend or family"][1] == 404


def wanted_by(source):
    if source == "friend or family":
        return wanted_of_friend()
    sender = {"referrer_name": "Dr Osei", "referrer_organization": "Sike Road Surgery", "referrer_contact": SURGERY}
    return wanted_referral(source=ReferralSource(source), wording_number=None, **sender)


def test_a_draft_is_thrown_away(db, worker, client):
    browser, _ = worker
    address = begin(browser, client).location

    dropped = browser.post(f"{address}/drop")

    assert dropped.status_code == 303
    assert db.query(MessageBack).count() == 0


def test_files_of_a_message_name_nobody(db, worker, client):
    browser, _ = worker
    address = begin(browser, client).location

    answers = [browser.get(f"{address}/file.{ending}") for ending in ("pdf", "json")]

    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].data.startswith(b"%PDF-")
    assert all("ashworth" not in each.headers["Content-Disposition"].lower() for each in answers)


def test_a_colleague_of_another_team_sees_no_message(db, worker, sign_in, client):
    _, actor = worker
    message = make_message_back(db, actor, client)
    db.commit()
    stranger, _ = sign_in()

    assert stranger.get(f"/staff/clients/{client.reference}/messages/{message.id}").status_code == 404


def test_two_presses_of_send_again_are_one_letter_each_key(db, worker, client):
    browser, actor = worker
    message = send_back(db, actor, client)
    db.commit()
    sent_letters()
    key = new_key()
    address = f"/staff/clients/{client.reference}/messages/{message.id}/again"

    for _ in range(2):
        browser.post(address, data={"submission_key": key})

    assert len(sent_letters()) == 1
