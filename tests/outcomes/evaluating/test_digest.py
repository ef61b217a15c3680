"""Whether two evaluations are of the same answers."""

from dataclasses import replace

import numpy as np

from directory.outcomes.evaluating.digest import digest_of
from tests.factories.datasets import make_dataset, make_people, pairs_of


def dataset(sex="male", end=20):
    return make_dataset(make_people(2, sex=[sex, "female"]), pairs_of("swemwbs", [(18, end), (15, 15)]))


def test_the_same_answers_have_the_same_number_and_others_have_another():
    one = digest_of(dataset())

    assert one == digest_of(dataset())
    assert one not in (digest_of(dataset(end=21)), digest_of(dataset(sex="other")))
    assert one != digest_of(replace(dataset(), doses={"sessions": np.array([1.0, 2.0])}))
    assert one != digest_of(replace(dataset(), groupings={"carer": {"Carer": np.array([True, False])}}))
