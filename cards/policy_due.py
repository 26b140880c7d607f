"""Days that have come: a draft that will end, an urgent use that is to be reviewed."""

from cards.accounts import Shown
from cards.model import Button, Card, Facts, Part, Text
from cards.policy import Head


def ending(head: Head, day: str) -> Card:
    """A draft that nobody touched for a while."""
    return Card(
        title="書きかけの申請の期限が近づいています",
        parts=(
            Text(text=head.line),
            Text(text=f"{day}を過ぎると、書きかけの内容は消えます（市の設定）。保存すると、期限が延びます。"),
            Button(action="policy.open", label="続きを書く", value=str(head.number), style="primary"),
        ),
    )


def ended(head: Head) -> Card:
    """A draft whose time is over."""
    return Card(
        title="書きかけの申請を終わりにしました",
        parts=(Text(text=head.line), Text(text="期限を過ぎたため、書きかけの内容を消しました（市の設定）。")),
    )


def fields_due(head: Head, day: str) -> Card:
    """The nine fields that the committee asked for."""
    return Card(
        title="利用方針の提出期限です",
        parts=(
            Text(text=head.line),
            Text(text=f"緊急の利用を認めたとき、委員会は{day}までの利用方針の提出を求めました。"),
            Button(
                action="emergency.fields", label="利用方針を書く", value=str(head.number),
                nonce=f"fields-{head.number}", style="primary",
            ),
        ),
    )  # fmt: skip


def review_due(head: Head, day: str, account: Shown | None) -> Card:
    """An urgent use on its review day."""
    parts: list[Part] = [Text(text=head.line), Text(text=f"{day}は、緊急の利用を見直す日です（市の設定）。")]
    if account:
        parts.append(Facts(pairs=(("アカウント", account.name), ("状態", account.state), ("課・室", account.section))))
        parts.append(Text(text="続けるなら利用承認を申請し、終わるならアカウントを休止・廃止してください。"))
        parts.append(
            Button(action="account.open", label="アカウントの画面を開く", value=str(account.id), style="primary")
        )
    return Card(title="緊急の利用を見直す日です", parts=tuple(parts))
