"""Foreign twins: beside an object of somebody's, the same in the same state that belongs to somebody else.

A press with the twin's id would have its effect but for the question whose it is.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

NUMBER, DRAFT = 7_700, "f0f0f0f0f0f0f0f0"
"""The ids of the twins; rows that belong to them have this much added to their own."""
SECTION, PERSON, HEAD, MEMBER = "危機管理室", "fujii", "inoue", 9_901
"""Whose they are: nobody of the stories is of this section, and no story's object is this person's."""

Row = dict[str, Any]


class Book:
    """A database of a story, into which rows are copied."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        self._connection = connection

    def rows(self, table: str, **where: Any) -> list[Row]:
        """The rows with these values."""
        wanted = " AND ".join(f'"{key}" = ?' for key in where) or "1"
        return [
            dict(row) for row in self._connection.execute(f'SELECT * FROM "{table}" WHERE {wanted}', [*where.values()])
        ]

    def copy(self, table: str, row: Row, **changed: Any) -> Row:
        """A copy of a row with other values; its number is the old one's and NUMBER unless said otherwise."""
        new = row | ({"id": row["id"] + NUMBER} if isinstance(row.get("id"), int) else {}) | changed
        names = ", ".join(f'"{key}"' for key in new)
        marks = ", ".join("?" for _ in new)
        self._connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [*new.values()])
        return new

    def stranger(self) -> int:
        """The platform account of the person whose the twins are."""
        if not self.rows("member", id=MEMBER):
            kept = {"platform": "web", "team": "elsewhere", "account": PERSON, "person": PERSON, "name": PERSON}
            self.copy("member", self.rows("member")[0] | kept, id=MEMBER)
        return MEMBER


def account(book: Book, id_: str) -> str:
    """Another section's account in the register."""
    changed = {"section": SECTION, "holder": PERSON, "deputy": "", "name": "kiki", "handle": "kiki"}
    (row,) = book.rows("account", id=int(id_))
    return str(book.copy("account", row, **changed)["id"])


def application(book: Book, id_: str) -> str:
    """Another section's application, with all that was written and decided."""
    (row,) = book.rows("application", id=int(id_))
    new = book.copy("application", row, section=SECTION, author=PERSON, submitted_by=row["submitted_by"] and HEAD)
    for table in ("field_answer", "submission", "ballot", "decision"):
        for part in book.rows(table, application_id=row["id"]):
            book.copy(table, part, application_id=new["id"])
    return str(new["id"])


def draft(book: Book, id_: str) -> str:
    """Another author's draft, with what colleagues were asked and its receipts."""
    (row,) = book.rows("draft_check", id=id_)
    place = json.dumps(json.loads(row["place"]) | {"user": PERSON})
    book.copy("draft_check", row, id=DRAFT, person=PERSON, member_id=book.stranger(), unit=SECTION, place=place)
    for table in ("review", "receipt"):
        for part in book.rows(table, check_id=id_):
            book.copy(table, part, check_id=DRAFT)
    return DRAFT


def review(book: Book, id_: str) -> str:
    """The same question about the same draft, put to somebody else."""
    (row,) = book.rows("review", id=int(id_))
    return str(book.copy("review", row, person=PERSON)["id"])


def due(book: Book, id_: str) -> str:
    """What is due for another section's account."""
    (row,) = book.rows("evaluation_due", id=int(id_))
    new = book.copy("evaluation_due", row, account_id=int(account(book, str(row["account_id"]))))
    for table in ("evaluation", "evaluation_reminder"):
        for part in book.rows(table, due_id=row["id"]):
            book.copy(table, part, due_id=new["id"], account_id=new["account_id"])
    return str(new["id"])


def ticket(book: Book, id_: str) -> str:
    """A question of somebody else's, passed on to another office."""
    (row,) = book.rows("ticket", id=int(id_))
    (notice,) = book.rows("outbox", id=row["notice_id"])
    place = notice["place"].replace("joho-seisaku", "kiki-kanri")
    there = book.copy("outbox", notice, thread="ticket:twin", place=place, posted_channel="kiki-kanri")
    new = book.copy("ticket", row, asker_id=book.stranger(), office=SECTION, notice_id=there["id"])
    return str(new["id"])


def incident(book: Book, id_: str) -> str:
    """A case that somebody else reported."""
    (row,) = book.rows("incident", id=int(id_))
    new = book.copy("incident", row, reporter_id=book.stranger())
    for table in ("incident_notice", "incident_entry"):
        for part in book.rows(table, incident_id=row["id"]):
            book.copy(table, part, incident_id=new["id"])
    return str(new["id"])


def violation(book: Book, id_: str) -> str:
    """A report about another section, which waits for that section's head."""
    (row,) = book.rows("violation", id=int(id_))
    new = book.copy("violation", row, reporter_id=book.stranger(), section=SECTION, holder=HEAD)
    for part in book.rows("violation_entry", violation_id=row["id"]):
        book.copy("violation_entry", part, violation_id=new["id"], person=HEAD)
    return str(new["id"])


TWINS: Mapping[str, Callable[[Book, str], str]] = {
    "account": account, "application": application, "draft": draft, "due": due, "incident": incident,
    "review": review, "ticket": ticket, "violation": violation,
}  # fmt: skip


def twin(file: Path, kind: str, id_: str) -> str:
    """Makes the twin of an object in a database; returns its id."""
    connection = sqlite3.connect(file)
    try:
        made = TWINS[kind](Book(connection), id_)
        connection.commit()
        return made
    finally:
        connection.close()
