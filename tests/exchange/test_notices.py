from directory.exchange.notices import MOST_KINDS, OTHERS, Notice, Notices


def test_alike_notices_are_counted_with_the_first_record():
    notices = Notices()

    notices.add("line 3", ["a", "a"])
    notices.add("line 9", ["b", "a"])

    assert notices.list() == (Notice("a", 2, "line 3"), Notice("b", 1, "line 9"))


def test_kinds_beyond_the_most_are_counted_together():
    notices = Notices()

    for number in range(MOST_KINDS + 5):
        notices.add(f"line {number}", [f"kind {number}"])

    assert len(notices.list()) == MOST_KINDS + 1
    assert notices.list()[0] == Notice(OTHERS, 5, f"line {MOST_KINDS}")
