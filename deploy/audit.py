"""Asks for known vulnerabilities of what is installed: `make audit`, which CI runs beside the tests.

pip-audit asks about each pinned Python package, npm about each pinned package of the pages. It fails on what is known,
unless accepted.toml says why it may stay and until when. Where nobody answers in time that is told in one line, and is
no failure: a build must not hang on somebody else's machine.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PINNED = ROOT / "deploy/requirements/develop.txt"
ACCEPTED = ROOT / "deploy/requirements/accepted.toml"
ASSETS = ROOT / "directory/web/assets"
SECONDS = 120
# Known to be vulnerable since 2021 (CVE-2021-33503). A service that finds nothing in it finds nothing in anything.
KNOWN_BAD = "urllib3==1.26.4"
NPM = ["npm", "audit", "--omit=dev", "--package-lock-only", "--json"]


class NoAnswer(Exception):
    """The service that knows of vulnerabilities was not there, or says nothing of use."""


@dataclass(frozen=True)
class Finding:
    """A known vulnerability of something that is pinned, under every name it goes by."""

    package: str
    names: frozenset[str]
    told: str

    def __str__(self) -> str:
        return f"{self.package}: {', '.join(sorted(self.names))}. {self.told}".rstrip(". ")


@dataclass(frozen=True)
class Acceptance:
    """Why a vulnerability may stay, and the last day on which it may."""

    reason: str
    until: date


def main() -> int:
    accepted = read_accepted(tomllib.loads(ACCEPTED.read_text("utf-8")))
    today = datetime.now(UTC).date()
    failed = False
    for what, ask in (("Python packages", ask_about_python), ("packages of the pages", ask_about_pages)):
        try:
            found = ask()
        except NoAnswer as why:
            print(f"audit: {what} skipped: {why}")
            continue
        open_ones = [each for each in found if not is_accepted(each, accepted, today)]
        failed = failed or bool(open_ones)
        print(f"audit: {what}: {len(open_ones)} known and not accepted, {len(found) - len(open_ones)} accepted")
        for each in open_ones:
            print(f"  {each}")
    return 1 if failed else 0


def read_accepted(told: Mapping[str, Any]) -> dict[str, Acceptance]:
    """What accepted.toml allows. Raises KeyError where an entry lacks its reason or its day."""
    return {name: Acceptance(each["reason"], each["until"]) for name, each in told.items()}


def is_accepted(finding: Finding, accepted: Mapping[str, Acceptance], today: date) -> bool:
    return any(name in accepted and today <= accepted[name].until for name in finding.names)


def ask_about_python() -> list[Finding]:
    """What is known of the pinned Python packages. Raises NoAnswer where advisories cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(KNOWN_BAD, "utf-8")
        if not python_findings(run([*pip_audit(canary), "--no-deps"])):
            raise NoAnswer("the registry gives no advisories")
    return python_findings(run(pip_audit(PINNED)))


def pip_audit(file: Path) -> list[str]:
    asked = ["-r", str(file), "--disable-pip", "--progress-spinner", "off", "--format", "json", "--timeout", "10"]
    return [sys.executable, "-m", "pip_audit", *asked]


def ask_about_pages() -> list[Finding]:
    """What is known of the npm packages behind the pages. Raises NoAnswer where the registry gives no advisories."""
    return npm_findings(run(NPM, ASSETS))


def run(command: Sequence[str], folder: Path = ROOT) -> Any:
    """What a tool answered, as JSON. Raises NoAnswer where there was none in time."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        return json.loads(done.stdout)
    except FileNotFoundError:
        raise NoAnswer(f"{command[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise NoAnswer(f"no answer in {SECONDS} seconds") from None
    except json.JSONDecodeError:
        raise NoAnswer("the service of advisories did not answer") from None


def python_findings(report: Any) -> list[Finding]:
    """What pip-audit found, by its JSON. Packages it could not ask about are told and hold nothing up."""
    unasked = [each["name"] for each in report["dependencies"] if "skip_reason" in each]
    if unasked and len(unasked) == len(report["dependencies"]):
        raise NoAnswer("the registry gives no advisories")
    if unasked:
        print(f"audit: nothing is known of {', '.join(unasked)}")
    return [
        Finding(f"{each['name']} {each['version']}", frozenset({known["id"], *known["aliases"]}), cure_of(known))
        for each in report["dependencies"]
        for known in each.get("vulns", [])
    ]


def cure_of(known: Mapping[str, Any]) -> str:
    return f"Put right in {', '.join(known['fix_versions'])}" if known["fix_versions"] else "Not put right yet"


def npm_findings(report: Any) -> list[Finding]:
    """What `npm audit --json` found. Raises NoAnswer where the registry does not answer it."""
    if "vulnerabilities" not in report:
        raise NoAnswer("the registry gives no advisories")
    return [
        Finding(name, frozenset({known["url"].rpartition("/")[2]}), known["title"])
        for name, each in report["vulnerabilities"].items()
        for known in each["via"]
        # A word instead of an advisory names the package it comes from, which is in the report itself.
        if isinstance(known, dict)
    ]


if __name__ == "__main__":
    sys.exit(main())
