"""The post: letters leave as `lynchpin messages send` sends them, through a mail server on this machine."""

import random
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from operator import itemgetter
from zlib import crc32

from sqlalchemy.exc import OperationalError

from benchmarks.twenty_people.person import WentWrong
from directory.jobs.sending import send_waiting, smtp_sender
from tests.plugins.mail_server import MailServer, running_mail_server

SENDER, SITE = "team@bench.example", "http://127.0.0.1"
BETWEEN_ROUNDS_SECONDS, LONGEST_WAIT_SECONDS = 1.0, 60.0
TO_GROUP = re.compile(r"/replies/\S+")


@dataclass(frozen=True)
class Letter:
    """A letter as it arrived."""

    to: str
    words: str


@dataclass
class Post:
    """What arrived so far. Each letter to a group is taken by one person."""

    server: MailServer
    problems: list[str] = field(default_factory=list)
    _read: list[Letter] = field(default_factory=list)
    _taken: set[int] = field(default_factory=set)
    _codes: set[int] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: threading.Event = field(default_factory=threading.Event)

    def take_letter(self, chance: random.Random, place: int, places: int) -> Letter | None:
        """A letter about a referral that nobody has answered; None while there is none.

        Groups are shared out among who answers for them, so that two never wait for a code at one address.
        """
        with self._lock:
            letters = self.letters()
            to_groups = [n for n, each in enumerate(letters) if n not in self._taken and TO_GROUP.search(each.words)]
            free = [n for n in to_groups if crc32(letters[n].to.encode()) % places == place]
            if not free:
                return None
            chosen = chance.choice(free)
            self._taken.add(chosen)
            return letters[chosen]

    def wait_for(self, to: str, pattern: re.Pattern[str]) -> str:
        """What is found in the newest letter to an address, if nobody has opened it. Raises WentWrong if none comes."""
        until = time.monotonic() + LONGEST_WAIT_SECONDS
        while time.monotonic() < until:
            with self._lock:
                theirs = ((n, pattern.search(each.words)) for n, each in enumerate(self.letters()) if each.to == to)
                number, found = max(((n, found) for n, found in theirs if found), default=(0, None), key=itemgetter(0))
                if found and number not in self._codes:
                    self._codes.add(number)
                    return found[1]
            time.sleep(0.2)
        raise WentWrong("no letter came")

    def letters(self) -> Sequence[Letter]:
        """All that arrived, each read once. The caller holds the lock."""
        self._read += [read(each.letter) for each in self.server.taken[len(self._read) :]]
        return self._read

    def keep_sending(self) -> None:
        send = smtp_sender(self.server.url)
        while not self._over.is_set():
            try:
                done = send_waiting(send, SENDER, SITE)
            except OperationalError:
                self.problems.append("the post waited in vain for others to write")
            else:
                self.problems += ["a letter could not be sent"] * done.failed
            self._over.wait(BETWEEN_ROUNDS_SECONDS)


def read(letter: EmailMessage) -> Letter:
    return Letter(str(letter["To"]), letter.get_content())


@contextmanager
def running_post() -> Iterator[Post]:
    """Post that goes on until the block ends; all that waited by then has left after it."""
    with running_mail_server() as server:
        post = Post(server)
        sending = threading.Thread(target=post.keep_sending, daemon=True)
        sending.start()
        try:
            yield post
        finally:
            post._over.set()
            sending.join(LONGEST_WAIT_SECONDS)
            send_waiting(smtp_sender(server.url), SENDER, SITE)
