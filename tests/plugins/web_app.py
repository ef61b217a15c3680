"""The whole application, joined once a run: joining it and reading its templates takes longer than most tests."""

from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from directory.api.lists import init_lists
from directory.app import join_pages, use_parts
from directory.config import Settings
from directory.matching.current import MatcherKeeper
from directory.web.request_log import Application


class CompiledOnce(BytecodeCache):
    """Templates as compiled in this run, for the applications that some tests join for themselves."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


Application.jinja_options = {**Application.jinja_options, "bytecode_cache": CompiledOnce()}


@pytest.fixture(scope="session")
def joined_app(settings: Settings) -> Flask:
    """The application itself. Tests want `whole_app`."""
    return join_pages(settings)


@pytest.fixture
def whole_app(joined_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The whole application as it starts: it knows nothing of the test before. It answers from the database in use."""
    use_parts(settings, MatcherKeeper(with_semantic=False))
    init_lists(joined_app)
    before = joined_app.config.copy()
    yield joined_app
    joined_app.config.clear()
    joined_app.config.update(before)
