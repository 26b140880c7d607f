"""Urgent use (7-(2) ただし書): the reason, and what goes to every member at once."""

from collections.abc import Mapping, Sequence

from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from cards.policy import MEDIUM_MAX, OTHER, Head
from guideline.clauses import Guideline
from guideline.policy import Form

REASON_MAX = 1_000


def form(form: Form, guideline: Guideline, sections: Sequence[str], typed: Mapping[str, str], nonce: str) -> Card:
    """Which medium, and why it cannot wait for the nine fields."""
    clause = guideline.clauses[form.clauses.emergency]
    media = tuple(Option(label=label(one), value=one) for one in (*form.media, OTHER))
    parts: list[Part] = [
        Text(text=clause.text, style="quote"),
        Input(
            id="medium", label="利用する媒体", type="select", options=media, required=True,
            value=typed.get("medium") or form.media[0],
        ),
        Input(id="other", label="その他の媒体の名前", value=typed.get("other", ""), max_length=MEDIUM_MAX,
              hint="「その他」のときだけ書いてください。"),
    ]  # fmt: skip
    if len(sections) > 1:
        units = tuple(Option(label=label(one), value=one) for one in sections)
        chosen = typed.get("section") or sections[0]
        parts.append(Input(id="section", label="申し出る課・室", type="radio", options=units, value=chosen))
    parts += [
        Input(
            id="reason", label="緊急に使う理由", type="lines", required=True, max_length=REASON_MAX,
            value=typed.get("reason", ""), hint=f"何が起きていて、だれに何を伝える必要があるか。{REASON_MAX:,}字まで",
        ),
        Button(action="emergency.send", label="委員全員に申し出る", nonce=nonce, style="primary"),
    ]  # fmt: skip
    return Card(title="緊急の利用を申し出る", parts=tuple(parts))


def content(head: Head, about: Sequence[tuple[str, str]], reason: str) -> Card:
    """What every member reads at once."""
    return Card(
        title=f"緊急の利用の申出（申請{head.number}）",
        parts=(Text(text=head.line, style="small"), Facts(pairs=tuple(about)), Text(text=reason, style="quote")),
    )


def sent(head: Head, rule: str) -> Card:
    """After sending."""
    return Card(
        title="委員全員に申し出ました",
        parts=(
            Text(text=head.line, style="small"),
            Text(
                text=f"委員会が緊急性を認めると、アカウントを取得できます。結果は、このボットからお知らせします。{rule}"
            ),
        ),
    )
