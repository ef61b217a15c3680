"""The blueprint that the modules of this package hang their routes on."""

from flask import Blueprint

ADDRESS = "/api/v1"
referral_api = Blueprint("referral_api", "directory.api", url_prefix=ADDRESS)
