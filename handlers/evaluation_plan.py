"""Which day comes next for an account: its evaluations, April's questions, reviews, quiet months, a holder gone.

Planned anew whenever the account changes, so that the clock reads only what is due. Asking twice changes nothing.
"""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from guideline.evaluation import Promise, Rules
from guideline.organisation import Organisation
from handlers.desk import JAPAN, Desk
from handlers.evaluation_view import promise_of, rules_of
from storage import accounts, evaluations
from storage.evaluation_tables import Due
from storage.policy_tables import Account


def plan(desk: Desk, session: Session, account: Account) -> None:
    """Notes what comes next for an account, and takes back what does not come any more. The row must be locked."""
    rules, planned = rules_of(desk), _Planned(desk, session, account)
    planned.review(rules)
    if account.state == accounts.RUNNING:
        planned.evaluation(rules)
        planned.yearly(rules)
        planned.idle(rules)
        planned.handover(rules)
    else:
        planned.nothing("evaluation", "yearly", "idle", "handover")
    account.unplanned = False


class _Planned:
    """One account's rows while they are reckoned anew."""

    def __init__(self, desk: Desk, session: Session, account: Account) -> None:
        self.desk, self.session, self.account = desk, session, account
        self.rows: dict[str, list[Due]] = {}
        for row in evaluations.of_account(session, account.id or 0, lock=True):
            self.rows.setdefault(row.kind, []).append(row)

    def nothing(self, *kinds: str) -> None:
        """Nobody is reminded of these kinds any more."""
        for row in self._in(kinds, evaluations.COMING):
            evaluations.forget(self.session, row)
        for row in self._in(kinds, evaluations.OPEN):
            evaluations.void(row)

    def _in(self, kinds: tuple[str, ...], state: str) -> list[Due]:
        return [row for kind in kinds for row in self.rows.get(kind, ()) if row.state == state]

    def evaluation(self, rules: Rules) -> None:
        """The first period that ends after the last one reminded of, and not before today."""
        promise = promise_of(self.desk, self.session, self.account)
        end = next_end(promise, rules, self.account, self._last("evaluation"), self.desk.today())
        self._comes("evaluation", rules, end, promise.label(end) if end else "")

    def yearly(self, rules: Rules) -> None:
        """April's questions, this year's if they are still to come."""
        today, last = self.desk.today(), self._last("yearly")
        years = (year for year in (today.year, today.year + 1)
                 if rules.yearly_on(year) >= today and not (last and last.year >= year))  # fmt: skip
        year = next(years, None)
        self._comes("yearly", rules, date(year, 4, 1) if year else None, f"{year}年度")

    def review(self, rules: Rules) -> None:
        """The review day that the committee set, unless it has passed or the regular approval took its place."""
        day = self.account.review_on
        if day is None or self.account.state == accounts.CLOSED:
            self.nothing("review")
            return
        for row in self._in(("review",), evaluations.OPEN):
            if row.period_end != day:
                evaluations.void(row)
        ahead = rules.due_on(day) >= self.desk.today()
        self._comes("review", rules, day if ahead else None, "緊急の利用の見直し")

    def idle(self, rules: Rules) -> None:
        """So many days after the last recorded activity."""
        last = evaluations.last_activity(self.session, self.account).astimezone(JAPAN).date()
        end = last + timedelta(days=rules.idle_days)
        for row in self._in(("idle",), evaluations.OPEN):
            if row.period_end != end:
                row.state = evaluations.ANSWERED
        self._comes("idle", rules, end, "")

    def handover(self, rules: Rules) -> None:
        """At once, where the holder is gone or in another unit; once for each such change."""
        mark = holder_gap(self.desk.organisation(), self.account.section, self.account.holder)
        waiting = [*self._in(("handover",), evaluations.COMING), *self._in(("handover",), evaluations.OPEN)]
        if mark and any(row.mark == mark for row in waiting):
            return
        today = next((row for row in self.rows.get("handover", ()) if row.period_end == self.desk.today()), None)
        if mark and today is not None:  # a second change on one day is part of what was told, or will be
            today.mark, today.state = mark, evaluations.OPEN if today.stage else evaluations.COMING
            return
        self.nothing("handover")
        if mark:
            self._comes("handover", rules, self.desk.today(), "", mark)

    def _last(self, kind: str) -> date | None:
        """The end of the last period that was reminded of."""
        return max((row.period_end for row in self.rows.get(kind, ()) if row.state != evaluations.COMING), default=None)

    def _comes(self, kind: str, rules: Rules, end: date | None, label: str, mark: str = "") -> None:
        """Makes `end` the one coming day of a kind; what is due already and was not sent yet stays due.

        A day that was told or settled before stays as it is: it is noted once.
        """
        coming = self._in((kind,), evaluations.COMING)
        now = self.desk.now()
        if any(row.look_at is not None and row.look_at <= now for row in coming):
            return
        for row in coming:
            if row.period_end != end or row.due_on != rules.due_on(row.period_end):
                evaluations.forget(self.session, row)
            else:
                row.label = label
        if end is not None:
            note(self.session, rules, self.account.id or 0, kind, end, label, mark)


def note(session: Session, rules: Rules, account: int, kind: str, end: date, label: str, mark: str = "") -> None:
    """Notes a day to come, moved to a working day."""
    due_on = rules.due_on(end)
    evaluations.plan(session, account, kind, end, due_on, rules.calendar.opening(due_on), label, mark)


def next_end(promise: Promise, rules: Rules, account: Account, last: date | None, earliest: date) -> date | None:
    """The end of the next period of an account after the last one, whose working day is not before `earliest`."""
    start = start_of(account)
    for end in promise.ends(start, rules.shortest_first_days):
        if end > start and not (last and end <= last) and rules.due_on(end) >= earliest:
            return end
    return None


def start_of(account: Account) -> date:
    """Since when an account is in use: its policy's publication, else its approval, else its entry here."""
    known = account.published_on or account.approved_on or account.obtained_on
    return known or account.entered_at.astimezone(JAPAN).date()


def holder_gap(known: Organisation, section: str, holder: str) -> str:
    """Where the holder is instead of in the account's unit: "holder:unit", "" where nothing is amiss.

    A head counts as belonging to the unit. An account without a holder has nobody to hand over from.
    """
    if not holder:
        return ""
    person, unit = known.people.get(holder), known.units.get(section)
    if person is not None and (person.section == section or (unit is not None and unit.head == holder)):
        return ""
    return f"{holder}:{person.section if person else ''}"
