"""The public policy of an account (7-(4)), made from its 利用方針; and names that look like the city's."""

import unicodedata
from collections.abc import Iterable

from guideline.policy import Answers, Form

NEAR = 2
"""How many characters a name may differ by and still be taken for another."""


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


_LOOK_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "-": "_", ".": "_"})


def folded(name: str) -> str:
    """A name as a hasty reader sees it: 0 and o, 1, l and I, rn and m are the same."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip().removeprefix("@")
    return "".join(plain.split()).replace("rn", "m").replace("vv", "w").translate(_LOOK_ALIKE)


def distance(one: str, other: str, most: int = NEAR) -> int:
    """Insertions, deletions, replacements and swaps of neighbours from one text to the other; most + 1 for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return min(row[-1], most + 1)


def look_alikes(name: str, known: Iterable[str]) -> list[str]:
    """The known names that this one could be taken for, nearest first; not those that it is.

    A short name must be nearer: of names up to four characters one may differ.
    """
    found: list[tuple[int, str]] = []
    plain = unicodedata.normalize("NFKC", name).casefold().strip().removeprefix("@")
    for other in known:
        theirs = unicodedata.normalize("NFKC", other).casefold().strip().removeprefix("@")
        if plain == theirs:
            continue
        apart = min(distance(plain, theirs), distance(folded(plain), folded(theirs)))
        if apart <= (1 if min(len(plain), len(theirs)) <= 4 else NEAR):
            found.append((apart, other))
    return [other for _, other in sorted(found)]
