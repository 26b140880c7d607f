"""Makes the pictures of the operator's manual from the playground: `make pictures`.

Invented people on an invented day, so that a picture made again differs only where the product does. Every picture is a
PNG of few colours, small enough to be kept beside the manual; `tests/test_manual.py` looks at their sizes.
"""

import asyncio
import io
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, Page, expect

from bot import demo_account
from bot.program import open_program
from tests import policy_steps as steps
from tests.browser.test_applying import fill, newest, vote
from tests.browser.test_incident import report
from tests.browser.test_playground import QUESTION, Visit, ask, chromium, town_in

DOCS = Path(__file__).parents[2] / "docs"
DAY = datetime(2027, 5, 10, 1, 5, tzinfo=UTC)
"""A Monday, five past ten in Japan."""
TALL, COLOURS = (1280, 2600), 256
DRAFT = "夏祭りは8月2日（土）です。迷子のお子さんの保護者の携帯は090-1234-5678です。"


def kept(name: str, shot: bytes) -> None:
    """Writes a screenshot with few colours, which text and lines bear well."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    small = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = DOCS / name
    file.parent.mkdir(exist_ok=True)
    small.save(file, optimize=True)
    print(f"{file.relative_to(DOCS.parent)}: {picture.width} x {picture.height}, {file.stat().st_size:,} bytes")


async def whole(page: Page, name: str, height: int = 800) -> None:
    """The window as people see it."""
    await page.set_viewport_size({"width": 1280, "height": height})
    await page.wait_for_timeout(300)
    kept(name, await page.screenshot(animations="disabled"))


async def part(of: Locator, name: str) -> None:
    """One card or dialog, from its first line to its last."""
    await of.page.set_viewport_size({"width": TALL[0], "height": TALL[1]})
    await of.page.wait_for_timeout(300)
    kept(name, await of.screenshot(animations="disabled"))
    await of.page.set_viewport_size({"width": 1280, "height": 800})


def card(page: Page, title: str) -> Locator:
    """The newest card with these words in its title."""
    return page.locator(".card", has=page.get_by_role("heading", name=title)).last


async def asking(visit: Visit) -> None:
    """A question and its clause, as on the first page of the README."""
    page = await visit.open()
    await ask(page, QUESTION)
    await expect(page.locator("blockquote", has_text="勤務時間中に個人の立場で情報を発信すること。")).to_be_visible()
    await whole(page, "playground.png")
    await page.get_by_role("button", name="情報政策課に質問を送る").click()
    await page.get_by_role("button", name="送る", exact=True).click()
    await expect(page.get_by_role("heading", name="質問を受け付けました")).to_be_visible()


async def checking(visit: Visit) -> None:
    """A draft with findings, after its author said in which capacity."""
    page = await visit.open("sato")
    await ask(page, f"チェック {DRAFT}")
    await page.get_by_role("button", name="職務として").click()
    found = card(page, "投稿前チェック：止める")
    await expect(found).to_contain_text("職務")
    await part(found, "pictures/check.png")


async def applying(visit: Visit) -> None:
    """The nine fields: a field's dialog, the whole before it is submitted; then the committee's card."""
    page = await visit.open("yamamoto")
    await ask(page, "申請")
    await (await newest(page, "新しく申請する")).click()
    await fill(page, {"利用する媒体": steps.X}, "申請を始める")
    for field, pages in steps.FIELDS.items():
        await expect(page.get_by_role("heading", name=f"欄{field}（{field}/9）").last).to_be_visible()
        if field == "7":
            await part(card(page, "欄7（7/9）"), "pictures/field.png")
        await (await newest(page, "記入する")).click()
        for at, values in enumerate(pages, 1):
            await fill(page, values, "保存する" if at == len(pages) else "保存して続ける")
        await expect(page.get_by_text(f"欄{field}を保存しました。").last).to_be_visible()
    await (await newest(page, "全体を確認する")).click()
    review = page.locator(".card", has=page.get_by_role("button", name="提出する")).last
    await expect(review).to_be_visible()
    await part(review, "pictures/nine-fields.png")
    await (await newest(page, "提出する")).click()
    await expect(page.get_by_role("heading", name=re.compile("申請[0-9]+を提出しました"))).to_be_visible()


async def deciding(visit: Visit) -> None:
    """What a member of the committee has before them when one has voted."""
    await vote(await visit.open("okada"))
    member = await visit.open("nishi")
    ballot = member.locator(".card", has=member.get_by_role("button", name="承認する")).last
    await expect(ballot).to_contain_text("1票")
    await part(ballot, "pictures/committee.png")


async def reporting(visit: Visit) -> None:
    """The room of an office: who was told when, and who has acknowledged."""
    await report(await visit.open("tanaka"))
    office = await visit.open("kubo", "hisho-koho")
    notice = card(office, "トラブルの届出 1")
    await expect(notice).to_be_visible()
    await visit.program.soon()
    other = await visit.open("fujii", "kiki-kanri")
    await other.get_by_role("button", name="受領").click()
    await expect(notice).to_contain_text("藤井 大輔")
    await part(notice, "pictures/incident.png")


async def evaluating(visit: Visit) -> None:
    """The course of the demo's account, and the list of all accounts."""
    page = await visit.open("mori", "home")
    await whole(page, "pictures/home.png")
    await page.get_by_role("button", name="全アカウントの状況を見る").click()
    await part(card(page, "全アカウント"), "pictures/standings.png")
    owner = await visit.open("tanaka", "home")
    await owner.get_by_role("button", name=re.compile("を開く$")).last.click()
    await owner.get_by_role("button", name="効果測定の推移").last.click()
    course = card(owner, "効果測定の推移")
    await expect(course.get_by_role("img").last).to_be_visible()
    await part(course, "pictures/evaluation.png")


WALKS: tuple[Callable[[Visit], Awaitable[None]], ...] = (
    asking, checking, applying, deciding, reporting, evaluating,
)  # fmt: skip
"""In this order: home shows what the others left to do."""


async def main() -> None:
    """All pictures, from one playground."""
    with tempfile.TemporaryDirectory(prefix="snsbot-pictures-") as folder:
        settings = await town_in(Path(folder))
        async with chromium() as browser, open_program(settings, playground=True) as program:
            program.clock.offset = DAY - datetime.now(UTC)
            await demo_account.enter(program.desk)
            await program.tick()
            visit = Visit(program, browser)
            for walk in WALKS:
                await walk(visit)
            if visit.complaints:
                sys.exit("\n".join(visit.complaints))


if __name__ == "__main__":
    asyncio.run(main())
