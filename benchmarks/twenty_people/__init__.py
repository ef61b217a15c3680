"""Twenty people who work at once on a real server: what they waited for, and whether all they wrote is there once.

    python -m benchmarks.twenty_people --minutes 5                      on SQLite
    python -m benchmarks.twenty_people --minutes 5 --postgresql         on a PostgreSQL of its own
    python -m benchmarks.twenty_people --minutes 5 --database URL       on an empty PostgreSQL somewhere else
    python -m benchmarks.twenty_people --people 20 --pause 2 --json figures.json

Two servers run as `lynchpin serve` does, behind whoever sends each request to the one with less to do. Coordinators
open their day, find clients, read records, write notes and goals, plan sessions and say what became of them, log tries,
refer onward and take people on; managers triage and change coordinators; champions look after listings; groups answer
by the link in a letter that really was sent; residents ask for support. Every third form is sent twice at the same
moment, as by a second click, and every fourth change of a record is made by two people who looked at the same version.

Then the servers are stopped and the database is read: every write that was accepted has to be there, once; nothing that
was refused may be there; every referral, session and case must have come to where it stands by allowed moves.

A word on names: what somebody wrote is known again by a mark, which is a word that nothing else holds.
"""
