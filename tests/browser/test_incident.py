"""Trouble in the playground, as four people see it in four windows at once."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_playground import Visit, ask, picture, visit

__all__ = ["visit"]

pytestmark = pytest.mark.browser

OFFICES = (("kubo", "hisho-koho"), ("fujii", "kiki-kanri"), ("mori", "joho-seisaku"))


async def report(page: Page) -> None:
    """The form, filled as a member of staff does."""
    await ask(page, "届出")
    await page.get_by_role("button", name="トラブルを届け出る").last.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("職務での利用（公式アカウントなど）").check()
    await dialog.get_by_label("どのようなトラブルですか").select_option(
        label="なりすまし（市や職員をかたるアカウント）"
    )
    await dialog.get_by_label("何が起きていますか").fill("一文字違いの偽アカウントがあります。")
    await dialog.get_by_label("いまも見える", exact=True).check()
    await dialog.get_by_label("含まれない", exact=True).check()
    await picture(page, "incident-form")
    await dialog.get_by_role("button", name="届け出る").click()


async def test_four_people_follow_a_report_from_the_form_to_the_acknowledgement(visit: Visit) -> None:
    """Who is told and who has acknowledged is on everybody's card, live."""
    reporter = await visit.open("tanaka")
    rooms = [await visit.open(who, room) for who, room in OFFICES]
    await report(reporter)
    await expect(reporter.get_by_role("heading", name="届け出ました")).to_be_visible()
    for page in rooms:
        await expect(page.get_by_role("heading", name="トラブルの届出 1：なりすまし")).to_be_visible()
        await expect(page.locator("blockquote", has_text="一文字違いの偽アカウントがあります。")).to_be_visible()
    await visit.program.soon()
    await expect(reporter.get_by_text("に到達").first).to_be_visible()
    await rooms[1].get_by_role("button", name="受領").click()
    for page in (reporter, *rooms):
        await expect(page.get_by_text("受領：").filter(has_text="藤井 大輔").first).to_be_visible()
    await picture(rooms[0], "incident-office")
    await rooms[2].get_by_role("button", name="いますべきこと").click()
    await expect(rooms[2].locator("blockquote", has_text="当該情報は削除せずに訂正するものとし")).to_be_visible()
    await picture(rooms[2], "incident-steps")
