"""What managers, champions, groups and residents do, each as somebody does it in a browser."""

import re
import time
from urllib.parse import urlsplit

from benchmarks.twenty_people.coordinating import is_record, somebody, together
from benchmarks.twenty_people.forms import Form, links_of
from benchmarks.twenty_people.person import NothingToDo, Page, Person, WentWrong
from benchmarks.twenty_people.post import Post
from directory.web.spam import QUICKEST

MOST_PAGES = 6
_CODE = re.compile(r"Your code is (\d{6})\b")
_LINK = re.compile(r"https?://[^/\s]+(/replies/\S+)")


def open_team(person: Person) -> None:
    person.open("/staff/", "the team's day")
    person.open("/staff/caseloads", "caseloads")


def judge_urgency(person: Person) -> None:
    """Say of some who wait how soon they are to be reached."""
    form = person.open("/staff/referrals-in", "who waits").form_to("/referrals-in/urgency")
    waiting = form.choices.get("chosen", ())
    if waiting:
        chosen = person.chance.sample(waiting, min(3, len(waiting)))
        person.press(form.filled(chosen=chosen, urgency=person.chance.choice(("urgent", "soon", "routine"))), "urgency")


def give_to_another(person: Person) -> None:
    """Have another coordinator support somebody; another manager may do so at the same moment."""
    reference = somebody(person)
    address = f"/staff/clients/{reference}/support"

    def fill(who: Person) -> tuple[Form, str]:
        mark = who.mark()
        form = who.open(address, "who supports them").form_to("/support")
        to = who.chance.choice(list(form.choices["to"]))
        return form.filled(to=to, reason="caseload", note=f"{mark} knows why."), mark

    together(person, "given to another", reference, fill)


def allocate(person: Person) -> None:
    """Give somebody who waits to a coordinator; another may take them on at the same moment."""
    page = person.open("/staff/referrals-in", "who waits")
    waiting = [each for each in links_of(page.text, "/staff/referrals-in/") if is_record(each)]
    if not waiting:
        return
    address = urlsplit(person.chance.choice(waiting[:3])).path
    form = person.open(address, "somebody who asked").form_while_it_lasts("/accept")
    typed = form.filled(who="new") if "who" in form.names else form
    to = person.chance.choice(list(form.choices["to"]))
    reference = address.rpartition("/")[2]
    person.write(typed.filled(to=to), "taken on", reference, reference)


def open_listings(person: Person) -> None:
    person.open("/staff/", "a champion's first page")
    person.open("/staff/listings/domain", "a domain")


def correct_listing(person: Person) -> None:
    """Change the notice of a listing; another champion may do so at the same moment."""
    page = person.open("/staff/listings/domain", "a domain")
    listed = [each for each in links_of(page.text, "/staff/listings/domain/") if each.endswith("/edit")]
    if not listed:
        raise WentWrong("no listing can be changed")
    address = urlsplit(person.chance.choice(listed)).path

    def fill(who: Person) -> tuple[Form, str]:
        mark = who.mark()
        form = who.open(address, "begin a listing").form_to("/edit")
        return form.filled(alert=f"Ask for {mark} at the door."), mark

    together(person, "listing", address, fill)


def search_activities(person: Person) -> None:
    person.open("/search?q=Activity+1", "public search")


def answer_for_group(person: Person, post: Post, place: int, places: int) -> None:
    """Open a letter, ask for the code, wait for it to come, and answer; each letter goes to another group."""
    letter = post.take_letter(person.chance, place, places)
    if letter is None:
        return
    found = _LINK.search(letter.words)
    if found is None:
        raise WentWrong("no link in the letter to a group")
    link = found[1]
    person.move()
    page = person.open_while_it_lasts(link, "a group's link")
    person.press(page.form_while_it_lasts("/codes"), "ask for a code")
    code = post.wait_for(letter.to, _CODE)
    page = person.open(urlsplit(link).path + "/code", "type a code")
    page = person.press(page.form_to("/code").filled(code=code), "open with a code")
    answer(person, person.open(page.location or link, "what a group reads"), link)


def answer(person: Person, page: Page, link: str) -> None:
    mark = person.mark()
    form = page.form_while_it_lasts("/answers")
    answers = [each for each in form.choices["to"] if each in ("accepted", "waiting", "attended")]
    if not answers:
        raise NothingToDo
    to = person.chance.choice(answers)
    person.write(form.filled(to=to, note=f"Ask for {mark} at the door."), "answer of a group", mark, link)


def ask_for_support(person: Person) -> None:
    """Refer oneself, on three pages and a check, as slowly as somebody reads."""
    mark = person.mark()
    page = person.open("/refer/yourself", "ask for support")
    typed = {"postcode": "LS11 8ND", "has_gp": "yes", "name": mark, "phone": "07700 900456", "may_leave_message": "yes"}
    for _ in range(MOST_PAGES):
        asked = [each for each in page.forms if "/refer/yourself" in each.action]
        form = next((each for each in asked if each.action.endswith("/send")), asked[0])
        if form.action.endswith("/send"):
            break
        known = {name: value for name, value in typed.items() if name in form.names}
        page = person.press(form.filled(**known), "ask for support")
    time.sleep(QUICKEST.total_seconds() + 0.5)
    person.write(form.filled(agree=form.choices["agree"][:1]), "asked for support", mark, mark)
