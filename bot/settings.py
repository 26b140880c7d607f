"""The environment, read once at start and checked as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

SLACK_API = "https://slack.com/api/"
TEAMS_OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
TEAMS_LOGIN = "https://login.microsoftonline.com"
GUIDELINE = Path(__file__).parent.parent / "guideline" / "tsuyama"
DEMO_ORGANISATION = Path(__file__).parent / "demo" / "organisation.toml"


class SettingsError(Exception):
    """The environment cannot be used; the text names each variable at fault and what to do."""


@dataclass(frozen=True)
class SlackSettings:
    """`app_token` present means Socket Mode; else requests come by HTTP and are signed."""

    bot_token: str
    signing_secret: str
    app_token: str
    api_base_url: str


@dataclass(frozen=True)
class TeamsSettings:
    """An empty `app_id` means no authentication, which is allowed on loopback only."""

    app_id: str
    app_password: str
    tenant_id: str
    openid_url: str
    login_url: str


@dataclass(frozen=True)
class MailSettings:
    """The city's mail server. `tls` from the first byte on; else STARTTLS where the server offers it."""

    host: str
    port: int
    user: str
    password: str
    sender: str
    tls: bool


@dataclass(frozen=True)
class Settings:
    """Everything that the environment says. A door without settings is None and stays shut."""

    database_url: str
    guideline: Path
    organisation: Path
    slack: SlackSettings | None
    teams: TeamsSettings | None
    host: str
    port: int
    public_url: str = ""
    """The https address under which people reach this program, for links to files; "" where there is none."""
    mail: MailSettings | None = None
    meaning: Literal["semantic", "lexical"] = "semantic"
    proxy: str = ""
    """The forward proxy for calls to the platforms, "" for none."""
    log: Literal["", "json", "text"] = ""
    """How `serve` logs; "" for JSON unless a person looks on."""

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in ("127.0.0.1", "::1", "localhost")


def read(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment. Raises SettingsError with every fault at once."""
    faults: list[str] = []
    settings = Settings(
        database_url=_database(environment.get("DATABASE_URL") or "sqlite:///snsbot.sqlite3", faults),
        guideline=Path(environment.get("SNSBOT_GUIDELINE") or GUIDELINE),
        organisation=Path(environment.get("SNSBOT_ORGANIZATION") or DEMO_ORGANISATION),
        slack=_slack(environment, faults),
        teams=_teams(environment, faults),
        host=environment.get("HOST") or "127.0.0.1",
        port=_port(environment.get("PORT") or "3978", faults),
        public_url=(environment.get("PUBLIC_URL") or "").rstrip("/"),
        mail=_mail(environment.get("SMTP_URL", ""), faults),
        proxy=_proxy(environment.get("SNSBOT_PROXY", ""), faults),
        log=_log(environment.get("SNSBOT_LOG", ""), faults),
        meaning="lexical" if environment.get("SNSBOT_MEANING") == "lexical" else "semantic",
    )
    if settings.public_url:
        _web_address("PUBLIC_URL", settings.public_url, faults)
    if settings.teams and not settings.teams.app_id and not settings.on_loopback:
        faults.append("TEAMS_APP_ID: is missing; without it the Teams door opens on loopback only (HOST=127.0.0.1)")
    if environment.get("SNSBOT_MEANING") not in (None, "", "semantic", "lexical"):
        faults.append("SNSBOT_MEANING: must be semantic (with sentence vectors where they are installed) or lexical")
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def _database(url: str, faults: list[str]) -> str:
    try:
        backend = make_url(url).get_backend_name()
    except (ArgumentError, ValueError):  # the latter's words are a part of the password, where that holds a slash
        backend = ""
    if backend not in ("sqlite", "postgresql"):
        faults.append(
            "DATABASE_URL: write sqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE"
            " (in PASSWORD write / as %2F, @ as %40)"
        )
    return url


def _slack(environment: Mapping[str, str], faults: list[str]) -> SlackSettings | None:
    bot_token = environment.get("SLACK_BOT_TOKEN", "")
    secret, app_token = environment.get("SLACK_SIGNING_SECRET", ""), environment.get("SLACK_APP_TOKEN", "")
    if not (bot_token or secret or app_token):
        return None
    if not bot_token:
        faults.append("SLACK_BOT_TOKEN: is missing (Slack app page, OAuth & Permissions, begins with xoxb-)")
    if not (secret or app_token):
        faults.append("SLACK_APP_TOKEN: is missing for Socket Mode (or SLACK_SIGNING_SECRET for HTTP)")
    base = environment.get("SLACK_API_BASE_URL") or SLACK_API
    _web_address("SLACK_API_BASE_URL", base, faults)
    return SlackSettings(bot_token, secret, app_token, base.rstrip("/") + "/")


def _teams(environment: Mapping[str, str], faults: list[str]) -> TeamsSettings | None:
    if not any(environment.get(name) is not None for name in ("TEAMS_APP_ID", "TEAMS_APP_PASSWORD")):
        return None
    app_id, password = environment.get("TEAMS_APP_ID", ""), environment.get("TEAMS_APP_PASSWORD", "")
    kind, tenant = environment.get("TEAMS_APP_TYPE") or "SingleTenant", environment.get("TEAMS_TENANT_ID", "")
    if kind != "SingleTenant":
        faults.append("TEAMS_APP_TYPE: only SingleTenant is supported (Microsoft makes no others any more)")
    if app_id and not (password and tenant):
        faults.append("TEAMS_APP_PASSWORD, TEAMS_TENANT_ID: both are needed beside TEAMS_APP_ID")
    openid = environment.get("TEAMS_OPENID_URL") or TEAMS_OPENID
    login = (environment.get("TEAMS_LOGIN_URL") or TEAMS_LOGIN).rstrip("/")
    _web_address("TEAMS_OPENID_URL", openid, faults)
    _web_address("TEAMS_LOGIN_URL", login, faults)
    return TeamsSettings(app_id, password, tenant, openid, login)


def _mail(url: str, faults: list[str]) -> MailSettings | None:
    """smtp://USER:PASSWORD@HOST:587/?from=ADDRESS, smtps:// for TLS from the start; USER:PASSWORD where needed."""
    if not url:
        return None
    parts = _parts(url)
    sender = parse_qs(parts.query).get("from", [""])[0] or unquote(parts.username or "")
    try:
        port = parts.port or (465 if parts.scheme == "smtps" else 25)
    except ValueError:
        port = 0
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or not port or "@" not in sender:
        faults.append("SMTP_URL: write smtp://USER:PASSWORD@HOST:587/?from=ADDRESS (smtps:// for TLS from the start)")
        return None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailSettings(parts.hostname, port, user, password, sender, parts.scheme == "smtps")


def _proxy(url: str, faults: list[str]) -> str:
    parts = _parts(url)
    try:
        good = not url or (parts.scheme == "http" and parts.hostname and parts.port and parts.path in ("", "/"))
    except ValueError:
        good = False
    if not good:
        faults.append("SNSBOT_PROXY: write http://HOST:PORT (http://USER:PASSWORD@HOST:PORT where it asks for one)")
    return url.rstrip("/")


def _log(kind: str, faults: list[str]) -> Literal["", "json", "text"]:
    if kind not in ("", "json", "text"):
        faults.append("SNSBOT_LOG: must be json or text")
    return "json" if kind == "json" else "text" if kind == "text" else ""


def _parts(url: str) -> SplitResult:
    """An address in its parts, empty ones where it is none: what the library says of it may hold a password."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _web_address(name: str, url: str, faults: list[str]) -> None:
    parts = _parts(url)
    loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and loopback)):
        faults.append(f"{name}: must be an https address (http only on loopback)")
    elif parts.username or parts.password:  # the doctor shows addresses, and people see them in links
        faults.append(f"{name}: must hold no user and no password")


def _port(text: str, faults: list[str]) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        faults.append("PORT: must be a number from 0 to 65535")
        return 0
    return int(text)
