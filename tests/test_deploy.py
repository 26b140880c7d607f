"""The files in deploy/ name only what exists: settings, paths, commands, addresses."""

import re
import subprocess
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
NOT_OURS = {
    "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "MPLCONFIGDIR", "POSTGRES_USER", "POSTGRES_DB",
    "POSTGRES_PASSWORD",
}  # fmt: skip


def ours() -> set[str]:
    """The variables that the settings read."""
    text = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'"([A-Z]+(?:_[A-Z]+)*)"', text))


def compose() -> Any:
    """The compose file."""
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def test_every_variable_exists() -> None:
    """In the container, the compose and the systemd file, and in the README's table."""
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    named = set(re.findall(r"\b([A-Z][A-Z_]+)=", container))
    named |= {key for one in compose()["services"].values() for key in one.get("environment", {})}
    named |= set(re.findall(r"^Environment=([A-Z_]+)=", (DEPLOY / "snsbot.service").read_text(encoding="utf-8"), re.M))
    assert {"HOST", "SNSBOT_ORGANIZATION", "DATABASE_URL"} <= named
    assert named - NOT_OURS <= ours()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in ours() if name not in readme] == []


def test_the_container_copies_what_is_there_and_the_context_lets_in() -> None:
    """And neither secrets nor tests."""
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (?!--)(.+) \S+$", container, re.M) for name in line.split()}
    assert {"bot", "cards", "guideline", "handlers", "storage", "requirements.lock"} <= copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"
    }
    assert copied == allowed
    assert re.search(r"^USER 10001$", container, re.M)


def test_two_processes_after_one_migration_without_rights() -> None:
    """Read-only, no capabilities, no published port, stopped with patience."""
    services = compose()["services"]
    bot, migrate = services["bot"], services["migrate"]
    assert bot["deploy"]["replicas"] == 2
    assert bot["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert (migrate["command"], bot["command"]) == (["migrate"], ["serve"])
    for one in (bot, migrate):
        assert one["read_only"]
        assert one["cap_drop"] == ["ALL"]
    assert not [name for name, one in services.items() if "ports" in one]
    assert (DEPLOY / bot["build"]["dockerfile"].removeprefix("deploy/")).exists()


def test_nginx_publishes_only_what_the_platforms_need() -> None:
    """Each location is a route of the program."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    published = re.findall(r"location (?:= )?(\S+)\s*\{ proxy_pass", text)
    assert published == ["/slack/events", "/api/messages", "/files/"]
    assert re.search(r"location /files/ .*error_log \S+ crit;", text), "an address of a file is a key"
    code = "".join((ROOT / "bot" / name).read_text(encoding="utf-8") for name in ("slack.py", "teams.py", "files.py"))
    assert all(f'"{path}' in code for path in published)


def test_the_command_line_for_root_has_the_services_settings(tmp_path: Path) -> None:
    """The same file as the unit reads; without it nothing runs."""
    settings, program = tmp_path / "snsbot.env", tmp_path / "program"
    settings.write_text("DATABASE_URL='sqlite:////x y'\n", encoding="utf-8")
    program.write_text('#!/bin/sh\necho "$DATABASE_URL" "$@"; exit 3\n', encoding="utf-8")
    program.chmod(0o755)
    text = (DEPLOY / "snsbot.sh").read_text(encoding="utf-8")
    unit = (DEPLOY / "snsbot.service").read_text(encoding="utf-8")
    for default in re.findall(r":-([^}]+)}", text):
        assert default in unit
    environment = {"PATH": "/usr/bin:/bin", "SNSBOT_SETTINGS": str(settings), "SNSBOT_PROGRAM": str(program)}
    run = [str(DEPLOY / "snsbot.sh"), "doctor", "--json"]
    done = subprocess.run(run, env=environment, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("sqlite:////x y doctor --json\n", 3)
    settings.unlink()
    assert subprocess.run(run, env=environment, capture_output=True).returncode not in (0, 3)


def test_a_filtered_call_is_refused_and_not_fatal() -> None:
    """OpenBLAS asks for one of @resources when numpy is loaded: the default would kill the program there."""
    text = (DEPLOY / "snsbot.service").read_text(encoding="utf-8")
    assert "SystemCallFilter=~@privileged @resources" in text
    assert "\nSystemCallErrorNumber=EPERM\n" in text
