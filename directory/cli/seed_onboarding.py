"""What groups of the fictional town told of themselves in the form, and what a champion found on a first visit."""

import json
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.casework.references import make_reference
from directory.champions.onboarding.forms import begin_form
from directory.champions.onboarding.visit_models import ListingVisit
from directory.champions.suggesting.group_suggestion_inputs import GroupSuggestionInput
from directory.champions.suggesting.group_suggestions import suggest_group
from directory.cli.town import Record, Town, key_id
from directory.db import new_id

A_DAY = timedelta(days=1)
NAMED = ("name", "sent_days_ago", "activity", "days_ago")


def load_onboarding(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    """A form that was sent and waits, and a visit."""
    known, champion = town.onboarding(), actor_of(db, staff["champion"].email)
    for row in known["form"]:
        told = GroupSuggestionInput(f"town-{row['name']}", row["name"], "", "The form was handed over", is_own=True)
        form = begin_form(db, champion, suggest_group(db, make_reference(), told))
        pages = pages_of(row)
        form.answers = json.dumps({"done": sorted(pages), "answers": pages}, ensure_ascii=False)
        form.sent_at = form.saved_at = clock.now() - A_DAY * row["sent_days_ago"]
    for row in known["visit"]:
        found = {code: {"looked": each["looked"], "note": each.get("note", "")} for code, each in pages_of(row).items()}
        visit = ListingVisit(
            id=new_id(),
            service_id=key_id("activity", row["activity"]),
            visited_by=champion.user_id,
            visited_on=town.day(row["days_ago"]),
            found=json.dumps(found, ensure_ascii=False),
        )
        db.add(visit)


def pages_of(row: Record) -> dict[str, Record]:
    """The parts of a row that are tables of their own."""
    return {name: each for name, each in row.items() if name not in NAMED}
