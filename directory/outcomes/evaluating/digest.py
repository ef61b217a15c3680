"""A number for all that an evaluation is worked out of, so that one can tell whether another was of the same."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from directory.outcomes.evaluating.dataset import Dataset


def digest_of(dataset: Dataset) -> str:
    """The SHA-256 of a dataset: of whoever is in it, what they answered, and what they are grouped by."""
    people, responses, digest = dataset.people, dataset.responses, hashlib.sha256()
    for coded in (people.sex, people.ethnicity, people.referral_source):
        digest.update(repr(coded.labels).encode())
        digest.update(coded.codes.tobytes())
    columns: list[NDArray[np.generic]] = [people.age, responses.person, responses.stage, responses.day]
    columns += [responses.measure, responses.item, responses.value]
    for column in columns:
        digest.update(column.tobytes())
    digest.update(repr(responses.measures).encode())
    for name, dose in sorted(dataset.doses.items()):
        digest.update(name.encode() + dose.tobytes())
    for grouping, labels in sorted(dataset.groupings.items()):
        for label, members in sorted(labels.items()):
            digest.update(f"{grouping}:{label}".encode() + members.tobytes())
    return digest.hexdigest()
