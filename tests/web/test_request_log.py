"""What goes into the log, and what never does."""

import json

import pytest
import structlog

from directory.web.request_log import set_up_logging


@pytest.fixture(autouse=True)
def _as_before():
    yield
    structlog.reset_defaults()


def break_down() -> None:
    client_name = "Maureen Plantedname"
    raise RuntimeError(f"a bug of {len(client_name)} letters")


@pytest.mark.parametrize("as_json", [True, False], ids=["machines", "terminal"])
def test_what_variables_held_when_something_broke_is_not_logged(capsys, as_json):
    set_up_logging(as_json=as_json)

    try:
        break_down()
    except RuntimeError as error:
        structlog.get_logger().error("bug", reference="AAAA-BBBB", exc_info=error)

    logged = capsys.readouterr().err
    assert "a bug of 19 letters" in logged
    assert "break_down" in logged
    assert "AAAA-BBBB" in logged
    # The line of source that names the variable is not what it held.
    assert "Maureen Plantedname" not in logged
    assert not as_json or json.loads(logged)["level"] == "error"
