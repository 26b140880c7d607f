"""The command line: `snsbot`, also `python -m bot`."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bot import (
    accounts_command,
    ask_command,
    backup_command,
    check_command,
    doctor,
    export_command,
    findings,
    guideline_command,
    learn_command,
    logs,
    manifests,
    serving,
    train_command,
)
from bot.settings import Settings, SettingsError, read
from guideline.clauses import GuidelineError
from handlers.desk import JAPAN
from storage import records, schema
from storage.database import open_database
from storage.schema import SchemaError

OK, FAILED, USAGE = 0, 1, 2
YES_OR_NO = {
    "working_hours": "posted in working hours, breaks left out (5-(10))",
    "city_device": "with the city's terminals, network, mail or data (5-(11))",
    "disclosed_affiliation": "the author's section is disclosed (6-(3), 6-(6))",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status (0 done, 1 failed, 2 wrong usage)."""
    options = _parser().parse_args(arguments)
    try:
        person = options.run is not _serve or sys.stderr.isatty()
        logs.begin("text" if person else "json")  # before anything can fail: a traceback's words may be a secret
        settings = read(os.environ)
        if settings.log:
            logs.begin(settings.log)
        run: Callable[[argparse.Namespace, Settings], int] = options.run
        return run(options, settings)
    except (SettingsError, GuidelineError, SchemaError) as error:
        if getattr(options, "json", False):
            print(findings.as_text([findings.ill("settings", str(error), "set what is named, then ask again")]))
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="snsbot", description="A city's social media guideline, in Slack and Teams.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help_: str, run: Callable[[argparse.Namespace, Settings], int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_, description=help_)
        added.set_defaults(run=run)
        return added

    asking = command("ask", "answer a question with the clause", _ask)
    asking.add_argument("question", nargs="*", help="the question; read from stdin if it is missing")
    asking.add_argument("--jsonl", action="store_true", help='stdin {"id","question"} → stdout {"id","answered",…}')
    checking = command("check", "check a draft before it is posted", _check)
    checking.add_argument("file", nargs="*", type=Path, help="text files; standard input is read if there are none")
    checking.add_argument(
        "--jsonl", action="store_true", help='stdin {"id","text","context"} → stdout {"id","raised",…}'
    )
    checking.add_argument("--capacity", choices=("職務", "個人"), help="in which capacity it is posted")
    checking.add_argument("--content-type", choices=("事実の告知", "組織判断"), help="which procedure applies (職務)")
    checking.add_argument("--author", choices=("職員", "職員以外"), help="who wrote it")
    for name, told in YES_OR_NO.items():
        checking.add_argument(f"--{name.replace('_', '-')}", action=argparse.BooleanOptionalAction, help=told)
    play = command("playground", "open the playground on this machine, with invented people", _playground)
    play.add_argument("--keep", type=Path, metavar="FILE", help="keep its SQLite database here (default: forgotten)")
    command("serve", "run every door that the environment configures", _serve)
    doctoring = command("doctor", "prove the whole path: settings, database, platforms, rooms, people, mail", _doctor)
    doctoring.add_argument("--json", action="store_true", help="one JSON object for monitoring")
    auditing = command("audit", "list notices unsent for more than two minutes; exit 1 if there is one", _audit)
    auditing.add_argument("--json", action="store_true", help="one JSON object for monitoring")
    command("migrate", "bring the database to this version's schema", _migrate)
    backing = command("backup", "write the whole database to one file; the program may run meanwhile", _backup)
    backing.add_argument("file", type=Path, help="appears when it is whole, readable by its owner only")
    restoring = command("restore", "read a backup into an empty database, SQLite or PostgreSQL", _restore)
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--replace", action="store_true", help="in the place of everything that is there now")
    exporting = command("export", "write public records (行政文書) of a period, a section or a case as a zip", _export)
    exporting.add_argument("--from", dest="since", type=_day, default=date(2000, 1, 1), help="first day, 2026-04-01")
    exporting.add_argument("--to", dest="until", type=_day, help="last day (default: today)")
    scope = exporting.add_mutually_exclusive_group()
    scope.add_argument("--section", default="", help="a section of the organisation file")
    scope.add_argument("--incident", type=int, metavar="N", help="one case of trouble")
    scope.add_argument("--application", type=int, metavar="N", help="one application")
    scope.add_argument("--verify", type=Path, metavar="FILE", help="prove an export, with DATABASE_URL also against it")
    exporting.add_argument("--masked", action="store_true", help="black out personal data (情報公開); the list apart")
    exporting.add_argument("--out", type=Path, default=Path("export.zip"), help="file to write (default: export.zip)")
    verifying = command("verify-log", "check the log's hash chain", _verify_log)
    verifying.add_argument("--receipt", nargs=2, metavar=("NUMBER", "HASH"), help="a daily receipt to check it against")
    making = command("manifest", "write what a platform's administrator uploads", _manifest)
    making.add_argument("platform", choices=("slack", "teams"))
    making.add_argument("--out", type=Path, help="file to write (default: in this folder)")
    making.add_argument("--host", default="", help="public host name of the bot (Teams, Slack by HTTP)")
    register = command("accounts", "the register of official accounts", _accounts)
    acts = register.add_subparsers(required=True, dest="what", metavar="WHAT")
    importing = acts.add_parser("import", help="enter accounts that exist already, from a CSV file; all or nothing")
    importing.add_argument("file", type=Path, help=f"columns: {', '.join(accounts_command.COLUMNS)}")
    listing = acts.add_parser("list", help="one line each, or the list for the public")
    listing.add_argument("--public", choices=("csv", "html"), default="", help="running accounts only, without people")
    books = command("guideline", "work on the guideline's folder", _guideline)
    works = books.add_subparsers(required=True, dest="what", metavar="WHAT")
    works.add_parser("train", help="renew the models of the folder in SNSBOT_GUIDELINE")
    importing_ = works.add_parser("import", help="make a draft folder of a plain text")
    importing_.add_argument("file", type=Path, help="the guideline as plain text (UTF-8 or Shift_JIS)")
    importing_.add_argument("--to", type=Path, metavar="FOLDER", help="a new folder (default: the file's name)")
    looking = works.add_parser("check", help="name what a folder lacks, for each conversation")
    looking.add_argument("folder", nargs="?", type=Path, help="default: SNSBOT_GUIDELINE")
    comparing = works.add_parser("diff", help="what a revision changes; with DATABASE_URL also what relied on it")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    learning = works.add_parser("learn", help="label what people asked, for the next training")
    in_editor = learning.add_mutually_exclusive_group()
    in_editor.add_argument(
        "--export", type=Path, metavar="FILE", help="write the questions, to be labelled in an editor"
    )
    in_editor.add_argument("--import", type=Path, metavar="FILE", dest="labelled", help="take what was labelled there")
    return parser


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    if options.jsonl:
        return ask_command.jsonl(settings, sys.stdin, sys.stdout, sys.stderr)
    question = " ".join(options.question) or sys.stdin.read()
    return ask_command.once(settings, question, sys.stdout)


def _check(options: argparse.Namespace, settings: Settings) -> int:
    if options.jsonl:
        return check_command.jsonl(settings, sys.stdin, sys.stdout, sys.stderr)
    names = ("capacity", "content_type", "author", *YES_OR_NO)
    said = {name: getattr(options, name) for name in names}
    return check_command.texts(settings, options.file, sys.stdin, said, sys.stdout)


def _playground(options: argparse.Namespace, settings: Settings) -> int:
    with tempfile.TemporaryDirectory(prefix="snsbot-playground-") as folder:
        file = options.keep or Path(folder) / "playground.sqlite3"
        return asyncio.run(serving.playground(settings, file))


def _serve(_options: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(serving.serve(settings))


def _doctor(options: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(doctor.examine(settings, sys.stdout, options.json))


def _audit(options: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(doctor.audit(settings, sys.stdout, options.json))


def _migrate(_options: argparse.Namespace, settings: Settings) -> int:
    asyncio.run(schema.migrate(settings.database_url))
    print(f"the database has schema {schema.newest()}")
    return OK


def _backup(options: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(backup_command.write(settings, options.file, sys.stdout, sys.stderr))


def _restore(options: argparse.Namespace, settings: Settings) -> int:
    return asyncio.run(backup_command.restore(settings, options.file, options.replace, sys.stdout, sys.stderr))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2026-04-01") from error


def _export(options: argparse.Namespace, settings: Settings) -> int:
    if options.verify:
        asked = bool(os.environ.get("DATABASE_URL"))
        return asyncio.run(export_command.verify(settings, options.verify, asked, sys.stdout))
    until = options.until or datetime.now(UTC).astimezone(JAPAN).date()
    wanted = export_command.Wanted(
        options.since, until, options.section, options.incident, options.application
    )  # fmt: skip
    return asyncio.run(export_command.write(settings, wanted, options.out, options.masked, sys.stdout, sys.stderr))


def _verify_log(options: argparse.Namespace, settings: Settings) -> int:
    receipt = None
    if options.receipt:
        if not options.receipt[0].isdecimal():
            print("--receipt: the first value is the number of an entry", file=sys.stderr)
            return USAGE
        receipt = (int(options.receipt[0]), options.receipt[1])

    async def look() -> list[str]:
        await schema.check(settings.database_url)
        database = open_database(settings.database_url)
        try:
            return await database.read(lambda session: list(records.faults(session, receipt)))
        finally:
            await database.close()

    faults = asyncio.run(look())
    print("\n".join(faults) if faults else "the log is whole")
    return FAILED if faults else OK


def _manifest(options: argparse.Namespace, settings: Settings) -> int:
    app_id = settings.teams.app_id if settings.teams else ""
    print(manifests.write(options.platform, options.host, options.out, app_id))
    return OK


def _accounts(options: argparse.Namespace, settings: Settings) -> int:
    if options.what == "import":
        return asyncio.run(accounts_command.import_file(settings, options.file, sys.stdout))
    return asyncio.run(accounts_command.list_(settings, options.public, sys.stdout))


def _guideline(options: argparse.Namespace, settings: Settings) -> int:
    match options.what:
        case "import":
            return guideline_command.import_(options.file, options.to, sys.stdout)
        case "check":
            return guideline_command.check(options.folder or settings.guideline, settings.organisation, sys.stdout)
        case "diff":
            asked = bool(os.environ.get("DATABASE_URL"))
            return guideline_command.diff(options.before, options.after, settings, asked, sys.stdout)
        case "learn":
            return asyncio.run(_learn(options, settings))
    return train_command.train(settings)


async def _learn(options: argparse.Namespace, settings: Settings) -> int:
    if options.export:
        return await learn_command.to_file(settings, options.export, sys.stdout)
    if options.labelled:
        return await learn_command.from_file(settings, options.labelled, sys.stdout)
    return await learn_command.on_terminal(settings, sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
