"""A message as a PDF file that screen readers can read (PDF/UA-1), typeset without anything but what comes with us."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from directory.casework.message_back.content import Content
from directory.errors import Refused

DRAFT = "Draft. It has not been sent."


class NoTypesetter(Refused):
    """PDF files cannot be made on this machine."""

    def __init__(self) -> None:
        super().__init__("PDF files cannot be made here. Print the page instead, and tell whoever runs Lynchpin.")


@dataclass(frozen=True)
class Envelope:
    """What stands around a message: to whom, from whom, when, and how to reach them."""

    to_name: str
    team: str
    from_name: str
    sent_on: str
    reference: str
    is_draft: bool = False
    corrects: str = ""


@cache
def read_template() -> bytes:
    return resources.files("directory.exchange.message_back").joinpath("message.typ").read_bytes()


def data_of(content: Content, envelope: Envelope) -> dict[str, object]:
    """All that the template shows, as plain data."""
    return {
        "title": content.title,
        "team": envelope.team,
        "footer": f"{envelope.team}, reference {envelope.reference}. In confidence.",
        "notice": DRAFT if envelope.is_draft else envelope.corrects,
        "intro": intro_of(envelope),
        "facts": [list(each) for each in content.facts],
        "sections": [{"title": each.title, "lines": each.lines} for each in content.shown],
    }


def intro_of(envelope: Envelope) -> list[str]:
    dated = f", on {envelope.sent_on}" if envelope.sent_on else ""
    return [f"To: {envelope.to_name}", f"From: {envelope.from_name}, {envelope.team}{dated}"]


def write_pdf(content: Content, envelope: Envelope) -> bytes:
    """The message as PDF. Raises NoTypesetter where the typesetter is not installed.

    Where something was typed that our letters do not have, those of the machine are used too, and the file is not held
    to the standard, which allows no missing letter.
    """
    typst = load_typesetter()
    inputs = {"data": json.dumps(data_of(content, envelope), ensure_ascii=False)}
    try:
        return bytes(
            typst.compile(read_template(), sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True)
        )
    except typst.TypstError:
        return bytes(typst.compile(read_template(), sys_inputs=inputs))


def load_typesetter() -> Any:
    # It is 80 MB of program, of which most installations that only show pages need nothing.
    try:
        import typst
    except ImportError:
        raise NoTypesetter from None
    return typst


def plain_text(content: Content) -> Sequence[str]:
    """The same as lines, for tests and for whoever pastes it somewhere."""
    lines = [content.title, *(f"{name}: {value}" for name, value in content.facts)]
    for section in content.shown:
        lines += [section.title, *section.lines]
    return lines
