"""The public policy of an account (7-(4)), made from its 利用方針."""

from guideline.policy import Answers, Form


def long_text(form: Form, city: str, section: str, answers: Answers, url: str = "") -> str:
    """The policy for a page: each public part under its heading; with 7-(4)'s statement where it only sends."""
    pieces = [f"{city}{section} ソーシャルメディア運用方針", f"【運用主体】\n{city}{section}"]
    for _, part in form.parts():
        text = answers.get(part.id, "").strip()
        if part.public and text and not part.masked and part.asked(answers):
            pieces.append(f"【{part.public}】\n{text}")
    if url:
        pieces.append(f"【アドレス】\n{url}")
    if form.role("broadcast_only"):
        only = form.only_sends(answers)
        pieces.append(f"【返信について】\n{form.public.broadcast_only if only else form.public.interactive}")
    return "\n\n".join(pieces)


def short_text(form: Form, city: str, section: str, answers: Answers, policy_url: str = "") -> str:
    """The policy for a profile, within the form's limit; the statement and the address are never left out."""
    head = f"{city}{section}の公式アカウントです。"
    tail = form.public.broadcast_short if form.only_sends(answers) else ""
    tail += f"運用方針：{policy_url}" if policy_url else ""
    room = form.public.short_limit - len(head) - len(tail)
    first = next((answers.get(part.id, "") for _, part in form.parts() if part.public and part.type == "lines"), "")
    about = " ".join(first.split())
    if len(about) > room:
        about = about[: room - 1] + "…" if room > 1 else ""
    return head + about + tail
