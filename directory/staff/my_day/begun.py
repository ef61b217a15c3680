"""What somebody has begun to write and not sent."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.drafts.keeping import KEPT_FOR, list_drafts
from directory.clock import day_of
from directory.staff.drafts.drafted_forms import DRAFTED
from directory.staff.drafts.offering import GO_ON
from directory.staff.my_day.due import DueLine, due_line


def list_begun(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """The actor's own, due on the day after which it goes."""
    for draft, client in list_drafts(db, actor):
        form = DRAFTED.get(draft.form)
        if form is not None:
            href = form.href(client.reference, draft.about, **{GO_ON: "yes"})
            due_on = day_of(draft.saved_at + KEPT_FOR)
            yield due_line(client, "Begun", f"Go on with {form.words}", href, due_on, today)
