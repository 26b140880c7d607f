"""The home page and the course of an account, as people see them in the playground: live, by day and at night."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import expect

from tests.browser.test_incident import report
from tests.browser.test_playground import NARROW, Visit, picture, visit
from tests.test_course import an_account

__all__ = ["visit"]

pytestmark = pytest.mark.browser


async def test_the_home_page_follows_what_others_do(visit: Visit) -> None:
    """An office's page is open; a report comes in; it is opened from there and acknowledged."""
    office = await visit.open("kubo")
    await office.locator("#rooms button", has_text="ホーム").click()
    await expect(office.get_by_text("いまはありません。")).to_be_visible()
    await report(await visit.open("tanaka"))
    await expect(office.get_by_text("秘書広報室の受領を待っています")).to_be_visible()
    await picture(office, "home-office")
    await office.get_by_role("button", name="届出 1 を開いて受領").click()
    await office.get_by_role("button", name="受領", exact=True).last.click()
    await expect(office.get_by_text("受領しました").first).to_be_visible()
    await office.locator("#rooms button", has_text="ホーム").click()
    await expect(office.get_by_text("いまはありません。")).to_be_visible()
    await office.get_by_role("button", name="投稿前チェック").click()
    await expect(office.get_by_role("dialog")).to_be_visible()
    assert visit.complaints == []


async def test_the_course_of_an_account_is_a_picture_with_words(visit: Visit) -> None:
    """From the home page to the account to the chart; on a telephone at night, too."""
    await an_account(visit.program, ("320", "480", "610", "890", "1,040"))
    for size, dark, name in (((1280, 1400), False, "course-light"), (NARROW, True, "course-dark")):
        page = await visit.open("yamamoto", "home", size=size, dark=dark)
        await page.get_by_role("button", name="kankoを開く").click()
        await page.get_by_role("button", name="効果測定の推移").last.click()
        chart = page.get_by_role("img", name="「フォロワー数」は").last
        await expect(chart).to_be_visible()
        await chart.scroll_into_view_if_needed()
        await picture(page, name)
        box = await chart.bounding_box()
        assert box is not None
        assert box["width"] <= size[0]
    assert visit.complaints == []


async def test_the_office_in_charge_sees_counts_and_all_accounts(visit: Visit) -> None:
    """Two presses from the home page."""
    await an_account(visit.program)
    page = await visit.open("mori", "home")
    await picture(page, "home-oversight")
    await page.get_by_role("button", name="統計を見る").click()
    await expect(page.get_by_role("heading", name="統計（今月）")).to_be_visible()
    await picture(page, "statistics")
    await page.locator("#rooms button", has_text="ホーム").click()
    await page.get_by_role("button", name="全アカウントの状況を見る").click()
    await page.get_by_role("button", name="期限内").last.click()
    await expect(page.get_by_role("button", name="kankoを開く")).to_be_visible()
    await picture(page, "standings")
    assert visit.complaints == []


async def test_from_the_clock_button_to_the_chart(visit: Visit) -> None:
    """Weeks pass at a press; the reminder comes; it is answered from the home page; the chart follows by itself."""
    visit.program.clock.offset = datetime(2027, 5, 10, 1, tzinfo=UTC) - datetime.now(UTC)  # a Monday, ten o'clock here
    await an_account(visit.program, ("320", "480", "610"), promised=True)
    page = await visit.open("yamamoto", "home")
    for _ in range(5):
        await page.get_by_role("button", name="1週間進める").click()
        await expect(page.get_by_role("button", name="1週間進める")).not_to_have_attribute("aria-busy", "true")
    await expect(page.get_by_text("kanko：効果測定（2027年6月）の回答が遅れています")).to_be_visible()
    await picture(page, "evaluation-due")
    await page.get_by_role("button", name="kankoの効果測定を開く").click()
    await expect(page.get_by_role("heading", name="効果測定の時期です").last).to_be_visible()
    await page.get_by_role("button", name="回答する").last.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("フォロワー数").fill("１，０４０人")
    await dialog.get_by_label("このまま続ける").check()
    await picture(page, "evaluation-form")
    await dialog.get_by_role("button", name="記録する").click()
    await expect(page.get_by_text("評価を記録しました。")).to_be_visible()
    await visit.program.afterwards()
    await expect(page.get_by_text("回答を記録しました。これまでの推移です。")).to_be_visible()
    chart = page.get_by_role("img", name="1,040人").last
    await chart.scroll_into_view_if_needed()
    await picture(page, "evaluation-chart")
    assert visit.complaints == []
