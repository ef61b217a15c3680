"""What makes a run quick and proves nothing: files in memory, scripts read once, no search for garbage in vain."""

import gc
import os

from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.plugins.postgresql import memory_folder

# Each search looks at all that is young; modules and tests are read without making any garbage.
SEARCH_AFTER = 50_000
gc.disable()

read_scripts = ScriptDirectory.from_config
known_scripts: dict[str | None, ScriptDirectory] = {}


def scripts_of(config: Config) -> ScriptDirectory:
    """The migrations as they were read first: to read them all takes longer than to run one of them."""
    folder = config.get_main_option("script_location")
    if folder not in known_scripts:
        known_scripts[folder] = read_scripts(config)
    return known_scripts[folder]


ScriptDirectory.from_config = scripts_of


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
