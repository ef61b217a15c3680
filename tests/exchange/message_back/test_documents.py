"""A message as PDF: tagged, dated, and nothing that was typed read as markup."""

import re
import zlib

from directory.exchange.message_back.documents import DRAFT, Envelope, data_of, plain_text, write_pdf
from tests.factories.message_back import make_content

ENVELOPE = Envelope("Sike Road Surgery", "North team", "Ann Other", "3 March 2026", "ABCDE12345")


def test_pdf_is_for_screen_readers_and_has_a_title():
    pdf = write_pdf(make_content(), ENVELOPE)

    opened = pdf + b"".join(map(unpacked, re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)))
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in opened
    assert b"/MarkInfo" in opened or b"/Marked true" in opened
    assert b"message to the GP practice" in opened


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_what_was_typed_is_no_markup():
    content = make_content(facts=(("Name", "#panic() *Zoë* $x$ <b> @cite [x] // no"), ("Our reference", "X")))

    assert write_pdf(content, ENVELOPE).startswith(b"%PDF-")


def test_signs_our_letters_do_not_have_make_a_file_all_the_same():
    content = make_content(facts=(("Name", "عمر 🌻"), ("Our reference", "X")))

    assert write_pdf(content, ENVELOPE).startswith(b"%PDF-")


def test_a_draft_says_that_it_is_one():
    assert data_of(make_content(), ENVELOPE)["notice"] == ""
    assert data_of(make_content(), Envelope("A", "B", "C", "", "X", is_draft=True))["notice"] == DRAFT


def test_requested_actions_come_before_all_else():
    lines = plain_text(make_content())

    assert lines.index("No actions are requested.") < lines.index("What they wanted")
    assert "A dog that bites" not in lines
