"""Loading what was typed on a command line by the same schemas as forms use."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from directory.errors import WrongInput
from directory.web.messages import first_message


def load_input(schema: type[Schema], given: Mapping[str, Any]) -> Any:
    """The input of an operation. Raises WrongInput with one sentence naming each field."""
    try:
        return schema().load(given)
    except ValidationError as error:
        told = [f"{name}: {first_message(found)}" for name, found in error.messages_dict.items()]
        raise WrongInput("; ".join(told) + ".") from None
