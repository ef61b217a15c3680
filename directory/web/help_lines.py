"""Whom to turn to at once: the one text of it, for every page and for the command line."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

ANY = "any"


@dataclass(frozen=True)
class HelpLine:
    """Somebody to turn to: when, how, and the number, which `href` rings or texts; `then` is what follows it.

    `needs` are the codes of the urgent needs it fits.
    """

    when: str
    how: str
    number: str
    href: str
    needs: frozenset[str]
    then: str = ""

    @property
    def text(self) -> str:
        """The whole line, where nothing can be pressed."""
        return f"{self.when}: {self.how} {self.number}{self.then}"


def read_help_lines() -> tuple[date, Sequence[HelpLine]]:
    """The day on which the numbers were last looked at, and all lines in the order in which they are shown."""
    content = tomllib.loads(resources.files("directory.web").joinpath("help_lines.toml").read_text("utf-8"))
    lines = [HelpLine(**{**line, "needs": frozenset(line["needs"])}) for line in content["line"]]
    return content["reviewed_on"], lines


REVIEWED_ON, _LINES = read_help_lines()
_KNOWN = frozenset(code for line in _LINES for code in line.needs)


def help_lines_for(codes: Collection[str]) -> tuple[HelpLine, ...]:
    """The lines that fit these urgent needs; none for no need, and those for anybody for one that has no own line."""
    wanted = {code if code in _KNOWN else ANY for code in codes}
    return tuple(line for line in _LINES if line.needs & wanted)


HELP_LINES = help_lines_for((ANY,))
