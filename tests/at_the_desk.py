"""Presses without a door: what handlers say, keep and post, in milliseconds. Doors have tests of their own."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from cards.model import Card, Place, Reply
from handlers import router
from handlers.desk import Desk, Work
from handlers.events import FormSent, Sender
from storage.tables import Outbox, Payload

_deliveries = iter(range(1_000_000))


def pressed(desk: Desk, who: str, action: str, value: str, inputs: dict[str, str]) -> FormSent:
    """A press by a listed person in their direct conversation; each with a nonce of its own."""
    place = Place(platform="web", team="playground", channel=f"dm-{who}", user=who, private=True, direct=True)
    number, name = next(_deliveries), desk.organisation().people[who].name
    return FormSent(
        f"d{number}", Sender("web", "playground", who, name), place, frozenset(("private", "dialog", "replace")),
        action=action, value=value, press=f"p{number}", inputs=inputs,
    )  # fmt: skip


async def press(desk: Desk, who: str, action: str, value: str = "1", **inputs: str) -> list[Reply]:
    """What is answered to a press. Raises Refused."""
    return await router.converse(desk, pressed(desk, who, action, value, inputs))


def said(replies: list[Reply]) -> str:
    """Every word of the answers, and what is said at fields."""
    errors = "\n".join(told for one in replies for _, told in one.errors)
    return "\n".join("\n".join(one.card.lines()) for one in replies) + errors


async def all_of(desk: Desk, table: Any) -> list[Any]:
    """All rows of a table, oldest first."""
    query = select(table).order_by(*table.__table__.primary_key.columns)
    return await desk.database.read(lambda session: list(session.execute(query).scalars()))


async def posted(desk: Desk) -> list[tuple[str, str]]:
    """To whom (or into which room) cards went, and their words, oldest first."""
    bodies = {one.id: Card.model_validate(one.body) for one in await all_of(desk, Payload) if one.kind == "card"}
    rows = [(Place.model_validate(one.place), bodies[one.payload_id]) for one in await all_of(desk, Outbox)]
    return [(place.user or place.channel, "\n".join(card.lines())) for place, card in rows]


async def told(desk: Desk, who: str) -> str:
    """The newest card that somebody got."""
    return next(words for to, words in reversed(await posted(desk)) if to == who)


async def by_clock(desk: Desk, effect: Callable[[Work], object]) -> None:
    """Something done in a transaction of its own, to begin a test with."""
    await desk.by_clock(lambda work: effect(work) and None)
