"""`make mutants MUTANTS="guideline.committee handlers.seal"`: how many changed lines of a module do its tests notice?

Each module gets a folder of its own under build/mutants, with links to the packages and with settings for mutmut that
name that module and the tests that hold it (`held_by`). What mypy refuses counts as noticed, for `make types` is part
of every build; it has a column of its own. Survivors are written as differences beside the results.
"""

import argparse
import fnmatch
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.mutants.held_by import HELD_BY

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "mutants"
LINKED = (
    "bot", "cards", "guideline", "handlers", "storage", "tests", "docs", "manifest", "deploy", "README.md", "Makefile",
)  # fmt: skip
SETTINGS = """
[tool.mutmut]
source_paths = ["bot", "cards", "guideline", "handlers", "storage"]
only_mutate = [{path}]
also_copy = ["docs", "manifest", "deploy", "README.md", "Makefile"]
pytest_add_cli_args = ["--quick", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:unraisableexception",
  "-k", "not made_from_this_data_and_code"]
pytest_add_cli_args_test_selection = [{tests}]
timeout_constant = 15.0
timeout_multiplier = 3.0
use_git_change_detection = false
"""
TYPES = """type_check_command = ["mypy", "--no-warn-unused-ignores", "--cache-dir", {cache}, "--output", "json", {path}]
"""
SHOW = """
import sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
for name in sys.argv[2:]:
    print("#", name)
    print(get_diff_for_mutant(name, path=sys.argv[1]))
"""
LIST = """
import sys
from pathlib import Path
from mutmut.mutation.file_mutation import mutate_file_contents
print(*mutate_file_contents(sys.argv[1], Path(sys.argv[1]).read_text("utf-8")).mutant_names)
"""
# Left out by `-k`: a mutant of what training reads changes the digest of the code, of whichever kind it is.
NAMES = {0: "survived", 1: "killed", 3: "killed", 5: "no tests", 33: "no tests", 36: "timeout", 37: "types",
         24: "timeout", -24: "timeout", 152: "timeout", 255: "timeout", None: "not run"}  # fmt: skip


def prepared(module: str, types: bool) -> Path:
    """A fresh folder in which mutmut mutates this module only."""
    folder = BUILD / module
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    path = json.dumps(f"{module.replace('.', '/')}.py")
    tests = ", ".join(json.dumps(f"tests/test_{name}.py") for name in HELD_BY[module])
    settings = SETTINGS.format(path=path, tests=tests)
    if types:
        settings += TYPES.format(path=path, cache=json.dumps(str(BUILD / ".mypy_cache")))
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8") + settings, "utf-8")
    return folder


def sampled(folder: Path, module: str, one_in: int) -> list[str]:
    """The names of every so-many-th mutant, in the order of the code; [] for all of them."""
    if one_in == 1:
        return []
    names = in_folder(folder, LIST, f"{module.replace('.', '/')}.py").split()
    return [f"{module}.{name}" for name in names[::one_in]]


def in_folder(folder: Path, program: str, *arguments: str) -> str:
    """What a few lines of Python print in a module's folder, for mutmut reads its settings from where it is."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def run(folder: Path, names: list[str]) -> None:
    """Runs mutmut in the folder. Its failures (tests that fail without any mutant) end the program."""
    tools = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "OMP_NUM_THREADS": "1"}
    with (folder / "output.txt").open("w", encoding="utf-8") as output:
        command = [str(tools / "mutmut"), "run", "--max-children", "1", *names]
        done = subprocess.run(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
    if done.returncode:
        raise SystemExit(f"mutmut did not run in {folder}; the end of its words:\n" + tail(folder / "output.txt"))


def tail(path: Path, size: int = 3_000) -> str:
    """The last characters of a text."""
    return path.read_text("utf-8", errors="replace")[-size:]


def results(folder: Path, module: str) -> dict[str, str]:
    """Mutant → what became of it."""
    meta = json.loads((folder / "mutants" / f"{module.replace('.', '/')}.py.meta").read_text("utf-8"))
    return {name: NAMES.get(code, "crashed") for name, code in meta["exit_code_by_key"].items()}


def survivors(folder: Path, module: str, found: dict[str, str]) -> str:
    """The differences that no test noticed."""
    unnoticed = [name for name, outcome in found.items() if outcome in ("survived", "no tests")]
    return in_folder(folder, SHOW, f"{module.replace('.', '/')}.py", *unnoticed)


def row(module: str, found: dict[str, str]) -> str:
    """A line of the table: what was run, and the share that was noticed."""
    count = Counter(found.values())
    tried = sum(count.values()) - count["not run"]
    noticed = count["killed"] + count["types"] + count["timeout"] + count["crashed"]
    figures = [len(found), tried, count["types"], count["killed"], count["timeout"] + count["crashed"],
               count["survived"], count["no tests"]]  # fmt: skip
    return f"| {module} | " + " | ".join(map(str, figures)) + f" | {noticed / max(tried, 1):.0%} |"


def main() -> None:
    """Runs the modules one after the other and prints a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("modules", nargs="+", help="names or patterns, as guideline.committee or handlers.incident*")
    parser.add_argument("--one-in", type=int, default=1, metavar="N", help="try every Nth mutant only")
    parser.add_argument("--no-types", action="store_true", help="do not ask mypy first")
    given = parser.parse_args()
    wanted = [one for one in HELD_BY if any(fnmatch.fnmatch(one, pattern) for pattern in given.modules)]
    if not wanted:
        parser.error(f"no module of tests/mutants/held_by.py is named {' or '.join(given.modules)}")
    print("| module | mutants | tried | types | killed | timeout | survived | no tests | noticed |", flush=True)
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    for module in wanted:
        folder = prepared(module, not given.no_types)
        run(folder, sampled(folder, module, given.one_in))
        found = results(folder, module)
        (folder / "survivors.diff").write_text(survivors(folder, module, found), "utf-8")
        print(row(module, found), flush=True)


main()
