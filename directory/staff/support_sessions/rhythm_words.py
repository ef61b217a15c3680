"""How the wishes, pauses and answers of people are told on pages."""

from datetime import date

from directory.casework.support_sessions.models import RemindBy, Way
from directory.casework.support_sessions.rhythm import is_running
from directory.casework.support_sessions.rhythm_models import MoreWanted, SessionRhythm, SupportPause
from directory.web.words import uk_short_date

DAY_NAMES = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
WAYS = {Way.PLACE: "at a place", Way.HOME: "at their home", Way.PHONE: "by phone", Way.VIDEO: "by video"}
REMINDED = {
    RemindBy.TEXT: "reminded by text",
    RemindBy.CALL: "reminded by a call",
    RemindBy.EMAIL: "reminded by email",
    RemindBy.LETTER: "reminded by letter",
}
INTERVALS = {1: "every week", 2: "every two weeks", 3: "every three weeks", 4: "every four weeks"}


def rhythm_words(rhythm: SessionRhythm | None) -> str:
    """They wish: every two weeks, on Tuesdays, by phone. And what they said."""
    if rhythm is None:
        return ""
    days = [DAY_NAMES[each] for each in sorted(rhythm.weekdays)]
    told = [
        INTERVALS.get(rhythm.weeks or 0, f"every {rhythm.weeks} weeks") if rhythm.weeks else "as they ask",
        f"on {' or '.join(days)}" if days else "",
        WAYS[Way(rhythm.way)] if rhythm.way else "",
        REMINDED[RemindBy(rhythm.remind_by)] if rhythm.remind_by else "",
    ]
    said = f" “{rhythm.wish}”" if rhythm.wish else ""
    return f"They wish: {', '.join(each for each in told if each)}.{said}"


def pause_words(pause: SupportPause, today: date) -> str:
    """Paused from a day until another, and why."""
    until = f" until {uk_short_date(pause.ends_on)}" if pause.ends_on else ", until you end it"
    verb = "Paused" if is_running(pause, today) else "Was paused" if pause.from_on <= today else "Will be paused"
    return f"{verb} from {uk_short_date(pause.from_on)}{until}: {pause.why}. These weeks do not count."


def wanted_words(wanted: MoreWanted | None) -> str:
    """Whether they would have liked more sessions."""
    if wanted is None:
        return ""
    words = "They would have liked more sessions." if wanted.is_wanted else "They would not have liked more sessions."
    return f"{words} “{wanted.note}”" if wanted.note else words
