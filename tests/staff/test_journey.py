"""The whole way of a coordinator: sign in, match, refer, hear back."""

import html
import re

from directory import clock
from directory.referrals.queries import list_onward_referrals
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.staff.conftest import agreed_to_group, hidden, in_boxes, new_key

LINKS = re.compile(r'(?:href|action|src)="([^"]*)"')
SAID = "Lonely since I moved. I used to love walking"


def test_from_what_somebody_said_to_their_first_walk(sign_in, db, words):
    make_service(db, "Walking group", email="walks@becklane.example")
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, postcode="LS11 8ND", statement=SAID)
    addresses, today = [], in_boxes("happened_on", clock.today())

    def visit(method, address, **more):
        addresses.append(address)
        return getattr(browser, method)(address, **more)

    asked = visit("get", f"/staff/match?client={client.reference}")
    answers = {"client": client.reference, "statement": SAID, "postcode": "ls118nd", "within": "1"}
    found = visit("get", visit("post", "/staff/match", data=answers).location)
    card = {"service_id": hidden(found.text, "service_id"), "reasons": hidden(found.text, "reasons")}
    check = visit("post", "/staff/referrals/check", data={**card, "client": client.reference})
    told = {"client": client.reference, "message": "Uses a stick.", "submission_key": new_key(), **agreed_to_group()}
    preview = visit("post", "/staff/referrals/preview", data={**card, **told})
    made = visit("post", "/staff/referrals", data={**card, **told})
    listed = visit("get", "/staff/referrals")
    said_yes = visit("post", f"{made.location}/moves", data={"to": "accepted", "seen": 1, **today})
    visit("post", f"{made.location}/moves", data={"to": "attended", "seen": 2, **today})
    shown = visit("get", made.location)

    assert SAID in html.unescape(asked.text)
    assert "heard in ‘lonely’" in found.text
    assert "under 0.1 miles" in found.text
    assert "walks@becklane.example" in preview.text
    assert made.status_code == said_yes.status_code == 303
    assert "Edith Ashworth" in listed.text
    assert "Walking group" in listed.text
    assert "They went for the first time" in shown.text
    assert "You said “walking”" in html.unescape(shown.text)
    referral = list_onward_referrals(db, coordinator, client)[0]
    assert (referral.state, referral.message) == ("attended", "Uses a stick.")
    assert "0.1 miles away" in referral.match_reasons
    links = LINKS.findall(asked.text + found.text + check.text + shown.text)
    assert not any(told in address for address in [*addresses, *links] for told in ("onely", "LS11", "ls11"))
