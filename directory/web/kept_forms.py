"""What somebody typed when their session had ended: kept sealed in the sign-in page, and shown to them once more.
What was sent when somebody had to show first that it is them waits in that page in the same way.

Every form carries a mark of who was signed in when its page was made. A form that arrives when nobody is signed in
any more is sealed for that person alone, without its token and any password, and travels in the sign-in page. When
they sign in, the page they came from is shown with what they typed: nothing is carried out without a new press of
its button.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from flask import current_app, g, request, session
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from directory.accounts.guards import MADE_FOR
from directory.security.sealed_state import open_state, seal_state
from directory.web.navigation import current_navigation

MARK = "filled_in_by"
PURPOSE = "a form to be shown again"
KEPT_FOR = timedelta(minutes=30)
LEFT_OUT = ("csrf_token", MARK, "password")
USED = "kept_form_used"


@dataclass(frozen=True)
class KeptForm:
    """Where a form was sent, and what it held."""

    path: str
    answers: tuple[tuple[str, str], ...]

    @property
    def made_for(self) -> str | None:
        """The scheme in which its page was made."""
        return dict(self.answers).get(MADE_FOR)


def mark_of(user_id: uuid.UUID) -> str:
    """The mark that forms carry which are made for a user."""
    return str(marker().dumps(str(user_id)))


def marker() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="who filled in a form")


def keep_form() -> str:
    """The form of this request, sealed for whom its mark names; empty where it cannot be shown again."""
    view = current_app.view_functions[request.endpoint or ""]
    if request.method != "POST" or not hasattr(view, "asks_again"):
        return ""
    try:
        owner = uuid.UUID(marker().loads(request.form.get(MARK, "")))
    except (BadSignature, ValueError, RequestEntityTooLarge):
        return ""
    answers = [each for each in request.form.items(multi=True) if not each[0].endswith(LEFT_OUT)]
    return seal_state(str(current_app.secret_key), PURPOSE, owner, [request.path, answers])


def take_kept(sealed: str, user_id: uuid.UUID) -> KeptForm | None:
    """What was kept for a user who signs in; None for anybody else, after a while, and a second time.

    Ask before the new session begins, and `mark_used` after.
    """
    if not sealed or session.get(USED) == digest_of(sealed):
        return None
    found = open_state(str(current_app.secret_key), PURPOSE, user_id, sealed, KEPT_FOR)
    return KeptForm(found[0], tuple((name, value) for name, value in found[1])) if found else None


def mark_used(sealed: str) -> None:
    """Remember in the new session that a kept form was shown, so that reloading the page does not bring it again."""
    session[USED] = digest_of(sealed)


def digest_of(sealed: str) -> str:
    return hashlib.sha256(sealed.encode()).hexdigest()[:32]


def show_kept(kept: KeptForm, words: str) -> ResponseReturnValue:
    """The page that a kept form was sent from, with what was typed, as an answer to this request; `words` say why.

    Its view runs as it would for a page that was open for too long: who may not see it learns nothing, and nothing
    is carried out.
    """
    endpoint, arguments = current_app.url_map.bind("").match(kept.path, method="POST")
    # Whoever comes back from another site comes by GET, and is to be asked as the form was.
    request.method, request.form, request.files = "POST", ImmutableMultiDict(kept.answers), ImmutableMultiDict()
    request.__dict__.pop("values", None)
    # The token and the form of the page in between are not those of the page that is shown.
    for name in ("csrf_token", "form_in_hand", "navigation"):
        g.pop(name, None)
    g.shown_again_because = words
    return cast(ResponseReturnValue, current_app.view_functions[endpoint](**arguments))


def is_somebody_elses() -> bool:
    """Whether the form of this request was made for another person than is signed in now."""
    mark = request.form.get(MARK)
    return bool(mark) and mark != current_navigation().person_mark
