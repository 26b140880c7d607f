"""Teams as the doctor sees it: keys, our token, conversations, people. Nothing is ever posted."""

from collections.abc import AsyncIterator

import aiohttp

from bot.doctor_slack import PEOPLE_MOST, mails, rooms, skew
from bot.door import CannotPost
from bot.findings import Finding, ill, well
from bot.proxy import Proxy, is_loopback
from bot.settings import Settings, TeamsSettings
from bot.teams_connector import Connector, Forbidden
from bot.teams_references import Reference, References
from bot.teams_tokens import NoToken, Tokens
from guideline.organisation import Organisation
from storage.database import Database

NETWORK = "let this machine reach it by https, directly or through SNSBOT_PROXY"


async def look(
    settings: Settings, known: Organisation | None, database: Database | None,
    session: aiohttp.ClientSession, proxy: Proxy,
) -> AsyncIterator[Finding]:  # fmt: skip
    """Everything about Teams. Without a token nobody can be asked about rooms and people."""
    wanted = settings.teams
    assert wanted is not None
    yield await _keys(wanted, session, proxy)
    tokens = Tokens(session, wanted.login_url, wanted.tenant_id, wanted.app_id, wanted.app_password, proxy)
    try:
        await tokens.token()
    except NoToken as reason:
        yield ill("teams token", str(reason), "renew the client secret in Azure and set TEAMS_APP_PASSWORD")
        return
    yield well("teams token", "the login service gives one" if wanted.app_id else "not needed on loopback")
    if known is None or database is None:
        return
    if not known.serves("teams", wanted.tenant_id):
        yield ill("teams tenant", "is not in the organisation file", "add TEAMS_TENANT_ID to teams of [workspaces]")
    references = References(database)
    near = await references.newest(wanted.tenant_id)
    if near is None:
        yield ill("teams conversations", "the bot was added to none yet", "add the app to the offices' teams")
        return
    connector = Connector(session, tokens, not wanted.app_id or is_loopback(wanted.login_url), proxy)
    for room in rooms(known, "teams"):
        yield await _room(connector, await references.of(wanted.tenant_id, room) or near, room, known)
    yield await _people(connector, near, known)


async def _keys(settings: TeamsSettings, session: aiohttp.ClientSession, proxy: Proxy) -> Finding:
    url = settings.openid_url
    try:
        async with session.get(url, proxy=proxy.of(url), raise_for_status=True) as answer:
            keys, date = str((await answer.json(content_type=None))["jwks_uri"]), answer.headers.get("Date", "")
        async with session.get(keys, proxy=proxy.of(keys), raise_for_status=True) as answer:
            count = len((await answer.json(content_type=None))["keys"])
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, LookupError, TypeError) as error:
        return ill("teams keys", f"cannot be had ({type(error).__name__})", NETWORK)
    clock = skew("teams keys", date)
    return clock if not clock.ok else well("teams keys", f"{count} keys, clock {clock.found}")


async def _room(connector: Connector, at: Reference, room: str, known: Organisation) -> Finding:
    """Any member is asked for: somebody who is not there is answered, a bot that is not there is refused."""
    subject, somebody = f"teams room {room}", next(iter(mails(known).values()), "nobody@example.jp")
    try:
        await connector.member(at.service_url, room, somebody)
    except Forbidden:
        return ill(subject, "the bot is not in it", "add the app to this team, and correct the id if the team is right")
    except CannotPost as reason:
        if reason.wait is not None:
            return ill(subject, f"cannot be looked at ({reason})", "ask again in a minute")
    return well(subject, "the bot is in it")


async def _people(connector: Connector, near: Reference, known: Organisation) -> Finding:
    wanted, missing = list(mails(known).items()), list[str]()
    for person, mail in wanted[:PEOPLE_MOST]:
        try:
            found = await connector.member(near.service_url, near.conversation, mail)
        except CannotPost as reason:
            if reason.wait is not None:
                return ill("teams people", f"cannot be looked up ({reason})", "ask again in a minute")
            found = {}
        if str(found.get("userPrincipalName", "")).lower() != mail.lower():
            missing.append(person)
    if missing:
        return ill(
            "teams people", f"not seen: {', '.join(missing)}",
            "correct their mail (UPN) in the organisation file, or add them to a team with the bot",
        )  # fmt: skip
    return well("teams people", f"{min(len(wanted), PEOPLE_MOST)} of {len(wanted)} looked up, all found")
