"""What somebody who asked for themself reads when they are not taken on."""

import pytest

from directory.casework.referrals_in.answering_referrals import decline_referral_in
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_states import DeclineReason
from directory.exchange.message_back.for_person import NOT_NOW, TOLD_OF_PLACES, assemble_for_person
from directory.referrals.signposts.signposting import end_with_signpost
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.signposts import notices_of, wanted_signpost


@pytest.fixture
def actor(db):
    return make_actor(db)


def words_of(db, referral):
    db.flush()
    [notice] = notices_of(db, referral)
    return {each.key: each.lines for each in assemble_for_person(db, referral, notice).shown}


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        pytest.param(DeclineReason.NO_ROOM, [NOT_NOW, "We have no room at the moment."], id="no room"),
        pytest.param(DeclineReason.OUT_OF_AREA, [NOT_NOW, "You live where our service does not reach."], id="area"),
        pytest.param(DeclineReason.OTHER, [NOT_NOW], id="another reason is not guessed at"),
    ],
)
def test_it_says_in_plain_words_how_it_stands_and_what_they_can_do(db, actor, reason, said):
    referral = make_referral_in(db, actor)
    decline_referral_in(db, actor, referral, DeclineInput(reason, "A note for the team"))

    told = words_of(db, referral)

    assert told["outcome"] == said
    assert "ask us again" in told["again"][0]
    assert "A note for the team" not in str(told)


def test_places_they_were_told_of_stand_in_it(db, actor):
    referral = make_referral_in(db, actor)
    end_with_signpost(db, actor, referral, wanted_signpost(service_id=None, place="The café in the library"))

    told = words_of(db, referral)

    assert told["outcome"] == [TOLD_OF_PLACES]
    assert told["signposts"] == ["The café in the library"]
