"""Weekly letters for tests."""

import secrets
from datetime import date, timedelta

from directory.accounts.models import User
from directory.champions.digest.models import WeeklyLetter
from directory.security.tokens import key_of, new_token


def make_weekly_link(db, user: User) -> str:
    """The token of a link by which somebody stops their weekly letter, as if the letter had just left."""
    # Any day will do that no other letter of theirs has.
    token, week_on = new_token(), date(1900, 1, 1) + timedelta(days=secrets.randbelow(36_500))
    db.add(WeeklyLetter(user_id=user.id, week_on=week_on, stop_key=key_of(token)))
    db.flush()
    return token
