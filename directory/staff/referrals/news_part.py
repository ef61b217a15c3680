"""What pages say of whether somebody was told what a group answered."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.casework.support_sessions.models import RemindBy
from directory.outbox import OutboxMessage
from directory.referrals.models import OnwardReferral, ReferralMove
from directory.referrals.news import next_words, words_of
from directory.referrals.news_models import ReferralNews
from directory.referrals.states import ReferralState
from directory.staff.referrals.referral_words import HISTORY_WORDS
from directory.web.words import uk_date, uk_short_date

# What a colleague does, in the words that a task begins with.
VERBS: Mapping[RemindBy | None, str] = {
    RemindBy.TEXT: "Text them",
    RemindBy.CALL: "Ring them",
    RemindBy.EMAIL: "The email to them did not arrive. Ring them",
    RemindBy.LETTER: "Print a letter to them",
    None: "Tell them, and ask how they like to be told",
}
BY = {
    RemindBy.TEXT: "by text",
    RemindBy.CALL: "by a call",
    RemindBy.EMAIL: "by email",
    RemindBy.LETTER: "by letter",
}


@dataclass(frozen=True)
class NewsLine:
    """One answer of a group that somebody is told of: how it stands, and what is left to do.

    `says` is what a text can say; `letter_href` leads to a letter to print, `told_href` is where it is written down.
    """

    told: str
    stands: str
    says: str = ""
    letter_href: str = ""
    told_href: str = ""


def news_lines(
    referral: OnwardReferral,
    news: Iterable[ReferralNews],
    letters: Mapping[uuid.UUID, OutboxMessage],
    *,
    may_write: bool,
) -> Sequence[NewsLine]:
    """What somebody was or is to be told of a referral, newest first."""
    moves = {each.number: each for each in referral.moves}
    lines = [news_line(referral, each, moves[each.move_number], letters.get(each.id), may_write) for each in news]
    return lines[::-1]


def news_line(
    referral: OnwardReferral, news: ReferralNews, move: ReferralMove, letter: OutboxMessage | None, may_write: bool
) -> NewsLine:
    told, stands = HISTORY_WORDS[ReferralState(move.to_state)], stands_words(news, letter)
    if not may_write or not is_to_do(news, letter):
        return NewsLine(told, stands)
    way = RemindBy(news.way) if news.way else None
    names: dict[str, Any] = {"reference": referral.reference, "referral_news_id": news.id}
    return NewsLine(
        told,
        stands,
        says=f"{words_of(move)} {next_words(move)}" if way is RemindBy.TEXT else "",
        letter_href=url_for("staff.print_referral_news", **names) if way is RemindBy.LETTER else "",
        told_href=url_for("staff.note_person_told", **names),
    )


def is_to_do(news: ReferralNews, letter: OutboxMessage | None) -> bool:
    """Whether a colleague has to tell them: nobody did, and no letter leaves or has left by itself."""
    if news.told_at is not None or news.called_off_at is not None:
        return False
    return letter is None or letter.gave_up_at is not None or letter.cancelled_at is not None


def stands_words(news: ReferralNews, letter: OutboxMessage | None) -> str:
    """Whether somebody was told, as a sentence."""
    way = RemindBy(news.way) if news.way else None
    if news.told_at is not None and news.teller is not None:
        how = f" {BY[way]}" if way and way is not RemindBy.EMAIL else ""
        return f"{news.teller.name} told them{how} on {uk_date(news.told_at)}."
    if letter is not None and letter.sent_at is not None:
        return f"An email told them on {uk_date(letter.sent_at)}."
    if news.called_off_at is not None:
        return f"They were not told: something else came on {uk_short_date(news.called_off_at)}."
    if is_to_do(news, letter):
        return f"{VERBS[way]}."
    return "An email to them leaves in some minutes."
