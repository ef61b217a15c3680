"""`lynchpin charities` on the command line."""

import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from directory.catalogue.models.organizations import OrganizationIdentifier
from directory.cli import charities
from tests.factories.catalogue import make_service
from tests.factories.findings import run_look

FILE = (
    "registered_charity_number\tlinked_charity_number\tcharity_name\tcharity_registration_status\tdate_of_removal\n"
    "1123456\t0\tBECK LANE COMMUNITY CENTRE\tRemoved\t2024-03-05\n"
    "1123457\t0\tSOMEBODY ELSE\tRegistered\t\n"
)


@pytest.fixture
def load(monkeypatch, db, tmp_path):
    @contextmanager
    def opened():
        yield None

    monkeypatch.setattr(charities, "opened_catalogue", opened)
    path = tmp_path / "publicextract.charity.txt"
    path.write_text(FILE, "utf-8")

    def load(*words):
        db.commit()
        done = CliRunner().invoke(charities.charities, ["load", str(path), *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    return load


def test_what_a_register_says_of_known_groups_is_kept_and_found(load, db):
    service = make_service(db)
    db.add(
        OrganizationIdentifier(
            organization_id=service.organization_id, identifier_type="Charity number", identifier="1123456"
        )
    )

    assert json.loads(load("--json")) == {"register": "GB-CHC", "known": 1, "removed": 1}
    assert "knows 1 groups" in load()
    assert run_look(db).found == 1
