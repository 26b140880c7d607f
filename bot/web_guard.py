"""Keeps the playground to this machine and to its own page: every request is looked at here first.

A page elsewhere can make a browser send requests to 127.0.0.1, under its own name (CSRF) or under one of
its names that it points here (DNS rebinding). So the name asked for must be a loopback name, a page that
asks must be ours, and bodies must be JSON, which no form of another page can send.
"""

import ipaddress
import json
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from cards.web import faults

HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
B = TypeVar("B", bound=BaseModel)


class Unfit(Exception):
    """A request that cannot be served: an HTTP status, and a text that the page shows."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def guarded(handler: Handler) -> Handler:
    """The handler behind the checks; whatever is refused is told as JSON `{"error": text}`."""

    async def guard(request: web.Request) -> web.StreamResponse:
        try:
            _refuse_strangers(request)
            return await handler(request)
        except Unfit as unfit:
            return told({"error": str(unfit)}, unfit.status)

    return guard


def told(body: object, status: int = 200) -> web.Response:
    """A JSON response that no other page may read and nobody keeps."""
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, content_type="application/json", headers=headers(""))


def headers(host: str) -> dict[str, str]:
    """Security headers; `host` (checked) is where the page may connect to, "" for what is no page."""
    page = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        f"connect-src 'self' ws://{host}", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types 'none'",
    ]  # fmt: skip
    return {
        "Content-Security-Policy": "; ".join(page) if host else "default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


async def body(request: web.Request, kind: type[B]) -> B:
    """The request's JSON body, checked. Raises Unfit naming what is wrong."""
    if request.content_type != "application/json":
        raise Unfit(415, "Content-Type must be application/json")
    try:
        return kind.model_validate(json.loads(await request.text()))
    except (UnicodeDecodeError, LookupError, json.JSONDecodeError, RecursionError) as error:
        raise Unfit(400, "the body is not JSON in UTF-8") from error
    except ValidationError as error:
        raise Unfit(400, faults(error)) from error


def _refuse_strangers(request: web.Request) -> None:
    if not HOST.fullmatch(request.host):
        raise Unfit(403, "the playground answers to 127.0.0.1 and localhost only (Host)")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        raise Unfit(403, "requests from other pages are refused (Origin)")
    address = request.get_extra_info("sockname")
    if address and not ipaddress.ip_address(address[0]).is_loopback:
        raise Unfit(403, "the playground is open on the loopback interface only")
