"""Who does what how often, until the time is over."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.casework_world import PASSWORD
from benchmarks.page_load import Balancer
from benchmarks.twenty_people import coordinating as c
from benchmarks.twenty_people import others as o
from benchmarks.twenty_people.ledger import Ledger
from benchmarks.twenty_people.person import NothingToDo, Person, WentWrong
from benchmarks.twenty_people.post import Post
from benchmarks.twenty_people.team import Jobs, Team

Work = Callable[[Person], None]
# How often somebody does each, of all that they do.
COORDINATING: dict[Work, int] = {
    c.open_day: 4,
    c.open_clients: 2,
    c.find_client: 3,
    c.read_client: 4,
    c.match_somebody: 1,
    c.write_note: 4,
    c.add_goal: 2,
    c.plan_session: 3,
    c.call_session_off: 2,
    c.correct_client: 3,
    c.log_try: 3,
    c.refer_onward: 3,
    c.move_referral: 3,
    c.take_call: 1,
    c.add_client: 1,
    c.take_on: 2,
}
MANAGING: dict[Work, int] = {o.open_team: 2, o.judge_urgency: 2, o.give_to_another: 4, o.allocate: 2}
KEEPING: dict[Work, int] = {o.open_listings: 2, o.correct_listing: 3, o.search_activities: 2}


@dataclass(frozen=True)
class Worker:
    """Somebody with what they do, and how often."""

    person: Person
    work: dict[Work, int]

    def keep_working(self, until: float, pause_seconds: float) -> None:
        """Work until the time is over; what cannot be done is noted, and something else begun."""
        person = self.person
        while time.monotonic() < until:
            [work] = person.chance.choices([*self.work], [*self.work.values()])
            try:
                work(person)
            except NothingToDo:
                person.ledger.note_refusal(getattr(work, "__name__", "work"), "somebody else was quicker")
            except (WentWrong, LookupError) as error:
                person.ledger.note_problem(f"{person.name}, {getattr(work, '__name__', 'work')}: {error}")
            time.sleep(person.chance.uniform(0.5, 1.5) * pause_seconds)


def keep_all_working(
    team: Team, jobs: Jobs, ports: Sequence[int], post: Post, ledger: Ledger, minutes: float, pause_seconds: float
) -> None:
    """Have everybody sign in, and then all work at once for some minutes."""
    workers = gather(team, jobs, Balancer(ports), post, ledger)
    until = time.monotonic() + minutes * 60
    threads = [threading.Thread(target=each.keep_working, args=(until, pause_seconds)) for each in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in workers:
        each.person.close()


def gather(team: Team, jobs: Jobs, balancer: Balancer, post: Post, ledger: Ledger) -> list[Worker]:
    def somebody(name: str, email: str = "") -> Person:
        person = Person(name, balancer, ledger, random.Random(name))  # noqa: S311 - the same choices each time
        if email:
            person.sign_in(email, PASSWORD)
        return person

    workers = []
    everybody = [each for some in team.clients.values() for each in some]
    for place, email in enumerate(team.coordinators):
        person = somebody(f"coordinator {place}", email)
        person.references = team.clients[email]
        # A second window of a colleague, who works on the same people.
        colleague = team.coordinators[(place + 1) % len(team.coordinators)]
        person.colleague = somebody(f"colleague of {place}", colleague)
        workers.append(Worker(person, COORDINATING))
    for kind, emails, number, work in (
        ("manager", team.managers, jobs.managers, MANAGING),
        ("champion", team.champions, jobs.champions, KEEPING),
    ):
        for place in range(number):
            person = somebody(f"{kind} {place}", emails[place])
            person.references = everybody
            person.colleague = somebody(f"colleague of {kind} {place}", emails[-1])
            workers.append(Worker(person, work))
    workers += [
        Worker(somebody(f"group {place}"), {answering(post, place, jobs.groups): 1}) for place in range(jobs.groups)
    ]
    workers += [Worker(somebody(f"resident {place}"), {o.ask_for_support: 1}) for place in range(jobs.residents)]
    return workers


def answering(post: Post, place: int, places: int) -> Work:
    def answer_for_group(person: Person) -> None:
        o.answer_for_group(person, post, place, places)

    return answer_for_group
