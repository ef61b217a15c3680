"""Walking through the pages of a request, one after the other, back and forth, whatever is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, request
from flask.typing import ResponseReturnValue

from directory.public.asking.answers import Answers, AnswersLost, brought, sealed, typed_in
from directory.public.asking.forms import StepForm
from directory.public.asking.steps import Step, find_step, first_open, step_before
from directory.web.forms import is_asked_again, is_stale, show_form, take_form
from directory.web.pages import render_page

CHECK = "check"
GoOn = Callable[[Answers, Step], ResponseReturnValue]


@dataclass(frozen=True)
class Walk:
    """The pages of one request in their order, what its answers are sealed for, and where each page is sent.

    The first page leads back to `back`. `about` is what is asked for, where a page shows more than its questions.
    """

    kind: str
    steps: Sequence[Step]
    action: str
    back: str
    template: str = "public/asking/show_step.html"
    about: Any = None


@dataclass(frozen=True)
class AskingPage:
    """What every page of a request has: which step it is, what is carried, and where it is sent."""

    kind: str
    step: str
    title: Any
    carried: str
    action: str
    back: str
    number: int
    of: int
    about: Any


def asking_page(walk: Walk, answers: Answers, step: Step | None, name: str) -> AskingPage:
    return AskingPage(
        kind=walk.kind,
        step=name,
        title=step.title if step else "",
        carried=sealed(walk.kind, answers),
        action=walk.action,
        back=walk.back,
        number=walk.steps.index(step) + 1 if step else 0,
        of=len(walk.steps),
        about=walk.about,
    )


def show_step(walk: Walk, answers: Answers, step: Step) -> ResponseReturnValue:
    form: StepForm = show_form(step.form)
    if not is_asked_again(step.form) and not is_stale() and step.name in answers.typed:
        form = answers.form_of(step.name, step.form)
    return render_page(walk.template, asking_page(walk, answers, step, step.name), form=form)


def show_lost(walk: Walk) -> ResponseReturnValue:
    """The first page, saying that what was answered is gone."""
    step = walk.steps[0]
    form: StepForm = show_form(step.form)
    form.form_errors = [str(AnswersLost())]
    g.failed_form, g.failed_form_was_shown = form, True
    return render_page(walk.template, asking_page(walk, Answers(), step, step.name), form=form)


def show_again(walk: Walk, show_check: Callable[[Answers], ResponseReturnValue]) -> ResponseReturnValue:
    """The page that was sent, with what was typed; the first one where it can no longer be told which."""
    try:
        answers = brought(walk.kind)
    except AnswersLost:
        g.pop("failed_form", None)
        return show_lost(walk)
    if request.form.get("step") == CHECK and first_open(walk.steps, answers) is None:
        return show_check(answers)
    return show_step(walk, answers, find_step(walk.steps, request.form.get("step", "")))


def leave_step(walk: Walk, answers: Answers, go_on: GoOn) -> ResponseReturnValue:
    """From a page of questions to the one before it, or on. Nothing is kept here: the next page carries it."""
    step = find_step(walk.steps, request.form.get("step", ""))
    pairs = typed_in(step.form)
    if request.form.get("go") == "back":
        return show_step(walk, answers.with_step(step.name, pairs, is_done=False), step_before(walk.steps, step))
    take_form(step.form).load()
    return go_on(answers.with_step(step.name, pairs, is_done=True), step)


def leave_check(walk: Walk, answers: Answers) -> ResponseReturnValue:
    """From the check of all answers to the questions that are to be changed."""
    go = request.form.get("go", "")
    return show_step(walk, answers, step_before(walk.steps, None) if go == "back" else find_step(walk.steps, go))
