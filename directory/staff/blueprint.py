"""The blueprint that the modules of this package hang their pages on."""

from flask import Blueprint

bp = Blueprint("staff", "directory.staff", url_prefix="/staff", template_folder="templates")
