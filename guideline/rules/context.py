"""Kind "context": raised by what the author says of the draft, whatever stands in it (5-(9), 5-(10), 5-(11), 6-(3))."""

from collections.abc import Iterator
from dataclasses import dataclass

from guideline.clauses import Table
from guideline.draft import Draft
from guideline.finding import Context
from guideline.rules.base import Hit, When


@dataclass(frozen=True)
class ByContext:
    """Fires where the conditions hold: a condition on a field that is not known never does."""

    when: When

    def find(self, draft: Draft, context: Context) -> Iterator[Hit]:
        """One hit without a place."""
        if self.when.holds(context):
            yield Hit()


def build(row: Table) -> ByContext:
    """From {if = {field = value, …}}."""
    conditions = row.table("if")
    if not conditions.values:
        raise row.fault("if", "needs at least one field of the context")
    return ByContext(When.read(conditions))
