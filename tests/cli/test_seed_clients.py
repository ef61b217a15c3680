"""What happens to the clients of the fictional town could happen, in that order."""

from collections import Counter

from directory.casework.inputs import ContactBy
from directory.casework.nhs_numbers import what_is_wrong_with_nhs_number
from directory.referrals.states import MOVES, NEEDS_REASON, ReferralState
from tests.cli.seed_records import DECLINED, clients, people

__all__ = ["clients", "people"]


def test_nhs_numbers_are_valid_of_the_test_range_and_nobodys_twice(clients):
    numbers = [row["nhs_number"] for row in clients if "nhs_number" in row]

    assert [each for each in numbers if not each.startswith("999 ") or what_is_wrong_with_nhs_number(each)] == []
    assert len(set(numbers)) == len(numbers) > 8


def test_clients_are_reached_in_a_way_that_there_is(clients):
    assert {row["contact_by"] for row in clients if "contact_by" in row} == set(ContactBy)


def test_clients_are_old_enough_for_the_service(clients):
    assert [row["key"] for row in clients if row["born_days_ago"] < 15 * 366] == []


def test_two_clients_never_agreed_and_one_withdrew(clients):
    assert sum("agreement" not in row for row in clients) == 2
    assert sum("withdrawn_days_ago" in row.get("agreement", {}) for row in clients) == 1


def test_nobody_is_referred_without_their_agreement(clients):
    outside = [
        (row["key"], each["activity"])
        for row in clients
        for each in row.get("referrals", ())
        if not row.get("agreement", {}).get("given_days_ago", -1)
        >= each["sent_days_ago"]
        > row["agreement"].get("withdrawn_days_ago", -1)
    ]

    assert outside == []


def test_cases_come_before_what_happens_in_them(clients):
    early = []
    for row in clients:
        case = row["case"]
        events = [
            each["days_ago"] for field in ("support_sessions", "outcomes", "signposts") for each in row.get(field, ())
        ]
        events += [each["sent_days_ago"] for each in row.get("referrals", ())]
        if not case["opened_days_ago"] >= max(events) >= min(events) >= case.get("closed_days_ago", 0):
            early.append(row["key"])

    assert early == []


def test_nobody_has_more_than_six_sessions(clients):
    assert max(len(row["support_sessions"]) for row in clients) == 6


def test_referrals_move_as_they_may_and_never_back_in_time(clients):
    wrong = []
    for row in clients:
        for each in row.get("referrals", ()):
            state, last = ReferralState.SENT, each["sent_days_ago"]
            for move in each.get("moves", ()):
                to = ReferralState(move["to"])
                if to not in MOVES[state] or not 0 <= move["days_ago"] <= last:
                    wrong.append((row["key"], each["activity"], to))
                state, last = to, move["days_ago"]

    assert wrong == []


def test_declined_and_ended_referrals_say_why(clients):
    moves = [move for row in clients for each in row.get("referrals", ()) for move in each.get("moves", ())]

    assert [move for move in moves if move["to"] in NEEDS_REASON and not move.get("reason")] == []
    assert {move["reason"] for move in moves if move["to"] == "declined"} <= DECLINED


def test_every_answer_to_a_referral_happens_somewhere(clients):
    referrals = [each for row in clients for each in row.get("referrals", ())]
    reached = {move["to"] for each in referrals for move in each.get("moves", ())}

    assert reached == {"accepted", "waiting", "declined", "withdrawn", "attended", "not attended", "ended"}
    assert any("moves" not in each for each in referrals)


def test_wellbeing_is_measured_twice_for_eight_once_for_three_and_never_for_two(clients):
    moments = Counter(tuple(each["moment"] for each in row.get("outcomes", ())) for row in clients)

    assert moments == {("baseline", "exit"): 8, ("baseline",): 3, (): 2}


def test_wellbeing_totals_can_be_and_do_not_all_rise(clients):
    totals = [[each["total"] for each in row["outcomes"]] for row in clients if len(row.get("outcomes", ())) == 2]

    assert [total for pair in totals for total in pair if not 7 <= total <= 35] == []
    assert any(last <= first for first, last in totals)
