"""From the first field to a registered account, in Chromium, with the mouse."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.async_api import Locator, Page, expect

from tests import policy_steps as steps
from tests.browser.test_playground import Visit, ask, picture, visit  # noqa: F401 - the fixture

pytestmark = pytest.mark.browser


async def newest(page: Page, name: str) -> Locator:
    """The newest button with this name, once it is there."""
    button = page.get_by_role("button", name=name, exact=True).last
    await button.wait_for()
    return button


async def fill(page: Page, values: dict[str, str], submit: str) -> None:
    """Fills the open dialog and sends it."""
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name=submit, exact=True).wait_for()
    await dialog.get_by_text(next(iter(values))).first.wait_for()  # the page before it may have the same button
    for label, text in values.items():
        group = dialog.get_by_role("group", name=re.compile(f"^{re.escape(label)}"))
        if await group.count():
            await group.get_by_label(text, exact=True).check()
            continue
        field = dialog.get_by_label(re.compile(f"^{re.escape(label)}(必須)?$"))
        if await field.evaluate("e => e.tagName") == "SELECT":
            await field.select_option(label=text)
        else:
            await field.fill(text)
    await dialog.get_by_role("button", name=submit, exact=True).click()


async def test_from_the_first_field_to_a_registered_account(visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    """Nine fields, the documents, three votes, the notices, the published policy, the register."""
    page = await visit.open("yamamoto")
    await ask(page, "申請")
    await (await newest(page, "新しく申請する")).click()
    await fill(page, {"利用する媒体": steps.X}, "申請を始める")
    for number, (field, pages) in enumerate(steps.FIELDS.items()):
        heading = page.get_by_role("heading", name=f"欄{field}（{field}/9）")
        await expect(heading.last).to_be_visible()
        await (await newest(page, "記入する")).click()
        for at, values in enumerate(pages, 1):
            if (number, at) in ((0, 1), (7, 2)):
                await picture(page, f"field-{field}-{at}")
            await fill(page, values, "保存する" if at == len(pages) else "保存して続ける")
        await expect(page.get_by_text(f"欄{field}を保存しました。").last).to_be_visible()
    await picture(page, "nine-fields")
    await (await newest(page, "全体を確認する")).click()
    await (await newest(page, "提出する")).click()
    await expect(page.get_by_role("heading", name="申請1を提出しました")).to_be_visible()
    async with page.expect_download() as coming:
        await page.get_by_role("link", name="利用方針.docx").last.click()
    await (await coming.value).save_as(tmp_path / "policy.docx")
    rows = [
        [cell.text for cell in row.cells]
        for table in Document(str(tmp_path / "policy.docx")).tables
        for row in table.rows
    ]
    assert ["アカウント名", "tsuyama_kanko"] in rows
    for member in ("okada", "nishi", "hayashi"):
        await vote(await visit.open(member))
    await (await newest(page, "アカウントの取得を記録する")).click()
    obtained = {"アドレス（URL）": "https://x.com/tsuyama_kanko", "担当者": "田中 はるか"}
    await fill(page, obtained, "台帳に記録する")
    await (await newest(page, "秘書広報室と情報政策課に届け出る")).click()
    await (await newest(page, "掲載を記録する")).click()
    await fill(page, {"掲載した場所": "アカウントの自由記述欄"}, "記録する")
    await expect(page.get_by_text("運用中になりました。")).to_be_visible()
    await picture(page, "registered")
    office = await visit.open("kubo", "hisho-koho")
    await expect(office.get_by_role("heading", name="公式アカウントを取得しました（届出）")).to_be_visible()
    colleague = await visit.open("fujii")
    await ask(colleague, "アカウント tsuyama_kank0")
    await expect(colleague.get_by_role("heading", name="台帳にありません。似た名前に注意してください")).to_be_visible()


async def vote(page: Page) -> None:
    """A member approves under 7-(3)."""
    await (await newest(page, "承認する")).click()
    said = {
        "想定されるリスク": "なりすまし",
        "期待できる大きな効果": "来訪",
        "リスクがあっても取り組むべき理由": "早い",
    }
    await fill(page, said, "承認に投票する")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await picture(page, "ballot")
