"""What a coordinator does all day, each as somebody does it in a browser."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from urllib.parse import urlsplit

from benchmarks.twenty_people.forms import Form, links_of
from benchmarks.twenty_people.person import NothingToDo, Person, WentWrong
from directory import clock

STATEMENT = "My wife died in the spring and I am on my own all day. I used to be a joiner."
FURTHEST_DAYS = 200
LENGTH_OF_REFERENCE = 10
MET_OF = 4
# Filling in a form: what is sent, and the mark in it.
Fill = Callable[[Person], tuple[Form, str]]


def somebody(person: Person) -> str:
    """One of the clients somebody works with, by reference."""
    return person.chance.choice(person.references)


def day_of(day: date) -> tuple[str, str, str]:
    """A day as it is typed into its three boxes."""
    return str(day.day), str(day.month), str(day.year)


def is_record(address: str) -> bool:
    """Whether a link leads to one record, by its reference."""
    last = urlsplit(address).path.rpartition("/")[2]
    return len(last) == LENGTH_OF_REFERENCE and last.isupper()


def open_day(person: Person) -> None:
    person.open("/staff/", "my day")


def open_clients(person: Person) -> None:
    person.open("/staff/clients", "my clients")


def find_client(person: Person) -> None:
    form = person.open("/staff/clients", "my clients").form_to("/clients/find")
    sought = person.chance.choice(("Kathryn Firth", "Moh", "Katherine Furth", "1 2 1950", "Zebedee Quux"))
    person.press(form.filled(sought=sought), "search")


def read_client(person: Person) -> None:
    reference = somebody(person)
    person.open(f"/staff/clients/{reference}", "a client")
    person.open(f"/staff/clients/{reference}/timeline", "a timeline")


def match_somebody(person: Person) -> None:
    form = person.open("/staff/match", "ask the match").form_to("/match")
    page = person.press(form.filled(statement=STATEMENT), "match")
    if page.status == 303:
        person.open(page.location, "match")


def write_note(person: Person) -> None:
    reference, mark = somebody(person), person.mark()
    form = person.open(f"/staff/clients/{reference}/notes/new", "begin a note").form_to("/notes")
    person.write(form.filled(words=f"{mark} rang and sounded well."), "note", mark, reference)


def add_goal(person: Person) -> None:
    reference, mark = somebody(person), person.mark()
    form = person.open(f"/staff/clients/{reference}/goals/new", "begin a goal").form_to("/goals")
    person.write(form.filled(words=f"I want to see {mark} again", first_what="Ring them"), "goal", mark, reference)


def plan_session(person: Person) -> None:
    """Plan a session, or ask for more where all are used.

    Where something else is at that time, the box for that is ticked, and the form sent anew.
    """
    reference, mark = somebody(person), person.mark()
    page = person.open(f"/staff/clients/{reference}/sessions/new", "begin a session")
    if any(links_of(page.text, f"/clients/{reference}/more-sessions/")):
        ask_for_more(person, reference)
        return
    form = page.form_while_it_lasts("/sessions")
    day = clock.today() + timedelta(days=person.chance.randrange(1, FURTHEST_DAYS))
    at = f"{person.chance.randrange(9, 17)}:{person.chance.choice((0, 15, 30, 45)):02}"
    typed = form.filled(day=day_of(day), at=at, way="place", place=f"The café in {mark} Street")
    page = person.write(typed, "session", mark, reference)
    if page.status == 422 and "in_spite" in page.form_to("/sessions").names:
        mark = person.mark()
        again = page.form_to("/sessions").filled(place=f"The café in {mark} Street", in_spite="yes")
        person.write(again, "session", mark, reference)


def ask_for_more(person: Person, reference: str) -> None:
    mark = person.mark()
    page = person.open(f"/staff/clients/{reference}/more-sessions/new", "begin to ask for more")
    typed = page.form_to("/more-sessions").filled(sessions="2", reason=f"{mark} is nearly settled in.")
    person.write(typed, "more sessions", mark, reference)


def call_session_off(person: Person) -> None:
    """Cancel a session that is to come; now and then a colleague does so at the same moment, and says otherwise why."""
    reference = somebody(person)
    page = person.open(f"/staff/clients/{reference}", "a client")
    planned = [each for each in links_of(page.text, f"/clients/{reference}/sessions/") if not each.endswith("/new")]
    if not planned:
        return
    address = urlsplit(person.chance.choice(planned)).path

    def fill(who: Person) -> tuple[Form, str]:
        mark = who.mark()
        form = who.open(address, "a session").form_while_it_lasts(address)
        if "cancelled" not in form.choices.get("state", ()) or form.value("state"):
            raise NothingToDo
        return form.filled(state="cancelled", cancelled_because="illness", notes=f"{mark} is ill."), mark

    together(person, "session called off", address, fill)


def correct_client(person: Person) -> None:
    """Put a record right; a colleague looks at the same version, and sends at the same moment."""
    reference = somebody(person)
    address = f"/staff/clients/{reference}/edit"

    def fill(who: Person) -> tuple[Form, str]:
        mark = who.mark()
        form = who.open(address, "begin a correction").form_to("/edit")
        return form.filled(statement=f"I would like to see {mark} again."), mark

    together(person, "correction", reference, fill)


def log_try(person: Person) -> None:
    reference, mark = somebody(person), person.mark()
    form = person.open(f"/staff/clients/{reference}/support", "who supports them").form_to("/tries")
    typed = form.filled(how="phone", result="no answer", try_note=f"{mark} picked up and said nothing")
    person.write(typed, "try", mark, reference)


def refer_onward(person: Person) -> None:
    """Find a group by name, look the referral over, see what is sent, and send it."""
    reference, mark = somebody(person), person.mark()
    name = f"Activity+{person.chance.randrange(10)}"
    page = person.open(f"/staff/referrals/new?client={reference}&name={name}", "find a group")
    offered = [each for each in page.forms if each.action.endswith("/referrals/check")]
    if not offered:
        raise WentWrong("no group is offered")
    page = person.press(person.chance.choice(offered), "look a referral over")
    form = page.form_to("/referrals/preview")
    typed = form.filled(message=f"{mark} would like to be met.", agreed_on=day_of(clock.today()))
    page = person.try_press(typed, "see what a group gets")
    if page is not None:
        person.write(page.form_to("/staff/referrals"), "referral onward", mark, reference)


def move_referral(person: Person) -> None:
    """Write down what became of a referral; now and then a colleague does so at the same moment."""
    page = person.open("/staff/referrals", "referrals")
    addresses = [each for each in links_of(page.text, "/staff/referrals/") if is_record(each)]
    if not addresses:
        return
    address = urlsplit(person.chance.choice(addresses)).path

    def fill(who: Person) -> tuple[Form, str]:
        mark = who.mark()
        form = who.open(address, "a referral").form_while_it_lasts("/moves")
        to = who.chance.choice([each for each in form.choices["to"] if each not in ("declined", "ended")])
        return form.filled(to=to, note=f"{mark} told us."), mark

    together(person, "move of a referral", address, fill)


def take_call(person: Person) -> None:
    mark = person.mark()
    form = person.open("/staff/phone-call", "begin a call").form_to("/phone-call")
    done = person.chance.choice(("call back", "take on"))
    typed = form.filled(name=mark, phone="07700 900456", said="On my own since June.", done=done)
    person.write(typed, "call", mark, done)


def add_client(person: Person) -> None:
    mark = person.mark()
    form = person.open("/staff/clients/new", "begin a client").form_to("/clients")
    person.write(form.filled(name=mark, statement=STATEMENT), "client", mark, mark)


def take_on(person: Person) -> None:
    """Take somebody on who waits; others may do so at the same moment."""
    page = person.open("/staff/referrals-in", "who waits")
    waiting = [each for each in links_of(page.text, "/staff/referrals-in/") if is_record(each)]
    if not waiting:
        return
    address = urlsplit(person.chance.choice(waiting[:3])).path
    form = person.open(address, "somebody who asked").form_while_it_lasts("/accept")
    typed = form.filled(who="new") if "who" in form.names else form
    reference = address.rpartition("/")[2]
    person.write(typed, "taken on", reference, reference)


def together(person: Person, kind: str, about: str, fill: Fill) -> None:
    """Fill in a form and send it. A colleague who was met opens the same one first, and sends it at that moment."""
    people = [person, *([person.colleague] if person.colleague and person.chance.randrange(MET_OF) == 0 else [])]
    filled = [(who, *fill(who)) for who in people]
    with ThreadPoolExecutor(len(filled)) as hands:
        sent = [
            hands.submit(who.write, form, kind, mark, about, form.value("seen") or form.value("version"))
            for who, form, mark in filled
        ]
        for each in sent:
            each.result()
