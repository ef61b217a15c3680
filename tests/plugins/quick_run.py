"""What makes a run quick and proves nothing: files in memory, and no search for garbage where there is none."""

import gc
import os

from tests.plugins.postgresql import memory_folder

# Each search looks at all that is young; modules and tests are read without making any garbage.
SEARCH_AFTER = 10_000
gc.disable()


def pytest_configure() -> None:
    """Keep the files of tests in memory, if there is room: each key of a person is synced to a disk by itself."""
    folder = memory_folder()
    if folder is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))


def pytest_collection_finish() -> None:
    """From here on look for garbage among what tests make alone: what was read until now stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SEARCH_AFTER)
    gc.enable()
