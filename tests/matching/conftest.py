"""Our own vocabulary, and hearing by it, read once for all the sentences that are tried on them."""

import pytest

from directory.cli.bench_files import read_own_vocabulary
from directory.matching.hearing import Hearing


@pytest.fixture(scope="session")
def vocabulary():
    return read_own_vocabulary()


@pytest.fixture(scope="session")
def hearing(vocabulary):
    return Hearing(vocabulary)
