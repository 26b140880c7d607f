"""The pre-post check over the texts of an application that are meant for the public."""

import asyncio
from collections.abc import Sequence

from guideline.finding import Context, Finding
from handlers.desk import Desk

Found = Sequence[tuple[str, str, Finding]]
"""(name of the text, passage, finding)."""


async def findings(desk: Desk, texts: Sequence[tuple[str, str]]) -> Found:
    """What the check finds in each (name, text): name, passage, finding."""
    checker = desk.checker
    context = Context(capacity="職務", author="職員", disclosed_affiliation=True, today=desk.today())

    def check() -> list[tuple[str, str, Finding]]:
        found = []
        for name, text in texts:
            for one in checker.check(text, context).findings:
                passage = text[one.start : one.end] if one.start is not None else ""
                found.append((name, passage, one))
        return found

    return await asyncio.to_thread(check)
