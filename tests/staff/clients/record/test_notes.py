"""The pages of notes about a client."""

import html
from datetime import date

from directory import clock
from directory.casework.record.notes import list_notes
from tests.factories.casework import make_client
from tests.factories.record import make_client_note
from tests.staff.conftest import in_boxes, new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


def form_of(words: str, for_whom: str = "team", day: date | None = None) -> dict[str, object]:
    days = in_boxes("happened_on", day or clock.today())
    return {"words": words, "for_whom": for_whom, "submission_key": new_key(), **days}


def test_note_is_written_read_and_stands_on_the_timeline(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    address = f"/staff/clients/{client.reference}"

    answer = browser.post(f"{address}/notes", data=form_of("She would rather come early"))

    assert (answer.status_code, answer.location) == (303, f"{address}/notes")
    assert "She would rather come early" in text_of(browser.get(answer.location))
    assert "She would rather come early" in text_of(browser.get(f"{address}/timeline?kind=note"))


def test_what_the_person_may_see_is_shown_apart(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    make_client_note(db, coordinator, client, words="For us alone")
    make_client_note(db, coordinator, client, words="For both of us", is_shared=True)

    page = text_of(browser.get(f"/staff/clients/{client.reference}/notes?show=shared"))

    assert "For both of us" in page
    assert "For us alone" not in page


def test_note_is_put_right_and_its_history_read(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    note = make_client_note(db, coordinator, client, words="In the morning")
    address = f"/staff/clients/{client.reference}/notes"
    assert "In the morning" in text_of(browser.get(f"{address}/{note.id}"))

    answer = browser.post(
        f"{address}/{note.id}", data={"words": "In the evening", "why": "I misheard", "for_whom": "team"}
    )

    assert answer.status_code == 303
    page = text_of(browser.get(address))
    assert page.index("In the evening") < page.index("In the morning")
    assert "I misheard" in page


def test_two_corrections_at_once_are_told_of_each_other(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    note = make_client_note(db, coordinator, client)
    address = f"/staff/clients/{client.reference}/notes/{note.id}"
    browser.post(address, data={"words": "In the evening", "why": "I misheard", "for_whom": "team"})

    refused = browser.post(address, data={"words": "At noon", "why": "I misread", "for_whom": "team"})

    assert refused.status_code == 422
    assert "Somebody else changed this" in text_of(refused)
    assert "At noon" in text_of(refused)
    assert len(list_notes(db, client)) == 1


def test_note_of_somebody_else_is_taken_out_of_every_page(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    note = make_client_note(db, coordinator, client, words="Her neighbour drinks")
    address = f"/staff/clients/{client.reference}"

    answer = browser.post(f"{address}/notes/{note.id}/take-out", data={"why_out": "It is about somebody else"})

    assert answer.status_code == 303
    pages = [text_of(browser.get(f"{address}{each}")) for each in ("/notes", "/timeline", "")]
    assert not any("Her neighbour drinks" in each for each in pages)
    assert "It is about somebody else" in pages[0]
    assert browser.get(f"{address}/notes/{note.id}").status_code == 409


def test_what_is_missing_is_asked_again(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    answer = browser.post(f"/staff/clients/{client.reference}/notes", data={"for_whom": "team"})

    assert answer.status_code == 422
    assert "Write the note" in text_of(answer)
    assert "Enter the day" in text_of(answer)
