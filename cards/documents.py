"""Documents as .docx: A4, the fields as a table, fonts named for Japanese."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from cards.policy import Head
from guideline.clauses import Guideline
from guideline.policy import Answers, Difference, Form

BODY_FONT, HEAD_FONT = "游明朝", "游ゴシック"
"""Fonts that Word for Japanese has; elsewhere they are replaced by another Japanese one."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that no XML file can hold."""
NAME_WIDTH, TEXT_WIDTH = 48, 122  # mm; the text of an A4 page with margins of 20 mm is 170 mm wide
MASKED, NONE = "（公開しません）", "（なし）"


@dataclass(frozen=True)
class Filing:
    """Who submitted what, when."""

    head: Head
    version: int
    hash: str
    by: str
    title: str
    as_deputy: bool
    day: str
    at: datetime


def policy(form: Form, guideline: Guideline, filing: Filing, answers: Answers, public: bool = False) -> bytes:
    """The 利用方針: every field with its clause, every part with its answer. `public` masks what must not be seen."""
    made = new_document(f"{guideline.city} ソーシャルメディア利用方針", filing.head.section, filing.at)
    add_facts(made, _about(filing))
    for field in form.fields:
        add_heading(made, f"{field.id}　{field.title}")
        add_small(made, f"{field.clause}　{guideline.clauses[field.clause].text}")
        rows = [
            (part.label, MASKED if public and part.masked else answers.get(part.id, "") or NONE)
            for part in field.asked(answers)
        ]
        add_facts(made, rows)
    add_small(made, f"根拠：{guideline.source()}")
    return as_bytes(made)


def application(
    form: Form, guideline: Guideline, filing: Filing, reason: str, changes: Sequence[Difference] = ()
) -> bytes:
    """The application itself (7-(1)), to which the 利用方針 is attached; a change shows the difference."""
    made = new_document("ソーシャルメディア利用承認申請書", filing.head.section, filing.at)
    _right(made, filing.day)
    made.add_paragraph(f"{guideline.issuer.removeprefix(guideline.city)} 御中")
    deputy = "（職務代理）" if filing.as_deputy else ""
    _right(made, f"{filing.head.section}　{filing.title}{deputy}　{filing.by}")
    clause = guideline.clauses[form.clauses.applicant]
    made.add_paragraph(
        f"{guideline.title} {clause.id}により、ソーシャルメディアの利用承認を、別添の利用方針を添えて申請します。"
    )
    add_facts(made, _about(filing))
    if reason:
        add_heading(made, "理由")
        made.add_paragraph(NO_XML.sub("\ufffd", reason))
    if changes:
        add_heading(made, "変わるところ")
        add_table(
            made, ("欄・項目", "変更前", "変更後"),
            [(f"{one.field.id} {one.part.label}", one.before or NONE, one.after or NONE) for one in changes],
            (40, 65, 65),
        )  # fmt: skip
    return as_bytes(made)


def listing(
    title: str, author: str, at: datetime, facts: Sequence[tuple[str, str]], head: Sequence[str],
    rows: Sequence[Sequence[str]], widths: Sequence[int],
) -> bytes:  # fmt: skip
    """A list as a table under its facts; `widths` in mm, one for each column."""
    made = new_document(title, author, at)
    add_facts(made, facts)
    add_table(made, head, rows, widths)
    return as_bytes(made)


def _about(filing: Filing) -> list[tuple[str, str]]:
    head, deputy = filing.head, "（職務代理）" if filing.as_deputy else ""
    return [
        ("申請番号", str(head.number)), ("種別", head.kind), ("課・室", head.section), ("媒体", head.medium),
        ("提出者", f"{filing.title} {filing.by}{deputy}".strip()), ("提出日", filing.day),
        ("版", f"第{filing.version}版"), ("ハッシュ（SHA-256）", filing.hash),
    ]  # fmt: skip


def new_document(title: str, author: str, at: datetime) -> Docx:
    """An empty A4 page with its title, in fonts that Japanese Word has."""
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name, font, size in (("Normal", BODY_FONT, 10.5), ("Title", HEAD_FONT, 16), ("Heading 2", HEAD_FONT, 12)):
        style = made.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), font)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)  # a theme's font would win over the one named
    about = made.core_properties
    about.title, about.author, about.language = title, author, "ja-JP"
    about.created = about.modified = at.replace(tzinfo=None)
    made.add_heading(title, level=0)
    return made


def add_heading(made: Docx, text: str) -> None:
    """A heading that stays with what follows."""
    heading = made.add_heading(text, level=2)
    heading.paragraph_format.keep_with_next = True


def add_small(made: Docx, text: str) -> None:
    """A remark in small letters."""
    paragraph = made.add_paragraph()
    paragraph.add_run(text).font.size = Pt(8.5)
    paragraph.paragraph_format.keep_with_next = True


def _right(made: Docx, text: str) -> None:
    made.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def add_facts(made: Docx, rows: Sequence[tuple[str, str]]) -> None:
    """A table of names and texts."""
    add_table(made, (), rows, (NAME_WIDTH, TEXT_WIDTH))


def add_table(made: Docx, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """A table; `widths` in millimetres. A head that is cut off by a page goes to the next with its first row."""
    table = made.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)  # Word goes by the cells, LibreOffice by the columns
    for number, texts in enumerate([head, *rows] if head else rows):
        _row(table, texts, widths, bold=(bool(head) and number == 0))
    if head and rows:
        _keep_together(table, 0)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _keep_together(table: Table, row: int) -> None:
    """A head row is not cut in two by a page's end, nor left alone there."""
    properties = table.rows[row]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    for cell in table.rows[row].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _row(table: Table, texts: Sequence[str], widths: Sequence[int], bold: bool) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for at, (cell, text, width) in enumerate(zip(cells, texts, widths, strict=True)):
        cell.width = Mm(width)
        _write(cell, text, bold or (at == 0 and len(widths) == 2))


def _write(cell: _Cell, text: str, bold: bool) -> None:
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(NO_XML.sub("\ufffd", line)).bold = bold


def as_bytes(made: Docx) -> bytes:
    """The file."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
