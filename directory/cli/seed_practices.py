"""A surgery of the fictional town that the team writes to, and that may see how its own referrals stand."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.casework.message_back.practices import PracticeInput, keep_practice
from directory.casework.own_referrals.keeping import OfKind, ReferrerLinkInput, set_up_link
from directory.cli.town import Town


def load_practices(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    for row in town.people()["practice"]:
        actor = actor_of(db, staff[row["kept_by"]].email)
        practice = keep_practice(db, actor, PracticeInput(row["code"], row["name"], row["email"]))
        db.flush()  # the link is made for a practice that is on the list
        set_up_link(db, actor, ReferrerLinkInput(OfKind.PRACTICE, practice.id))
