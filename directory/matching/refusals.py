"""What a person says they do not want, so that it is neither looked for nor suggested.

Only general ways of refusing are known here ("not keen on", "hate", "no churches", "is not for me"), in dialect too.
What people lack ("no car", "no food") is not a refusal, and neither is a need that happens to be said with a no ("can't
sleep"). What they do is turned down only where it is something to do for pleasure: "no dancing", but not "no heating".
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from directory.search.text import STOP_WORDS, stem, word_set, words

Span = tuple[int, int]

_NOT = (
    r"(?:do not|dont|don't|does not|doesnt|doesn't|did not|didn't|would not|wouldn't|will not|won't|wont|not|never"
    r"|dinnae|dinna|didnae|divn't|divvent|wouldnae|winnae|ain't|aint)"
)
_REALLY = r"(?:\s+(?:really|particularly|much|too|very|at all|that|even|especially))*"
_CUES = (
    rf"{_NOT}{_REALLY}\s+(?:want|wanna|liked?|fancy|enjoy|enjoyed|(?:want(?:ed)?\s+to\s+|like\s+to\s+)?go to)",
    rf"(?:{_NOT}|isn't|aren't|no|nae|nay){_REALLY}\s+(?:keen|interested|into|fussed|bothered|big|a fan|fond|one for)"
    r"(?:\s+(?:on|in|about|of))?",
    r"(?:hate|hated|hates|dislike|detest|loathe|avoid|(?:can't|cannot|cant|cannae|canna) (?:stand|bear|abide|thole))",
    r"(?:scared|frightened|terrified|afraid) of|put off by|sick of|no time for|(?:no|nae) interest in",
    r"(?:(?:anything|owt) but|rather not|except)",
    r"(?:can't|cannot|cant|cannae|canna|couldn't) be (?:doing|mithered|arsed|bothered) (?:with|wi'?)",
    r"(?:wouldn't|wouldnt|wouldnae|won't|would not) be seen dead (?:in|at|near|doing)",
    # "I'd rather stick pins in my eyes than go to bingo".
    r"rather\b[^.;!?]{1,60}?\bthan(?: (?:go|going|set foot|be|do))?(?: (?:to|in|into|at))?",
    # "Nothing in the cupboard", "nowt to do": what is missing is told by a little word, what is turned down is not.
    r"(?:nothing|nowt|naething|naethin|nuffin)(?:\s+(?:with|about|involving|like|too|that's))*"
    r"(?!\s+(?:to|in|int|on|at|from|since|for|of|off|against|but|left|out|up|is|was|has|had|can|could|will|would|seems?|helps?"
    r"|works?|matters?|feels?|goes|comes|happens|changes|makes|ever|else|wrong|like|when|if|i|my|me|he|she|we|they|the)\b)",
)
_REFUSING = re.compile(rf"\b(?:{'|'.join(_CUES)})\s+")
_PLAIN_NO = re.compile(r"^\s*(?:and\s+|but\s+|or\s+|please\s+)?(?P<no>no|nae|nay|nee|not)(?:\s+more)?\s+(?=\S)")
_POLITE = re.compile(r"\s+(?P<asks>(?:please|thanks|thank you|ta|cheers)\b[\s\w]*)$")
# "I hate being alone", "don't want to lose my home": a trouble that is told, not an activity that is turned down.
_TROUBLE = re.compile(
    r"(?:to\s+)?(?:be|being|feel|feeling|having|live|living|die|dying|lose|losing|wake|exist|carry on|go on|go out"
    r"|going out|eat|eating|leave|leaving|my|myself|him|her|them|this|that|it|how|when|what|anyone|anybody)\b"
)
_AFTERWARDS = re.compile(
    r"\b(?:is|are|isn't|aren't)\s+(?:not\s+|definitely\s+|really\s+)*(?:for me|my (?:thing|cup of tea|bag|scene))"
)
_CLAUSE_END = re.compile(
    r"[.,;:!?()\n]|\s[\u2013\u2014-]\s|\s(?:but|because|cos|though|although|so|just|instead|unless|till|until|(?:and|or)(?=\s(?:no|not)\s))\s"
    r"|\s(?:and\s+)?(?:i'd|i would|i|i'm|i've|id|would|rather|prefer|want|wants|prefers|looking)\s"
)
# After "no" these are things a person is without, never things they turn down.
_LACKED = word_set(
    """
    appetite baby balance bed benefit benefits blankets bother boiler boyfriend breath brother bus buses
    business car carer cash chance child children choice clothes clothing company computer concentration
    confidence contact control cooker credit dentist doctor doubt electric electricity energy english
    experience family feeling food fridge friend friends furniture future garden gas girlfriend gp hearing heating
    help hope home house housing husband idea income information internet interest job joy kids laptop life
    lift longer luck machine mates matter meaning means memory mobile money motivation name nobody one pals papers
    partner patience pension people phone power privacy problem purpose qualifications reason relatives roof room
    routine savings sense shoes signal sight sister skills sleep sofa space stamina status strength support surprise
    teeth thanks time training transport trouble visa visitors wage wages washing water way wife wifi will
    wonder words work worries worry
    """
)
# "Not proud of it", "and not sure": how somebody is, or fares, is nothing that they turn down.
_STATES = word_set(
    """
    able allowed alright angry awake aware bad best better brave clever comfortable confident coping daft easy eaten
    eating enough fair far fast fine fit free glad good great happy healthy here hungry ill kind late long lucky mad me
    nice okay perfect pretty proud quick ready real rested right safe same seen settled sick sleeping slept sober stable
    steady strong stupid sure there tired today tonight true useful washed well working worried worth wrong young
    """
)
# "And I've not slept": a clause that begins anew after this tells what was not done.
_HAVE = re.compile(r"\b(?:i've|ive)\s*$")
# "No knitting groups": where people meet to do a thing goes with the thing itself.
_MEETINGS = word_set("class classes club clubs group groups lesson lessons session sessions stuff thing things")
_LONGEST_PLAIN_NO = 3
_LONGEST_REFUSED = 6


@dataclass(frozen=True)
class RefusedThing:
    """Something not wanted: the words said, the stems by which a listing may be about it, and where it was said.

    `span` covers the whole refusal, cue and all, in the normalised statement.
    """

    words: tuple[str, ...]
    stems: frozenset[str]
    span: Span

    @property
    def said(self) -> str:
        """The words as they were said."""
        return " ".join(self.words)


def find_refusals(
    text: str, kept: Sequence[Span] = (), pastimes: Collection[str] = frozenset()
) -> tuple[RefusedThing, ...]:
    """What a normalised statement refuses, in order; a refusal that touches a `kept` span is none.

    `pastimes` are the words in -ing for what people do for pleasure, such as "dancing".
    """
    refused: list[RefusedThing] = []
    for span, thing in sorted(_refusals_in(text, pastimes), key=lambda each: (each[0], -each[1][0])):
        meant = tuple(word for word in words(text[slice(*thing)]) if word not in STOP_WORDS)
        if meant and not any(overlap(span, other) for other in (*kept, *(each.span for each in refused))):
            refused.append(RefusedThing(meant, frozenset(map(stem, meant)), span))
    return tuple(refused)


def without(text: str, spans: Iterable[Span]) -> str:
    """What is left of a normalised text when stretches of it, which may share words, are taken out."""
    left, done = [], 0
    for start, end in sorted(spans):
        left.append(text[done : max(start, done)])
        done = max(end, done)
    return " ".join(" ".join((*left, text[done:])).split())


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches of a text share anything."""
    return one[0] < other[1] and other[0] < one[1]


def _refusals_in(text: str, pastimes: Collection[str]) -> list[tuple[Span, Span]]:
    """Where each refusal stands in normalised text: the whole of it, and the thing refused."""
    found = []
    for cue in _REFUSING.finditer(text):
        end = _end_of_thing(text, cue.end())
        if not _TROUBLE.match(text, cue.end()):
            found.append(((cue.start(), end), (cue.end(), end)))
    for clause in _clauses(text):
        found.extend(_plainly_refused(text, clause, pastimes))
        found.extend(_refused_afterwards(text, clause))
    return found


def _plainly_refused(text: str, clause: Span, pastimes: Collection[str]) -> Iterator[tuple[Span, Span]]:
    """A clause that is a no and little else: "no churches", "but not dancing", "nae singing please"."""
    start, end = clause
    no = _PLAIN_NO.match(text[start:end])
    if no is None:
        return
    polite = _POLITE.search(text, start, end)
    thing = (start + no.end(), polite.start() if polite else end)
    # "Not sleeping" tells a trouble; "but not dancing" and "not dancing please" say what would not please.
    is_wish = no["no"] != "not" or polite is not None or text[:start].rstrip().endswith(" but")
    said = words(text[slice(*thing)])
    if no["no"] == "not" and (_is_state(said) or _HAVE.search(text[:start])):
        return
    if _is_turned_down(said, pastimes if is_wish else ()):
        yield (clause, thing)


def _refused_afterwards(text: str, clause: Span) -> Iterator[tuple[Span, Span]]:
    """What stands before "is not for me"."""
    start, end = clause
    after = _AFTERWARDS.search(text[start:end])
    if after and ("not" in after.group() or "n't" in after.group()):
        yield ((start, start + after.end()), (start, start + after.start()))


def _end_of_thing(text: str, start: int) -> int:
    """Where a refused thing ends: with the clause, or before an `and` that begins something longer."""
    stop = _CLAUSE_END.search(text, start)
    again = _REFUSING.search(text, start)
    end = min(stop.start() if stop else len(text), again.start() if again else len(text))
    joined = text.find(" and ", start, end)
    if joined >= 0 and len(words(text[joined + 5 : end])) > 2:
        end = joined
    spoken = list(re.finditer(r"\S+", text[start:end]))
    return start + spoken[_LONGEST_REFUSED - 1].end() if len(spoken) > _LONGEST_REFUSED else end


def _clauses(text: str) -> list[Span]:
    edges = [0, *(edge for stop in _CLAUSE_END.finditer(text) for edge in stop.span()), len(text)]
    clauses = zip(edges[::2], edges[1::2], strict=True)
    # From the first letter on, so that two readings of one refusal begin at the same place.
    trimmed = ((end - len(text[start:end].lstrip()), end) for start, end in clauses)
    return [(start, end) for start, end in trimmed if start < end]


def _is_state(said: Sequence[str]) -> bool:
    """Whether words tell how somebody is: "proud of it" and "sure", but not "old people"."""
    return bool(said) and said[0] in _STATES and (len(said) == 1 or said[1] in STOP_WORDS)


def _is_turned_down(said: Sequence[str], pastimes: Collection[str]) -> bool:
    """Whether what stands after a plain no is turned down, rather than missing or a trouble."""
    if not 0 < len(said) <= _LONGEST_PLAIN_NO or _LACKED.intersection(said):
        return False
    if not said[0].endswith("ing"):
        return True
    # All of it: "no sewing" is a wish, "no sewing machine" a lack.
    return all(word in pastimes or word in _MEETINGS or word in STOP_WORDS for word in said)
