"""`lynchpin duplicates` on the command line."""

import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from directory.accounts.actor import Role
from directory.cli import duplicates
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_organization, make_service


@pytest.fixture
def run(monkeypatch, db):
    """Runs a command on the database of the test."""

    @contextmanager
    def opened():
        yield None

    monkeypatch.setattr(duplicates, "opened_catalogue", opened)
    monkeypatch.setattr(duplicates, "opened_with_clients", opened)

    def run(*words):
        done = CliRunner().invoke(duplicates.duplicates, words)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


@pytest.fixture
def twins(db):
    for name, run_by in (("Larkenshaw Shed", "Beck Lane Centre"), ("Larkenshaw Shed Ltd", "Beck Lane Ctr")):
        make_service(db, name, organization=make_organization(db, run_by))


def test_find_says_what_it_did(run, twins):
    assert "2 services compared: 1 pairs alike, 1 new, 0 back again, 0 no longer." in run("find", "--kind", "service")


def test_find_in_json(run, twins):
    [services, organizations] = json.loads(run("find", "--json"))

    assert (services["entity"], services["new"]) == ("service", 1)
    assert (organizations["entity"], organizations["compared"]) == ("organization", 2)


def test_list_names_both_and_says_why(run, twins):
    run("find", "--kind", "service")

    assert run("list", "--kind", "service").endswith(": same name, same postcode, same group, same times\n")
    [pair] = json.loads(run("list", "--kind", "service", "--json"))
    assert {pair["first"]["name"], pair["second"]["name"]} == {"Larkenshaw Shed", "Larkenshaw Shed Ltd"}
    assert pair["reasons"][0][0] == "same name"


def test_clients_of_a_team_who_may_be_one_person_are_found_once(run, db):
    coordinator = make_actor(db, Role.COORDINATOR)
    for name in ("Harold Wetherby", "Harald Wetherby"):
        make_client(db, coordinator, name=name, postcode="LS11 8ND")

    assert "2 records compared: 1 pairs wait for somebody to look." in run("clients")
    assert json.loads(run("clients", "--json")) == {"clients": 0, "waiting": 1}


def test_list_of_nothing_says_so(run):
    assert run("list") == "No pairs wait.\n"
