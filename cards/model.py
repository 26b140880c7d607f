"""The neutral card: what is said, before any platform draws it.

A card holds plain text only. Renderers escape it, so nothing that a user typed can ping or format.
The bounds checked here are the smallest of our platforms (Slack: 75 characters a label, 2,000 a
button's value, unique input ids; Teams: 6 actions a card), so a card that can be built can be drawn.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

LABEL_MAX = 75
VALUE_MAX = 1_500
NONCE_MAX = 64
INPUT_MAX = 10_000
"""Characters of one input that are taken: far more than any allows, so that a conversation can say what is too long."""
BUTTONS_MAX = 6
OPTIONS_MAX = 100
ITEMS_MAX = 30

Label = Annotated[str, Field(min_length=1, max_length=LABEL_MAX)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{0,79}$")]
Where = Literal["private", "replace", "channel", "dialog"]


def label(text: str) -> str:
    """A name cut to a label's length, with an ellipsis; show the whole name beside it where it matters."""
    return text if len(text) <= LABEL_MAX else text[: LABEL_MAX - 1] + "…"


class Frozen(BaseModel):
    """Base of all card parts: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """A paragraph. `quote` is the city's own words, `small` a remark, `heading` and `strong` as named."""

    kind: Literal["text"] = "text"
    text: Annotated[str, Field(min_length=1)]
    style: Literal["plain", "heading", "strong", "quote", "small"] = "plain"


class Facts(Frozen):
    """Pairs of a name and a value, drawn as a small table."""

    kind: Literal["facts"] = "facts"
    pairs: tuple[tuple[str, str], ...]


class Image(Frozen):
    """A PNG, as bytes that the door uploads; `alt` is read aloud."""

    kind: Literal["image"] = "image"
    png_base64: str
    alt: Annotated[str, Field(min_length=1)]


class File(Frozen):
    """A document to keep: the bytes are in a payload row (kind "file"), under `key`.

    Slack gets it uploaded, the playground and Teams a link; a door that must link fills in `url` before drawing.
    """

    kind: Literal["file"] = "file"
    name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^/\\\x00-\x1f]+$")]
    payload: Annotated[int, Field(ge=1)]
    key: Identifier
    url: str = ""


class Option(Frozen):
    """One choice of an input; `value` comes back, `label` is read."""

    label: Label
    value: Annotated[str, Field(min_length=1, max_length=150)]


class Input(Frozen):
    """A field to fill. Values are always text; `checks` gives its values joined by line breaks."""

    kind: Literal["input"] = "input"
    id: Identifier
    label: Label
    type: Literal["line", "lines", "select", "radio", "checks", "date"] = "line"
    value: str = ""
    required: bool = False
    max_length: Annotated[int, Field(ge=1, le=3000)] = 3000
    limit: Annotated[int, Field(ge=0, le=3000)] = 0
    """What the conversation allows, where that is less than `max_length`: a platform cuts silently what is longer than
    that, so a form that has to say how long a text is lets it through. 0: the same."""
    hint: Annotated[str, Field(max_length=300)] = ""
    placeholder: Annotated[str, Field(max_length=100)] = ""
    options: tuple[Option, ...] = ()

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        choosing = self.type in ("select", "radio", "checks")
        if choosing != bool(self.options):
            raise ValueError(f"input {self.id}: options go with select, radio and checks, and only with them")
        limit = {"checks": 10, "radio": 10}.get(self.type, OPTIONS_MAX)
        if len(self.options) > limit:
            raise ValueError(f"input {self.id}: at most {limit} options")
        return self


class Button(Frozen):
    """The only thing that raises an event.

    `action` names a function in the router's table, `value` is an id (never display text). A button
    with an effect carries a `nonce`: one effect for one nonce, however often it is pressed.
    `opens_dialog` must be said beforehand, since Teams asks for a different kind of action.
    """

    kind: Literal["button"] = "button"
    action: Identifier
    label: Label
    value: Annotated[str, Field(max_length=VALUE_MAX)] = ""
    nonce: Annotated[str, Field(max_length=NONCE_MAX, pattern=r"^[0-9a-zA-Z_-]*$")] = ""
    style: Literal["plain", "primary", "danger"] = "plain"
    opens_dialog: bool = False
    confirm: Annotated[str, Field(max_length=300)] = ""


class Item(Frozen):
    """A line of a list with the one button that opens what it names, drawn beside it.

    A card's limit of buttons is one of its foot; what stands beside a line is not counted there. Each button's label
    says what it opens: it is read aloud without its line.
    """

    kind: Literal["item"] = "item"
    text: Annotated[str, Field(min_length=1, max_length=300)]
    button: Button


Part = Annotated[Text | Facts | Image | File | Input | Item | Button, Field(discriminator="kind")]


class Card(Frozen):
    """A titled column of parts. In a dialog the first button submits; a dialog has exactly one.

    `pin`: the message is pinned in its room, where the platform lets a bot do that.
    """

    title: Annotated[str, Field(min_length=1, max_length=150)]
    parts: tuple[Part, ...] = ()
    pin: bool = False

    @model_validator(mode="after")
    def _fits_every_platform(self) -> Self:
        if len(self.buttons) > BUTTONS_MAX:
            raise ValueError(f"card {self.title!r}: at most {BUTTONS_MAX} buttons")
        if len(self.items) > ITEMS_MAX:
            raise ValueError(f"card {self.title!r}: at most {ITEMS_MAX} items")
        ids = [part.id for part in self.inputs]
        if len(ids) != len(set(ids)):
            raise ValueError(f"card {self.title!r}: input ids must differ: {ids}")
        return self

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The card's buttons, in order."""
        return tuple(part for part in self.parts if isinstance(part, Button))

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The card's inputs, in order."""
        return tuple(part for part in self.parts if isinstance(part, Input))

    @property
    def items(self) -> tuple[Item, ...]:
        """The card's lines that open something, in order."""
        return tuple(part for part in self.parts if isinstance(part, Item))

    @property
    def files(self) -> tuple[File, ...]:
        """The card's documents, in order."""
        return tuple(part for part in self.parts if isinstance(part, File))

    def filled(self, typed: Mapping[str, str]) -> "Card":
        """The card with what was typed in its inputs (input id → text); a choice that it does not offer is left out."""

        def fill(part: Part) -> Part:
            if not isinstance(part, Input) or part.id not in typed:
                return part
            offered = {option.value for option in part.options}
            lines = typed[part.id].split("\n")
            fits = not part.options or all(one in offered for one in lines if one)
            return part.model_copy(update={"value": typed[part.id]}) if fits else part

        return self.model_copy(update={"parts": tuple(fill(part) for part in self.parts)})

    def lines(self) -> Iterator[str]:
        """Everything a reader sees of the card as plain lines: for notifications, terminals and tests."""
        yield self.title
        for part in self.parts:
            match part:
                case Text():
                    yield part.text
                case Facts():
                    yield from (f"{name}: {value}" for name, value in part.pairs)
                case Image():
                    yield part.alt
                case File():
                    yield f"📎 {part.name}"
                case Input():
                    yield part.label
                case Item():
                    yield part.text
                    yield f"[{part.button.label}]"
                case Button():
                    yield f"[{part.label}]"


MAIL = "mail:"


class Place(Frozen):
    """Where something is said.

    `platform` is a door's name, `team` the workspace or tenant, `channel` the conversation's id and
    `thread` the id of its first message. With `user` set and `private` true only that person sees it:
    in `channel` if the platform can whisper there, else in a direct message. A `user` that begins with
    `MAIL` is somebody whose account is not known yet: the door asks its platform whose address it is.
    """

    platform: str
    team: str
    channel: str = ""
    thread: str = ""
    user: str = ""
    private: bool = False
    direct: bool = False
    """Whether the channel is the person's own conversation with the bot, where there is nobody to share with."""


class Reply(Frozen):
    """An answer and where it goes.

    `private`: only the asker; `replace`: in place of the card that was pressed; `channel`: to everybody
    in the conversation (in the thread of the event); `dialog`: a form over the conversation.
    `errors` (input id → message) reopens a dialog with the messages at its fields. `reopen` is the
    button that shows a dialog again where the platform cannot open one without a press.
    """

    card: Card
    where: Where = "private"
    errors: tuple[tuple[str, str], ...] = ()
    reopen: Button | None = None
