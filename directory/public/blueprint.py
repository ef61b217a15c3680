"""The blueprint that the modules of this package hang their pages on."""

from flask import Blueprint

bp = Blueprint("public", "directory.public", template_folder="templates")
