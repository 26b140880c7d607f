"""`snsbot accounts`: the register from the command line — import what runs already, list, make the public list."""

import csv
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from sqlalchemy.orm import Session

from bot.program import OrganisationFile
from bot.settings import Settings
from guideline import clauses, public_list
from guideline.organisation import Organisation
from guideline.policy import person_named
from handlers.desk import JAPAN
from handlers.register import public_entries
from storage import accounts, records, schema
from storage.accounts import NewAccount
from storage.database import open_database
from storage.records import Act

COLUMNS = ("媒体", "アカウント名", "アドレス", "課・室", "担当者", "副担当者", "状態", "承認日", "文書番号", "取得日",
           "運用方針", "掲載日", "専ら情報発信")  # fmt: skip
NEEDED = ("媒体", "アカウント名", "課・室")
BYTES = 5_000_000


@dataclass(frozen=True)
class Imported:
    """The accounts of a file, and what is wrong with it, line by line."""

    new: tuple[NewAccount, ...]
    faults: tuple[str, ...]


def read(text: str, organisation: Organisation) -> Imported:
    """Reads a CSV with `COLUMNS` (those of `NEEDED` must be there, the order is free).

    An account with a day of approval is 運用中 where its policy is published, else 公開前; one without is 未承認.
    """
    rows = csv.DictReader(text.removeprefix("\ufeff").splitlines())
    names = tuple(name.strip() for name in rows.fieldnames or ())
    rows.fieldnames = list(names)
    faults = [f"line 1: the column {name} is missing" for name in NEEDED if name not in names]
    faults += [f"line 1: {name} is no column; use {', '.join(COLUMNS)}" for name in names if name not in COLUMNS]
    if faults:
        return Imported((), tuple(faults))
    new = []
    for row in rows:
        found = _account({key: (value or "").strip() for key, value in row.items() if key}, organisation)
        faults += [f"line {rows.line_num}: {one}" for one in found if isinstance(one, str)]
        new += [one for one in found if isinstance(one, NewAccount)]
    return Imported(tuple(new), tuple(faults))


def _account(row: Mapping[str, str], organisation: Organisation) -> list[NewAccount | str]:
    faults: list[NewAccount | str] = [f"{name}: must not be empty" for name in NEEDED if not row[name]]
    dates: dict[str, date | None] = {}
    for name in ("承認日", "取得日", "掲載日"):
        text = row.get(name, "")
        try:
            dates[name] = date.fromisoformat(text.replace("/", "-")) if text else None
        except ValueError:
            faults.append(f"{name}: {text} is no date such as 2026-04-01")
    people = {}
    for name in ("担当者", "副担当者"):
        person = person_named(row[name], organisation) if row.get(name) else None
        if row.get(name) and person is None:
            faults.append(f"{name}: {row[name]} is nobody of the organisation file")
        people[name] = person.id if person else ""
    if row["課・室"] and row["課・室"] not in organisation.units:
        faults.append(f"課・室: {row['課・室']} is no section of the organisation file")
    state = row.get("状態") or _state(dates.get("承認日"), dates.get("掲載日"))
    if state not in accounts.STATES:
        faults.append(f"状態: {state}: use one of {', '.join(accounts.STATES)}")
    if state in (accounts.RUNNING, accounts.UNPUBLISHED) and not dates.get("承認日"):
        faults.append(f"状態: {state} needs 承認日 (7-(5)); without approval it is 未承認")
    if faults:
        return faults
    return [
        NewAccount(
            medium=row["媒体"], name=row["アカウント名"], section=row["課・室"], state=state,
            url=row.get("アドレス", ""), holder=people["担当者"], deputy=people["副担当者"], origin="移行",
            approved_on=dates["承認日"],
            approval_number=row.get("文書番号", ""), obtained_on=dates["取得日"], policy_url=row.get("運用方針", ""),
            published_on=dates["掲載日"], published_at="page" if row.get("運用方針") else "",
            broadcast_only=row.get("専ら情報発信", "") in ("はい", "1", "○", "専ら情報発信"),
        )
    ]  # fmt: skip


def _state(approved: date | None, published: date | None) -> str:
    if approved is None:
        return accounts.UNAPPROVED
    return accounts.RUNNING if published else accounts.UNPUBLISHED


def enter(session: Session, new: Iterable[NewAccount], at: datetime) -> tuple[int, int]:
    """Enters accounts that the register does not have; returns how many were entered and how many were there."""
    acts, there = list[Act](), 0
    for one in new:
        if accounts.named(session, one.name, one.medium):
            there += 1
            continue
        row = accounts.add(session, one, at)
        acts.append(Act("account imported", "command line", {"account": row.id or 0}))
    records.append(session, acts, at)
    return len(acts), there


async def import_file(settings: Settings, file: Path, out: TextIO) -> int:
    """`snsbot accounts import FILE`: everything or nothing. Returns the exit status."""
    await schema.check(settings.database_url)
    organisation = OrganisationFile(settings.organisation, clauses.load(settings.guideline)).current()
    try:
        found = read(_text(file), organisation)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        print(f"{file}: not readable: {error}", file=sys.stderr)
        return 1
    if found.faults:
        print("\n".join([*(f"{file}: {one}" for one in found.faults), "nothing was imported"]), file=sys.stderr)
        return 1
    database = open_database(settings.database_url)
    try:
        entered, there = await database.write(lambda session: enter(session, found.new, datetime.now(UTC)))
    finally:
        await database.close()
    print(f"{entered} imported, {there} were in the register already", file=out)
    return 0


def _text(file: Path) -> str:
    """UTF-8, or the encoding that spreadsheet programs of Windows in Japan write."""
    data = file.read_bytes()[:BYTES]
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932")


async def list_(settings: Settings, kind: str, out: TextIO) -> int:
    """`snsbot accounts list`: a line each, or the public list as CSV or HTML."""
    await schema.check(settings.database_url)
    database = open_database(settings.database_url)
    try:
        text = await database.read(lambda session: _listing(session, kind, settings))
    finally:
        await database.close()
    print(text, end="", file=out)
    return 0


def _listing(session: Session, kind: str, settings: Settings) -> str:
    if kind == "csv":
        return public_list.as_csv(public_entries(session))
    if kind == "html":
        city = clauses.load(settings.guideline).city
        return public_list.as_html(public_entries(session), city, datetime.now(JAPAN).date().isoformat())
    rows = accounts.listed(session)
    return "".join(f"{one.id}\t{one.medium}\t{one.name}\t{one.section}\t{one.state}\t{one.url}\n" for one in rows)
