"""All that a conversation may touch: the time, the guideline, the organisation, and one transaction an event."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cards import dialog, fault
from cards.model import Card, Place, Reply
from guideline import evaluation, incident
from guideline.ask import Reader
from guideline.check import Checker
from guideline.clauses import Guideline
from guideline.organisation import Office, Organisation, Person
from guideline.policy import Form
from handlers.events import BY_CLOCK, Event, Sender
from handlers.readings import Readings
from storage import members, outbox, payloads, records
from storage.database import Database
from storage.payloads import Kept
from storage.tables import Done

log = logging.getLogger(__name__)

JAPAN = ZoneInfo("Asia/Tokyo")
REPLIES_KEPT_DAYS = 3.0
"""How long the answer to a delivery is kept for a redelivery; Slack retries for an hour, Teams for minutes."""


POSTED_KEPT_DAYS = 30.0
"""How long a card that was to be posted is kept: longer than a platform is down."""


class Refused(Exception):
    """A request that is refused, with the reason and the clause it stands on ("" for a 市の設定)."""

    def __init__(self, reason: str, clause: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.clause = clause


@dataclass
class Work:
    """One transaction: what is kept, posted and logged together, or not at all."""

    session: Session
    at: datetime
    event: Event
    member: int
    person: str
    acts: list[records.Act] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)
    counts: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def count(self, what: str, *labels: str) -> None:
        """Counts something when the transaction commits; labels are names of the guideline or the program only."""
        self.counts.append((what, labels))

    def log(self, act: str, digest: str = "", **ids: str | int | list[str]) -> None:
        """Adds an entry to the log when the transaction commits."""
        self.acts.append(records.Act(act, self.person, ids, digest))

    def keep(self, kind: str, subject: str, body: dict[str, Any], days: float | None = None) -> Kept:
        """Keeps free text under a subject."""
        return payloads.keep(self.session, kind, subject, body, self.at, days)

    def post(
        self, place: Place, card: Card, subject: str, thread: str = "", edits: int | None = None,
        days: float = POSTED_KEPT_DAYS,
    ) -> int:  # fmt: skip
        """Puts a card into the outbox and returns the row's id.

        Rows of one `thread` are posted in order; `edits` names an earlier row whose message is replaced. The card
        is blanked after `days`, whether it was posted or not.
        """
        body = self.keep("card", subject, card.model_dump(mode="json"), days)
        row = outbox.enqueue(
            self.session, place=place.model_dump(), platform=place.platform, payload_id=body.id, at=self.at,
            thread=thread, edits=edits,
        )  # fmt: skip
        self.posts.append(row)
        return row

    def notify(
        self, ways: Sequence[Place], card: Card, subject: str, thread: str = "", order_for: float | None = None,
        kind: str = outbox.NOTICE, days: float | None = None,
    ) -> int:  # fmt: skip
        """Puts a card into the outbox that goes out by the first of its ways that works; returns the row's id.

        A notice is tried until it is told or its text is blanked, after `days` (None: with its subject).
        `order_for`: seconds for which it waits at most for the rows before it in `thread`. Raises ValueError
        without any way.
        """
        if not ways:
            raise ValueError("a notice needs a way")
        body = self.keep("card", subject, card.model_dump(mode="json"), days)
        listed = [outbox.Way(way.platform, way.model_dump()) for way in ways]
        row = outbox.enqueue(
            self.session, place=listed[0].place, platform=listed[0].platform, payload_id=body.id, at=self.at,
            thread=thread, kind=kind, ways=listed, order_for=order_for,
        )  # fmt: skip
        self.posts.append(row)
        return row

    def place_of(self, row: int | None) -> Place:
        """Where an earlier row of the outbox goes. Raises KeyError if there is none."""
        return Place.model_validate(outbox.place_of(self.session, row))


@dataclass(frozen=True, repr=False)
class Desk:
    """What `bot` hands to every conversation. `now` is business time; `woken` is called after a commit that posts."""

    now: Callable[[], datetime]
    guideline: Guideline
    organisation: Callable[[], Organisation]
    reader: Reader
    checker: Checker
    database: Database
    incidents: incident.Book
    woken: Callable[[], None] = lambda: None
    form: Form | None = None
    """The form of a 利用方針; None where the city's folder has none."""
    evaluations: evaluation.Rules | None = None
    """When evaluations are due; None where the city's folder does not say."""
    changed: Callable[[], None] = lambda: None
    """Called after a commit in which somebody did something: pages that show it can be drawn anew."""
    counted: Callable[[str, Sequence[str]], None] = lambda _what, _labels: None
    """Called after a commit for each of its counts."""
    readings: Readings = field(default_factory=Readings)
    """The learned reader at work on drafts."""

    def today(self) -> date:
        """The day in Japan by business time."""
        return self.now().astimezone(JAPAN).date()

    def person(self, sender: Sender) -> Person | None:
        """The listed person behind a sender, None for the unlisted."""
        return self.organisation().person_of(sender.platform, sender.user, sender.mail, sender.guest)

    def only_staff(self, sender: Sender) -> None:
        """Raises Refused with the guideline's clause of scope unless the sender counts as 職員."""
        known = self.organisation()
        if not known.serves(sender.platform, sender.team):
            office = self.guideline.question_office
            raise Refused(f"このワークスペース（テナント）は登録されていません。{office}へお問い合わせください。")
        if not known.counts_as_staff(sender.platform, sender.user, sender.mail, sender.guest):
            raise Refused("この窓口は、ガイドラインが適用される職員が対象です。", self.guideline.scope_clause)

    def _counts(self, sender: Sender) -> bool:
        return self.organisation().counts_as_staff(sender.platform, sender.user, sender.mail, sender.guest)

    async def member(self, sender: Sender) -> int | None:
        """The row of the sender's account, None if it was never seen."""
        return await self.database.read(
            lambda session: members.member_id(session, sender.platform, sender.team, sender.user)
        )

    def office(self, name: str) -> Office:
        """An office of the organisation file."""
        return self.organisation().offices[name]

    def room(self, name: str) -> Place:
        """Where an office is told first: its first channel."""
        channel = self.office(name).channels[0]
        teams = self.organisation().teams.get(channel.platform, ("",))
        return Place(platform=channel.platform, team=teams[0], channel=channel.id)

    async def say(self, event: Event, card: Card, subject: str = "") -> list[Reply]:
        """A private answer without any effect: on the event's response if it can go there, else posted once.

        It claims no nonce: after a refusal the same form may be sent again. `subject` is what the card is
        about, so that it is blanked with it.
        """
        reply = Reply(card=card)
        if reply.where in event.answers:
            return [reply]
        return await self._once(event, [event.delivery_key], lambda work: [reply], subject)

    async def once(self, event: Event, effect: Callable[[Work], list[Reply]], subject: str = "") -> list[Reply]:
        """Runs an effect in one transaction, once for each delivery and each nonce.

        Returns the replies the door can give on the event's own response; the others have gone to the
        outbox in the same transaction. A second delivery or press gets the replies of the first.
        `subject` is what the kept replies are about, so that they are blanked with it.
        """
        keys = [event.delivery_key] + ([f"press:{event.nonce}"] if event.nonce else [])
        return await self._once(event, keys, effect, subject)

    async def by_clock(self, effect: Callable[[Work], None]) -> None:
        """Runs what is due in one transaction of its own, on nobody's behalf."""
        posted: list[int] = []
        acted: list[records.Act] = []
        counts: list[tuple[str, tuple[str, ...]]] = []

        def attempt(session: Session) -> None:
            work = Work(session, self.now(), BY_CLOCK, 0, "clock")
            effect(work)
            records.append(session, work.acts, work.at)
            posted.extend(work.posts)
            acted.extend(work.acts)
            counts.extend(work.counts)

        await self.database.write(attempt)
        for what, labels in counts:
            self.counted(what, labels)
        self._tell_of(posted, acted)

    def _tell_of(self, posted: Sequence[int], acted: Sequence[records.Act]) -> None:
        if posted:
            log.info("rows for the outbox", extra={"rows": list(posted)})
            self.woken()
        if acted:
            self.changed()

    async def leave(self, place: Place, replies: Sequence[Reply]) -> None:
        """Hands answers that could not be given on their event's response to the outbox, to be said in private."""
        to = place.model_copy(update={"private": True})

        def keep(session: Session) -> None:
            work = Work(session, self.now(), BY_CLOCK, 0, "clock")
            for reply in replies:
                work.post(to, _posted_card(reply), f"left:{secrets.token_hex(8)}", days=REPLIES_KEPT_DAYS)

        await self.database.write(keep)

    async def _once(
        self, event: Event, keys: list[str], effect: Callable[[Work], list[Reply]], subject: str
    ) -> list[Reply]:
        posted: list[int] = []
        acted: list[records.Act] = []
        counts: list[tuple[str, tuple[str, ...]]] = []

        def attempt(session: Session) -> list[Reply]:
            before = payloads.claim(session, keys, self.now())
            if before is not None:
                return self._said_before(session, before, event)
            work = self._work(session, event)
            replies = effect(work)
            carried = [reply for reply in replies if reply.where in event.answers]
            for reply in replies:
                if reply not in carried:
                    work.post(
                        _posting_place(event, reply),
                        _posted_card(reply),
                        subject or event.delivery_key,
                        days=REPLIES_KEPT_DAYS,
                    )
            if carried:
                body = {"replies": [reply.model_dump(mode="json") for reply in carried]}
                kept = work.keep("replies", subject or event.delivery_key, body, REPLIES_KEPT_DAYS)
                payloads.settle(session, keys, kept.id)
            records.append(session, work.acts, work.at)
            posted.extend(work.posts)
            acted.extend(work.acts)
            counts.extend(work.counts)
            return carried

        try:
            replies = await self.database.write(attempt)
        except IntegrityError:  # two effects took the same next place in a thread: the second finds the one after it
            posted.clear()
            acted.clear()
            counts.clear()
            replies = await self.database.write(attempt)
        for what, labels in counts:
            self.counted(what, labels)
        self._tell_of(posted, acted)
        return replies

    def _said_before(self, session: Session, before: Done, event: Event) -> list[Reply]:
        body = payloads.body_of(session, before.payload_id)
        if body is None:
            return [Reply(card=fault.done_already())] if "private" in event.answers else []
        replies = [Reply.model_validate(one) for one in body["replies"]]
        return [reply for reply in replies if reply.where in event.answers]

    def _work(self, session: Session, event: Event) -> Work:
        sender, at = event.sender, self.now()
        person = self.person(sender)
        listed = person.id if person else None
        known = members.known_as(session, sender.platform, sender.team, sender.user)
        if known is None or known[1] != listed:  # new, or listed (or taken off the list) since
            # Those who are not 職員 are kept without a name, so that nobody can be asked by it.
            name = sender.name if self._counts(sender) else ""
            known = members.remember(
                session, sender.platform, sender.team, sender.user, name=name, person=listed, at=at
            ), listed  # fmt: skip
        return Work(session, at, event, known[0], listed or f"member:{known[0]}")


def _posting_place(event: Event, reply: Reply) -> Place:
    if reply.where == "channel":
        return event.place
    return event.place.model_copy(update={"private": True, "user": event.sender.user})


def _posted_card(reply: Reply) -> Card:
    """A form cannot open without a press: its opener is posted instead."""
    if reply.where == "dialog" and reply.reopen is not None:
        return dialog.opener(reply.card.title, reply.reopen)
    return reply.card
