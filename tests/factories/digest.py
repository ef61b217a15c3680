"""Weekly letters for tests."""

from datetime import date, timedelta
from itertools import count

from directory.accounts.models import User
from directory.champions.digest.models import WeeklyLetter
from directory.security.tokens import key_of, new_token

# Nobody gets two letters in a week: each is of another one, long ago.
_weeks = count()


def make_weekly_link(db, user: User) -> str:
    """The token of a link by which somebody stops their weekly letter, as if the letter had just left."""
    token, week_on = new_token(), date(1900, 1, 1) + timedelta(weeks=next(_weeks))
    db.add(WeeklyLetter(user_id=user.id, week_on=week_on, stop_key=key_of(token)))
    db.flush()
    return token
