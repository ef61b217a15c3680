"""Forms: loading what was sent, and showing the same page again with everything typed where it cannot be used.

A page that asks and the view that takes the answer are two views. The first gets its form from `show_form`, the
second loads it with `load_form` and is marked with the first:

    @bp.get("/clients/<reference>/onward-referrals/new")
    @requires("casework.refer")
    def new_onward_referral(reference: str) -> ResponseReturnValue:
        with transaction() as db:
            page = ...
        return render_page("staff/new_onward_referral.html", page, form=show_form(OnwardReferralForm))

    @bp.post("/clients/<reference>/onward-referrals")
    @requires("casework.refer")
    @asks_again(new_onward_referral)
    def create_onward_referral(reference: str) -> ResponseReturnValue:
        with transaction() as db:
            client = get_client(db, current_actor(), reference)
            refer_onward(db, current_actor(), client, load_form(OnwardReferralForm))
        return redirect(..., 303)

`WrongInput`, whether from the form, from its marshmallow schema or from the operation, leaves the block first, so
that its transaction is rolled back. `asks_again` then puts the messages on the form and calls the first view with
the same arguments: `show_form` there gives the very form that failed, and `render_page` answers 422. Without
`asks_again`, or where the page shows no such form, the error goes on to `app.py`.

A form's token and its submission key are hidden fields. A request that changes something without a valid token never
reaches a view: it is asked again where the view has `asks_again`, else answered with an error page. What was sent when
nobody was signed in any more is asked again after signing in: `kept_forms.py` says how.
"""

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, ClassVar, Generic, ParamSpec, TypeVar

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError, CSRFProtect
from marshmallow import Schema, ValidationError
from wtforms import Field, HiddenField

from directory.accounts.guards import MADE_FOR
from directory.errors import LynchpinError, UsedBefore, WrongInput
from directory.translation import gettext, noted
from directory.web.errors import render_error
from directory.web.fields.choices import Choices, ChoosingField
from directory.web.fields.days import REAL_DATE, DayField
from directory.web.fields.rows import RowsField
from directory.web.fields.text import KEEP_TO, WHOLE_NUMBER
from directory.web.kept_forms import MARK, is_somebody_elses
from directory.web.messages import MISSING, PLAIN_WORDS, PlainWords, first_message

P = ParamSpec("P")
Input = TypeVar("Input")
Q = TypeVar("Q", bound="QueryForm")
SomeForm = TypeVar("SomeForm", bound="BaseForm")

HIDDEN = frozenset({"csrf_token", "submission_key"})
SUBMISSION_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
STALE = noted("This page was open for too long. Check your answers and send them again.")
# Messages that say nothing of what they are about, or how such messages of staff pages begin.
NAMELESS = (KEEP_TO, WHOLE_NUMBER, REAL_DATE, PLAIN_WORDS["Not a valid integer value."])
NAMELESS_AT_WORK = ("The date must", "This is before")


class FormErrors(WrongInput):
    """What was entered in a form cannot be used; `form` holds everything typed and a message for each field."""

    def __init__(self, form: "BaseForm") -> None:
        messages = {str(box.name): str(box.errors[0]) for box in every_box(form) if box.errors}
        super().__init__(gettext("Check what you entered."), messages)
        self.form = form


@dataclass(frozen=True)
class ErrorLink:
    """A line of the error summary, leading to the box to put right."""

    text: str
    href: str


class BaseForm(FlaskForm):
    """What forms that change something and forms that only search share."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> PlainWords:
            return PlainWords()

    def offer(self, choices: Mapping[str, Choices]) -> None:
        """Set the answers to choose from, field by field, where a page had to find them first."""
        for name, each in choices.items():
            field: ChoosingField = self[name]
            field.offer(each)

    @property
    def error_links(self) -> list[ErrorLink]:
        """The first message of each field that has one, in the order of the page; then those of the whole form."""
        wrong = [box for box in every_box(self) if box.errors]
        # A message may be one that is translated as it is shown.
        told = Counter(str(field.errors[0]) for field in wrong)
        links = [ErrorLink(clear_words(field, told[str(field.errors[0])]), f"#{first_box(field)}") for field in wrong]
        return links + [ErrorLink(message, "") for message in self.form_errors]


def every_box(form: Iterable[Field]) -> Iterator[Field]:
    """The questions of a form in the order of the page, those in its rows too."""
    for field in form:
        if isinstance(field, RowsField):
            for row in field:
                yield from every_box(row.form)
        else:
            yield field


def clear_words(field: Field, times: int) -> str:
    """The first message of a field as it is understood away from its box: with its label, where it needs one."""
    message = str(field.errors[0])
    if times == 1 and not message.startswith((*map(beginning_of, NAMELESS), *NAMELESS_AT_WORK)):
        return message
    return f"{plain_label(field).rstrip('?')}: {message[0].lower()}{message[1:]}"


def beginning_of(message: str) -> str:
    """A message in the language of the page, as far as it says the same of every box."""
    return gettext(message).partition("%(")[0].rstrip()


def plain_label(field: Field) -> str:
    """The label of a field without a word on whether it has to be answered."""
    return str(field.label.text).removesuffix(gettext("(optional)")).rstrip()


def first_box(field: Field) -> str:
    """The id of the first box of a field."""
    return f"{field.name}-day" if isinstance(field, DayField) else str(field.id)


def new_submission_key() -> str:
    """A key that tells two sendings of one form from two forms."""
    return secrets.token_urlsafe(16)


class SeenField(HiddenField):
    """What somebody had seen when they filled in a form, as a number; what is missing or misshapen is nought."""

    def process_data(self, value: int | None) -> None:
        self.data = value or 0

    def process_formdata(self, valuelist: list[str]) -> None:
        sent = valuelist[0] if valuelist else ""
        self.data = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0


class SubmissionKeyField(HiddenField):
    """The key of one sending. What is missing or misshapen becomes a new key."""

    def process_formdata(self, valuelist: list[str]) -> None:
        sent = valuelist[0] if valuelist else ""
        self.data = sent if SUBMISSION_KEY.fullmatch(sent) else new_submission_key()


class LynchpinForm(BaseForm, Generic[Input]):
    """A form that changes something, and loads into the input of one operation.

    Set `schema` to the marshmallow schema of that input, whose fields are found by name; or write `to_input`.
    """

    schema: ClassVar[type[Schema] | None] = None
    submission_key = SubmissionKeyField(default=new_submission_key)

    def load(self) -> Input:
        """The input. Raises FormErrors with the messages of both the fields and the schema."""
        is_valid = self.validate()
        if self.schema is None:
            if not is_valid:
                raise FormErrors(self)
            return self.to_input()
        try:
            found: Input = self.schema().load(self.answers(self.schema))
        except ValidationError as error:
            add_messages(self, plain_messages(self, error))
            raise FormErrors(self) from None
        if not is_valid:
            raise FormErrors(self)
        return found

    def to_input(self) -> Input:
        """The input of the operation, from fields that are known to be right."""
        raise NotImplementedError(f"{type(self).__name__} needs a schema or its own to_input().")

    def answers(self, schema: type[Schema]) -> dict[str, Any]:
        """What was answered, as the schema wants it: unanswered questions are left out, dates are ISO text."""
        wanted = schema().fields
        given = {name: plain_answer(self[name].data) for name in wanted if name in self}
        return {name: value for name, value in given.items() if value not in (None, "", [])}


class QueryForm(BaseForm):
    """A form that only searches: sent by GET, without token, key or cookie."""

    class Meta(BaseForm.Meta):
        csrf = False


def plain_answer(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def plain_messages(form: BaseForm, error: ValidationError) -> dict[str, str]:
    """marshmallow's messages, one a field, in plain words."""
    messages = {str(name): first_message(found) for name, found in error.normalized_messages().items()}
    return {name: missing_words(form, name) if text in MISSING else gettext(text) for name, text in messages.items()}


def missing_words(form: BaseForm, name: str) -> str:
    label = str(form[name].label.text) if name in form else ""
    if not label or label.endswith("?"):
        return gettext("Answer this question")
    return f"Enter {label[0].lower()}{label[1:]}"


def add_messages(form: BaseForm, messages: Mapping[str, str]) -> None:
    """Put messages on fields that have none yet; those that belong to no field go to the whole form."""
    for name, text in messages.items():
        if name not in form:
            form.form_errors = [*form.form_errors, text]
        elif not form[name].errors:
            form[name].errors = [text]


def apply_errors(form: BaseForm, error: WrongInput) -> None:
    """Put what an operation or schema said about its input on the fields of the form it came from."""
    add_messages(form, error.fields or {"": str(error)})


def load_form(form_class: type[LynchpinForm[Input]], choices: Mapping[str, Choices] | None = None) -> Input:
    """The input that this request's form holds. Raises FormErrors.

    `choices` are the answers the page offered, by field, where the form does not know them by itself.
    """
    return take_form(form_class, choices).load()


def take_form(form_class: type[SomeForm], choices: Mapping[str, Choices] | None = None) -> SomeForm:
    """This request's form as it was typed, not judged yet: for a page that shows it again with something more."""
    form = form_class()
    form.offer(choices or {})
    g.form_in_hand = form
    return form


def show_form(
    form_class: type[BaseForm],
    values: Mapping[str, Any] | None = None,
    choices: Mapping[str, Choices] | None = None,
) -> Any:
    """The form for a page to show: the one that failed in this request, else a new one with `values` filled in."""
    failed = g.get("failed_form")
    if not isinstance(failed, form_class):
        failed = find_stale_form(form_class, choices or {})
    if failed is not None:
        g.failed_form, g.failed_form_was_shown = failed, True
        return failed
    form = form_class(formdata=None, data=dict(values or {}))
    form.offer(choices or {})
    return form


def is_asked_again(form_class: type[BaseForm]) -> bool:
    """Whether this page is shown because a form of this class could not be used."""
    return isinstance(g.get("failed_form"), form_class)


def find_stale_form(form_class: type[BaseForm], choices: Mapping[str, Choices]) -> BaseForm | None:
    """The form as it was sent with a token that is no longer good, if this request sent one of this class."""
    if not is_stale() or is_somebody_elses():
        return None
    form = form_class()
    form.offer(choices)
    # Where nothing was typed or ticked it is a button, or boxes that were all left empty.
    typed = set(request.form) - HIDDEN - {MARK, MADE_FOR}
    if typed and not any(field.name in typed for field in form):
        return None
    form.form_errors = [stale_words()]
    return form


def load_query(form_class: type[Q], choices: Mapping[str, Choices] | None = None) -> Q:
    """A search form with what the address holds. Look at `form.errors`; nothing is wrong with an empty address."""
    form = form_class(formdata=request.args) if request.args else form_class()
    form.offer(choices or {})
    if request.args:
        form.validate()
    return form


def asks_again(
    show: Callable[..., ResponseReturnValue],
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Mark a view that takes a form with the view that shows it, which is called again where input is wrong."""

    def mark(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def asking(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            try:
                if is_stale():
                    raise WrongInput(stale_words())
                return view(*args, **kwargs)
            except WrongInput as error:
                note_failure(error)
                shown = show(*args, **kwargs)
                if not g.get("failed_form_was_shown"):
                    raise
                return shown

        asking.asks_again = show  # type: ignore[attr-defined]
        return asking

    return mark


@contextmanager
def said_on_the_page(*refusals: type[LynchpinError], field: str = "") -> Iterator[None]:
    """Show a refusal that a person can put right on the page they are on, and not as a page of its own."""
    try:
        yield
    except refusals as refusal:
        raise WrongInput(str(refusal), {field: str(refusal)}) from None


def note_failure(error: WrongInput) -> None:
    """Remember which form the page has to show again, with the messages on it."""
    form = g.get("form_in_hand")
    if form is None:
        return
    if isinstance(error, UsedBefore):
        form.submission_key.data = new_submission_key()
    if not isinstance(error, FormErrors):
        apply_errors(form, error)
    g.failed_form = form


def is_stale() -> bool:
    """Whether this request came from another site, or from a page older than the session or its token."""
    return bool(g.get("has_bad_token", False)) or "shown_again_because" in g


def stale_words() -> str:
    return str(g.get("shown_again_because", gettext(STALE)))


def page_errors(form: BaseForm | None) -> list[ErrorLink]:
    """The error summary of the page being shown: that of the form that failed, or of the page's one form."""
    failed = g.get("failed_form") or form
    return failed.error_links if failed is not None else []


def init_forms(app: Flask) -> None:
    """Check the token of every request that changes something.

    A blueprint with credentials of its own in each request is let off with `app.extensions["csrf"].exempt(blueprint)`.
    """
    # A token lives as long as the cookie it belongs to. Some privacy tools hide where a request came from, and the
    # token does not need it.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    protect = CSRFProtect(app)

    @app.before_request
    def check_token() -> Response | None:
        if not current_app.config["WTF_CSRF_ENABLED"]:
            return None
        try:
            protect.protect(apply_exemptions=True)
        except CSRFError:
            if request.routing_exception is not None:
                # There is no such page to begin with.
                return None
            if not hasattr(current_app.view_functions[request.endpoint or ""], "asks_again"):
                return render_error(
                    400,
                    gettext("This page was open for too long"),
                    gettext("Go back, open the page again, and try again."),
                )
            g.has_bad_token = True
        return None
