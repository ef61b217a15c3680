"""Words of danger in what is told of somebody who is referred: pointed out to people, and deciding nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from directory.matching.current import current_matcher_keeper
from directory.matching.profile import Profile

# Danger is told wherever there is room for it; each is listened to as sentences of their own.
IN_OWN_WORDS = ("statement", "reason", "safe_contact", "access_needs", "contact_times", "interpreter", "message")


def urgent_codes_in(db: Session, told: Mapping[str, Any]) -> Sequence[str]:
    """The needs that cannot wait of which anything speaks that was told in somebody's own words."""
    words = [told[name] for name in IN_OWN_WORDS if told.get(name)]
    words += [each["words"] for each in told.get("risks", ()) if each.get("words")]
    return urgent_codes(db, "\n".join(words))


def urgent_codes(db: Session, statement: str) -> Sequence[str]:
    """The needs that cannot wait of which somebody's words speak, or may speak."""
    if not statement:
        return ()
    return current_matcher_keeper().matcher(db).match(Profile(statement=statement), top=1).urgent_codes
