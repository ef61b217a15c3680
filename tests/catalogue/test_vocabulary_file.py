"""The vocabulary file keeps the promises written at its head."""

import re
import tomllib
from collections import Counter
from importlib.resources import files

import pytest

TAXONOMIES = ["interests", "needs", "people", "areas", "arrangements"]
FEWEST = {"interests": 150, "needs": 50, "people": 35, "areas": 8, "arrangements": 3}


@pytest.fixture(scope="module")
def text():
    return files("directory.catalogue").joinpath("vocabulary.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def vocabulary(text):
    return tomllib.loads(text)


@pytest.fixture(scope="module")
def terms(vocabulary):
    return vocabulary["term"]


@pytest.fixture(scope="module")
def by_code(terms):
    return {term["code"]: term for term in terms}


@pytest.fixture(scope="module")
def leaf_needs(terms):
    return [term for term in terms if term["taxonomy"] == "needs" and "parent" in term]


def repeated(values):
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_are_five_taxonomies_each_with_a_name_and_a_description(vocabulary):
    assert list(vocabulary["taxonomies"]) == TAXONOMIES
    for taxonomy in vocabulary["taxonomies"].values():
        assert taxonomy["name"]
        assert taxonomy["description"].endswith(".")


def test_every_term_is_in_one_of_the_taxonomies(terms):
    assert {term["taxonomy"] for term in terms} == set(TAXONOMIES)


@pytest.mark.parametrize("taxonomy", TAXONOMIES)
def test_there_are_enough_words_to_choose_from(terms, taxonomy):
    assert sum(term["taxonomy"] == taxonomy for term in terms) >= FEWEST[taxonomy]


def test_terms_hold_only_fields_that_are_explained(terms):
    known = {"taxonomy", "code", "parent", "name", "description", "urgent", "phrases", "helps", "search"}

    assert {field for term in terms for field in term} <= known


def test_codes_are_unique(terms):
    assert repeated(term["code"] for term in terms) == []


def test_codes_are_short_lower_case_words_joined_by_hyphens(terms):
    well_formed = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

    assert [t["code"] for t in terms if not well_formed.fullmatch(t["code"]) or len(t["code"]) > 32] == []


def test_names_are_unique_in_a_taxonomy(terms):
    assert repeated((term["taxonomy"], term["name"].lower()) for term in terms) == []


def test_every_parent_is_a_group_of_the_same_taxonomy(terms, by_code):
    for term in terms:
        if "parent" in term:
            parent = by_code[term["parent"]]
            assert parent["taxonomy"] == term["taxonomy"]
            assert "parent" not in parent


def test_every_term_has_a_name_and_a_description_ending_in_a_full_stop(terms):
    for term in terms:
        assert term["name"], term["code"]
        assert not term["name"].endswith("."), term["code"]
        assert term["description"].endswith("."), term["code"]


def test_every_need_has_phrases_helps_and_search_words(leaf_needs):
    for need in leaf_needs:
        # Words of danger are listened for in as many words as people have; the others must still be read in one go.
        assert 5 <= len(need["phrases"]) <= (250 if need.get("urgent") else 36), need["code"]
        assert 3 <= len(need["helps"]) <= 8, need["code"]
        assert 3 <= len(need["search"]) <= 6, need["code"]


def test_every_interest_and_kind_of_person_has_phrases(terms):
    for term in terms:
        if term["taxonomy"] in ("interests", "people") and "parent" in term:
            assert 2 <= len(term["phrases"]) <= 12, term["code"]


def test_only_needs_say_what_helps_and_what_to_search_for(terms):
    helped = [term for term in terms if "helps" in term or "search" in term or "urgent" in term]

    assert {term["taxonomy"] for term in helped} == {"needs"}


def test_what_helps_is_a_kind_of_activity_or_of_people(leaf_needs, by_code):
    for need in leaf_needs:
        assert repeated(need["helps"]) == [], need["code"]
        assert {by_code[code]["taxonomy"] for code in need["helps"]} <= {"interests", "people"}, need["code"]


def test_danger_is_urgent(by_code):
    for code in ("crisis", "domestic-abuse", "child-at-risk", "no-bed-tonight", "no-food-now"):
        assert by_code[code]["urgent"] is True


def test_only_needs_and_kinds_of_people_name_several_words_or_an_end(terms):
    pastimes = [phrase for term in terms if term["taxonomy"] == "interests" for phrase in term.get("phrases", ())]

    assert [phrase for phrase in pastimes if set("/{}.") & set(phrase)] == []


def test_words_of_which_any_will_do_are_different(terms):
    places = [place for term in terms for phrase in term.get("phrases", ()) for place in phrase.split()]

    assert [place for place in places if repeated(place.split("/"))] == []


def test_every_list_of_words_is_named_by_a_phrase(vocabulary, terms):
    named = {name for term in terms for phrase in term.get("phrases", ()) for name in re.findall(r"{(\w+)}", phrase)}

    assert named == set(vocabulary["words"])


def test_no_phrase_is_given_to_two_terms_of_a_taxonomy(terms):
    assert repeated((term["taxonomy"], phrase) for term in terms for phrase in term.get("phrases", [])) == []


def test_phrases_are_short_lower_case_and_without_trailing_punctuation(terms):
    for phrase in (phrase for term in terms for phrase in term.get("phrases", [])):
        assert phrase == " ".join(phrase.lower().split()), phrase
        assert phrase[-1].isalnum() or phrase.endswith(("s'", "}", ".")), phrase
        assert len(phrase.split()) <= 9, phrase


def test_lines_are_short_enough_to_read(text):
    assert [line for line in text.splitlines() if len(line) > 110] == []
