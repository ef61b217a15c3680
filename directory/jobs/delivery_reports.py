"""Reading what mail servers report of a letter of ours (RFC 3464): whether it arrived, and at which address not.

Anybody can write to where such reports go. What is read here says nothing of whether it is true: it names the letter by
an id that only who got it, or carried it, can know.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser, HeaderParser
from email.policy import compat32
from email.utils import getaddresses

from directory.errors import LynchpinError

# Our letters are short, and what is reported of them says a letter of ours once more: nothing longer is one.
LONGEST_REPORT = 1_000_000
MOST_RECIPIENTS = 50
# Where the address stands to which a report was sent, by what mail servers write when they hand it over.
SENT_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
NAMED = ("Original-Recipient", "Final-Recipient")
OUR_ID = re.compile(r"\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]{1,255}>\s*")
OUR_RETURN_PATH = re.compile(r"[^@\s]{1,64}\+([0-9a-f]{32})@[^@\s]{1,255}")
STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
FAILED, DELAYED = "failed", "delayed"
# Of what is final, what says nothing of the address (RFC 3463): the mailbox is full, the letter too long, the server in
# trouble, the letter not taken for what it says or for where it comes from.
NOT_THE_ADDRESS = re.compile(r"5\.(?:2\.[23]|[367]\.\d+)")


class NotAReport(LynchpinError):
    """What was taken in is no report of a letter that did not arrive."""


@dataclass(frozen=True)
class DeliveryReport:
    """What a mail server says of one letter: its code, as 5.1.1, and the addresses that it speaks of.

    `is_final` where nobody tries any more; until then the letter may still arrive.
    """

    message_id: uuid.UUID
    is_final: bool
    status: str
    recipients: frozenset[str]

    @property
    def is_the_address(self) -> bool:
        """Whether what failed is the address, and for good: another letter would fare no better."""
        return self.is_final and self.status.startswith("5") and not NOT_THE_ADDRESS.fullmatch(self.status)


def return_path(bounces: str, message_id: uuid.UUID) -> str:
    """Where reports of one letter go: an address of ours that says which letter it was, and nothing else."""
    name, _, site = bounces.rpartition("@")
    return f"{name}+{message_id.hex}@{site}"


def read_report(raw: bytes, sent_to: str = "") -> DeliveryReport:
    """What a report says. `sent_to` is the address that it came to, where that is known. Raises NotAReport."""
    if len(raw) > LONGEST_REPORT:
        raise NotAReport("This is too long to be a report of one of our letters.")
    try:
        # The oldest way of reading headers: it takes whatever is there for text, and never looks into it.
        report = BytesParser(policy=compat32).parsebytes(raw)
    except RecursionError:
        raise NotAReport("Parts stand inside one another deeper than in any report.") from None
    inside = report.get_payload()
    parts = [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []
    if report.get_content_type() != "multipart/report" or not parts:
        raise NotAReport("This is no report of a mail server (RFC 3464), such as an absence notice.")
    message_id = find_message_id(report, parts, sent_to)
    if message_id is None:
        raise NotAReport("The report does not name a letter of ours.")
    return worst_of(message_id, [each for part in parts for each in recipients_in(part)])


def find_message_id(report: Message, parts: Iterable[Message], sent_to: str) -> uuid.UUID | None:
    """Which letter of ours a report is about: by the address that it came to, or by the head of the letter in it."""
    addresses = getaddresses([sent_to, *(str(each) for name in SENT_TO for each in report.get_all(name, []))])
    for _, address in addresses:
        if found := OUR_RETURN_PATH.fullmatch(address.lower()):
            return uuid.UUID(found[1])
    for part in parts:
        if found := OUR_ID.fullmatch(str(returned_head(part).get("Message-ID", "")).lower()):
            return uuid.UUID(found[1])
    return None


def returned_head(part: Message) -> Message:
    """The head of the letter that a report gives back, whole or its head alone; an empty one in other parts."""
    inside = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inside, list) and isinstance(inside[0], Message):
        return inside[0]
    if part.get_content_type() == "text/rfc822-headers":
        words = part.get_payload(decode=True)
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else ""
        return HeaderParser(policy=compat32).parsestr(text)
    return Message()


def recipients_in(part: Message) -> Iterator[tuple[str, str, frozenset[str]]]:
    """What became of the letter at each address, as action, code and the address as we and as they call it."""
    groups = part.get_payload()
    if part.get_content_type() != "message/delivery-status" or not isinstance(groups, list):
        return
    for group in groups[: MOST_RECIPIENTS + 1]:
        if isinstance(group, Message) and "Action" in group:
            found = STATUS.match(str(group.get("Status", "")))
            named = {str(group.get(name, "")).rpartition(";")[2].strip() for name in NAMED}
            yield str(group["Action"]).strip().lower(), ".".join(found.groups()) if found else "", frozenset(named)


def worst_of(message_id: uuid.UUID, told: list[tuple[str, str, frozenset[str]]]) -> DeliveryReport:
    """The report of a letter that failed or is late somewhere. Raises NotAReport where it only says that it arrived."""
    for action in (FAILED, DELAYED):
        for of, status, recipients in told:
            if of == action:
                return DeliveryReport(message_id, action == FAILED, status, recipients - {""})
    raise NotAReport("The report tells of nothing that failed or is late.")
