"""Who was measured twice, of all who were in contact."""

import pytest

from directory.errors import WrongInput
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.reporting.evaluations.contacts import Contacts, contact_figures, contact_lines, read_contacts
from tests.factories.datasets import make_dataset, make_people, pairs_of


@pytest.fixture
def evaluation():
    return evaluate_cohort(make_dataset(make_people(3), pairs_of("ctel", [(9, 4), (6, 7), (3, None)])))


def test_a_share_of_a_range_is_a_range(evaluation):
    contacts = read_contacts("10-40")

    figures = contact_figures(evaluation, contacts)["ctel"]
    assert (figures["n"], figures["share_at_least"], figures["share_at_most"]) == (2, 0.05, 0.2)
    assert any("2 measured twice, 5.0% to 20.0%" in line for line in contact_lines(evaluation, contacts))


def test_one_number_is_told_once(evaluation):
    assert read_contacts("40") == Contacts(40, 40)
    assert any(line.endswith("2 measured twice, 5.0%") for line in contact_lines(evaluation, Contacts(40, 40)))


@pytest.mark.parametrize("words", ["", "many", "40-10", "0", "1-2-3", "10-", "-5"])
def test_what_is_no_range_is_refused(words):
    with pytest.raises(WrongInput, match="like 2250-3750"):
        read_contacts(words)


def test_fewer_contacts_than_people_are_refused(evaluation):
    with pytest.raises(WrongInput, match="3 people in the cohort"):
        contact_figures(evaluation, Contacts(2, 9))
