"""The demo app, for the tests of pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.web.assets import build
from tests.web.demo import create_demo_app


@pytest.fixture(scope="session")
def built_assets() -> None:
    """The front-end files; a second later run finds them made."""
    build()


@pytest.fixture
def demo_app(built_assets: None) -> Flask:
    return create_demo_app()


@pytest.fixture
def browser(demo_app: Flask) -> FlaskClient:
    return demo_app.test_client()


@pytest.fixture(scope="session")
def demo_url(built_assets: None, serve_app) -> str:
    return serve_app(create_demo_app())
