"""Accounts that nobody has used for long. They cannot be signed in to until an administrator enables them again."""

from datetime import datetime, timedelta

from directory.accounts.models import User

_after: timedelta | None = timedelta(days=90)


def use_dormancy(after: timedelta | None) -> None:
    """Choose after how long without signing in an account is dormant; None for never."""
    global _after
    _after = after


def is_dormant(user: User, now: datetime) -> bool:
    """Whether an account was not used for too long, since it was last signed in to, enabled or made."""
    moments = (user.last_signed_in_at, user.enabled_at, user.made_at)
    last = max(each for each in moments if each is not None)
    return _after is not None and now - last > _after
