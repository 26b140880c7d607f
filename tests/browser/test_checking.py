"""A draft in Chromium: from a paste to a colleague's confirmation, with a picture, from the menu of a message."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.browser.test_playground import Visit, ask, picture, visit  # noqa: F401 - the fixture

pytestmark = pytest.mark.browser

DRAFT = "夏祭りは8月2日です。お問い合わせは山田一郎さんの自宅（0868-22-1234）まで。"
MENDED = "夏祭りのお問い合わせは観光振興課（0868-32-2082）まで。"


async def test_a_draft_is_mended_confirmed_and_its_words_are_gone(visit: Visit) -> None:  # noqa: F811
    """Where and why; rewritten in place with the difference; a colleague confirms in a window of their own."""
    page = await visit.open()
    await ask(page, f"チェック {DRAFT}")
    await expect(page.get_by_role("heading", name=re.compile("投稿前チェック：止める"))).to_be_visible()
    await picture(page, "check")
    await page.get_by_role("button", name="職務として").click()
    await page.get_by_role("button", name="書き直す").click()
    await page.get_by_role("dialog").get_by_label(re.compile("下書き")).fill(MENDED)
    await page.get_by_role("dialog").get_by_role("button", name="もう一度確認する").click()
    await expect(page.get_by_text("書き直しで変わったところ")).to_be_visible()
    await picture(page, "check-rewritten")
    await page.get_by_role("button", name="手続に進む").click()
    await page.get_by_role("button", name="事実の告知", exact=True).click()
    await page.get_by_role("button", name="同僚に確認を頼む").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label(re.compile("1人目")).select_option(label="佐藤 健太（観光振興課）")
    await dialog.get_by_role("button", name="確認を頼む").click()
    colleague = await visit.open("sato")
    await expect(colleague.locator("blockquote", has_text=MENDED)).to_be_visible()
    await picture(colleague, "check-colleague")
    await colleague.get_by_role("button", name="確認した").click()
    await expect(page.get_by_role("heading", name=re.compile("投稿の受付"))).to_be_visible()
    await page.get_by_role("button", name="投稿した（URLを記録）").click()
    await page.get_by_role("dialog").get_by_role("button", name="記録する").click()
    await expect(page.get_by_role("heading", name="投稿を記録しました")).to_be_visible()
    await expect(colleague.get_by_text(MENDED)).to_have_count(0)


async def test_a_picture_that_tells_where_it_was_taken_is_asked_about(visit: Visit, tmp_path: Path) -> None:  # noqa: F811
    """Chosen with the file button and sent along."""
    shot = Image.new("RGB", (40, 30), "green")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (35.0, 4.0, 0.0)
    held = io.BytesIO()
    shot.save(held, "JPEG", exif=exif)
    (tmp_path / "matsuri.jpg").write_bytes(held.getvalue())
    page = await visit.open()
    await page.locator("#files").set_input_files(tmp_path / "matsuri.jpg")
    await expect(page.locator("#files-chosen")).to_have_text("matsuri.jpg")
    await ask(page, "夏祭りのようすです。")
    await expect(page.get_by_text("添付の画像に、撮影した場所（位置情報）が記録されています")).to_be_visible()


async def test_a_message_is_checked_from_its_menu(visit: Visit) -> None:  # noqa: F811
    """What a colleague wrote in the common room; the result is for the presser alone."""
    author = await visit.open("sato", "zencho")
    await author.locator("#mention").uncheck()
    await ask(author, "保護者の携帯は090-1234-5678だそうです。")
    reader = await visit.open("tanaka", "zencho")
    await reader.get_by_role("button", name="投稿前チェック").click()
    await expect(reader.get_by_role("heading", name=re.compile("投稿前チェック：止める"))).to_be_visible()
    await expect(author.get_by_role("heading", name=re.compile("投稿前チェック：止める"))).to_have_count(0)
