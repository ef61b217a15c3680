"""Whom to propose: the person's wishes first, then area and room; nobody is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.casework.triage.kinds import Gender
from directory.casework.triage.proposing import Colleague, Wishes, is_same_language, propose, share_out
from directory.db import new_id

WOMAN, MAN = Gender.WOMAN, Gender.MAN


def colleague(name: str, **more) -> Colleague:
    return Colleague(new_id(), name, **more)


def names(proposals) -> list[str]:
    return [each.colleague.name for each in proposals]


@pytest.mark.parametrize(
    ("wishes", "better", "worse"),
    [
        pytest.param(Wishes(gender=WOMAN), {"gender": WOMAN}, {"gender": MAN}, id="a woman"),
        pytest.param(Wishes(gender=WOMAN), {"gender": WOMAN}, {}, id="a woman, and nobody knows"),
        pytest.param(Wishes(gender=MAN), {}, {"gender": WOMAN}, id="not known is better than a no"),
        pytest.param(Wishes(language="Urdu"), {"languages": ["urdu"]}, {"languages": ["Polish"]}, id="language"),
        pytest.param(Wishes(language="Urdu"), {"languages": ["urdu"]}, {}, id="language that nobody knows of"),
        pytest.param(Wishes(outward="LS11"), {"areas": {"LS11"}}, {"areas": {"LS9"}}, id="area"),
        pytest.param(Wishes(), {"open_cases": 3}, {"open_cases": 9}, id="fewer cases"),
        pytest.param(Wishes(), {"open_cases": 9, "capacity": 30}, {"open_cases": 5, "capacity": 10}, id="more room"),
        pytest.param(Wishes(), {"open_cases": 9}, {"open_cases": 1, "is_full": True}, id="who says they are full"),
        pytest.param(
            Wishes(gender=WOMAN, outward="LS11"),
            {"gender": WOMAN, "areas": {"LS9"}, "open_cases": 40},
            {"gender": MAN, "areas": {"LS11"}},
            id="the wish before area and load",
        ),
        pytest.param(
            Wishes(outward="LS11"), {"areas": {"LS11"}, "open_cases": 40}, {"areas": {"LS9"}}, id="area before load"
        ),
    ],
)
def test_the_better_colleague_is_proposed_first(wishes, better, worse):
    # The one who should come last comes first by name.
    colleagues = [colleague("Alan", **worse), colleague("Zoe", **better)]

    assert names(propose(wishes, colleagues)) == ["Zoe", "Alan"]


def test_somebody_new_is_whoever_has_not_supported_them():
    before, other = colleague("Alan"), colleague("Zoe")

    first, second = propose(Wishes(wants_somebody_new=True, supported_by={before.user_id}), [before, other])

    assert first.colleague is other
    assert "New to them, as they wish" in first.reasons
    assert any("Has supported them before" in each for each in second.doubts)


def test_each_proposal_says_why_and_why_not():
    wishes = Wishes(gender=WOMAN, language="Urdu", outward="LS11")
    who = colleague("Zoe", gender=WOMAN, languages=["Polish"], areas={"LS11"}, open_cases=12, capacity=30)

    [proposal] = propose(wishes, [who])

    assert proposal.reasons == ["A woman, as they wish", "Works in LS11", "Supports 12 of 30"]
    assert proposal.doubts == ["Is not known to speak Urdu"]


@pytest.mark.parametrize(
    ("wished", "spoken", "same"),
    [
        ("Urdu", "urdu (a little)", True),
        ("British Sign Language", "british sign language", True),
        ("Punjabi and Urdu", "Urdu", True),
        ("Polish", "Portuguese", False),
        ("", "Urdu", False),
    ],
)
def test_a_language_is_known_however_it_is_written(wished, spoken, same):
    assert is_same_language(wished, spoken) is same


def test_who_speaks_english_needs_nobody_who_speaks_anything_else():
    polish, plain = colleague("Zoe", languages=["Polish"]), colleague("Alan")

    assert names(propose(Wishes(language="English"), [polish, plain])) == ["Alan", "Zoe"]


COLLEAGUES = st.builds(
    Colleague,
    user_id=st.uuids(),
    name=st.sampled_from(["Alan", "Bea", "Cy"]),
    gender=st.sampled_from([None, WOMAN, MAN]),
    languages=st.lists(st.sampled_from(["Urdu", "Polish"]), max_size=2),
    areas=st.frozensets(st.sampled_from(["LS11", "LS9"]), max_size=2),
    open_cases=st.integers(0, 60),
    capacity=st.integers(1, 60),
    is_full=st.booleans(),
)
WISHES = st.builds(
    Wishes,
    gender=st.sampled_from([None, WOMAN, MAN]),
    language=st.sampled_from([None, "Urdu", "Polish", "English"]),
    wants_somebody_new=st.booleans(),
    outward=st.sampled_from([None, "LS11", "LS9"]),
)


@given(WISHES, st.lists(COLLEAGUES, max_size=6, unique_by=lambda each: each.user_id), st.randoms())
def test_the_order_in_which_colleagues_come_does_not_matter_and_nobody_is_left_out(wishes, colleagues, random):
    shuffled = random.sample(colleagues, len(colleagues))

    ordered = [each.colleague for each in propose(wishes, colleagues)]

    assert ordered == [each.colleague for each in propose(wishes, shuffled)]
    assert {each.user_id for each in ordered} == {each.user_id for each in colleagues}


def test_who_has_more_work_in_hand_is_asked_later_though_they_support_fewer():
    busy, idle = colleague("Zoe", open_cases=10, counts_as=20.5), colleague("Amy", open_cases=15, counts_as=12.0)

    first, second = propose(Wishes(), [busy, idle])

    assert first.colleague is idle
    assert second.reasons == ["Supports 10, counting as 20.5 of 40"]


def test_several_people_are_shared_out_among_colleagues():
    amy, zoe = colleague("Amy", open_cases=5), colleague("Zoe", open_cases=6)

    shared = share_out([Wishes(), Wishes(), Wishes()], [amy, zoe])

    assert [each[0].colleague.name for each in shared] == ["Amy", "Amy", "Zoe"]
