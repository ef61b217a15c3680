"""What is measured now and then only would break unseen when a name of what it measures changes."""

from importlib import import_module
from pathlib import Path

import pytest

BENCHMARKS = sorted(each.stem for each in Path("benchmarks").glob("*.py") if each.stem != "__main__")


@pytest.mark.parametrize("name", BENCHMARKS)
def test_benchmark_finds_what_it_measures(name):
    assert import_module(f"benchmarks.{name}").__doc__
