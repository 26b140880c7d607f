"""A platform that takes everything at once: what is measured is the bot, not the platform."""

import itertools

from aiohttp import web

TEAM, BOT = "T0BENCH", "U0BOT"


def application() -> web.Application:
    """Slack's Web API and Teams' connector, saying yes."""
    stamps = itertools.count(1)

    async def slack(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "auth.test":
            return web.json_response({"ok": True, "team_id": TEAM, "user_id": BOT, "bot_id": "B0BENCH"})
        if method == "users.info":
            asked = await request.post() if request.content_type != "application/json" else await request.json()
            user = asked.get("user") or request.query.get("user")
            profile = {"real_name": "田中 はるか", "email": "tanaka@city.example.jp"}
            return web.json_response({"ok": True, "user": {"id": user, "team_id": TEAM, "profile": profile}})
        channel = {"id": "D0BENCH"}
        return web.json_response(
            {
                "ok": True,
                "ts": f"{next(stamps)}.0",
                "message_ts": f"{next(stamps)}.0",
                "channel": "C0BENCH" if method.startswith("chat") else channel,
            }
        )

    async def connector(_request: web.Request) -> web.Response:
        return web.json_response({"id": f"a{next(stamps)}"})

    async def member(request: web.Request) -> web.Response:
        user = request.match_info["user"]
        known = {"id": user, "aadObjectId": user, "name": "田中 はるか", "tenantId": "tenant-1"}
        return web.json_response(known | {"userPrincipalName": "tanaka@city.example.jp", "userRole": "user"})

    routes = [
        web.route("*", "/api/{method}", slack),
        web.get("/teams/v3/conversations/{id}/members/{user}", member),
        web.post("/teams/v3/conversations/{id}/activities", connector),
        web.post("/teams/v3/conversations/{id}/activities/{to}", connector),
        web.post("/teams/v3/conversations", connector),
    ]
    made = web.Application()
    made.add_routes(routes)
    return made
