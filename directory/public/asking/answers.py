"""What somebody has answered so far: carried from page to page in a hidden box, sealed, and kept nowhere else."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from directory.errors import WrongInput
from directory.security.sealed_state import open_state, seal_state
from directory.translation import lazy_gettext
from directory.web.forms import BaseForm, new_submission_key

CARRIED = "carried"
CARRIED_FOR = timedelta(hours=24)
# Nobody is signed in: what is sealed opens for whoever holds it, in the one kind of request it is for.
ANYBODY = uuid.UUID(int=0)
BEGIN_AGAIN = lazy_gettext("This page was open for too long. Please begin again.")

Pairs = tuple[tuple[str, str], ...]
SomeForm = TypeVar("SomeForm", bound=BaseForm)


class AnswersLost(WrongInput):
    """What a page carried was altered, or is too old."""

    def __init__(self) -> None:
        super().__init__(str(BEGIN_AGAIN))


@dataclass(frozen=True)
class Answers:
    """What was typed, step by step, and the key of the one request that comes of it.

    `done` are the steps that somebody has finished; of others what is typed is kept too. `goes_on` where they ask
    although they were told what may speak against it. `reader` is the team, and `wording` the version of its words,
    that they were shown with the check of these answers.
    """

    key: str = field(default_factory=new_submission_key)
    typed: Mapping[str, Pairs] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    goes_on: bool = False
    reader: str = ""
    wording: int = 0

    def with_step(self, name: str, pairs: Pairs, *, is_done: bool) -> "Answers":
        done = self.done | {name} if is_done else self.done - {name}
        return replace(self, typed={**self.typed, name: pairs}, done=done, reader="", wording=0)

    def form_of(self, name: str, form_class: type[SomeForm]) -> SomeForm:
        """The form of a step as it was filled in."""
        return form_class(formdata=MultiDict(self.typed.get(name, ())), meta={"csrf": False})


def typed_in(form_class: type[BaseForm]) -> Pairs:
    """What this request says for the questions of a form."""
    names = {field.name for field in form_class(formdata=None, meta={"csrf": False})}
    left_out = {"submission_key", CARRIED}
    return tuple((name, value) for name, value in request.form.items(multi=True) if name in names - left_out)


def sealed(kind: str, answers: Answers) -> str:
    """What the next page carries."""
    state: Sequence[Any] = (
        answers.key,
        {name: [list(pair) for pair in pairs] for name, pairs in answers.typed.items()},
        sorted(answers.done),
        answers.goes_on,
        answers.reader,
        answers.wording,
    )
    return seal_state(str(current_app.secret_key), purpose_of(kind), ANYBODY, state)


def brought(kind: str) -> Answers:
    """What this request carries; nothing yet where it carries nothing. Raises AnswersLost."""
    text = request.form.get(CARRIED, "")
    if not text:
        return Answers()
    found = open_state(str(current_app.secret_key), purpose_of(kind), ANYBODY, text, CARRIED_FOR)
    if found is None:
        raise AnswersLost
    key, typed, done, goes_on, *shown = found
    # A page of the release before carries neither.
    reader, wording = shown or ("", 0)
    pairs = {name: tuple((one, other) for one, other in each) for name, each in typed.items()}
    return Answers(key, pairs, frozenset(done), goes_on, reader, wording)


def purpose_of(kind: str) -> str:
    return f"a request for support: {kind}"
