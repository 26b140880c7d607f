"""The same code elsewhere: on two platforms at once, on PostgreSQL, and with another city's form."""

import shutil
from pathlib import Path

import pytest

from bot.settings import GUIDELINE
from guideline import clauses, policy
from guideline.clauses import Guideline, GuidelineError
from storage import accounts, applications, records
from tests import policy_steps as steps
from tests.conftest import fresh_database
from tests.doors import house, two_doors
from tests.test_policy import MEMBERS, OBTAINED, greet, whole_way


async def test_a_draft_begun_in_slack_goes_on_in_teams_and_back(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The same person, by their address; the members vote where they are; the decision comes where it was submitted."""
    async with fresh_database(request, "sqlite", tmp_path) as url, two_doors(url, tmp_path) as town:
        for member, chat in (("okada", town.teams), ("nishi", town.slack), ("hayashi", town.teams)):
            await chat.say(member, "ヘルプ")
            await chat.sees(member, "SNSガイドライン窓口")
        await steps.begin(town.slack, "yamamoto")
        for field in ("1", "2", "3"):
            await steps.write(town.slack, "yamamoto", field)
        for chat, fields in ((town.teams, "456"), (town.slack, "78"), (town.teams, "9")):
            await chat.say("yamamoto", "申請")
            await chat.press("yamamoto", "申請1を開く")
            await chat.sees("yamamoto", f"欄{fields[0]}（{fields[0]}/9）")
            for field in fields:
                await steps.write(chat, "yamamoto", field)
        await steps.submit(town.teams, "yamamoto")
        await steps.approve(town.teams, "okada")
        await steps.approve(town.slack, "nishi")
        await steps.approve(town.teams, "hayashi")
        await town.teams.sees("yamamoto", "申請1は承認になりました")
        await town.slack.say("yamamoto", "申請 1")
        await town.slack.press("yamamoto", "アカウントの取得を記録する")
        await town.slack.fill("yamamoto", OBTAINED, "台帳に記録する")
        await town.slack.sees("yamamoto", "公開前")
        assert await town.program.database.read(accounts.count) == 1
        assert await town.program.database.read(lambda session: list(records.faults(session))) == []


@pytest.mark.parametrize("door", ["slack-http", "teams", "web"])
async def test_the_whole_way_on_postgresql(request: pytest.FixtureRequest, tmp_path: Path, door: str) -> None:
    """Both databases get every feature."""
    async with fresh_database(request, "postgresql", tmp_path) as url, house(door, url, tmp_path) as town:
        await whole_way(town)


OTHER = """
form_clause = "7-(2)"
emergency_clause = "7-(2)-但書"
account_clause = "7-(5)"
notice_clause = "7-(6)"
publication_clause = "7-(4)"
approval_clause = "7-(3)"
applicant_clause = "7-(1)"
staff_clause = "5-(9)"
emergency_stays = ["7-(4)"]
media = ["掲示板"]

[public]
broadcast_only = "返信しません。"
broadcast_short = "返信しません。"
interactive = "返信します。"

[[field]]
id = "a"
clause = "7-(2)-1"
title = "何を使うか"
explain = "媒体を書く。"
example = "掲示板"
complete = "媒体がわかる。"
[[field.part]]
id = "place"
label = "媒体"
type = "line"
role = "medium"
[[field.part]]
id = "kind"
label = "だれが読むか"
type = "choice"
options = ["市内", "市外"]

[[field]]
id = "b"
clause = "7-(2)-9"
title = "なぜ使うか"
explain = "理由を書く。"
example = "早いから"
complete = "理由がわかる。"
[[field.part]]
id = "why"
label = "理由"
type = "lines"
limit = 200
public = "理由"
[[field.part]]
id = "abroad"
label = "市外に向ける理由"
type = "lines"
limit = 200
page = 2
only_if = [{ part = "kind", is = ["市外"] }]
"""


async def test_another_citys_form_walks_through_the_same_code(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Two fields, other names, another condition: from the first field to the account."""
    folder = tmp_path / "other"
    shutil.copytree(GUIDELINE, folder)
    (folder / policy.FILE).write_text(OTHER, encoding="utf-8")
    async with (
        fresh_database(request, "sqlite", tmp_path) as url,
        house("web", url, tmp_path, guideline=folder) as town,
    ):
        chat = town.chat
        await chat.say("yamamoto", "申請")
        await chat.press("yamamoto", "新しく申請する")
        await chat.fill("yamamoto", {}, "申請を始める")
        await chat.sees("yamamoto", "欄a（1/2）何を使うか")
        await chat.press("yamamoto", "記入する")
        await chat.fill("yamamoto", {"だれが読むか": "市外"}, "保存する")
        await chat.sees("yamamoto", "欄b（2/2）なぜ使うか")
        await chat.press("yamamoto", "記入する")
        await chat.fill("yamamoto", {"理由": "早いから"}, "保存して続ける")
        await chat.fill("yamamoto", {"市外に向ける理由": "観光のため"}, "保存する")
        await chat.sees("yamamoto", "欄bを保存しました。")
        await steps.submit(chat, "yamamoto")
        for member in MEMBERS:
            await steps.approve(chat, member)
        await chat.press("yamamoto", "アカウントの取得を記録する")
        await chat.fill("yamamoto", OBTAINED, "台帳に記録する")
        await chat.sees("yamamoto", "公開前")
        frozen = await town.program.database.read(lambda session: applications.submitted_answers(session, 1, 1))
        assert frozen == {"place": "掲示板", "kind": "市外", "why": "早いから", "abroad": "観光のため"}


async def test_a_city_without_a_form_says_so(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The rest of the bot works."""
    folder = tmp_path / "other"
    shutil.copytree(GUIDELINE, folder)
    (folder / policy.FILE).unlink()
    async with (
        fresh_database(request, "sqlite", tmp_path) as url,
        house("web", url, tmp_path, guideline=folder) as town,
    ):
        await greet(town, "yamamoto")
        await town.chat.say("yamamoto", "申請")
        await town.chat.sees("yamamoto", "利用方針の様式が用意されていません。")


@pytest.mark.parametrize(
    ("found", "bad", "said"),
    [
        ('type = "line"\nrole', 'type = "table"\nrole', "type: table: use one of"),
        ('clause = "7-(2)-9"', 'clause = "9-(9)"', "clause: 9-(9) is not known"),
        ('id = "why"', 'id = "place"', "id: place"),
        ('id = "b"', 'id = "a"', "ids are small letters and digits, each once"),
        ("limit = 200\npublic", "limit = 9000\npublic", "limit: must lie between 1 and 3000"),
        ('part = "kind", is = ["市外"]', 'part = "kind", is = ["国外"]', "国外: is none of the options of kind"),
        ('part = "kind", is', 'part = "nothing", is', "nothing is not known"),
        ("page = 2\nonly_if = [{ part = \"kind\", is = [\"市外\"] }]",
         "only_if = [{ part = \"why\", is = [\"x\"] }]", "must be on an earlier page"),
        ('public = "理由"', 'public = "理由"\nmasked = true', "what is masked cannot be public"),
        ('emergency_stays = ["7-(4)"]', 'emergency_stays = ["7"]', "7 is no clause"),
        ("staff_clause", "staff", "staff_clause: is missing"),
    ],
)  # fmt: skip
def test_a_bad_form_is_refused_with_its_key(
    guideline: Guideline, tmp_path: Path, found: str, bad: str, said: str
) -> None:
    """Whoever edits the form reads where the fault is."""
    assert found in OTHER
    (tmp_path / policy.FILE).write_text(OTHER.replace(found, bad, 1), encoding="utf-8")
    with pytest.raises(GuidelineError) as error:
        policy.load(tmp_path, guideline)
    assert said in str(error.value)
    assert policy.FILE in str(error.value)


def test_the_citys_form_has_one_field_for_each_point_of_its_clause(guideline: Guideline) -> None:
    """In the order of the guideline, with its own words."""
    form = policy.load(GUIDELINE, clauses.load(GUIDELINE))
    points = [one.id for one in guideline.clauses.values() if one.parent == "7-(2)" and one.id[-1].isdigit()]
    assert [one.clause for one in form.fields] == points
