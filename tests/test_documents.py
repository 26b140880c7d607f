"""The documents of an application: opened again and compared; and the form's own rules."""

import io
from datetime import UTC, date, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.settings import GUIDELINE
from cards import documents
from cards.documents import BODY_FONT, Filing
from cards.policy import Head
from guideline import clauses, passwords, policy, public, public_list
from guideline.clauses import Guideline
from guideline.organisation import Organisation
from guideline.policy import Form
from guideline.public_list import Entry
from tests import policy_steps as steps

HEAD = Head(12, "新規", "観光振興課", "X（旧Twitter）", "審査中", 1)
FILING = Filing(
    HEAD, 2, "0" * 64, "上田 健", "産業経済部長", True, "2026年11月24日", datetime(2026, 11, 24, tzinfo=UTC)
)  # fmt: skip


@pytest.fixture(scope="module")
def form() -> Form:
    """The city's form."""
    return policy.load(GUIDELINE, clauses.load(GUIDELINE))


def answers(form: Form) -> dict[str, str]:
    """What the conversation tests write, by part."""
    by_label = {part.label: part.id for _, part in form.parts()}
    found = {by_label[label]: text for pages in steps.FIELDS.values() for one in pages for label, text in one.items()}
    return found | {"medium": steps.X}


def cells(data: bytes) -> list[tuple[str, ...]]:
    """All rows of all tables."""
    opened = Document(io.BytesIO(data))
    return [tuple(cell.text for cell in row.cells) for table in opened.tables for row in table.rows]


def test_the_policy_holds_every_answer_with_its_clause(form: Form, guideline: Guideline) -> None:
    """A table row for each part, the clause above it word for word, who submitted it and its hash."""
    said = answers(form)
    data = documents.policy(form, guideline, FILING, said)
    rows, text = cells(data), "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)
    for field in form.fields:
        assert guideline.clauses[field.clause].text in text
        for part in field.asked(said):
            assert (part.label, said.get(part.id) or "（なし）") in rows
    assert ("提出者", "産業経済部長 上田 健（職務代理）") in rows
    assert ("ハッシュ（SHA-256）", "0" * 64) in rows
    assert ("利用約款の該当条項", "（なし）") not in rows  # not asked: the servers are abroad


def test_it_is_a4_and_names_japanese_fonts(form: Form, guideline: Guideline) -> None:
    """Also for East Asian characters, where a theme's font would win else."""
    opened = Document(io.BytesIO(documents.policy(form, guideline, FILING, answers(form))))
    page = opened.sections[0]
    assert (round(page.page_width / Mm(1)), round(page.page_height / Mm(1))) == (210, 297)
    fonts = opened.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == BODY_FONT
    assert fonts.get(qn("w:eastAsiaTheme")) is None
    widths = [cell.width for cell in opened.tables[0].rows[0].cells]
    assert widths == [column.width for column in opened.tables[0].columns]
    assert widths[0] < widths[1]
    assert sum(widths) <= page.page_width - page.left_margin - page.right_margin


def test_what_is_masked_stands_in_nothing_public(form: Form, guideline: Guideline) -> None:
    """Neither in the public document nor in the public policy, long or short."""
    said = answers(form)
    secrets = [said[part.id] for _, part in form.parts() if part.masked]
    assert len(secrets) == 2
    shown = "\n".join("\n".join(row) for row in cells(documents.policy(form, guideline, FILING, said, public=True)))
    shown += public.long_text(form, "津山市", "観光振興課", said) + public.short_text(
        form, "津山市", "観光振興課", said
    )
    for secret in secrets:
        assert secret not in shown
    assert said["purpose"] in shown


def test_an_application_for_a_change_shows_the_difference(form: Form, guideline: Guideline) -> None:
    """Before and after, part by part."""
    said = answers(form)
    changes = policy.differences(form, said, said | {"purpose": "冬の催しも\n伝える"})
    rows = cells(documents.application(form, guideline, FILING, "催しを増やすため", changes))
    assert ("2 発信する目的", said["purpose"], "冬の催しも\n伝える") in rows


lines = st.text(st.characters(blacklist_categories=("Cc", "Cs")), max_size=40)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, min_size=1, max_size=4).map("\n".join))
@example("\uffff<w:p>&amp;\u202e\U0001f600")
def test_whatever_is_written_comes_back_from_the_document(form: Form, guideline: Guideline, text: str) -> None:
    """Markup, emoji and right-to-left marks included; what XML cannot hold is replaced; line breaks stay."""
    said = {"purpose": text} if text else {}
    rows = cells(documents.policy(form, guideline, FILING, said))
    assert ("発信する目的", documents.NO_XML.sub("\ufffd", text) or "（なし）") in rows


@given(
    st.dictionaries(st.sampled_from(["servers", "law", "way", "outside_office", "outside_hours"]), st.integers(0, 2))
)
def test_only_a_server_in_japan_under_japanese_law_alone_offers_quoting_the_terms(picked: dict[str, int]) -> None:
    """Unknown counts as abroad; continuity is asked in every case; quoting is never forced."""
    form = policy.load(GUIDELINE, clauses.load(GUIDELINE))
    parts = {part.id: part for _, part in form.parts()}
    said = {id_: parts[id_].options[at % len(parts[id_].options)] for id_, at in picked.items()}
    field = form.field("8")
    assert field is not None
    asked = {part.id for part in field.asked(said)}
    domestic = said.get("servers") == "国内" and said.get("law") == "日本の国内法だけ"
    quoted = domestic and said.get("way") == "約款の該当条項を引用する"
    assert ("way" in asked) == domestic
    assert ("terms" in asked) == quoted
    risks = {"seizure", "stop", "viewing", "politics"}
    assert risks & asked == (set() if quoted else risks)
    assert {f"{risk}_measures" for risk in risks} <= asked or quoted
    assert "continuity" in asked


def test_the_public_policy_has_a_heading_for_each_public_part(form: Form) -> None:
    """Who runs it first, then what is public of each field in order, its address, and the statement of 7-(4) last."""
    said = {"medium": "X", "functions": "投稿", "purpose": " 開花を伝える。 ", "registration": "秘密", "audience": " ",
            "broadcast": "はい（返信しない）", "outside_rules": "課の端末"}  # fmt: skip
    parts = ["津山市観光振興課 ソーシャルメディア運用方針", "【運用主体】\n津山市観光振興課", "【媒体】\nX",
             "【運用の目的】\n開花を伝える。", "【アドレス】\nhttps://x.example/a",
             f"【返信について】\n{form.public.broadcast_only}"]  # fmt: skip
    assert public.long_text(form, "津山市", "観光振興課", said, "https://x.example/a") == "\n\n".join(parts)
    both = said | {"broadcast": "いいえ（返信することがある）"}
    parts = [*parts[:4], f"【返信について】\n{form.public.interactive}"]
    assert public.long_text(form, "津山市", "観光振興課", both) == "\n\n".join(parts)


def test_the_list_for_the_public_says_what_each_account_is_for() -> None:
    """As a table of seven columns; a cell that begins like a formula is text, and only https is a link."""
    ours = Entry("X", "@kanko", "https://x.example/a", "観光<振興>課", True, "http://a.example/", date(2026, 7, 1))
    other = Entry("LINE", "kouhou", "", "秘書広報室", False, "", None)
    assert public_list.as_csv([ours, other]) == (
        "\ufeff媒体,アカウント名,アドレス,課・室,用途,運用方針,運用開始日\r\n"
        "X,'@kanko,https://x.example/a,観光<振興>課,専ら情報発信,http://a.example/,2026-07-01\r\n"
        "LINE,kouhou,,秘書広報室,双方向,,\r\n"
    )
    page = public_list.as_html([ours, other], "津山市", "2026年7月1日")
    head, *rows = [line for line in page.splitlines() if "<tr>" in line]
    assert head.count('<th scope="col">') == 7
    assert head.startswith('<thead><tr><th scope="col">媒体</th><th scope="col">アカウント名</th>')
    assert rows == [
        '<tr><td>X</td><td>@kanko</td><td><a href="https://x.example/a">https://x.example/a</a></td>'
        "<td>観光&lt;振興&gt;課</td><td>専ら情報発信</td><td>http://a.example/</td><td>2026-07-01</td></tr>",
        "<tr><td>LINE</td><td>kouhou</td><td></td><td>秘書広報室</td><td>双方向</td><td></td><td></td></tr>",
    ]
    assert "2026年7月1日現在。ここにないアカウントは、津山市の公式アカウントではありません。" in page


def test_a_short_policy_is_cut_where_it_has_to_be(form: Form) -> None:
    """What fits stands whole, on one line; what does not ends with …; without room for it nothing is said of it."""
    head, tail = "津山市観光振興課の公式アカウントです。", form.public.broadcast_short
    said = {first_public(form): "開花を\n 伝える。", "broadcast": "はい（返信しない）"}
    assert public.short_text(form, "津山市", "観光振興課", said) == f"{head}開花を 伝える。{tail}"
    with_page = public.short_text(form, "津山市", "観光振興課", {}, "https://a.example/")
    assert with_page == f"{head}運用方針：https://a.example/"
    room = form.public.short_limit - len(head)
    for length, about in ((room, "あ" * room), (room + 1, "あ" * (room - 1) + "…")):
        told = {first_public(form): "あ" * length}
        assert public.short_text(form, "津山市", "観光振興課", told) == head + about
    long_url = "https://a.example/" + "a" * 200
    told = {first_public(form): "あ" * 10}
    assert public.short_text(form, "津山市", "観光振興課", told, long_url) == f"{head}運用方針：{long_url}"


def first_public(form: Form) -> str:
    """The part of which a profile tells."""
    return next(part.id for _, part in form.parts() if part.public and part.type == "lines")


def test_a_short_policy_fits_a_profile_and_keeps_its_statement(form: Form) -> None:
    """Whatever the purpose; the statement of 7-(4) and the address are never left out."""
    said = answers(form) | {"functions": "あ" * 500}
    short = public.short_text(form, "津山市", "観光振興課", said, "https://city.example.jp/policy")
    assert len(short) <= form.public.short_limit
    assert "専ら情報発信用です。" in short
    assert short.endswith("https://city.example.jp/policy")
    assert "専ら" not in public.short_text(
        form, "津山市", "観光振興課", said | {"broadcast": "いいえ（返信することがある）"}
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("パスワードはTsuyama2024!です", "Tsuyama2024!です"[:12]),
        ("ＰＡＳＳＷＯＲＤ：ｔｓｕｙａｍａ", "tsuyama"),
        ("合言葉=sakura", "sakura"),
        ("控え：kKx9!mQ2zz", "kKx9!mQ2zz"),
        ("tsuyama2024 を使う", "tsuyama2024"),
        ("16文字以上で課長が決め、封をして金庫に置く", ""),
        ("kanko@city.example.jp、0868-32-2082、2026-11-24", ""),
        ("https://x.com/tsuyama_kanko1 から変更する", ""),
        ("Microsoft365の管理者が、年に2回変える", ""),
        ("パスワード：課長が管理する", ""),
        ("控えは「(kkx9mq2z)」", "kkx9mq2z"),
        ("KKX9MQ2Z", "KKX9MQ2Z"),
        ("kkx9mq2", ""),
        ("Kanko!abc", "Kanko!abc"),
        ("abcdefgh ABCDEFGH kanko!abc", ""),
        ("0868-32-2082 から kkx9mq2z に", "kkx9mq2z"),
        ("パスワードはOAuth2.0で管理", ""),
    ],
)
def test_what_looks_like_a_password_is_told_from_how_it_is_kept(form: Form, text: str, found: str) -> None:
    """The method belongs here, the password nowhere."""
    assert passwords.password_like(text, form.not_passwords) == found


def test_indicators_need_their_three_columns(form: Form, people: Organisation) -> None:
    """The line is named."""
    field = form.field("9")
    assert field is not None
    said = answers(form) | {"indicators": "フォロワー数／2,000人／画面\n反応の数／なし"}
    assert [one.text for one in policy.problems(form, field, said, people)] == [
        "2行目を「指標／目標／測り方」の形で書いてください。"
    ]


def test_a_part_that_is_asked_no_more_is_not_submitted(form: Form) -> None:
    """But what was written there stays in the draft: the answer before it may change back."""
    said = answers(form) | {
        "servers": "国内",
        "law": "日本の国内法だけ",
        "way": "約款の該当条項を引用する",
        "terms": "第5条",
    }
    asked = policy.asked_only(form, said)
    assert "terms" in asked
    assert "seizure_measures" not in asked
