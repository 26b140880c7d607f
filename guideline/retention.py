"""How long each class of record is kept: the one table of classes, each with its setting and its minimum.

Chat that bears on policy is a public record (行政文書), kept for a year at least; the days are the city's (市の設定).
"""

from dataclasses import dataclass

from guideline.clauses import Table

LEAST_PUBLIC = 365
"""Days for which public records (行政文書) are kept at least."""


@dataclass(frozen=True)
class Retention:
    """Days that each class of record is kept; see `CLASSES`."""

    questions: int
    tickets: int
    drafts: int
    applications: int
    decisions: int
    incidents: int
    submissions: int
    evaluations: int
    accounts: int

    def days(self, of: "RecordClass") -> int:
        """Of one class."""
        days: int = getattr(self, of.key)
        return days


@dataclass(frozen=True)
class RecordClass:
    """A class of record. `key` names its days in `Retention`, with "_days" in the organisation file.

    `days` without a setting, `least` that a city may set. `name`, `since` (what the days are counted from) and
    `held` (what keeps it longer) as the manual tells them. `texts`: kinds and the subjects' beginnings (as in
    "application:12") of the payloads that belong to it.
    """

    key: str
    days: int
    least: int
    name: str
    since: str
    held: str
    texts: tuple[tuple[str, str], ...]

    @property
    def setting(self) -> str:
        """Its key in the organisation file."""
        return f"{self.key}_days"

    @property
    def public(self) -> bool:
        """Whether the law of public records asks for a minimum."""
        return self.least >= LEAST_PUBLIC


CLASSES = (
    RecordClass("questions", 365, 1, "質問", "質問した日", "なし", (("question", "question"),)),
    RecordClass(
        "tickets", 400, LEAST_PUBLIC, "窓口への質問と回答", "書いた日", "未回答の間",
        (("ticket", "ticket"), ("answer", "ticket")),
    ),
    RecordClass("drafts", 3, 1, "投稿の下書き", "最後に触れた日", "なし", (("draft", "check"),)),
    RecordClass(
        "applications", 30, 1, "提出しなかった申請", "最後に書いた日（取り下げたときは取下げの日）", "なし",
        (("field", "application"), ("reason", "application")),
    ),
    RecordClass(
        "decisions", 400, LEAST_PUBLIC, "決裁した投稿文と投稿先", "決裁・投稿の日", "なし",
        (("decision", "decision"), ("decision", "post")),
    ),
    RecordClass(
        "incidents", 1_826, LEAST_PUBLIC, "トラブルの届出、違反の通知", "書いた日", "対応が終わっていない間",
        (("incident", "incident"), ("file", "incident"), ("violation", "violation")),
    ),
    RecordClass(
        "submissions", 1_826, LEAST_PUBLIC, "提出した申請、委員会の審議と決定", "アカウントの廃止か、却下・取下げの日",
        "審査中、承認が生きている間",
        (
            ("submission", "application"), ("field", "application"), ("reason", "application"),
            ("vote", "application"), ("decision", "application"), ("file", "application"),
        ),
    ),
    RecordClass(
        "evaluations", 1_826, LEAST_PUBLIC, "効果測定・年度の確認の回答、延期の理由", "答えた日", "回答を待っている間",
        (("evaluation", "account"), ("reason", "account")),
    ),
    RecordClass(
        "accounts", 1_826, LEAST_PUBLIC, "台帳の記載（名前、アドレス、担当者、文書番号）、休止・廃止の理由",
        "アカウントの廃止の日", "廃止していない間", (("reason", "account"),),
    ),
)  # fmt: skip
"""Every class of record, in the order of the manual."""

PASSING = {
    "card": "送ったメッセージの控え（30日。届出の通知は届出と同じ）",
    "replies": "二重の配達に同じ答えを返すための控え（3日）",
    "file": "出した資料（作り直せるもの、30日）",
    "said": "申請の途中で書いた普通の文（7日）",
}
"""Kinds of payload that are made of others or are gone within a month, with their terms; no class of their own."""


def read(table: Table) -> Retention:
    """The table [retention] of an organisation file. Raises GuidelineError at the first term that is too short."""
    return Retention(**{one.key: _days(table, one) for one in CLASSES})


def _days(table: Table, one: RecordClass) -> int:
    days = table.number(one.setting, one.days)
    if days < one.least and one.public:
        told = f"these are public records (行政文書): keep them for {one.least} days at least"
        raise table.fault(one.setting, told)
    if days < one.least:
        raise table.fault(one.setting, f"must be at least {one.least}")
    return days
