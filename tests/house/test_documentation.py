"""What there is, is written down; and what is written down, there is."""

import re
from pathlib import Path

import click
import pytest

from directory.cli.main import lynchpin

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
SETTINGS = (ROOT / "docs/operations/settings.md").read_text("utf-8")


def commands(group: click.Group = lynchpin, before: str = "") -> list[str]:
    """Every command, with the group it is in."""
    found = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += commands(command, f"{before}{name} ")
        else:
            found.append(f"{before}{name}")
    return found


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command):
    group, _, last = command.rpartition(" ")

    assert re.search(rf"`lynchpin {group}[^|]*\b{last}\b", README) if group else f"`lynchpin {last}" in README


@pytest.mark.parametrize("command", commands())
def test_every_command_says_what_it_does(command):
    found: click.Command = lynchpin
    for word in command.split():
        found = found.commands[word]

    assert found.help
    assert found.help.split("\n")[0].endswith((".", ":"))


def test_every_setting_is_documented():
    sources = [
        (ROOT / "directory" / name).read_text("utf-8")
        for name in ("config.py", "identity_settings.py", "setting_values.py")
    ]
    read = {name for source in sources for name in re.findall(r'"(LYNCHPIN_[A-Z_]+)"', source)}

    assert {name for name in read if f"`{name}`" not in SETTINGS} == set()
    assert set(re.findall(r"`(LYNCHPIN_[A-Z_]+)`", SETTINGS)) - read == set()


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]

    assert broken == []


def test_decisions_are_numbered_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))
