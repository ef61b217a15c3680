"""Forms for anybody, and what programs that fill in every form they find trip over: without a third party.

Such a form has a box that people do not see, and says sealed when it was shown. Who fills in the box, or answers more
quickly than anybody reads, is asked to press the button again. Nobody's words are lost over it, nor taken and thrown
away unsaid.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from limits import parse
from wtforms import HiddenField, StringField

from directory import clock
from directory.security.limits import count_try
from directory.security.origins import is_this_machine, network_address
from directory.translation import lazy_gettext
from directory.web.forms import Input, LynchpinForm, add_messages

# Nobody reads a form and answers it within this; and a page of yesterday is no longer proof of anything.
QUICKEST, LATEST = timedelta(seconds=3), timedelta(days=1)
# A household, a library or a day centre has one address on the network, and a program sends hundreds.
FROM_A_PLACE = parse("20 per hour")
NOT_SURE = lazy_gettext("We could not tell that a person sent this. Wait a few seconds, then press the button again.")


class ShownAtField(HiddenField):
    """When the form was shown, signed. What was not signed here counts as shown just now."""

    def process_data(self, value: object) -> None:
        self.data = sign_now()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = valuelist[0] if valuelist and seconds_since(valuelist[0]) is not None else sign_now()

    @property
    def age(self) -> timedelta:
        """How long ago that was."""
        return timedelta(seconds=seconds_since(str(self.data)) or 0)


class OpenForm(LynchpinForm[Input]):
    """A form that anybody may send. `post_form` shows both boxes to programs, and neither to people."""

    nickname_2 = StringField(lazy_gettext("Leave this box empty"))
    shown_at = ShownAtField()

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether everything can be used; what is wrong with an answer is said before anything is doubted."""
        if not super().validate(extra_validators):
            return False
        if not self.nickname_2.data and QUICKEST <= self.shown_at.age <= LATEST:
            return True
        self.nickname_2.data = ""
        if self.shown_at.age > LATEST:
            self.shown_at.data = sign_now()
        add_messages(self, {"": str(NOT_SURE)})
        return False


def count_sending(what: str) -> None:
    """Count that a form for anybody was sent from where this request comes from. Raises TooManyTries.

    Call it before the transaction: what is counted stays counted.
    """
    if not is_this_machine():
        count_try(FROM_A_PLACE, what, network_address())


def sign_now() -> str:
    return str(signer().dumps(int(clock.now().timestamp())))


def seconds_since(signed: str) -> float | None:
    """How long ago something was signed here; None where it was not."""
    try:
        return clock.now().timestamp() - float(signer().loads(signed))
    except (BadSignature, ValueError, TypeError):
        return None


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="when a form was shown")
