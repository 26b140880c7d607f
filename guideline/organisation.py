"""Who fills the guideline's roles: the city's own file, which is no part of the guideline.

Rules that stand here and not in the guideline (order of decision, deputies, times) are shown to users as
市の設定, never with a clause id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guideline import retention
from guideline.clauses import Guideline, Table
from guideline.retention import Retention

STAFF_KINDS = ("正規", "再任用", "任期付", "非常勤", "臨時", "会計年度任用")
"""Kinds of employment that clause 3 makes 職員 (一般職, with 非常勤嘱託員 and 臨時職員)."""
OTHER_KINDS = ("特別職", "委託", "その他")
"""Kinds that it does not: 特別職 by office, contractors by contract."""
DECISION_RULES = ("過半数", "三分の二", "全員一致")


@dataclass(frozen=True)
class Person:
    """Somebody of the city. `accounts` maps a platform to its account id, where one is fixed by hand."""

    id: str
    name: str
    section: str
    employment: str
    mail: str
    title: str
    superior: str
    accounts: Mapping[str, str]

    @property
    def is_staff(self) -> bool:
        """Whether clause 3 makes them 職員."""
        return self.employment in STAFF_KINDS


@dataclass(frozen=True)
class Acting:
    """職務代理: acts for the head of a section from `start` to `end`, both included."""

    person: str
    start: date
    end: date


@dataclass(frozen=True)
class Unit:
    """A 課 or 室. `head` is its 情報マネジメント管理責任者; `steps` are the people of 決裁 upwards.

    `deciders` are those of them who may decide what is posted under 7-(7)-2 (市の設定); the others pass it up.
    """

    name: str
    head: str
    acting: tuple[Acting, ...]
    steps: tuple[str, ...]
    deciders: tuple[str, ...]

    def head_on(self, day: date) -> tuple[str, bool]:
        """Who acts as head on a day, and whether as 職務代理."""
        deputy = next((one.person for one in self.acting if one.start <= day <= one.end), None)
        return (deputy, True) if deputy else (self.head, False)


@dataclass(frozen=True)
class Channel:
    """A room that can be posted to: a platform and its id of the room."""

    platform: str
    id: str


@dataclass(frozen=True)
class Office:
    """An office that the guideline names. `channels` in order: the first is where it is told."""

    name: str
    channels: tuple[Channel, ...]
    phone: str
    night_phone: str
    mail: str
    deputies: tuple[str, ...]


@dataclass(frozen=True)
class Committee:
    """情報マネジメント委員会: `chair` is 最高情報統括責任者; rule and quorum are the city's settings."""

    chair: str
    members: tuple[str, ...]
    secretariat: str
    rule: str
    quorum: int
    chair_may_recognise_emergency: bool
    emergency_review_days: int = 30
    """Days until an urgent use is reviewed, unless the committee sets another day."""


@dataclass(frozen=True)
class Duty:
    """Minutes after a report without 受領: a reminder, the deputies' turn, an e-mail (市の設定)."""

    acknowledgement: int
    deputies: int
    mail: int


@dataclass(frozen=True)
class Operator:
    """Who is told when the bot itself has trouble: rooms in order, and an address."""

    channels: tuple[Channel, ...]
    mail: str


@dataclass(frozen=True)
class Organisation:
    """Everything the organisation file says."""

    people: Mapping[str, Person]
    units: Mapping[str, Unit]
    offices: Mapping[str, Office]
    committee: Committee
    general_manager: str
    """情報マネジメント統括管理者, who manages the whole."""
    appointing_authority: str
    """任命権者, who is told under 8-(1)."""
    teams: Mapping[str, tuple[str, ...]]
    """Platform → workspaces or tenants that are served."""
    mail_domains: tuple[str, ...]
    not_staff_mails: frozenset[str]
    retention: Retention
    duty: Duty
    operator: Operator
    decision_minutes: int
    """Minutes without an answer after which a decider is reminded, once (市の設定)."""

    def serves(self, platform: str, team: str) -> bool:
        """Whether a workspace or tenant is one of the city's."""
        return team in self.teams.get(platform, ())

    def person_of(self, platform: str, account: str, mail: str, guest: bool) -> Person | None:
        """The listed person behind an account.

        By the account id written in the file, else by e-mail, but never by a guest's: nobody in the
        workspace vouches for that address.
        """
        for person in self.people.values():
            if person.accounts.get(platform) == account:
                return person
        if guest or not mail:
            return None
        return next((person for person in self.people.values() if person.mail.lower() == mail.lower()), None)

    def counts_as_staff(self, platform: str, account: str, mail: str, guest: bool) -> bool:
        """Whether an account belongs to 職員 under clause 3, or to somebody with a role in the guideline.

        The listed by their kind of employment; the unlisted if they are no guests and have an address
        that the city gives to its staff.
        """
        person = self.person_of(platform, account, mail, guest)
        if person is not None:
            return person.is_staff or person.id in self.role_holders()
        if guest or mail.lower() in self.not_staff_mails:
            return False
        return not self.mail_domains or mail.lower().rpartition("@")[2] in self.mail_domains

    def role_holders(self) -> frozenset[str]:
        """People whom the guideline gives a part, 特別職 among them (副市長 as chair, 任命権者)."""
        committee = (self.committee.chair, *self.committee.members, self.committee.secretariat)
        return frozenset({*committee, self.general_manager, self.appointing_authority})


def load(path: Path, guideline: Guideline) -> Organisation:
    """Loads and checks an organisation file against the guideline's offices.

    Raises GuidelineError naming file, key and what to do at the first fault.
    """
    file = Table.read(path)
    people = {row.text("id"): _person(row) for row in file.rows("person")}
    if len(people) != len(file.rows("person")):
        raise file.fault("person", "an id stands twice")
    for at, row in enumerate(file.rows("person")):
        superior = people[row.text("id")].superior
        if superior and superior not in people:
            raise row.fault("superior", f"{superior} is no person of this file (person {at + 1})")
    units = {row.text("name"): _unit(row, people) for row in file.rows("section")}
    offices = {row.text("name"): _office(row, people) for row in file.rows("office")}
    for name in {*guideline.incident_offices, *guideline.account_offices, guideline.question_office}:
        if name not in offices:
            raise file.fault("office", f"{name} is named by the guideline: add it with its channels")
    roles, staff = file.table("roles"), file.table("staff")
    return Organisation(
        people=people, units=units, offices=offices, committee=_committee(file.table("committee"), people),
        general_manager=roles.one_of("general_manager", people),
        appointing_authority=roles.one_of("appointing_authority", people),
        teams=_teams(file.table("workspaces")),
        mail_domains=tuple(domain.lower() for domain in staff.texts("mail_domains", default=())),
        not_staff_mails=frozenset(mail.lower() for mail in staff.texts("not_staff", default=())),
        retention=retention.read(file.table("retention")),
        duty=_duty(file.table("incident")),
        operator=_operator(file.table("operator"), offices[guideline.question_office]),
        decision_minutes=file.table("check").number("decision_minutes", 30),
    )  # fmt: skip


def _person(row: Table) -> Person:
    employment = row.text("employment")
    if employment not in STAFF_KINDS + OTHER_KINDS:
        raise row.fault("employment", f"{employment}: use one of {', '.join(STAFF_KINDS + OTHER_KINDS)}")
    accounts = {name: row.text(name) for name in ("slack", "teams", "web") if row.value(name) is not None}
    return Person(
        row.text("id"), row.text("name"), row.text("section", default=""), employment,
        row.text("mail", default=""), row.text("title", default=""), row.text("superior", default=""), accounts,
    )  # fmt: skip


def _unit(row: Table, people: Mapping[str, Person]) -> Unit:
    acting = tuple(
        Acting(one.one_of("person", people), _day(one, "start"), _day(one, "end"))
        for one in row.rows("acting", empty=True)
    )
    steps = _people(row, "steps", people)
    deciders = _people(row, "deciders", people, steps[-1:])
    for one in deciders:
        if one not in steps:
            raise row.fault("deciders", f"{one} must stand among the steps")
    return Unit(row.text("name"), row.one_of("head", people), acting, steps, deciders)


def _day(row: Table, key: str) -> date:
    value = row.value(key)
    if not isinstance(value, date):
        raise row.fault(key, "must be a date such as 2026-04-01")
    return value


def _people(
    row: Table, key: str, people: Mapping[str, Person], default: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    ids = row.texts(key, default)
    for one in ids:
        if one not in people:
            raise row.fault(key, f"{one} is no person of this file")
    return ids


def _office(row: Table, people: Mapping[str, Person]) -> Office:
    return Office(
        row.text("name"), _channels(row), row.text("phone"), row.text("night_phone", default=""),
        row.text("mail", default=""), _people(row, "deputies", people, ()),
    )  # fmt: skip


def _channels(row: Table, default: tuple[str, ...] | None = None) -> tuple[Channel, ...]:
    channels = []
    for text in row.texts("channels", default):
        platform, _, channel = text.partition(":")
        if platform not in ("slack", "teams", "web") or not channel:
            raise row.fault("channels", f"{text!r}: write slack:C…, teams:19:… or web:…")
        channels.append(Channel(platform, channel))
    return tuple(channels)


def _duty(table: Table) -> Duty:
    duty = Duty(
        table.number("acknowledgement_minutes", 10), table.number("deputies_minutes", 20),
        table.number("mail_minutes", 30),
    )  # fmt: skip
    if not 0 < duty.acknowledgement <= duty.deputies <= duty.mail:
        raise table.fault("acknowledgement_minutes", "must be at least 1 and not more than deputies and mail minutes")
    return duty


def _operator(table: Table, default: Office) -> Operator:
    """Whoever answers questions, where the file names nobody."""
    return Operator(_channels(table, ()) or default.channels, table.text("mail", default=default.mail))


def _committee(table: Table, people: Mapping[str, Person]) -> Committee:
    members = _people(table, "members", people)
    rule = table.text("rule")
    if rule not in DECISION_RULES:
        raise table.fault("rule", f"{rule}: use one of {', '.join(DECISION_RULES)}")
    quorum = table.number("quorum", 1)
    if not 1 <= quorum <= len(set(members)):
        raise table.fault("quorum", f"must lie between 1 and the {len(set(members))} members")
    chair = table.one_of("chair", people)
    if chair not in members:
        raise table.fault("chair", f"{chair} must stand among the members")
    return Committee(
        chair, members, table.one_of("secretariat", people), rule, quorum,
        table.flag("chair_may_recognise_emergency", False), table.number("emergency_review_days", 30) or 1,
    )  # fmt: skip


def _teams(table: Table) -> dict[str, tuple[str, ...]]:
    return {name: table.texts(name) for name in ("slack", "teams", "web") if table.value(name) is not None}
