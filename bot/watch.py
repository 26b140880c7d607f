"""What the program counts and times, for /metrics: a registry of its own for each program, few labels, no names."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from bot import acts
from bot.acts import Act

log = logging.getLogger(__name__)

ACK_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
"""Seconds; 3 is where Slack gives up, 10 where Teams does."""
OUTBOX_STATES = ("due", "later", "leased", "given_up")


class Watch:
    """The program's figures. Labels are names out of the program and the guideline only."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._acks = Histogram(
            "snsbot_ack_seconds", "From an event's arrival to its acknowledgement", ("door", "outcome"),
            buckets=ACK_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self._counted = {
            "findings": self._counter("snsbot_findings", "Findings of first checks", ("clause", "severity")),
            "questions": self._counter("snsbot_questions", "Questions by how they were answered", ("mode",)),
        }
        self._posts = self._counter("snsbot_posts", "Attempts to post outbox rows", ("platform", "outcome"))
        self._failed = self._counter("snsbot_tick_failures", "Ticks of the clock that raised", ("tick",))
        self.outbox = self._gauge(
            "snsbot_outbox_rows", "Rows by state; given up: among the newest rows, without replaced ones", ("state",)
        )
        self.outbox_age = self._gauge("snsbot_outbox_oldest_seconds", "Age of the oldest row that is due")
        self.notice_age = self._gauge("snsbot_notice_oldest_unsent_seconds", "Age of the oldest unsent notice")
        self.overdue = self._gauge("snsbot_notices_overdue", "Notices unsent for more than two minutes")
        self.database = self._gauge("snsbot_database_up", "Whether the last look at the database succeeded")
        self.sender_age = self._gauge("snsbot_sender_heartbeat_age_seconds", "Since the sender last saw the outbox")
        self.tick_age = self._gauge("snsbot_tick_age_seconds", "Since the clock last ticked", ("tick",))
        self.door = self._gauge("snsbot_door_ready", "Whether a door takes events", ("door",))

    def _counter(self, name: str, told: str, labels: Sequence[str]) -> Counter:
        return Counter(name, told, labels, registry=self.registry)

    def _gauge(self, name: str, told: str, labels: Sequence[str] = ()) -> Gauge:
        return Gauge(name, told, labels, registry=self.registry)

    @contextmanager
    def act(self, door: str) -> Iterator[Act]:
        """Times an event until its acknowledgement, counts it, and says in one line how it went."""
        act, began = Act(door), time.perf_counter()
        token = acts.enter(act)
        try:
            yield act
        except BaseException:
            act.outcome = "error" if act.outcome in ("ignored", "answered") else act.outcome
            raise
        finally:
            seconds = time.perf_counter() - began
            self._acks.labels(door, act.outcome).observe(seconds)
            level = logging.DEBUG if act.outcome == "ignored" else logging.INFO
            log.log(level, "acknowledged", extra={"outcome": act.outcome, "milliseconds": round(seconds * 1000, 1)})
            acts.leave(token)

    def count(self, what: str, labels: Sequence[str]) -> None:
        """Counts what a conversation committed: "findings" (clause, severity), "questions" (mode)."""
        self._counted[what].labels(*labels).inc()

    def posted(self, platform: str, outcome: str) -> None:
        """Counts an attempt of the sender: sent, again, given_up."""
        self._posts.labels(platform, outcome).inc()

    def tick_failed(self, tick: str) -> None:
        """Counts a tick that raised."""
        self._failed.labels(tick).inc()
