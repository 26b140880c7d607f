"""Files that the playground's page sends along with a message."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.web_guard import Unfit
from cards.web import Words
from handlers.events import FILE_BYTES, Attached

ENCODED_MAX = FILE_BYTES * 4 // 3 + 4


class FileSent(BaseModel):
    """A file: its name, and its bytes in base64."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: Annotated[Words, Field(min_length=1, max_length=200)]
    data: Annotated[str, Field(max_length=ENCODED_MAX)]


def attached(files: Sequence[FileSent]) -> tuple[Attached, ...]:
    """The files as a conversation gets them. Raises Unfit for what is no base64."""
    try:
        return tuple(Attached(one.name, base64.b64decode(one.data, validate=True)) for one in files)
    except (binascii.Error, ValueError) as error:
        raise Unfit(400, "files: data must be base64") from error
