"""Sending a referral: who may, what is checked, and that one is kept however often it comes."""

import json

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.accounts.senders.models import Scope, SenderKey, SenderKind
from directory.accounts.senders.operations import disable_sender, end_key
from directory.api.referrals.told_fields import EXAMPLE
from directory.audit.models import AuditEvent
from directory.casework.referrals_in.referral_details import ReferralMethod
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState, ReferralSource
from directory.casework.referrals_in.sent_models import SentReferral
from directory.casework.safety.models import Risk, SafeguardingConcern
from directory.outbox import OutboxMessage
from tests.api.referrals.conftest import System, errors_in
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.senders import make_key, make_sender


def kept(db) -> list[Referral]:
    return db.scalars(select(Referral).order_by(Referral.made_at)).all()


def test_a_referral_that_is_sent_waits_for_the_team(db, system, actor, sender):
    answer = system.send(born_on="1941-03-07", has_gp="yes", may_leave_message=False)

    [referral] = kept(db)
    told = json.loads(answer.text)
    assert answer.status_code == 201
    assert told["reference"] == referral.reference
    assert (told["status"], told["reason"]) == ("received", None)
    assert answer.location == told["href"] == f"http://localhost/api/v1/referrals/{referral.reference}"
    assert (referral.scheme_id, referral.state) == (actor.scheme_id, ReferralInState.NEW)
    assert referral.source == ReferralSource.PROFESSIONAL
    assert (referral.name, referral.statement) == ("Edith Ashworth", "I miss my walks.")
    assert (str(referral.born_on), referral.may_leave_message) == ("1941-03-07", False)
    assert referral.referrer_organization == sender.name
    assert db.get_one(SentReferral, referral.id).sender_id == sender.id


def test_the_record_names_the_system_that_sent_it(db, system, sender):
    system.send()

    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "referral_in.received")).all()
    assert event.actor_id == sender.id


def test_the_coordinators_are_told_once(db, system):
    system.send()
    system.send()

    assert db.scalar(select(func.count()).select_from(OutboxMessage)) == 1


def test_words_of_danger_are_pointed_out(db, words, system):
    system.send(statement="She says she wants to end her life.")

    [referral] = kept(db)
    assert referral.sounds_urgent


def test_what_is_sent_again_is_the_same_referral_with_the_same_answer(db, system):
    first, again = system.send(), system.send()

    [referral] = kept(db)
    assert (again.status_code, again.text, again.location) == (201, first.text, first.location)
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    # A replay is written before it is answered.
    assert referral.replays == 1


def test_the_same_answer_comes_again_after_the_team_has_answered(db, system, actor):
    first = system.send()
    [referral] = kept(db)
    referral.state = ReferralInState.NOT_REACHED
    db.commit()

    assert system.send().text == first.text


def test_a_key_of_sending_with_other_words_is_refused(db, system):
    system.send()

    answer = system.send(statement="Another reason")

    assert answer.status_code == 422
    assert "Send a new value" in answer.text
    assert len(kept(db)) == 1


def test_two_systems_may_use_the_same_key_of_sending(db, system, browser, actor):
    other = System(browser, make_key(db, make_sender(db, actor)))
    db.commit()

    answers = [system.send(), other.send()]

    assert [each.status_code for each in answers] == [201, 201]
    assert len(kept(db)) == 2


def test_the_key_of_sending_may_stand_in_quotes(db, system):
    system.send(once='"8e03978e-40d5-43dd"')
    system.send(once="8e03978e-40d5-43dd")

    assert len(kept(db)) == 1


@pytest.mark.parametrize("once", ["", "two words", "x" * 256], ids=["none", "a space", "too long"])
def test_without_a_key_of_sending_nothing_is_kept(db, system, once):
    answer = system.send(once=once)

    assert (answer.status_code, kept(db)) == (400, [])
    assert "Idempotency-Key" in answer.text


NOT_LET_IN = {
    "no key": None,
    "another kind of sign-in": "Basic bHluY2g6cGlu",
    "what is no key": "Bearer hello",
    "a key nobody has": "Bearer lynchpin_live_abcdefghjkmn_" + "x" * 43,
}


@pytest.mark.parametrize("shown", NOT_LET_IN.values(), ids=NOT_LET_IN.keys())
def test_who_has_no_key_is_told_so_before_anything_is_looked_at(db, system, shown):
    headers = {"Authorization": shown} if shown else {}

    answer = system.browser.post("/api/v1/referrals", data="no JSON", headers=headers)

    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert kept(db) == []


def test_a_secret_of_another_key_does_not_fit(system, browser, db, sender):
    other = make_key(db, sender)
    db.commit()
    mixed = "_".join([*system.key.split("_")[:3], other.split("_", 3)[3]])

    assert System(browser, mixed).send().status_code == 401


def test_a_test_key_does_not_open_as_a_live_one(system, browser):
    assert System(browser, system.key.replace("_live_", "_test_")).send().status_code == 401


def test_a_key_that_was_ended_is_known_no_more(db, system, sender):
    [key] = sender.keys
    end_key(db, None, sender, key)
    db.commit()

    assert (system.send().status_code, kept(db)) == (401, [])


def test_a_system_that_was_disabled_is_known_no_more(db, system, sender):
    disable_sender(db, None, sender)
    db.commit()

    assert (system.send().status_code, kept(db)) == (401, [])


def test_a_system_that_may_only_ask_may_not_send(db, browser, actor, postcodes):
    reader = System(browser, make_key(db, make_sender(db, actor, scopes=(Scope.READ,))))
    db.commit()

    assert (reader.send().status_code, kept(db)) == (403, [])


def test_when_a_key_was_used_last_is_known(db, system, sender):
    system.send()

    db.expire_all()
    assert db.scalar(select(SenderKey.last_used_at)) is not None


def test_a_test_key_is_answered_and_nothing_is_kept(db, system, browser, sender):
    trying = System(browser, make_key(db, sender, is_test=True))
    db.commit()

    answer, refused = trying.send(), trying.send(phone="none")

    reference = json.loads(answer.text)["reference"]
    assert (answer.status_code, refused.status_code, kept(db)) == (201, 422, [])
    assert json.loads(trying.get(f"/{reference}").text)["status"] == "received"
    assert system.get(f"/{reference}").status_code == 404


WRONG = {
    "a name that is empty": ({"name": " "}, "name"),
    "a name that is a number": ({"name": 7}, "name"),
    "a name that is too long": ({"name": "x" * 201}, "name"),
    "no postcode": ({"postcode": "Beck Lane"}, "postcode"),
    "a day that is none": ({"born_on": "1941-02-30"}, "born_on"),
    "a day without dashes": ({"born_on": "19410307"}, "born_on"),
    "a birth to come": ({"born_on": "2999-01-01"}, "born_on"),
    "a yes in words": ({"may_leave_message": "yes"}, "may_leave_message"),
    "a choice nobody has": ({"has_gp": "perhaps"}, "has_gp"),
    "a phone number that is none": ({"phone": "at home"}, "phone"),
    "an address that is none": ({"email": "edith"}, "email"),
    "no way to reach them": ({"phone": None}, "phone"),
    "no agreement, and not why": ({"agreement_said": "not told"}, "sharing_why"),
    "agreeing in other words": ({"agreement_said": True}, "agreement_said"),
    "no reason": ({"reason": None}, "reason"),
    "no role": ({"referrer_role": None}, "referrer_role"),
    "no answer to risks": ({"risks_answer": None}, "risks_answer"),
    "a risk that is not told": ({"risks_answer": "told"}, "risks"),
    "risks that are no list": ({"risks": "falls"}, "risks"),
    "a risk of no kind": ({"risks_answer": "told", "risks": [{"words": "Falls"}]}, "risks/0/kind"),
    "a risk to come": ({"risks_answer": "told", "risks": [{"kind": "falls", "since": "2999-01-01"}]}, "risks/0/since"),
    "an NHS number that is none": ({"nhs_number": "999 012 3455"}, "nhs_number"),
    "a field nobody knows": ({"scheme_id": "x"}, "scheme_id"),
    "where it comes from": ({"source": "self"}, "source"),
}


@pytest.mark.parametrize(("told", "field"), WRONG.values(), ids=WRONG.keys())
def test_each_wrong_field_is_told_how_to_be_put_right(db, system, told, field):
    answer = system.send(**told)

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert list(errors_in(answer)) == [field]
    assert kept(db) == []


def test_all_that_is_wrong_is_told_at_once(system):
    answer = system.send({"name": "", "phone": 7, "colour": "green"})

    wrong = errors_in(answer)
    assert set(wrong) == {
        "name",
        "phone",
        "colour",
        "postcode",
        "reason",
        "risks_answer",
        "agreement_said",
        "referrer_name",
        "referrer_role",
        "referrer_contact",
    }


BODIES = {
    "nothing": b"",
    "no JSON": b"name=Edith",
    "a list": b"[]",
    "half": b'{"name": "Ed',
    "no text": b'{"name": "\\ud800"}',
    "deep": b"[" * 60_000,
    "no letters": b'{"name": "\xff"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_body_that_is_no_object_is_refused(system, body):
    headers = {"Authorization": f"Bearer {system.key}", "Idempotency-Key": "first", "Content-Type": "application/json"}

    answer = system.browser.post("/api/v1/referrals", data=body, headers=headers)

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_a_form_is_refused(system):
    headers = {"Authorization": f"Bearer {system.key}", "Idempotency-Key": "first"}

    assert system.browser.post("/api/v1/referrals", data={"name": "Edith"}, headers=headers).status_code == 415


def test_what_is_too_long_is_refused(system):
    assert system.send(statement="x" * 70_000).status_code == 413


def test_who_sends_too_often_is_told_when_to_go_on(system):
    answers = [system.send({}) for _ in range(61)]

    assert {each.status_code for each in answers[:60]} == {422}
    assert answers[60].status_code == 429
    assert 0 < int(answers[60].headers["Retry-After"]) <= 60


def test_who_guesses_keys_is_made_to_wait(browser):
    answers = [System(browser, "hello").send() for _ in range(11)]

    assert {each.status_code for each in answers[:10]} == {401}
    assert answers[10].status_code == 429


def test_who_has_a_key_is_not_kept_out_by_who_guesses(system, browser):
    for _ in range(11):
        System(browser, "hello").send()

    assert system.send().status_code == 201


def test_a_team_that_nobody_works_in_takes_nothing(db, browser, actor, postcodes):
    lonely = System(browser, make_key(db, make_sender(db, make_actor(db, Role.MANAGER))))
    db.commit()

    answer = lonely.send()

    assert (answer.status_code, kept(db)) == (503, [])


def test_it_goes_to_the_team_that_gave_the_key_though_another_helps_there(db, system, actor):
    make_referral_in(db, make_actor(db), name="Somebody else")
    db.commit()

    system.send()

    [referral] = db.scalars(select(Referral).where(Referral.scheme_id == actor.scheme_id)).all()
    assert referral.is_out_of_area


def test_a_person_who_is_known_is_answered_as_anybody(db, system):
    first = json.loads(system.send().text)

    second = json.loads(system.send(once="second").text)

    assert first.keys() == second.keys()
    assert (second["status"], second["reason"]) == ("received", None)


def test_no_cookie_is_set_and_nothing_may_be_kept(system):
    answer = system.send()

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_of_a_person_is_logged(system, capsys):
    system.send(colour="green", email="edith@home.example", once="second", has_gp="perhaps")
    system.send(email="edith@home.example")

    said = capsys.readouterr()
    for word in ("Edith", "edith@home", "LS11", "496 0000", "walks", "Okoro", "becklane"):
        assert word not in said.out + said.err


def test_every_field_that_may_be_told_is_kept(db, system):
    answer = system.send(EXAMPLE)

    [referral] = kept(db)
    told = EXAMPLE.keys() - {"born_on", "referred_on", "nhs_number", "risks", "concerns"}
    assert answer.status_code == 201
    assert {name: getattr(referral, name) for name in told} == {name: EXAMPLE[name] for name in told}
    assert (referral.nhs_number, referral.method) == ("9990123454", ReferralMethod.SYSTEM)
    assert [each.words for each in db.scalars(select(Risk))] == [EXAMPLE["risks"][0]["words"]]
    assert [each.words for each in db.scalars(select(SafeguardingConcern))] == [EXAMPLE["concerns"][0]["words"]]


def test_risks_sent_again_are_the_same_and_other_ones_are_not(db, system):
    risk = {"kind": "falls", "words": "Fell twice"}
    told = {"risks_answer": "told", "risks": [risk]}

    answers = [system.send(**told), system.send(**told), system.send(**{**told, "risks": [{**risk, "words": "Once"}]})]

    assert [each.status_code for each in answers] == [201, 201, 422]


def test_who_has_not_agreed_is_referred_with_why(db, system):
    answer = system.send(agreement_said="best interests", sharing_why="She cannot decide this now.")

    [referral] = kept(db)
    assert answer.status_code == 201
    assert referral.sharing_why == "She cannot decide this now."


def test_a_voluntary_organisation_needs_no_role(db, browser, actor, postcodes):
    group = System(browser, make_key(db, make_sender(db, actor, kind=SenderKind.GROUP)))
    db.commit()

    answer = group.send(referrer_role=None)

    [referral] = kept(db)
    assert (answer.status_code, referral.source) == (201, ReferralSource.VOLUNTARY)
