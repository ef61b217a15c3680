"""Opening the link of a referral: who asks, a code by mail, and with the code who is referred.

Whoever follows links in letters changes nothing here: codes are sent, and links opened, by forms alone.
"""

from flask import make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from limits import parse

from directory import clock
from directory.accounts.guards import open_to_all
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.links import visits
from directory.links.codes import Verdict, make_code, try_code
from directory.links.letters import queue_code
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import get_link
from directory.links.visits import begin_visit, is_visiting
from directory.provider.blueprint import bp
from directory.provider.reply_forms import AnswerForm, CodeForm, answer_choices
from directory.provider.reply_pages import asking_page, reply_page
from directory.provider.visit_cookie import brought_visit, hand_out_visit
from directory.referrals.replies import get_shared, record_link_act, record_look
from directory.security.limits import check_tries, count_try
from directory.security.origins import network_address
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page

# Nobody's letter box is to be filled.
CODES_OF_A_LINK = parse("5 per hour")
CODES_OF_A_LINK_IN_A_DAY = parse("15 per 1 day")
CODES_FROM_AN_ADDRESS = parse("30 per hour")
# Going on for days, with a new code each time, would find one in the end.
WRONG_CODES_OF_A_LINK = parse("20 per 1 day")
WRONG = "That code is not right. Look at the newest email from us, and type its six digits"
OVER = "That code is too old, or was tried too often. Ask for a new one"


@bp.get("/<token>")
@open_to_all
def show_reply(token: str) -> ResponseReturnValue:
    """Who asks, for anybody; who is referred, for a browser that has shown the code, which is written down."""
    with transaction() as db:
        shared = get_shared(db, token)
        asking, page = asking_page(shared, token), None
        if is_visiting(db, shared.link, brought_visit(shared.link)):
            record_look(db, shared)
            page = reply_page(shared, token, clock.today())
    if page is None:
        return render_page("provider/ask_for_code.html", asking)
    form = show_form(AnswerForm, {"happened_on": clock.today()}, {"to": answer_choices(page.answers)})
    # Sent again, it comes after what its sender has been shown by now.
    form.seen.data = page.seen
    return render_page("provider/show_reply.html", page, form=form)


@bp.post("/<token>/codes")
@open_to_all
def send_code(token: str) -> ResponseReturnValue:
    """Send a code to the registered contact, in place of the one before."""
    with reading() as db:
        link_id = str(get_shared(db, token).link.id)
    count_try(CODES_FROM_AN_ADDRESS, "codes of links", network_address())
    count_try(CODES_OF_A_LINK, "codes of a link", link_id)
    count_try(CODES_OF_A_LINK_IN_A_DAY, "codes of a link in a day", link_id)
    with transaction() as db:
        link = get_link(db, token, LinkPurpose.REFERRAL, to_use=True)
        shared = get_shared(db, token)
        queue_code(db, link, make_code(db, link, token), shared.address, shared.team)
        record_link_act(db, shared, "link.code_sent")
    return redirect(url_for("provider.enter_code", token=token), 303)


@bp.get("/<token>/code")
@open_to_all
def enter_code(token: str) -> ResponseReturnValue:
    with reading() as db:
        page = asking_page(get_shared(db, token), token)
    return render_page("provider/enter_code.html", page, form=show_form(CodeForm))


@bp.post("/<token>/code")
@open_to_all
@asks_again(enter_code)
def open_with_code(token: str) -> ResponseReturnValue:
    """Let this browser look for half an hour, if the code is right."""
    with reading() as db:
        link_id = str(get_shared(db, token).link.id)
    typed = load_form(CodeForm)
    check_tries(WRONG_CODES_OF_A_LINK, "wrong codes of a link", link_id)
    with transaction() as db:
        link = get_link(db, token, LinkPurpose.REFERRAL, to_use=True)
        shared, verdict = get_shared(db, token), try_code(db, link, token, typed)
        visit = begin_visit(db, link) if verdict is Verdict.RIGHT else ""
        action = "link.opened" if visit else "link.code_wrong"
        record_link_act(db, shared, action)
    if not visit:
        count_try(WRONG_CODES_OF_A_LINK, "wrong codes of a link", link_id)
        message = WRONG if verdict is Verdict.WRONG else OVER
        raise WrongInput(message, {"code": message})
    answer = make_response(redirect(url_for("provider.show_reply", token=token), 303))
    hand_out_visit(answer, link, visit, visits.LASTS)
    return answer
