"""Known vulnerabilities fail the build, and a service that is away does not."""

import subprocess
from datetime import date

import pytest

from deploy import audit

DAY = date(2027, 1, 31)
PYTHON = {
    "dependencies": [
        {"name": "sound", "version": "1.0", "vulns": []},
        {
            "name": "holed",
            "version": "2.0",
            "vulns": [{"id": "PYSEC-2021-1", "aliases": ["CVE-2021-1"], "fix_versions": ["2.1"]}],
        },
    ]
}
ADVISORY = {"url": "https://github.com/advisories/GHSA-aaaa-bbbb-cccc", "title": "Runs what it reads"}
NPM = {"vulnerabilities": {"leaf": {"via": [ADVISORY]}, "stem": {"via": ["leaf"]}}}
UNKNOWN = {"dependencies": [{"name": "sound", "skip_reason": "not found"}]}


@pytest.fixture
def answers(monkeypatch):
    """Have the two services answer with these, whoever asks."""

    def set_up(python, npm):
        def run(command, _folder=None):
            answer = npm if command[0] == "npm" else python
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(audit, "run", run)

    return set_up


def test_what_is_known_fails_with_what_puts_it_right(answers, capsys):
    answers(PYTHON, NPM)

    assert audit.main() == 1
    told = capsys.readouterr().out
    assert "holed 2.0: CVE-2021-1, PYSEC-2021-1. Put right in 2.1" in told
    assert "leaf: GHSA-aaaa-bbbb-cccc. Runs what it reads" in told
    assert "stem" not in told


def test_services_that_are_away_are_told_and_fail_nothing(answers, capsys):
    answers(audit.NoAnswer("no answer in 120 seconds"), {"statusCode": 405})

    assert audit.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "audit: Python packages skipped: no answer in 120 seconds",
        "audit: packages of the pages skipped: the registry gives no advisories",
    ]


@pytest.mark.parametrize("answer", [UNKNOWN, {"dependencies": [{"name": "urllib3", "version": "1.26.4", "vulns": []}]}])
def test_a_registry_that_finds_nothing_in_what_is_known_to_be_bad_proves_nothing(answers, capsys, answer):
    answers(answer, NPM)

    audit.main()

    assert "Python packages skipped: the registry gives no advisories" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "until", "may_stay"),
    [
        pytest.param("CVE-2021-1", DAY, True, id="by any of its names"),
        pytest.param("CVE-2021-1", date(2027, 1, 30), False, id="its day is over"),
        pytest.param("CVE-2021-2", DAY, False, id="another one"),
    ],
)
def test_an_acceptance_has_a_reason_and_a_last_day(name, until, may_stay):
    [finding] = audit.python_findings(PYTHON)

    accepted = audit.read_accepted({name: {"reason": "It is never called.", "until": until}})

    assert audit.is_accepted(finding, accepted, DAY) is may_stay
    with pytest.raises(KeyError):
        audit.read_accepted({name: {"until": until}})


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["no-such-program-anywhere"], "no-such-program-anywhere is not installed"),
        (["true"], "the service of advisories did not answer"),
    ],
)
def test_a_tool_without_an_answer_is_told(command, why):
    with pytest.raises(audit.NoAnswer, match=why):
        audit.run(command)


def test_a_tool_that_takes_too_long_is_left(monkeypatch):
    def run(*_, timeout, **__):
        raise subprocess.TimeoutExpired("npm", timeout)

    monkeypatch.setattr(audit.subprocess, "run", run)

    with pytest.raises(audit.NoAnswer, match="no answer in 120 seconds"):
        audit.run(["npm"])
