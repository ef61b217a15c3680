"""The blueprint that the modules of this package hang their pages on."""

from flask import Blueprint

from directory.links.purposes import TERMS, LinkPurpose

PREFIX = TERMS[LinkPurpose.REFERRAL].path

bp = Blueprint("provider", "directory.provider", url_prefix=PREFIX, template_folder="templates")
