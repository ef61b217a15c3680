"""What people without an account told of activities of the fictional town, and still wait to hear of."""

from datetime import timedelta

from sqlalchemy.orm import Session

from directory.casework.references import make_reference
from directory.catalogue.queries import get_service
from directory.champions.messages.closing import record_message
from directory.champions.messages.inputs import MessageInput
from directory.champions.messages.models import About
from directory.cli.town import Town, key_id


def load_messages(db: Session, town: Town) -> None:
    """Some days ago, so that the list of what to do says since when."""
    for row in town.messages():
        told = MessageInput(
            f"town-{row['activity']}", About(row["about"]), words=row["words"], email=row.get("email", "")
        )
        message = record_message(db, get_service(db, key_id("activity", row["activity"])), make_reference(), told)
        message.told_at -= timedelta(days=row["days_ago"])
