"""The help card."""

from cards.check import open_button
from cards.clause import example
from cards.model import Button, Card, Facts, Text
from guideline.clauses import Guideline


def help_card(guideline: Guideline) -> Card:
    """What can be done here, and that logs may serve as evidence (8-(1))."""
    evidence = guideline.clauses[guideline.evidence_clause]
    offices = "、".join(guideline.incident_offices)
    return Card(
        title="SNSガイドライン窓口",
        parts=(
            Text(text=f"「{guideline.title}」について、条文の言葉でお答えします。"),
            Facts(
                pairs=(
                    ("質問する", "そのまま書いてください。例：昼休みにインスタを更新していい？"),
                    ("投稿前に確認する", "「チェック 下書きの文面」、または下のボタン。ファイルや画像も送れます"),
                    ("条文を読む", f"「条文」または「条文 {example(guideline)}」"),
                    ("トラブルを届け出る", f"「届出」（炎上、なりすまし、誤投稿など。{offices}に直ちに届きます）"),
                    ("違反を通知する", "「違反」（禁止事項に反する発信を見つけたとき）"),
                    ("届いた依頼を見る", "「依頼」"),
                    ("公式アカウントを申請する", "「申請」。書きかけは、SlackでもTeamsでも続きから書けます"),
                    ("効果を測る", "「効果測定」で、回答を待っているものと次の予定を見る"),
                    ("アカウントを調べる", "「アカウント 名前」で市のものか確かめ、「台帳」で一覧を見る"),
                    ("ホーム", "「ホーム」で、いま待っているものを見る"),
                )
            ),
            Text(
                text="Slack では /sns 質問 …、/sns 条文、/snscheck のように、チャンネルでも使えます。"
                "メッセージのメニューの「投稿前チェック」で、書いてあるメッセージも確認できます。",
                style="small",
            ),
            open_button(),
            Button(action="clause.browse", label="条文を読む"),
            Button(action="incident.form", label="トラブルを届け出る", opens_dialog=True),
            Button(action="home.open", label="ホーム"),
            Text(
                text="操作の記録は、質問の本文を含まない形で残り、証拠として使われることがあります。"
                f"（{evidence.id} {evidence.label}）",
                style="small",
            ),
        ),
    )
