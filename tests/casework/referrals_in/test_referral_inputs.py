"""What each kind of sender has to say, and what none of them may."""

import pytest
from marshmallow import ValidationError

from directory.casework.referrals_in.referral_details import AgreementSaid
from directory.casework.referrals_in.referral_inputs import ReferralSchema
from directory.casework.safety.inputs import RiskInput
from directory.casework.safety.kinds import RiskKind, RisksAnswer

SELF = {
    "source": "self",
    "submission_key": "a-form-of-noor",
    "name": "Noor",
    "postcode": "LS11 8ND",
    "phone": "07700 900111",
}
AT_WORK = {
    **SELF,
    "source": "professional",
    "reason": "Often alone",
    "risks_answer": "none known",
    "agreement_said": "agreed",
    "referrer_name": "Lee",
    "referrer_role": "Nurse",
    "referrer_organization": "Beck Lane Surgery",
    "referrer_contact": "0113 496 0000",
}
FRIEND = {
    "source": "friend or family",
    "submission_key": "a-form-of-a-friend",
    "name": "Noor",
    "outward": "LS11",
    "safe_contact": "Text 07700 900111",
}


def wrong(told) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        ReferralSchema().load(told)
    return refused.value.normalized_messages()


def test_the_team_is_found_by_the_postcode_alone():
    assert ReferralSchema().load(SELF).outward == "LS11"


def test_the_reason_of_the_sender_and_what_the_person_says_are_kept_apart():
    found = ReferralSchema().load({**AT_WORK, "statement": "The house is too quiet"})

    assert (found.reason, found.statement) == ("Often alone", "The house is too quiet")
    assert (found.risks_answer, found.risks) == (RisksAnswer.NONE_KNOWN, ())
    assert found.agreement_said is AgreementSaid.AGREED


@pytest.mark.parametrize("missing", ["reason", "risks_answer", "agreement_said", "referrer_name", "referrer_role"])
def test_a_professional_says_what_is_needed(missing):
    assert set(wrong({**AT_WORK, missing: None})) == {missing}


def test_a_voluntary_organisation_answers_for_risks_too_and_needs_no_role():
    told = {**AT_WORK, "source": "voluntary organisation", "referrer_role": None}

    assert ReferralSchema().load(told).referrer_role is None
    assert set(wrong({**told, "risks_answer": None})) == {"risks_answer"}


def test_who_tells_of_a_risk_has_answered():
    found = ReferralSchema().load({**AT_WORK, "risks_answer": None, "risks": [{"kind": "falls"}]})

    assert (found.risks_answer, found.risks) == (RisksAnswer.TOLD, (RiskInput(RiskKind.FALLS),))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        pytest.param({"risks_answer": "told"}, "risks", id="risks, and none told"),
        pytest.param({"risks": [{"kind": "falls"}]}, "risks", id="none known, and one told"),
        pytest.param({"risks_answer": "told", "risks": [{"kind": "dragons"}]}, "risks", id="no such kind"),
        pytest.param({"agreement_said": "not told"}, "sharing_why", id="not told, and no reason"),
        pytest.param({"sharing_said": "no"}, "sharing_why", id="not shared, and no reason"),
        pytest.param({"nhs_number": "999 012 3455"}, "nhs_number", id="a number that fails its check"),
        pytest.param({"practice_code": "8A1001"}, "practice_code", id="no practice"),
        pytest.param({"referred_on": "2999-01-01"}, "referred_on", id="a day to come"),
        pytest.param({"postcode": "nowhere"}, "postcode", id="no postcode"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(told, field):
    assert field in wrong({**AT_WORK, **told})


@pytest.mark.parametrize(
    "told",
    [
        {"reason": "Lonely"},
        {"nhs_number": "9990123454"},
        {"risks_answer": "none known"},
        {"risks": [{"kind": "falls"}]},
        {"concerns": [{"kind": "neglect", "words": "No meals"}]},
        {"agreement_said": "agreed"},
        {"return_to": "me@home.example"},
        {"urgency": "urgent"},
    ],
    ids=lambda told: next(iter(told)),
)
def test_a_friend_tells_no_more(told):
    assert wrong({**FRIEND, **told})


def test_who_asks_for_themselves_is_not_asked_as_a_sender():
    assert set(wrong({**SELF, "reason": "Lonely", "risks_answer": "none known"})) == {"reason", "risks_answer"}
