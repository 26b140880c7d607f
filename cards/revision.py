"""How a revision of the guideline is told in a terminal: what changes, and what relied on it."""

from collections.abc import Iterator
from typing import Protocol

from guideline.revised import Revision

KINDS = {
    "added": "新設", "removed": "削除", "renumbered": "番号の変更", "reworded": "文言の変更",
    "moved and reworded": "番号と文言の変更",
}  # fmt: skip


class Relied(Protocol):
    """What relied on clauses, as the store counts it."""

    @property
    def answers(self) -> dict[str, int]:
        """Clause → answers."""

    @property
    def checks(self) -> dict[str, int]:
        """Clause → checks."""

    @property
    def violations(self) -> tuple[int, ...]:
        """Numbers of reports."""

    @property
    def applications(self) -> tuple[tuple[int, str, str], ...]:
        """(number, section, medium)."""


def lines(revision: Revision) -> Iterator[str]:
    """One line for each change, with the changed words in marks."""
    if not revision.changes:
        yield "条文に変更はありません。"
    for one in revision.changes:
        where = " → ".join(part for part in (one.before, one.after) if part) if one.before != one.after else one.after
        yield f"{KINDS[one.kind]}：{where}" + (f"\n    {one.marked}" if one.marked else "")


def relied_lines(relied: Relied) -> list[str]:
    """What has to be looked at again."""
    found = [f"回答 {count}件が {clause} を示しています" for clause, count in sorted(relied.answers.items())]
    found += [f"確認中の下書き {count}件が {clause} に関わります" for clause, count in sorted(relied.checks.items())]
    found += [f"違反の通知 {number} が、変わる条文を挙げています" for number in relied.violations]
    found += [f"承認 {number}（{section}、{medium}）は、変わる様式によるものです"
              for number, section, medium in relied.applications]  # fmt: skip
    return found or ["変わる条文によった回答・確認・承認は、データベースにありません。"]
