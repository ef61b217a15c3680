"""What every journey may ask for."""

import pytest

from directory.web import spam


@pytest.fixture
def quick_reader(monkeypatch):
    """No journey waits as long as somebody reads."""
    monkeypatch.setattr(spam, "QUICKEST", spam.QUICKEST * 0)
