"""The playground in Chromium: what a newcomer does with a mouse, a keyboard, a telephone's width, at night."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.program import Program, open_program
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings
from storage import schema

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
QUESTION = "昼休みにインスタを更新していい？"
WIDE, NARROW = (1280, 800), (390, 844)

pytestmark = pytest.mark.browser


@dataclass
class Visit:
    """A running playground and a browser; what the pages complained about and asked for."""

    program: Program
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    async def open(self, who: str = "tanaka", room: str = "", size: tuple[int, int] = WIDE, dark: bool = False) -> Page:
        """A window of its own for a person."""
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if dark else "light", locale="ja-JP"
        )
        page = await context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).netloc))
        await page.goto(f"{self.program.url}/?who={who}&room={room or f'dm-{who}'}")
        await page.locator("#people button").first.wait_for(state="attached")
        return page


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser; without one the test is skipped, but fails where nothing may be skipped (CI=true)."""
    if not CHROMIUM:
        missing = "no Chromium was found (Debian: apt-get install chromium fonts-noto-cjk)"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


async def town_in(folder: Path) -> Settings:
    """The settings of a playground with a database in a folder."""
    database = f"sqlite:///{folder / 'town.sqlite3'}"
    await schema.migrate(database)
    return Settings(database, GUIDELINE, DEMO_ORGANISATION, None, None, "127.0.0.1", 0)


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[Visit]:
    """A playground and Chromium; at the end no page has complained, and none has asked anybody else."""
    async with chromium() as browser, open_program(await town_in(tmp_path), playground=True) as program:
        visited = Visit(program, browser)
        yield visited
        for context in browser.contexts:
            await context.close()
    assert visited.complaints == []
    assert visited.hosts <= {urlsplit(program.url).netloc, ""}


async def ask(page: Page, text: str) -> None:
    """Types a message and sends it with Enter."""
    await page.locator("#compose-text").fill(text)
    await page.keyboard.press("Enter")


async def focused(page: Page) -> str:
    """What the focused element is called."""
    script = (
        "(e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent)(document.activeElement)"
    )
    return str(await page.evaluate(script)).strip()


async def picture(page: Page, name: str) -> None:
    """Keeps a screenshot for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    await page.wait_for_timeout(150)
    await page.screenshot(path=SCREENSHOTS / f"{name}.png")


async def test_a_newcomer_presses_an_example_and_reads_the_clause(visit: Visit) -> None:
    """One press: the question, the clause as a quotation, the source below it."""
    page = await visit.open()
    await expect(page.get_by_role("heading", name="SNSの決まりを、条文の言葉でお答えします")).to_be_visible()
    await picture(page, "welcome")
    await page.get_by_role("button", name=QUESTION).click()
    quote = page.locator("blockquote", has_text="勤務時間中に個人の立場で情報を発信すること。")
    await expect(quote).to_be_visible()
    await expect(page.locator(".card .small", has_text="出典")).to_be_visible()
    await expect(page.locator("article", has_text=QUESTION).first).to_contain_text("あなた")
    await expect(page.locator("#welcome")).to_be_hidden()
    await expect(page.locator("#spoken")).to_contain_text("SNS窓口：5-(10)")
    await picture(page, "answer")


async def test_buttons_walk_through_the_clauses_and_replace_nothing_of_others(visit: Visit) -> None:
    """The neighbours of a clause open, the list of sections opens, its choice is sent along."""
    page = await visit.open()
    await ask(page, "条文 5-(1)")
    await page.get_by_role("button", name="5-(2) →").click()
    await expect(page.get_by_role("heading", name=re.compile(r"^5-\(2\)"))).to_be_visible()
    await page.get_by_role("button", name="条文の一覧").last.click()
    await page.get_by_label("章").select_option(label=await page.locator("select option").nth(4).inner_text())
    await page.get_by_role("button", name="この章を開く").click()
    await expect(page.get_by_role("button", name="この条文を開く")).to_be_visible()


async def test_a_question_is_passed_on_and_answered_with_the_keyboard_alone(visit: Visit) -> None:
    """Tab, Enter, Escape: what was typed survives closing; the answer comes back."""
    page = await visit.open()
    await page.keyboard.press("Tab")
    assert await focused(page) == "書くところへ移動"
    await page.keyboard.press("Enter")
    assert await focused(page) == "SNS窓口に質問を書く"
    await page.keyboard.type(QUESTION)
    await page.keyboard.press("Enter")
    pass_on = page.get_by_role("button", name="情報政策課に質問を送る")
    await pass_on.wait_for()
    await tab_to(page, "情報政策課に質問を送る", back=True)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="情報政策課に質問を送る")).to_be_visible()
    assert (await focused(page)).startswith("質問")
    await page.keyboard.type("それとも、")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert await focused(page) == "情報政策課に質問を送る"
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value(re.compile("それとも、"))
    await picture(page, "dialog")
    await page.keyboard.press("Tab")
    assert await focused(page) == "送る"
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="質問を受け付けました")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def tab_to(page: Page, name: str, back: bool = False) -> None:
    """Presses Tab until the element with this name has the focus."""
    for _ in range(60):
        if await focused(page) == name:
            return
        await page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{name!r} cannot be reached with Tab")


async def test_an_empty_field_is_told_at_the_field(visit: Visit) -> None:
    """The message stands at the field, is tied to it, and the focus goes there."""
    page = await visit.open()
    await ask(page, QUESTION)
    await page.get_by_role("button", name="情報政策課に質問を送る").click()
    box = page.get_by_role("dialog").get_by_role("textbox")
    await box.fill("")
    await page.get_by_role("button", name="送る", exact=True).click()
    await expect(box).to_be_focused()
    await expect(box).to_have_attribute("aria-invalid", "true")
    await expect(box).to_have_accessible_description(re.compile("「質問」を入力してください。"))
    await picture(page, "field-error")


async def test_the_other_side_is_one_press_away_and_its_badge_tells(visit: Visit) -> None:
    """森 has something new; pressing her name shows the question in her office's room; her answer comes back."""
    page = await visit.open()
    await ask(page, QUESTION)
    await page.get_by_role("button", name="情報政策課に質問を送る").click()
    await page.get_by_role("button", name="送る", exact=True).click()
    mori = page.locator("#people").get_by_role("button", name="森 由美")
    await expect(mori.locator(".badge")).to_have_text("未読1件")
    await mori.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("# 情報政策課")
    await expect(mori.locator(".badge")).to_be_hidden()
    await page.get_by_role("button", name="返信", exact=True).click()
    await page.get_by_role("textbox", name="スレッドへの返信").fill("休憩中も、私物でお願いします。")
    await page.wait_for_timeout(300)
    await page.get_by_role("button", name="返信する").click()
    await expect(page.locator(".thread:visible")).to_contain_text("回答を質問者に送りました")
    await expect(page.locator(".card-title", has_text="回答済み")).to_be_visible()
    await picture(page, "thread")
    tanaka = page.locator("#people").get_by_role("button", name="田中 はるか")
    await expect(tanaka.locator(".badge")).to_be_visible()
    await tanaka.click()
    await expect(page.locator(".card", has_text="休憩中も、私物でお願いします。")).to_be_visible()


async def test_a_second_window_sees_what_happens_in_the_first(visit: Visit) -> None:
    """Live, without loading again; what is whispered to one stays with one."""
    first = await visit.open("tanaka", "zencho")
    second = await visit.open("mori", "zencho")
    await ask(first, QUESTION)
    await expect(second.locator(".said", has_text=QUESTION)).to_be_visible()
    await expect(first.locator(".whisper")).to_contain_text("あなただけに表示")
    await picture(first, "room")
    assert await second.locator(".card").count() == 0
    await first.get_by_role("button", name="みんなに共有").click()
    await expect(second.locator(".card")).to_contain_text("田中 はるかさんの質問")


async def test_a_window_finds_back_after_the_server_was_started_again(tmp_path: Path) -> None:
    """It says that it is cut off, connects again by itself, and shows what is said from then on."""
    settings = await town_in(tmp_path)
    async with chromium() as browser:
        async with open_program(settings, playground=True) as program:
            page = await Visit(program, browser).open("mori", "zencho")
            await expect(page.locator("#offline")).to_be_hidden()
        await expect(page.locator("#offline")).to_be_visible()
        same_port = replace(settings, port=urlsplit(program.url).port or 0)
        async with open_program(same_port, playground=True):
            await expect(page.locator("#offline")).to_be_hidden(timeout=15000)
            await ask(page, QUESTION)
            await expect(page.locator(".card")).to_contain_text("出典")


async def test_markup_in_a_message_stays_text(visit: Visit) -> None:
    """Tags, quotes and bidirectional marks are shown as they were typed, everywhere they appear."""
    page = await visit.open("tanaka", "zencho")
    evil = """<img src=x onerror="document.title='!'"><b>太字</b> & '" </p><script>1</script> """ + QUESTION
    await ask(page, evil)
    await expect(page.locator(".said")).to_have_text(f"@SNS窓口 {evil}")
    await page.get_by_role("button", name="情報政策課に質問を送る").click()
    await expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value(evil)
    assert await page.locator("article img, article b, article script").count() == 0
    assert "!" not in await page.title()


async def test_the_clock_goes_forward_in_every_window(visit: Visit) -> None:
    """The button moves the shown date by a day, here and in the other window."""
    first, second = await visit.open("tanaka"), await visit.open("mori")
    before = await first.locator("#now").get_attribute("datetime") or ""
    await first.get_by_role("button", name="次の開庁日へ").click()
    await expect(first.locator(".toast")).to_contain_text("業務時刻を進めました")
    for page in (first, second):
        await expect(page.locator("#now")).not_to_have_attribute("datetime", re.compile(before[:10]))


async def test_plain_talk_and_drafts_stay_where_they_were_typed(visit: Visit) -> None:
    """Without the box ticked nobody answers; a half-written text waits for its writer."""
    page = await visit.open("tanaka", "zencho")
    await page.get_by_label("SNS窓口に聞く").uncheck()
    await ask(page, "会議は15時からです。")
    await expect(page.locator(".said", has_text="会議は15時からです。")).to_be_visible()
    await page.locator("#compose-text").fill("書きかけ")
    await page.locator("#people").get_by_role("button", name="山本 誠").click()
    await expect(page.locator("#compose-text")).to_have_value("")
    await expect(page.get_by_role("heading", level=1)).to_have_text("# 全庁")
    await page.locator("#people").get_by_role("button", name="田中 はるか").click()
    await expect(page.locator("#compose-text")).to_have_value("書きかけ")
    assert await page.locator(".card").count() == 0


async def test_the_enter_that_ends_a_conversion_sends_nothing(visit: Visit) -> None:
    """An input method's Enter belongs to the input method."""
    page = await visit.open()
    await page.locator("#compose-text").fill("にほんご")
    await page.evaluate(
        "document.getElementById('compose-text').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    await asyncio.sleep(0.3)
    await expect(page.locator("#compose-text")).to_have_value("にほんご")
    assert await page.locator(".message").count() == 0


async def test_on_a_telephone_people_are_behind_a_button_and_nothing_runs_over_the_edge(visit: Visit) -> None:
    """390 px: the menu opens and closes with the keyboard, too, and no page scrolls sideways."""
    page = await visit.open(size=NARROW)
    await picture(page, "telephone-welcome")
    await ask(page, QUESTION)
    await expect(page.locator("blockquote").last).to_be_visible()
    await picture(page, "telephone-answer")
    assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    menu = page.get_by_role("button", name="人と会話を選ぶ")
    await expect(page.locator("#side")).to_be_hidden()
    await menu.press("Enter")
    await expect(menu).to_have_attribute("aria-expanded", "true")
    await picture(page, "telephone-menu")
    await page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await menu.click()
    await page.locator("#people").get_by_role("button", name="委託 太郎").click()
    await expect(page.locator("#room-note")).to_contain_text("委託 太郎")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_text_stands_out_from_its_background(visit: Visit, dark: bool) -> None:
    """WCAG 2 AA by day and by night: 4.5 to 1 for text, 3 to 1 for large text."""
    page = await visit.open("tanaka", "zencho", dark=dark)
    await ask(page, QUESTION)
    await expect(page.locator(".whisper")).to_be_visible()
    await page.get_by_role("button", name="次の開庁日へ").click()
    await expect(page.locator(".toast")).to_be_visible()
    await picture(page, "night" if dark else "day")
    assert await page.evaluate(CONTRAST) == []
    await page.get_by_role("button", name="情報政策課に質問を送る").click()
    await page.get_by_role("dialog").get_by_role("textbox").fill("")
    await page.get_by_role("button", name="送る", exact=True).click()
    assert await page.evaluate(CONTRAST) == []


async def test_every_control_has_a_name(visit: Visit) -> None:
    """Buttons, fields and pictures say what they are, in the page and in a dialog."""
    page = await visit.open("tanaka", "zencho")
    await ask(page, QUESTION)
    await page.get_by_role("button", name="返信", exact=True).click()
    await page.get_by_role("button", name="👎 違う").click()
    await page.get_by_role("dialog").wait_for()
    nameless = """[...document.querySelectorAll('button, input, select, textarea, img, dialog')].filter((e) =>
        !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.alt || e.labels?.length
          || (e.tagName === 'BUTTON' && e.textContent.trim()))).map((e) => e.outerHTML)"""
    assert await page.evaluate(nameless) == []
    ids = await page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))


async def test_the_panel_explains_the_page_and_closes_with_escape(visit: Visit) -> None:
    """Three sentences and the source of the clauses."""
    page = await visit.open()
    await page.get_by_role("button", name="この画面について").click()
    panel = page.locator("#about")
    await expect(panel.locator("li")).to_have_count(3)
    await expect(panel).to_contain_text("平成24年10月")
    await picture(page, "about")
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()


CONTRAST = """() => {
  const parse = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
  const light = (rgb) => rgb.map((c) => c / 255).map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const ground = (e) => {
    const own = parse(getComputedStyle(e).backgroundColor);
    if (own[3] === 1 || !e.parentElement) return own.slice(0, 3);
    return over(own, ground(e.parentElement));
  };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    const style = getComputedStyle(e);
    const text = walker.currentNode.textContent.trim();
    if (!text || !e.checkVisibility() || e.closest('.sr, .skip, noscript, option')) continue;
    const back = ground(e), front = over(parse(style.color), back);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) bad.push(`${ratio.toFixed(2)} ${e.className} ${text}`);
  }
  return bad;
}"""
