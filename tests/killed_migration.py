"""A migration that kills itself: `python -m tests.killed_migration URL STATEMENTS`, for tests of what it leaves."""

import asyncio
import os
import signal
import sys

from sqlalchemy import Engine, event

from storage import schema


def main(url: str, statements: int) -> None:
    """Migrates; kill -9 after so many statements that change something."""
    done = 0

    @event.listens_for(Engine, "after_cursor_execute")
    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal done
        done += statement.lstrip().startswith(("CREATE", "ALTER", "UPDATE", "INSERT", "DROP", "DELETE"))
        if done >= statements:
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(schema.migrate(url))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
