"""The blueprint that the modules of this package hang their pages on."""

from flask import Blueprint

from directory.links.purposes import TERMS, LinkPurpose

PREFIX = TERMS[LinkPurpose.OWN_PAGE].path

bp = Blueprint("own_page", "directory.own_page", url_prefix=PREFIX, template_folder="templates")
