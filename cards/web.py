"""Cards as the playground's page draws them, and what the page sends back when a button is pressed."""

from itertools import groupby
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from cards.model import INPUT_MAX, NONCE_MAX, VALUE_MAX, Button, Card, Identifier

Json = dict[str, Any]


def storable(value: object) -> object:
    """Text without lone surrogates, which JSON can write but UTF-8 cannot."""
    return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if isinstance(value, str) else value


Words = Annotated[str, BeforeValidator(storable)]


class Form(BaseModel):
    """A press: the button as it was drawn, and the card's inputs by id (`checks` joined by line breaks)."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    action: Identifier
    value: Annotated[str, Field(max_length=VALUE_MAX)] = ""
    nonce: Annotated[str, Field(max_length=NONCE_MAX, pattern=r"^[0-9a-zA-Z_-]*$")] = ""
    inputs: dict[Identifier, Annotated[Words, Field(max_length=INPUT_MAX)]] = {}


def draw(card: Card) -> Json:
    """The card as JSON: its parts in order, neighbouring buttons in one row.

    The page puts every text into text nodes, so nothing is escaped, formatted or shortened here.
    """
    parts: list[Json] = []
    for are_buttons, run in groupby(card.parts, lambda part: isinstance(part, Button)):
        drawn = [part.model_dump(mode="json") for part in run]
        parts += [{"kind": "buttons", "buttons": drawn}] if are_buttons else drawn
    return {"title": card.title, "parts": parts}


def read(form: object) -> Form:
    """What was pressed, from the page's JSON. Raises ValueError naming each field at fault."""
    try:
        return Form.model_validate(form)
    except ValidationError as error:
        raise ValueError(faults(error)) from error


def faults(error: ValidationError) -> str:
    """What is wrong with a body, field by field, without repeating what was sent."""
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in error.errors())
