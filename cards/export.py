"""An export of 行政文書 as people read it: a table for spreadsheets and a page that prints by itself."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from cards import sheet

HEAD = ("番号", "日時", "行為", "関係者", "課・室", "対象", "保存区分", "保存期限", "本文", "添付", "ハッシュ")
CLASSES = {
    "question": "質問", "ticket": "相談", "answer": "相談の回答", "draft": "下書き", "decision": "決裁",
    "incident": "トラブルの届出", "violation": "違反行為の報告", "field": "利用方針", "submission": "申請",
    "vote": "委員会の審議", "reason": "理由", "evaluation": "評価", "said": "申請中の発言",
    "file": "資料",
}  # fmt: skip
ACTS = {
    "account approved": "アカウントの利用承認",
    "account handed over": "担当者の変更",
    "account imported": "台帳への移行",
    "account notified": "取得の届出",
    "account obtained": "アカウントの取得",
    "account state": "休止・廃止・再開",
    "account's people informed": "担当者への連絡",
    "application begun": "申請の開始",
    "application expired": "申請の失効",
    "application submitted": "申請の提出",
    "application withdrawn": "申請の取下げ",
    "asked": "質問",
    "chosen": "条文の選択",
    "confirmation asked": "確認の依頼",
    "decided": "委員会の決定",
    "decision asked": "決裁の依頼",
    "decision passed on": "決裁の回付",
    "decision reminded": "決裁の督促",
    "draft answered": "確認事項への回答",
    "draft checked": "投稿前チェック",
    "draft dropped": "下書きの破棄",
    "draft expired": "下書きの失効",
    "draft read": "文章の読み取り",
    "draft rewritten": "下書きの書き直し",
    "evaluation answered": "確認への回答",
    "evaluation given": "効果測定の回答",
    "evaluation reminded": "効果測定の通知",
    "evaluation report asked": "資料の依頼",
    "evaluation report made": "資料の作成",
    "evaluation snoozed": "回答の延期",
    "field saved": "利用方針の記入",
    "finding answered": "指摘への回答",
    "incident acknowledged": "受領",
    "incident assignment": "担当の決定",
    "incident decision": "削除・非公開の判断",
    "incident evidence": "証拠の保存",
    "incident exported": "経過の書き出し",
    "incident note": "経過の記録",
    "incident reported": "トラブルの届出",
    "incident state": "届出の状態の変更",
    "installed": "窓口の追加",
    "notice overdue": "通知の遅れ",
    "office reminded": "受領の督促",
    "office told": "届出の到達",
    "operator alarmed": "運用者への警告",
    "order exception": "順序の例外",
    "policy published": "公開用運用方針の掲載",
    "posted": "投稿の記録",
    "questions labelled": "質問への条文付け",
    "register blanked": "台帳の記載の消去",
    "receipt given": "受付票の発行",
    "receipt void": "受付票の失効",
    "report button placed": "届出ボタンの設置",
    "review agreed": "確認・決裁",
    "review asked": "内容確認の依頼",
    "review returned": "差戻し",
    "review undelivered": "依頼の不達",
    "shared": "条文の共有",
    "standing exported": "状況の書き出し",
    "statistics exported": "統計の書き出し",
    "superior asked": "上司への相談",
    "texts blanked": "本文の消去",
    "ticket answered": "質問への回答",
    "ticket closed": "質問の終了",
    "ticket opened": "窓口への質問",
    "urgent use submitted": "緊急の利用の申出",
    "voted": "委員の投票",
}
"""What the log's acts are called; what is not here is 「記録」 with its own word."""
STYLE = (
    "body{font-family:'Yu Mincho','Hiragino Mincho ProN',serif;margin:2em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #666;padding:.3em;text-align:left;vertical-align:top;white-space:pre-wrap;"
    "overflow-wrap:anywhere;font-size:9pt}code{font-size:7pt}@page{size:A4 landscape;margin:15mm}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
)


@dataclass(frozen=True)
class Row:
    """One document, ready to be read."""

    number: int
    at: str
    act: str
    parties: str
    unit: str
    about: str
    kind: str
    kept_until: str
    text: str
    hash: str
    files: tuple[str, ...] = ()
    """Names in the zip, or what stands for them in a masked copy."""

    def cells(self) -> tuple[str | int, ...]:
        """In the order of `HEAD`."""
        act, kind = ACTS.get(self.act, f"記録（{self.act}）"), CLASSES.get(self.kind, "記録")
        return (self.number, self.at, act, self.parties, self.unit, self.about, kind, self.kept_until, self.text,
                "\n".join(self.files), self.hash)  # fmt: skip


def csv_head() -> bytes:
    """For spreadsheets: what comes before the rows."""
    return sheet.first(HEAD)


def csv_row(row: Row) -> bytes:
    """One row; no cell can be a formula."""
    return sheet.line(row.cells())


def html_head(title: str, about: Sequence[tuple[str, str]]) -> bytes:
    """One page without anything from elsewhere: no script, no font, no picture. What comes before the rows."""
    facts = "".join(f"<p>{escape(name)}：{escape(value)}</p>" for name, value in about)
    head = "".join(f"<th>{escape(name)}</th>" for name in HEAD)
    page = (
        '<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n<body><h1>{escape(title)}</h1>{facts}"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n"
    )
    return page.encode("utf-8", "replace")


def html_row(row: Row) -> bytes:
    """One row; files that lie beside the page are links."""
    cells = [escape(str(cell)) for cell in row.cells()]
    cells[HEAD.index("添付")] = "<br>".join(map(_link, row.files))
    return ("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n").encode("utf-8", "replace")


HTML_TAIL = b"</tbody></table></body></html>\n"


def _link(file: str) -> str:
    told = escape(file.removeprefix(FOLDER))
    return f'<a href="{escape(quote(file))}">{told}</a>' if file.startswith(FOLDER) else told


FOLDER = "attachments/"
NOT_HERE = "（この写しには含めていません）"
NAME_BYTES = 150
"""Of a file's own name: with its number it stays under what any file system takes."""
DOCUMENTS = {"policy": "利用方針.docx", "request": "利用承認申請書.docx", "csv": "経過.csv", "docx": "経過.docx"}


def attachment(number: int, place: int, key: str, name: str) -> str:
    """The name in the zip of the `place`-th file of an entry: it begins with numbers, and leads nowhere else."""
    own = _harmless(name or DOCUMENTS.get(key, key)) or "file"
    return f"{FOLDER}{number:08d}-{place}-{own}"


def _harmless(name: str) -> str:
    """A file's name without what a path, a shell of Windows or a terminal could take for something else."""
    plain = unicodedata.normalize("NFC", name)
    plain = "".join(
        "_" if c in '<>:"/\\|?*' else c for c in plain if unicodedata.category(c)[0] not in "CZ" or c == " "
    )
    plain = plain.replace("..", "_").strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending.encode()) > 16:
        stem, dot, ending = plain, "", ""
    room = NAME_BYTES - len(f"{dot}{ending}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore').rstrip('. ')}{dot}{ending}"


def readme(title: str, about: Sequence[tuple[str, str]], masked: bool) -> bytes:
    """README.txt: what is in the zip, and how it is proven."""
    lines = [title, "", *(f"{name}：{value}" for name, value in about), "", "中に入っているもの"]
    lines += ["  records.csv   一覧（表計算ソフト用）", "  records.html  一覧（画面で読み、印刷する）"]
    if masked:
        lines += MASKED
    else:
        lines += WHOLE
    return ("\r\n".join([*lines, ""])).encode("utf-8-sig", "replace")


WHOLE = (
    "  attachments/  申請の書類、届出の画像・ファイル、書き出した経過（残っているもの）。先頭の数字は一覧の番号",
    "  entries.jsonl 記録の1件ごとの内容と、それを証明する値",
    "  links.jsonl   記録の鎖（最初の1件から末尾まで）",
    "  hashes.txt    すべてのファイルの SHA-256",
    "  manifest.json 範囲、作成日時、記録の末尾",
    "",
    "たしかめ方",
    "  snsbot export --verify このzip",
    "    ：全部のファイル、記録の鎖、本文と届出の添付が、記録された値と同じかをたしかめます。",
    "  展開したフォルダーで sha256sum -c hashes.txt",
    "    ：ファイルが書き出したときのままかをたしかめます。",
)
MASKED = (
    "  hashes.txt    すべてのファイルの SHA-256",
    "  manifest.json 範囲、作成日時",
    "",
    "公開用の写しについて",
    "  個人に関する語を自動で黒塗り（■■■）にしています。渡す前に、必ず人が読んで足りないところを補ってください。",
    "  黒塗りにした語と理由の一覧は、この zip には入れず、隣の別のファイルに書き出しています。渡さないでください。",
    "  画像や文書などの添付は、中の個人情報を自動では隠せないため、すべて含めていません。",
    "  記録の鎖（ハッシュ）は、名前を言い当てる手がかりになるため、含めていません。",
)
