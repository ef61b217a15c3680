"""What is read of a report, and what is none."""

import uuid
from email.message import EmailMessage

import pytest

from directory.jobs.delivery_reports import LONGEST_REPORT, NotAReport, read_report, return_path
from tests.factories.delivery_reports import ABSENT, EXIM, POSTFIX, report_of

LETTER_ID = uuid.UUID("0b0e7a52-5c8b-4b43-9d3e-3d8a6c1f2a11")
OTHER_ID = uuid.UUID("1c1e7a52-5c8b-4b43-9d3e-3d8a6c1f2a22")


@pytest.fixture
def letter():
    made = EmailMessage()
    made["Message-ID"] = f"<{LETTER_ID}@scheme.example>"
    made["From"], made["To"] = "team@scheme.example", "walks@becklane.example"
    made.set_content("Is it still right?")
    return made


@pytest.mark.parametrize("template", [pytest.param(POSTFIX, id="postfix"), pytest.param(EXIM, id="exim")])
def test_report_names_the_letter_and_where_it_failed(letter, template):
    report = read_report(report_of(letter, template))

    assert (report.message_id, report.status, report.is_final) == (LETTER_ID, "5.1.1", True)
    assert report.recipients == {"walks@becklane.example"}
    assert report.is_the_address


def test_address_that_a_report_came_to_names_the_letter(letter):
    to = return_path("bounces@scheme.example", OTHER_ID)

    assert read_report(report_of(letter, to=to)).message_id == OTHER_ID
    assert read_report(report_of(letter), sent_to=to).message_id == OTHER_ID


def test_return_path_says_which_letter_it_was_and_nothing_else():
    assert return_path("bounces@scheme.example", LETTER_ID) == f"bounces+{LETTER_ID.hex}@scheme.example"


@pytest.mark.parametrize(
    ("status", "action", "is_final", "is_the_address"),
    [
        pytest.param("5.1.1", "failed", True, True, id="no such person"),
        pytest.param("5.1.10", "failed", True, True, id="site takes no mail"),
        pytest.param("5.4.4", "failed", True, True, id="no such site"),
        pytest.param("5.2.1", "failed", True, True, id="mailbox closed"),
        pytest.param("5.2.2", "failed", True, False, id="mailbox full"),
        pytest.param("5.7.1", "failed", True, False, id="refused for where it comes from"),
        pytest.param("5.3.4", "failed", True, False, id="too long"),
        pytest.param("4.4.7", "failed", True, False, id="tried for days"),
        pytest.param("4.4.1", "delayed", False, False, id="late"),
        pytest.param("5.1.1", "delayed", False, False, id="late whatever its code"),
        pytest.param("nonsense", "failed", True, False, id="no code"),
    ],
)
def test_what_failed_for_good_is_told_from_what_is_late(letter, status, action, is_final, is_the_address):
    report = read_report(report_of(letter, status=status, action=action))

    assert (report.is_final, report.is_the_address) == (is_final, is_the_address)


def deep(levels: int) -> bytes:
    """Parts that stand inside one another."""
    heads = (f'Content-Type: multipart/report; boundary="b{each}"\n\n--b{each}\n' for each in range(levels))
    return "".join(heads).encode()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00\xff\xfe" * 1000, id="no text"),
        pytest.param(b"x" * (LONGEST_REPORT + 1), id="huge"),
        pytest.param(deep(3_000), id="nested deep"),
        pytest.param(b'Content-Type: multipart/report; boundary="b"\n\n--b\n\nHello\n--b--\n', id="a frame alone"),
        pytest.param(b"Content-Type: multipart/report\n\nno frame\n", id="no frame"),
        pytest.param(b"To: " + b"a@b.example, " * 20_000 + b"\n\n", id="many addresses"),
    ],
)
def test_what_is_no_report_is_told_as_such(raw):
    with pytest.raises(NotAReport):
        read_report(raw)


def test_absence_notice_is_no_report(letter):
    with pytest.raises(NotAReport, match="absence notice"):
        read_report(report_of(letter, ABSENT))


def test_report_that_a_letter_arrived_is_not_taken_for_a_failure(letter):
    with pytest.raises(NotAReport, match="nothing that failed"):
        read_report(report_of(letter, action="delivered", status="2.0.0"))


@pytest.mark.parametrize("made_up", ["<made-up@scheme.example>", "", "<" + "a" * 5000 + "@scheme.example>"])
def test_report_that_names_no_letter_of_ours_is_none(letter, made_up):
    letter.replace_header("Message-ID", made_up)

    with pytest.raises(NotAReport, match="does not name"):
        read_report(report_of(letter))


def test_report_on_thousands_of_addresses_is_read_as_far_as_needed(letter):
    many = "\n".join(f"Final-Recipient: rfc822;n{each}@x.example\nAction: relayed\n" for each in range(5_000))
    raw = (
        report_of(letter).decode().replace("Final-Recipient: rfc822; walks", f"{many}\nFinal-Recipient: rfc822; walks")
    )

    with pytest.raises(NotAReport):
        read_report(raw.encode())
