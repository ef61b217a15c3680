"""What speaks for and against two records being one."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.duplicates.compared import Commonness, Subject, commonness
from directory.catalogue.duplicates.likeness import likeness
from directory.catalogue.duplicates.likeness_words import name_words
from directory.catalogue.duplicates.reasons import ReasonKind
from directory.catalogue.duplicates.weights import LIKELY

HERE, NEAR_BY, ACROSS_TOWN, FAR_AWAY = (53.78, -1.55), (53.7805, -1.5505), (53.82, -1.50), (51.5, -0.1)


def group(name, **more) -> Subject:
    return Subject(uuid.uuid4(), name, (name_words(name),), **more)


def service(name, run_by="Beck Lane Community Centre", **more) -> Subject:
    run = {"group": run_by, "group_words": name_words(run_by), "group_id": uuid.uuid5(uuid.NAMESPACE_DNS, run_by)}
    return Subject(uuid.uuid4(), name, (name_words(name),), **{**run, **more})


# Enough other records for common words to be common and rare ones rare.
OTHERS = [
    group(f"{kind} {place}")
    for kind in ("Age UK", "Citizens Advice", "Friends of", "Community Centre", "Walking Group", "Youth Club")
    for place in ("Leeds", "Bradford", "York", "Hull", "Derby", "Luton", "Dover", "Truro")
]


def judge(one, other):
    return likeness(one, other, commonness([*OTHERS, one, other]))


def kinds(found):
    return {each.kind for each in found.reasons}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            group("Larkenshaw Men's Shed", postcodes=frozenset({"LS118ND"})),
            group("Larkenshaw Mens Sehd CIC", postcodes=frozenset({"LS118ND"})),
            id="a letter wrong, same postcode",
        ),
        pytest.param(
            group("Larkenshaw Men's Shed", points=(HERE,)),
            group("The Larkenshaw Mens Shed Ltd", points=(NEAR_BY,)),
            id="legal form, near by",
        ),
        pytest.param(
            group("The Shed", identifiers=frozenset({("GB-CHC", "1")})),
            group("Larkenshaw Makers", identifiers=frozenset({("GB-CHC", "1")})),
            id="same charity number under two names",
        ),
        pytest.param(
            service("Larkenshaw Walkers", points=(HERE,), phones=frozenset({"01134960000"})),
            service("Larkenshaw Walkers", "Beck Lane Comm. Ctr", points=(NEAR_BY,), phones=frozenset({"01134960000"})),
            id="one service from two sources",
        ),
        pytest.param(
            service("Beck Lane Walking Group", points=(HERE,), phones=frozenset({"01134960000"})),
            service("Walking Group", "Beck Lane Comm. Ctr", points=(HERE,), phones=frozenset({"01134960000"})),
            id="one with and one without the name of who runs it",
        ),
        pytest.param(
            group("Larkenshaw Men's Shed", points=(HERE,), pages=frozenset({"shed.example"})),
            group("Larkenshaw Mens Shed", points=(ACROSS_TOWN,), pages=frozenset({"shed.example"})),
            id="moved across town",
        ),
    ],
)
def test_one_and_the_same(one, other):
    assert judge(one, other).score >= LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            group("Age UK Leeds", pages=frozenset({"ageuk.example/leeds"})),
            group("Age UK Bradford", pages=frozenset({"ageuk.example/bradford"})),
            id="branches of one charity",
        ),
        pytest.param(
            group("1st Larkenshaw Scouts", postcodes=frozenset({"LS118ND"})),
            group("2nd Larkenshaw Scouts", postcodes=frozenset({"LS118ND"})),
            id="numbers differ",
        ),
        pytest.param(
            group("Larkenshaw Shed", identifiers=frozenset({("GB-CHC", "1")}), postcodes=frozenset({"LS118ND"})),
            group("Larkenshaw Shed", identifiers=frozenset({("GB-CHC", "2")}), postcodes=frozenset({"LS118ND"})),
            id="two numbers of one register",
        ),
        pytest.param(
            group("Larkenshaw Shed", points=(HERE,)), group("Larkenshaw Shed", points=(FAR_AWAY,)), id="far apart"
        ),
        pytest.param(
            group("Hull Carers", postcodes=frozenset({"LS118ND"})),
            group("Hall Carers", postcodes=frozenset({"LS118ND"})),
            id="a short word with another letter",
        ),
        pytest.param(
            group("Stroke Survivors", phones=frozenset({"01134960000"}), postcodes=frozenset({"LS118ND"})),
            group("Bumps and Babies", phones=frozenset({"01134960000"}), postcodes=frozenset({"LS118ND"})),
            id="neighbours in one house",
        ),
        pytest.param(
            service("Yoga for beginners", points=(HERE,), phones=frozenset({"01134960000"})),
            service("Yoga for improvers", points=(HERE,), phones=frozenset({"01134960000"})),
            id="two classes of one group",
        ),
        pytest.param(
            service("Tea and talk", points=(HERE,)),
            service("Tea and talk", points=(ACROSS_TOWN,)),
            id="one group in two places",
        ),
        pytest.param(
            service("Beck Lane Walkers (Leeds)", "Beck Lane Walkers", postcodes=frozenset({"LS118ND"})),
            service("Beck Lane Walkers (Hull)", "Beck Lane Walkers", postcodes=frozenset({"LS118ND"})),
            id="one group in two towns",
        ),
        pytest.param(
            service("Stroke Survivors (Leeds)", "Stroke Survivors", points=(HERE,)),
            service("Energy Action (Leeds)", "Energy Action", points=(NEAR_BY,)),
            id="two groups in one town",
        ),
        pytest.param(
            service("Chair yoga class", points=(HERE,), times=frozenset({"TU 10:00"}), phones=frozenset({"01"})),
            service("Chair yoga group", points=(HERE,), times=frozenset({"TH 18:00"}), phones=frozenset({"01"})),
            id="names alike at other times",
        ),
    ],
)
def test_two_of_a_kind(one, other):
    assert judge(one, other).score < LIKELY


def test_reasons_say_what_was_the_same():
    one = group("Larkenshaw Shed", points=(HERE,), phones=frozenset({"01134960000"}), emails=frozenset({"a@b.example"}))
    other = replace(one, record_id=uuid.uuid4(), points=(NEAR_BY,), emails=frozenset())

    found = judge(one, other)

    assert kinds(found) == {ReasonKind.SAME_NAME, ReasonKind.SAME_PHONE, ReasonKind.NEAR}
    assert found.reasons[0].kind == ReasonKind.SAME_NAME
    assert next(each.detail for each in found.reasons if each.kind == ReasonKind.NEAR) == "65"


def test_a_copied_description_tells():
    text = "We walk along the beck every Tuesday, whatever the weather, and have tea afterwards at the hall."
    one, other = group("Beck Walkers", description=text), group("Beck Walkers", description=f"{text} ")

    assert ReasonKind.SAME_WORDS in kinds(judge(one, other))


def test_a_number_that_many_share_tells_little():
    phone = frozenset({"01134960000"})
    one, other = group("Larkenshaw Shed", phones=phone), group("Larkenshaw Shed", phones=phone)
    switchboard = [group(f"Ward {number}", phones=phone) for number in range(20)]

    few = likeness(one, other, commonness([*OTHERS, one, other]))
    many = likeness(one, other, commonness([*OTHERS, *switchboard, one, other]))

    assert many.score < few.score


names = st.lists(st.sampled_from(["shed", "beck", "lane", "walkers", "1st", "2nd", "yoga"]), min_size=1, max_size=4)


@given(one=names, other=names)
def test_it_does_not_matter_who_comes_first(one, other):
    first, second = group(" ".join(one)), group(" ".join(other))
    common = commonness([*OTHERS, first, second])

    assert likeness(first, second, common).score == pytest.approx(likeness(second, first, common).score, abs=0.002)


@given(words=names)
def test_a_record_is_most_like_itself(words):
    one = group(" ".join(words), phones=frozenset({"01134960000"}))
    other = group(" ".join([*words, "other"]), phones=frozenset({"01134960000"}))
    common = commonness([*OTHERS, one, other])

    assert likeness(one, one, common).score >= likeness(one, other, common).score


def test_nothing_is_known_of_an_empty_catalogue():
    assert likeness(group("Shed"), group("Choir"), Commonness()).score == 0
