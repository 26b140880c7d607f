"""What a check says of a draft: the words that detectors, the check and the cards share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Capacity = Literal["職務", "個人"]
ContentType = Literal["事実の告知", "組織判断"]
AccountState = Literal["運用中", "公開前", "未承認", "未登録"]
Severity = Literal["block", "fix", "confirm", "note"]
"""止める (a prohibition of section 5), 直す, 確認, 参考."""
By = Literal["rule", "example", "context"]


@dataclass(frozen=True)
class Context:
    """What the author says about a draft; None where it was not asked yet, and then nothing is raised from it.

    `working_hours` leaves breaks out (5-(10)); `city_device` covers terminals, LAN, mail and data of the city
    (5-(11)); `author` counts 非常勤, 臨時 and 会計年度任用職員 as 職員 (clause 3). `today` is the day in Japan on
    which it will be posted, None where dates cannot be judged. `account_state` is what the register says of the
    account, None where there is no register or no account was named. `official_accounts` are the city's ids.
    """

    capacity: Capacity | None = None
    working_hours: bool | None = None
    city_device: bool | None = None
    author: Literal["職員", "職員以外"] | None = None
    disclosed_affiliation: bool | None = None
    content_type: ContentType | None = None
    today: date | None = None
    account_state: AccountState | None = None
    official_accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing to look at. `start`, `end`: code points of the draft as given, None where the context raised it.

    `clause` is None for 参考, which stands on no clause. `rule` names what raised it; `example` is the labelled
    line that a finding by example is nearest to.
    """

    rule: str
    clause: str | None
    severity: Severity
    reason: str
    advice: str
    by: By
    start: int | None = None
    end: int | None = None
    example: str = ""


@dataclass(frozen=True)
class Answer:
    """One possible answer to an `Ask`: `value` comes back, `label` is read."""

    value: str
    label: str


@dataclass(frozen=True)
class Ask:
    """What the text cannot show and only the author knows; `clause` is the clause that makes it matter."""

    id: str
    question: str
    clause: str | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Checked:
    """The outcome. A draft without findings is never called fine: the check found nothing, no more.

    `finished` is False where the learned reader had not read it yet: there may be more findings, and other asks.
    """

    findings: tuple[Finding, ...]
    asks: tuple[Ask, ...]
    finished: bool = True

    @property
    def severity(self) -> Literal["block", "warn", "ok"]:
        """`block` with a 止める, `warn` with a 直す or 確認, else `ok`."""
        found = {one.severity for one in self.findings}
        return "block" if "block" in found else "warn" if found & {"fix", "confirm"} else "ok"

    @property
    def raised(self) -> tuple[str, ...]:
        """The clauses of all findings, each once, in the order of the findings."""
        return tuple(dict.fromkeys(one.clause for one in self.findings if one.clause))


@dataclass(frozen=True)
class Suspicion:
    """A passage that labelled examples speak against. `chance` is calibrated, 0-1; `example` the nearest line."""

    clause: str
    start: int
    end: int
    chance: float
    example: str


class Suspects(Protocol):
    """A reader of drafts that learned from labelled lines. Safe to use from several threads."""

    def suspicions(self, text: str, context: Context) -> Sequence[Suspicion]:
        """Passages of a draft and the clauses that similar labelled lines broke, surest first."""
