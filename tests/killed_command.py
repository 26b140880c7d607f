"""A command that kills itself: `python -m tests.killed_command VERBS STATEMENTS COMMAND …`.

It runs `snsbot COMMAND …`, and kill -9 comes after so many statements that begin with one of the verbs (joined by
commas), for tests of what that leaves.
"""

import os
import signal
import sys

from sqlalchemy import Engine, event

from bot.__main__ import main


def killed(verbs: tuple[str, ...], statements: int, arguments: list[str]) -> None:
    """Runs the command until it is killed."""
    done = 0

    @event.listens_for(Engine, "after_cursor_execute")
    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal done
        done += statement.lstrip().startswith(verbs)
        if done >= statements:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.exit(main(arguments))


if __name__ == "__main__":
    killed(tuple(sys.argv[1].split(",")), int(sys.argv[2]), sys.argv[3:])
