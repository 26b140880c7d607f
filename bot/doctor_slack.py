"""Slack as the doctor sees it: tokens, rights, rooms, people, the signature. Nothing is ever posted."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.door import CannotPost
from bot.findings import Finding, ill, well
from bot.proxy import Proxy
from bot.settings import Settings, SlackSettings
from bot.slack_api import Api, Refused
from guideline.organisation import Organisation

MANIFEST = Path(__file__).parent.parent / "manifest" / "slack.json"
SKEW = 60.0
"""Seconds that clocks may differ; Slack's signatures are good for 300."""
PEOPLE_MOST = 50
"""People that are looked up: Slack grants about as many questions a minute."""


async def look(
    settings: Settings, known: Organisation | None, session: aiohttp.ClientSession, proxy: Proxy
) -> AsyncIterator[Finding]:
    """Everything about Slack. Without a good token the rest cannot be looked at."""
    wanted = settings.slack
    assert wanted is not None
    api = Api(wanted, session, proxy)
    try:
        answer = await api.client.api_call("auth.test")
        identity = answer.data if isinstance(answer.data, dict) else {}
        headers: Mapping[str, str] = {key.lower(): value for key, value in answer.headers.items()}
    except Exception as error:  # whatever the SDK makes of a platform or a network that does not answer
        yield _no_identity(error)
        return
    yield well("slack token", f"is good, the bot is {identity.get('user_id')} in {identity.get('team_id')}")
    yield _workspace(str(identity.get("team_id", "")), known)
    yield _scopes(headers.get("x-oauth-scopes", ""))
    yield skew("slack clock", headers.get("date", ""))
    if wanted.app_token:
        yield await _socket(api, wanted)
    else:
        yield await _signature(wanted, settings, session)
    for channel in rooms(known, "slack"):
        yield await _room(api, channel)
    yield await _people(api, known)


def rooms(known: Organisation | None, platform: str) -> list[str]:
    """The ids of all rooms on a platform that something is posted to, once each."""
    if known is None:
        return []
    channels = [one for office in known.offices.values() for one in office.channels]
    return list(dict.fromkeys(one.id for one in (*channels, *known.operator.channels) if one.platform == platform))


def skew(subject: str, date: str) -> Finding:
    """How far this machine's clock is from a platform's."""
    try:
        off = time.time() - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return well(subject, "the platform did not say the time")
    if abs(off) > SKEW:
        return ill(subject, f"this machine is {off:+.0f} s off", "set the clock by NTP (timedatectl set-ntp true)")
    return well(subject, f"within {abs(off):.0f} s")


def mails(known: Organisation | None) -> dict[str, str]:
    """Person id → address, those with a part in the procedures first."""
    if known is None:
        return {}
    deputies = [one for office in known.offices.values() for one in office.deputies]
    heads = [unit.head for unit in known.units.values()]
    first = dict.fromkeys([*sorted(known.role_holders()), *deputies, *heads, *known.people])
    return {one: known.people[one].mail for one in first if one in known.people and known.people[one].mail}


def _no_identity(error: Exception) -> Finding:
    response = getattr(error, "response", None)
    name = response.get("error", "") if response is not None and isinstance(response.data, dict) else ""
    if name in ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"):
        return ill("slack token", f"Slack says {name}", "copy the Bot User OAuth Token into SLACK_BOT_TOKEN anew")
    return ill(
        "slack token", f"Slack cannot be asked ({type(error).__name__})",
        "let this machine reach slack.com:443, directly or through SNSBOT_PROXY; SSL_CERT_FILE names a proxy's own CA",
    )  # fmt: skip


def _workspace(team: str, known: Organisation | None) -> Finding:
    if known is not None and known.serves("slack", team):
        return well("slack workspace", f"{team} is served")
    return ill("slack workspace", f"{team} is not in the organisation file", f'add slack = ["{team}"] to [workspaces]')


def _scopes(granted: str) -> Finding:
    wanted = json.loads(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
    missing = sorted(set(wanted) - {one.strip() for one in granted.split(",")})
    if missing:
        todo = "add them on the app page under OAuth & Permissions, then reinstall the app to the workspace"
        return ill("slack scopes", f"missing: {', '.join(missing)}", todo)
    return well("slack scopes", f"all {len(wanted)} are granted")


async def _socket(api: Api, settings: SlackSettings) -> Finding:
    try:
        await api.client.apps_connections_open(app_token=settings.app_token)
    except Exception as error:  # see look
        return ill(
            "slack socket mode", f"no connection is granted ({type(error).__name__})",
            "switch Socket Mode on and put an app-level token with connections:write (xapp-) into SLACK_APP_TOKEN",
        )  # fmt: skip
    return well("slack socket mode", "the app-level token is good")


async def _signature(settings: SlackSettings, running: Settings, session: aiohttp.ClientSession) -> Finding:
    """A request that we sign ourselves goes to the running bot, and one with another secret, which it must refuse."""
    url = f"http://{'127.0.0.1' if running.host == '0.0.0.0' else running.host}:{running.port}/slack/events"  # noqa: S104
    try:
        good = await _signed(session, url, settings.signing_secret)
        bad = await _signed(session, url, settings.signing_secret + "x")
    except (aiohttp.ClientError, OSError, TimeoutError):
        return well("slack signature", "no bot runs here; start it and ask again to see a signed request go round")
    if (good, bad) == (200, 401):
        return well("slack signature", "the running bot takes what is signed and refuses what is not")
    return ill(
        "slack signature", f"the running bot answers {good} to a signed request and {bad} to a forged one",
        "start it with the same SLACK_SIGNING_SECRET as here (app page, Basic Information)",
    )  # fmt: skip


async def _signed(session: aiohttp.ClientSession, url: str, secret: str) -> int:
    body, at = json.dumps({"type": "url_verification", "challenge": "doctor"}), str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=body)
    headers = {
        "Content-Type": "application/json", "X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature or "",
    }  # fmt: skip
    async with asyncio.timeout(5), session.post(url, data=body, headers=headers) as answer:
        return answer.status


async def _room(api: Api, channel: str) -> Finding:
    subject = f"slack room {channel}"
    try:
        found = (await api.look("conversations.info", channel=channel))["channel"]
    except Refused as refused:
        return ill(subject, f"Slack says {refused}", "correct the id in the organisation file, or invite the bot there")
    except (CannotPost, KeyError) as reason:
        return ill(subject, f"cannot be looked at ({type(reason).__name__})", "ask again in a minute")
    if found.get("is_archived"):
        return ill(subject, "is archived", "put another room into the organisation file")
    if not found.get("is_member"):
        return ill(subject, "the bot is not in it", "invite it there: /invite @SNS窓口")
    return well(subject, "the bot is in it")


async def _people(api: Api, known: Organisation | None) -> Finding:
    wanted, missing = mails(known), list[str]()
    for count, (person, mail) in enumerate(list(wanted.items())[:PEOPLE_MOST], 1):
        try:
            await api.look("users.lookupByEmail", email=mail)
        except Refused as refused:
            if refused.error == "ratelimited":
                return well("slack people", f"{count - 1} of {len(wanted)} looked up, then Slack asked to wait")
            missing.append(person)
        except CannotPost:
            return ill("slack people", "cannot be looked up now", "ask again in a minute")
    if missing:
        return ill("slack people", f"not found: {', '.join(missing)}", "correct their mail in the organisation file")
    return well("slack people", f"{min(len(wanted), PEOPLE_MOST)} of {len(wanted)} looked up, all found")
