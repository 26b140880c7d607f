"""Reporting a violation (8-(2)): the register and the organisation decide to whom it goes."""

import secrets
from dataclasses import asdict, replace

from sqlalchemy.orm import Session

from cards import violation as cards
from cards.model import Card, Reply
from cards.violation import Act, Report
from guideline import violation
from guideline.violation import Turn
from handlers import incident_view
from handlers import ways as ways_to
from handlers.desk import Desk, Work
from handlers.events import FormSent, Said
from handlers.incident import number_of
from storage import accounts, incidents, payloads, violations
from storage.incident_tables import Incident, Violation


def subject(number: int) -> str:
    """Under what everything of a report is kept."""
    return f"violation:{number}"


async def word(desk: Desk, said: Said, _words: str) -> list[Reply]:
    """「違反」."""
    return await desk.say(said, cards.door(desk.guideline))


async def opened(desk: Desk, form: FormSent) -> list[Reply]:
    """The form; from a case with the case's facts in it."""
    case = _case_of(form.value)

    def known(session: Session) -> dict[str, str]:
        found = incidents.incident(session, case, lock=False) if case else None
        if found is None or not _may_take_over(desk, session, form, found):
            return {}
        facts = incident_view.facts_of(session, found)
        given = {"official": "yes", "account": found.account or "", "account_text": facts.account}
        return given | {"post": f"{facts.url}\n{facts.what}".strip()}

    given = await desk.database.read(known)
    return [Reply(card=await _form(desk, secrets.token_hex(8), form.value, given), where="dialog")]


def _may_take_over(desk: Desk, session: Session, form: FormSent, case: Incident) -> bool:
    person = desk.person(form.sender)
    handles = person is not None and person.id in incident_view.handlers_of(desk, session, case)
    return handles or incident_view.in_a_room(desk, form)


async def _form(desk: Desk, nonce: str, value: str, given: dict[str, str]) -> Card:
    def listed(session: Session) -> list[tuple[str, str]]:
        rows = accounts.listed(session)
        return [
            (str(one.id), f"{one.medium} {one.name}（{one.section}）") for one in rows if one.state != accounts.CLOSED
        ]

    found = await desk.database.read(listed)
    return cards.form(desk.guideline, found, list(desk.organisation().units), nonce, value, given)


async def send(desk: Desk, form: FormSent) -> list[Reply]:
    """Keeps the report and tells whose turn it is, in one transaction."""
    given = form.inputs
    section = await desk.database.read(lambda session: _section(session, given))
    if errors := _wrong(desk, given, section):
        again = await _form(desk, form.press, form.value, dict(given))
        return [Reply(card=again, where="dialog", errors=errors)]

    def keep(work: Work) -> list[Reply]:
        row, turn = _keep(desk, work, form, section)
        tell(desk, work, row, turn)
        return [Reply(card=cards.sent(desk.guideline, row.id or 0, named(desk, turn.person), turn))]

    return await desk.once(form, keep, f"press:{form.press}")


def _section(session: Session, given: dict[str, str]) -> str:
    """The section that runs the account by the register; for other accounts the one that the reporter chose."""
    chosen = given.get("account", "")
    if given.get("official") == "yes" and (account := accounts.account(session, number_of(chosen))) is not None:
        return account.section
    return given.get("section", "")


def _wrong(desk: Desk, given: dict[str, str], section: str) -> tuple[tuple[str, str], ...]:
    errors = []
    if not given.get("post", "").strip():
        errors.append(("post", "投稿のURLか内容を書いてください。"))
    if section not in desk.organisation().units:
        errors.append(("section", "課・室を選んでください。"))
    prohibitions = {one.id for one in desk.guideline.prohibited()}
    if given.get("clause", "") not in prohibitions:
        errors.append(("clause", "選んでください。"))
    if given.get("clause_two", "") not in {"", *prohibitions}:
        errors.append(("clause_two", "一覧から選んでください。"))
    for key, known in (("official", ("yes", "no")), ("named", ("yes", "no")), ("subject", cards.SUBJECTS)):
        if given.get(key, "") not in known:
            errors.append((key, "選んでください。"))
    return tuple(errors)


def _keep(desk: Desk, work: Work, form: FormSent, section: str) -> tuple[Violation, Turn]:
    given, known = form.inputs, desk.organisation()
    account = _account_name(work.session, given)
    report = Report(
        account, given["post"].strip(), given.get("evidence", "").strip(), section, given["official"] == "yes",
        desk.name(form.sender),
    )  # fmt: skip
    who = {"head": known.units[section].head, "manager": known.general_manager}.get(given["subject"], "")
    turn = violation.first(known, section, who, work.at.date())
    kept = work.keep("violation", "violation:new", asdict(report), known.retention.incidents)
    clauses = [one for one in dict.fromkeys((given["clause"], given.get("clause_two", ""))) if one]
    row = violations.open_violation(
        work.session,
        Violation(
            reporter_id=work.member, named=given["named"] == "yes", official=report.official, section=section,
            clauses=clauses, step=turn.step, holder=turn.person, subject=who or None, payload_id=kept.id,
            incident_id=_case_of(form.value) or None, reported_to=incident_view.direct_to(form).model_dump(),
            reported_at=work.at, step_at=work.at,
        ),
    )  # fmt: skip
    payloads.file_under(work.session, kept.id, subject(row.id or 0))
    violations.enter(work.session, row.id or 0, "reported", work.person, work.at)
    work.log("violation reported", kept.digest, violation=row.id or 0)
    return row, turn


def _account_name(session: Session, given: dict[str, str]) -> str:
    chosen = given.get("account", "")
    account = accounts.account(session, number_of(chosen))
    return f"{account.medium} {account.name}" if account else given.get("account_text", "").strip()


def tell(desk: Desk, work: Work, row: Violation, turn: Turn, chair: bool = False) -> None:
    """Puts the report before whose turn it is, by that person's ways, until it is delivered."""
    number = row.id or 0
    card = turn_card(desk, work.session, row, turn, chair)
    ways = ways_to.person(desk.organisation(), work.session, turn.person)
    if ways:
        work.notify(ways, card, subject(number), days=desk.organisation().retention.incidents)
    work.log("violation turn", violation=number, step=turn.step, to=turn.person)


def turn_card(desk: Desk, session: Session, row: Violation, turn: Turn, chair: bool = False) -> Card:
    """The report as it is put before whose turn it is."""
    by_name = row.named or turn.step != "head"
    report = report_of(session, row, by_name)
    acts = acts_of(desk, session, row, full=True, by_name=by_name)
    return cards.turn_card(desk.guideline, row.id or 0, report, row.clauses, turn, acts, chair)


def report_of(session: Session, row: Violation, by_name: bool) -> Report:
    """What was written; without the reporter's name where they chose so."""
    body = payloads.body_of(session, row.payload_id)
    report = Report(**body) if body else Report("", "", "", row.section, row.official, "")
    return report if by_name else replace(report, reporter="")


def acts_of(desk: Desk, session: Session, row: Violation, full: bool, by_name: bool) -> list[Act]:
    """The course. Without `full` nobody's words; without `by_name` not who reported it."""
    acts = []
    for entry in violations.entries(session, row.id or 0):
        body = payloads.body_of(session, entry.payload_id) if full else None
        who = named(desk, entry.person) if entry.kind != "reported" or by_name else ""
        acts.append(Act(entry.at, entry.kind, who, str((body or {}).get("text", ""))))
    return acts


def named(desk: Desk, person: str) -> str:
    """A listed person's title and name; "" for the unlisted."""
    listed = desk.organisation().people.get(person)
    return f"{listed.title} {listed.name}".strip() if listed else ""


def _case_of(value: str) -> int:
    kind, _, number = value.partition(":")
    return number_of(number) if kind == "incident" else 0
