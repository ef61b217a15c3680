"""Who tells what is due. A new kind of work adds a module beside this one, and its function here."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.staff.my_day.answers import list_answers_in
from directory.staff.my_day.assessments import list_assessments_due
from directory.staff.my_day.begun import list_begun
from directory.staff.my_day.due import DueLine
from directory.staff.my_day.first_visits import list_visits
from directory.staff.my_day.groups_ask import list_group_questions
from directory.staff.my_day.handed_over import list_handed_over
from directory.staff.my_day.kept_safe import list_kept_safe
from directory.staff.my_day.looking_into import list_to_look_into
from directory.staff.my_day.messages_back import list_messages_to_send
from directory.staff.my_day.needing_more import list_next_steps, list_referrers_to_tell
from directory.staff.my_day.not_reached import list_not_reached_any_more, list_to_decide
from directory.staff.my_day.plans import list_plans
from directory.staff.my_day.reaching import list_first_contacts, list_tries_again, list_unanswered
from directory.staff.my_day.sessions import list_sessions
from directory.staff.my_day.telling import list_people_to_tell
from directory.staff.my_day.told import list_told
from directory.staff.my_day.told_about_us import list_told_about_us

# What is due for the people in the actor's care (`casework.queries.in_care_of`), in any order, however late or early:
# what is further away than a week is left out by who asks. Who is named is written down by who asks, too.
Source = Callable[[Session, Actor, date], Iterable[DueLine]]

SOURCES: Sequence[Source] = (
    list_told,
    list_told_about_us,
    list_begun,
    list_sessions,
    list_assessments_due,
    list_group_questions,
    list_people_to_tell,
    list_answers_in,
    list_visits,
    list_plans,
    list_messages_to_send,
    list_kept_safe,
    list_to_look_into,
    list_handed_over,
    list_first_contacts,
    list_tries_again,
    list_unanswered,
    list_not_reached_any_more,
    list_to_decide,
    list_next_steps,
    list_referrers_to_tell,
)
