"""The pages of questionnaires: a licence is confirmed, words are loaded, and coordinators then see them."""

import io

from directory.accounts.actor import Role
from tests.factories.casework import make_client
from tests.factories.licences import COPYRIGHT, load_words, make_licence, words_file
from tests.staff.conftest import new_key

LICENCE = {"licence_number": "A-17", "language": "en", "modes": ["on paper", "over the phone"], "confirmed": ["yes"]}


def sent_file(text):
    return {"file": (io.BytesIO(text.encode()), "words.toml"), "submission_key": new_key()}


def test_a_licence_is_confirmed_and_words_are_shown_with_their_copyright(sign_in):
    browser, _ = sign_in(Role.ADMINISTRATOR)

    made = browser.post("/staff/questionnaires/swemwbs/licences", data={**LICENCE, "submission_key": new_key()})
    loaded = browser.post("/staff/questionnaires/swemwbs/words", data=sent_file(words_file()))
    page = browser.get(loaded.location).text

    assert (made.status_code, loaded.status_code) == (303, 303)
    assert "How green is your garden?" in page
    assert COPYRIGHT in page


def test_a_licence_nobody_confirms_is_asked_again(sign_in):
    browser, _ = sign_in(Role.ADMINISTRATOR)

    answer = browser.post("/staff/questionnaires/swemwbs/licences", data={**LICENCE, "confirmed": []})

    assert answer.status_code == 422
    assert "Confirm that your team holds this licence" in answer.text


def test_words_without_a_licence_and_of_another_questionnaire_are_refused(sign_in):
    browser, _ = sign_in(Role.ADMINISTRATOR)
    address = "/staff/questionnaires/swemwbs/words"

    without, other = (browser.post(address, data=sent_file(words_file(code=code))) for code in ("swemwbs", "wemwbs"))

    assert (without.status_code, other.status_code) == (422, 422)
    assert "Confirm first that your team holds a licence" in without.text
    assert "Load them on its page" in other.text


def test_coordinators_see_the_words_until_the_licence_has_ended(db, sign_in):
    browser, actor = sign_in(Role.COORDINATOR, Role.ADMINISTRATOR)
    licence, client = make_licence(db, actor), make_client(db, actor)
    load_words(db, actor)
    db.commit()
    asked = f"/staff/clients/{client.reference}/wellbeing/new"

    before = browser.get(asked).text
    ended = browser.post(f"/staff/questionnaires/swemwbs/licences/{licence.id}/end")

    assert "How green is your garden?" in before
    assert "Your licence covers: on paper, read out over the phone" in before
    assert ended.status_code == 303
    assert "How green is your garden?" not in browser.get(asked).text
