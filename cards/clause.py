"""Clauses as people read them: word for word, with chapeau, neighbours and source."""

from cards.model import Button, Card, Input, Option, Part, Text, label
from guideline.clauses import Clause, Guideline


def name(clause: Clause) -> str:
    """Id and short name, for titles and buttons."""
    return f"{clause.id} {clause.label}"


def verbatim(guideline: Guideline, clause_id: str) -> tuple[Part, ...]:
    """What the guideline says there: section title, opening text, the clause, and the source.

    Nothing for "": a guideline need not have a clause for everything that the program does.
    """
    if not clause_id:
        return ()
    clause = guideline.clauses[clause_id]
    section = guideline.sections[clause.section]
    parts: list[Part] = [Text(text=f"{section.id} {section.title}", style="small")]
    if chapeau := guideline.chapeau(clause_id):
        parts.append(Text(text=chapeau, style="quote"))
    if clause.head:
        parts.append(Text(text=clause.head, style="strong"))
    parts.append(Text(text=f"{clause.id}\n{clause.text}", style="quote"))
    parts.append(Text(text=f"出典：{guideline.source()}", style="small"))
    return tuple(parts)


def section_text(guideline: Guideline, section_id: str) -> tuple[Part, ...]:
    """A section's opening text, the names of its clauses, and the source."""
    section = guideline.sections[section_id]
    names = "\n".join(name(clause) for clause in guideline.members(section_id))
    return (
        Text(text=section.chapeau, style="quote"),
        Text(text="この柱書きは、次のすべてにかかります。"),
        Text(text=names),
        Text(text=f"出典：{guideline.source()}", style="small"),
    )


def neighbour_buttons(guideline: Guideline, clause_id: str) -> tuple[Button, ...]:
    """Buttons to the clauses before and after in the section."""
    before, after = guideline.neighbours(clause_id)
    buttons = []
    if before:
        buttons.append(Button(action="clause.open", label=f"← {before}", value=before))
    if after:
        buttons.append(Button(action="clause.open", label=f"{after} →", value=after))
    return tuple(buttons)


def shown(guideline: Guideline, clause_id: str) -> Card:
    """One clause, opened from the list."""
    buttons = (*neighbour_buttons(guideline, clause_id), Button(action="clause.browse", label="条文の一覧"))
    return Card(title=name(guideline.clauses[clause_id]), parts=(*verbatim(guideline, clause_id), *buttons))


def sections(guideline: Guideline) -> Card:
    """The contents: choose a section."""
    options = tuple(Option(label=label(f"{one.id} {one.title}"), value=one.id) for one in guideline.sections.values())
    return Card(
        title="条文を読む",
        parts=(
            Text(text=guideline.source(), style="small"),
            Input(id="section", label="章", type="select", options=options, required=True, value=options[0].value),
            Button(action="clause.section", label="この章を開く", style="primary"),
            Text(text=f"「条文 {example(guideline)}」のように書くと、直接開きます。", style="small"),
        ),
    )


def section(guideline: Guideline, section_id: str) -> Card:
    """One section: its opening text, and its clauses to choose from."""
    found = guideline.sections[section_id]
    clauses = guideline.members(section_id)
    options = tuple(Option(label=label(name(clause)), value=clause.id) for clause in clauses)
    parts: list[Part] = []
    if found.chapeau:
        parts.append(Text(text=found.chapeau, style="quote"))
    parts += [
        Input(id="clause", label="条文", type="select", options=options, required=True, value=options[0].value),
        Button(action="clause.open", label="この条文を開く", style="primary"),
        Button(action="clause.browse", label="章の一覧に戻る"),
        Text(text=f"出典：{guideline.source()}", style="small"),
    ]
    return Card(title=f"{found.id} {found.title}", parts=tuple(parts))


def example(guideline: Guideline) -> str:
    """A clause number of this guideline, to show how it is written: the first prohibition's."""
    return next((one.id for one in guideline.prohibited()), next(iter(guideline.clauses)))


def unknown(guideline: Guideline, words: str) -> Card:
    """No clause has that number."""
    return Card(
        title="その番号の条文はありません",
        parts=(
            Text(text=f"「{words}」に当たる条文が見つかりませんでした。"),
            Text(text=f"「{example(guideline)}」のように書くか、一覧から選んでください。"),
            Button(action="clause.browse", label="条文の一覧", style="primary"),
        ),
    )
