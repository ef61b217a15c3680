"""Forms that give back what was begun in them."""

import html
import re

import pytest
from sqlalchemy import update

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.drafts.keeping import find_draft
from directory.casework.models import Client
from directory.casework.record.notes import list_notes
from directory.staff.drafts.drafted_forms import DRAFTED
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_assessment, make_whole_plan
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.record import make_client_note
from tests.factories.safety import make_concern, make_risk
from tests.factories.support_sessions import make_support_session
from tests.staff.conftest import hidden, in_boxes, new_key

# What is typed in a form where it is not called words.
BOXES = {
    "about": "important_to_me",
    "session": "notes",
    "assessment": "strengths",
    "action": "what",
    "action-change": "what",
    "referral": "message",
    "sharing": "reason",
    "needs-more": "why",
    "plan-review": "said",
    "more-sessions": "reason",
    "transfer": "reason",
}
WORDS = 'She said yes, and then <we> were "cut" off 🌻'


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def at_work(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashworth")
    return browser, coordinator, client


def begin(browser, client, **more):
    address = f"/staff/clients/{client.reference}/drafts/note/-"
    return browser.post(address, data={"words": WORDS, "for_whom": "shared", "submission_key": new_key(), **more})


def test_form_that_is_kept_for_later_is_offered_and_given_back(at_work, db):
    browser, _, client = at_work
    address = f"/staff/clients/{client.reference}/notes/new"

    kept = begin(browser, client, **in_boxes("happened_on", clock.today()))

    assert kept.status_code == 303
    offered, given = text_of(browser.get(address)), text_of(browser.get(f"{address}?draft=yes"))
    assert "You began this on" in offered
    assert WORDS not in offered
    assert WORDS in given
    assert f'value="{clock.today().year}"' in given


def test_what_lacks_or_is_wrong_in_it_is_no_reason_not_to_keep_it(at_work, db):
    browser, _, client = at_work

    kept = begin(browser, client, happened_on=["99", "", "x"])

    assert kept.status_code == 303
    assert 'value="99"' in browser.get(f"/staff/clients/{client.reference}/notes/new?draft=yes").text


def test_it_is_gone_when_the_form_is_sent_and_a_second_sending_writes_nothing_more(at_work, db):
    browser, coordinator, client = at_work
    begin(browser, client)
    page = browser.get(f"/staff/clients/{client.reference}/notes/new?draft=yes").text
    sent = {"words": WORDS, "for_whom": "team", **in_boxes("happened_on", clock.today())}

    for _ in range(2):
        browser.post(
            f"/staff/clients/{client.reference}/notes", data={**sent, "submission_key": hidden(page, "submission_key")}
        )

    assert find_draft(db, coordinator, client, "note") is None
    assert [each.now.words for each in list_notes(db, client)] == [WORDS]


def test_form_that_could_not_be_used_leaves_it(at_work, db):
    browser, coordinator, client = at_work
    begin(browser, client)

    refused = browser.post(f"/staff/clients/{client.reference}/notes", data={"words": ""})

    assert refused.status_code == 422
    assert find_draft(db, coordinator, client, "note") is not None


def test_it_is_thrown_away(at_work, db):
    browser, coordinator, client = at_work
    begin(browser, client)

    answer = browser.post(f"/staff/clients/{client.reference}/drafts/note/-/throw-away")

    assert answer.status_code == 303
    assert find_draft(db, coordinator, client, "note") is None


def test_first_page_leads_back_to_it(at_work, db):
    browser, _, client = at_work
    begin(browser, client)

    page = text_of(browser.get("/staff/"))

    assert "Go on with a note" in page
    assert f"/staff/clients/{client.reference}/notes/new?draft=yes" in page


def test_page_that_keeps_by_itself_is_answered_with_a_line(at_work, db):
    browser, _, client = at_work

    answer = browser.post(
        f"/staff/clients/{client.reference}/drafts/note/-", data={"words": WORDS}, headers={"X-Draft": "yes"}
    )

    assert answer.status_code == 200
    assert "Only you can see it" in answer.get_json()["said"]


@pytest.mark.parametrize("address", ["gossip/-", "note/something", "note-correction/-"])
def test_form_that_keeps_nothing_is_not_found(at_work, db, address):
    browser, _, client = at_work

    assert browser.post(f"/staff/clients/{client.reference}/drafts/{address}", data={}).status_code == 404


def test_correction_of_a_note_is_kept_for_that_note(at_work, db):
    browser, coordinator, client = at_work
    note = make_client_note(db, coordinator, client)
    browser.post(f"/staff/clients/{client.reference}/drafts/note-correction/{note.id}", data={"words": WORDS})

    page = text_of(browser.get(f"/staff/clients/{client.reference}/notes/{note.id}?draft=yes"))

    assert WORDS in page


@pytest.mark.parametrize("name", sorted(DRAFTED))
def test_page_of_every_form_gives_back_what_was_begun_in_it(at_work, db, name):
    browser, coordinator, client = at_work
    about = {
        "note-correction": lambda: make_client_note(db, coordinator, client).id,
        "goal-change": lambda: make_whole_plan(db, coordinator, client).goal.id,
        "session": lambda: make_support_session(db, coordinator, client).id,
        "about": lambda: "about_me",
        "assessment": lambda: make_assessment(db, coordinator, client).id,
        "action-change": lambda: make_whole_plan(db, coordinator, client).action.id,
        "risk-change": lambda: make_risk(db, coordinator, client).id,
        "concern-change": lambda: make_concern(db, coordinator, client).id,
        "referral": lambda: make_service(db).id,
        "transfer": lambda: make_actor(db) and "-",
    }.get(name, lambda: "-")()
    db.commit()
    box = BOXES.get(name, "words")
    browser.post(f"/staff/clients/{client.reference}/drafts/{name}/{about}", data={box: WORDS})

    page = text_of(browser.get("/staff/"))
    href = re.search(rf'href="(/staff/clients/{client.reference}[^"]*draft=yes)"', page)[1]

    assert WORDS in text_of(browser.get(href))


def test_every_form_that_takes_part_has_a_page(app):
    endpoints = {each.endpoint: each for each in app.url_map.iter_rules()}

    for form in DRAFTED.values():
        assert endpoints[form.endpoint].arguments == {"reference", *([form.about] if form.about else [])}


@pytest.mark.parametrize(("name", "path"), [("concern", "concerns"), ("risk", "risks")])
def test_what_was_begun_of_somebodys_safety_is_gone_once_it_is_written_down(at_work, db, name, path):
    browser, coordinator, client = at_work
    browser.post(f"/staff/clients/{client.reference}/drafts/{name}/-", data={"words": WORDS})
    sent = {"words": WORDS, "kind": "neglect" if name == "concern" else "falls", "submission_key": new_key()}

    browser.post(f"/staff/clients/{client.reference}/safety/{path}", data=sent)

    assert find_draft(db, coordinator, client, name) is None


def test_a_colleague_reads_nothing_of_a_concern_that_was_begun(at_work, sign_in, db):
    browser, coordinator, client = at_work
    browser.post(f"/staff/clients/{client.reference}/drafts/concern/-", data={"words": WORDS})
    colleague, _ = sign_in(Role.MANAGER, scheme=db.get_one(Scheme, coordinator.scheme_id))

    pages = [
        text_of(colleague.get(address))
        for address in (f"/staff/clients/{client.reference}/safety/concerns/new?draft=yes", "/staff/?whose=team")
    ]

    assert all(WORDS not in page and "safeguarding concern</a>" not in page for page in pages)


def test_what_was_begun_of_a_concern_stays_with_its_sight(at_work, sign_in, db):
    browser, coordinator, client = at_work
    concern = make_concern(db, coordinator, client)
    db.commit()
    browser.post(f"/staff/clients/{client.reference}/drafts/concern-change/{concern.id}", data={"words": WORDS})
    _, other = sign_in(scheme=db.get_one(Scheme, coordinator.scheme_id))
    db.execute(update(Client).where(Client.id == client.id).values(coordinator_id=other.user_id))
    db.commit()

    answer = browser.get(f"/staff/clients/{client.reference}/safety/concerns/{concern.id}?draft=yes")

    assert answer.status_code == 404


def test_what_one_has_begun_stands_on_the_clients_page_for_oneself_alone(at_work, sign_in, db):
    browser, coordinator, client = at_work
    colleague, _ = sign_in(scheme=db.get_one(Scheme, coordinator.scheme_id))
    begin(browser, client)
    address = f"/staff/clients/{client.reference}"

    own, others = (text_of(each.get(address)) for each in (browser, colleague))

    assert f'href="{address}/notes/new?draft=yes"' in own
    assert "You have begun" not in others
