"""Who knows whom at a group: written down, changed, taken back, and forgotten when somebody asks for it."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.organizations import Organization
from directory.champions.relations.group_contacts import (
    add_contact,
    change_contact,
    forget_contact,
    get_contact,
    get_named_or_not,
    take_back_contact,
)
from directory.champions.relations.meetings import ChangedMeanwhile, list_team
from directory.champions.writing import get_to_write
from directory.db import reading, transaction
from directory.security.keystore import current_key_store
from directory.staff.blueprint import bp
from directory.staff.groups.relationship_forms import ContactForm, team_choices
from directory.staff.groups.relationship_pages import build_contact_page
from directory.web.forms import asks_again, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell
from directory.web.words import counted

NEW = "/organisations/<uuid:organization_id>/contacts"
CONTACT = "/relationships/contacts/<uuid:contact_id>"


@bp.get(NEW)
@requires("relationships.keep")
def new_contact(organization_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        group = get_to_write(db, actor, Organization, organization_id)
        form: Any = show_form(
            ContactForm, {"known_by": str(actor.user_id)}, {"known_by": team_choices(list_team(db, actor))}
        )
    return render_page("staff/new_contact.html", build_contact_page(group, None), form=form)


@bp.post(NEW)
@requires("relationships.keep")
@asks_again(new_contact)
def create_contact(organization_id: uuid.UUID) -> ResponseReturnValue:
    """Write down whom a colleague knows. Pressed twice, it is written down once."""
    with transaction() as db:
        actor = current_actor()
        group = get_to_write(db, actor, Organization, organization_id)
        form: Any = take_form(ContactForm, {"known_by": team_choices(list_team(db, actor))})
        add_contact(db, actor, group, form.load(), form.submission_key.data)
        there = url_for("staff.show_relationship", organization_id=group.id)
    tell("It is written down who is known there.")
    return redirect(there, 303)


@bp.get(CONTACT)
@requires("relationships.keep")
def edit_contact(contact_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        contact = get_contact(db, actor, contact_id)
        team = team_choices({each.id: each for each in (*list_team(db, actor), contact.knower)}.values())
        values = {"part": contact.part, "name": contact.name, "reach": contact.reach, "known_by": str(contact.known_by)}
        form: Any = show_form(ContactForm, values, {"known_by": team})
        # Sent again, it means what stands there by now.
        form.seen.data = contact.version
        page = build_contact_page(contact.organization, contact)
    return render_page("staff/edit_contact.html", page, form=form)


@bp.post(CONTACT)
@requires("relationships.keep")
@asks_again(edit_contact)
def save_contact(contact_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        contact = get_contact(db, actor, contact_id, to_change=True)
        team = team_choices({each.id: each for each in (*list_team(db, actor), contact.knower)}.values())
        form: Any = take_form(ContactForm, {"known_by": team})
        wanted = form.load()
        with said_on_the_page(ChangedMeanwhile):
            change_contact(db, actor, contact, wanted, form.seen.data)
        there = url_for("staff.show_relationship", organization_id=contact.organization_id)
    tell("It is changed.")
    return redirect(there, 303)


@bp.post(f"{CONTACT}/take-back")
@requires("relationships.keep")
def take_back_known(contact_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a colleague does not know somebody any more."""
    with transaction() as db:
        contact = get_named_or_not(db, current_actor(), contact_id, to_change=True)
        take_back_contact(db, current_actor(), contact)
        there = url_for("staff.show_relationship", organization_id=contact.organization_id)
    # Old backups cannot be read any more either.
    current_key_store().destroy_key(contact_id)
    tell("They are taken out, and so is their name.")
    return redirect(there, 303)


@bp.get(f"{CONTACT}/forget")
@requires("relationships.keep")
def confirm_forgetting(contact_id: uuid.UUID) -> ResponseReturnValue:
    """Ask before somebody's name is taken out for good."""
    with transaction() as db:
        contact = get_named_or_not(db, current_actor(), contact_id)
        page = build_contact_page(contact.organization, contact)
    return render_page("staff/confirm_forgetting.html", page)


@bp.post(f"{CONTACT}/forget")
@requires("relationships.keep")
def forget_known(contact_id: uuid.UUID) -> ResponseReturnValue:
    """Take out the name of somebody who asks for it, and words of meetings that hold it."""
    with transaction() as db:
        contact = get_named_or_not(db, current_actor(), contact_id, to_change=True)
        number = forget_contact(db, current_actor(), contact)
        there = url_for("staff.show_relationship", organization_id=contact.organization_id)
    # Old backups cannot be read any more either.
    current_key_store().destroy_key(contact_id)
    words = f", and the words of {counted(number, 'meeting')}" if number else ""
    tell(f"Their name is taken out{words}.")
    return redirect(there, 303)
