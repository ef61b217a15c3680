"""What somebody writes down of making sure of a listing."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from directory.champions.models import CheckResult, CheckWay

LONGEST_SPOKE_TO = 100
# How staff make sure of a listing. Its group does so by its link.
WAYS = tuple(each for each in CheckWay if each is not CheckWay.LINK)
# What has changed is written where the listing is, which counts as a check too.
RESULTS = (CheckResult.STILL_RIGHT, CheckResult.NO_ANSWER)


@dataclass(frozen=True)
class CheckInput:
    """How somebody tried to make sure of a listing, whom they reached, and what came of it."""

    way: CheckWay
    result: CheckResult
    spoke_to: str | None = None


class CheckSchema(Schema):
    """Loads into CheckInput."""

    way = fields.Enum(CheckWay, by_value=True, required=True, validate=validate.OneOf(WAYS))
    result = fields.Enum(CheckResult, by_value=True, required=True, validate=validate.OneOf(RESULTS))
    spoke_to = fields.String(load_default=None, validate=validate.Length(max=LONGEST_SPOKE_TO))

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> CheckInput:
        return CheckInput(**data)
