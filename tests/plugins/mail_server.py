"""A mail server on this machine, which takes what is sent to it and remembers it, or refuses some addresses."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

NO_SUCH_USER = "550 5.1.1 No such user here"


@dataclass(frozen=True)
class Taken:
    """A letter that was taken, and where answers of mail servers to it go."""

    letter: EmailMessage
    envelope_from: str


@dataclass
class MailServer:
    """A server that runs. `refused` are the addresses that it knows nobody at."""

    url: str = ""
    taken: list[Taken] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return NO_SUCH_USER
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        letter = email.message_from_bytes(bytes(envelope.content or b""), policy=email.policy.default)
        self.taken.append(Taken(letter, envelope.mail_from or ""))
        return "250 OK"

    def letters_to(self, address: str) -> list[EmailMessage]:
        return [each.letter for each in self.taken if each.letter["To"] == address]


class AtAnyPort(Controller):
    """Listens where the machine has room, and knows where that is before it looks whether it answers."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """A mail server that takes what comes, until the block ends."""
    server = MailServer()
    controller = AtAnyPort(server, hostname="127.0.0.1", port=0)
    controller.start()
    server.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield server
    finally:
        controller.stop()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that takes what comes."""
    with running_mail_server() as server:
        yield server
