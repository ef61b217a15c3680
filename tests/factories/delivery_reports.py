"""What mail servers report of letters that did not arrive, as Postfix, Exim and others write it."""

from email.message import EmailMessage

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.becklane.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="9A1C2.1764145921/mx.becklane.example"

This is a MIME-encapsulated message.

--9A1C2.1764145921/mx.becklane.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.becklane.example.

I'm sorry to have to inform you that your message could not be delivered to one or more recipients.

<{address}>: host mx.becklane.example[192.0.2.7] said: {code} {status} No such user (in reply to RCPT TO command)

--9A1C2.1764145921/mx.becklane.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.becklane.example
X-Postfix-Queue-ID: 9A1C2
X-Postfix-Sender: rfc822; {to}
Arrival-Date: Thu, 26 Nov 2026 08:32:01 +0000 (GMT)

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.becklane.example
Diagnostic-Code: smtp; {code} {status} No such user

--9A1C2.1764145921/mx.becklane.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

{letter}

--9A1C2.1764145921/mx.becklane.example--
"""
EXIM = """\
Return-path: <>
Envelope-to: {to}
X-Failed-Recipients: {address}
From: Mail Delivery System <Mailer-Daemon@mail.becklane.example>
To: {to}
Content-Type: multipart/report; report-type=delivery-status; boundary=1764145921-eximdsn-804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender

--1764145921-eximdsn-804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

  {address}
    Unrouteable address

--1764145921-eximdsn-804289383
Content-type: message/delivery-status

Reporting-MTA: dns; mail.becklane.example

Action: {action}
Final-Recipient: rfc822;{address}
Status: {status}

--1764145921-eximdsn-804289383
Content-type: text/rfc822-headers

{head}
--1764145921-eximdsn-804289383--
"""
ABSENT = """\
From: {address}
To: {to}
Subject: Out of office: Is Walks by the beck still right?
Auto-Submitted: auto-replied
In-Reply-To: {message_id}
References: {message_id}
Content-Type: text/plain; charset=utf-8

I am away until Monday.
"""


def report_of(
    letter: EmailMessage,
    template: str = POSTFIX,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    to: str = "team@scheme.example",
    address: str | None = None,
) -> bytes:
    """What a mail server reports of a letter, as it comes to an address of ours."""
    head = "".join(f"{name}: {value}\n" for name, value in letter.items())
    words = template.format(
        to=to,
        address=address or letter["To"],
        status=status,
        code="550" if status.startswith("5") else "451",
        action=action,
        letter=letter.as_string(),
        head=head,
        message_id=letter["Message-ID"],
    )
    return words.encode()
