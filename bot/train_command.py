"""Training from the command line: the models of a guideline's folder."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from rich.progress import Progress

from bot.settings import Settings
from guideline import training, training_drafts, training_tools
from guideline.clauses import GuidelineError


class Model(Protocol):
    """What a training leaves."""

    @property
    def classes(self) -> tuple[str, ...]:
        """What it tells apart."""

    @property
    def figures(self) -> tuple[str, ...]:
        """What cross-validation found, in lines to show."""

    def save(self, path: Path) -> None:
        """Writes it."""


Trainer = Callable[[Path, training_tools.Progress], Model]
MODELS: Mapping[str, Trainer] = {"questions.npz": training.train, "drafts.npz": training_drafts.train}


def train(settings: Settings) -> int:
    """Renews the models in the guideline's folder, with a progress bar. Raises GuidelineError where it cannot begin."""
    if find_spec("sklearn") is None:
        raise GuidelineError("training needs scikit-learn, which running the bot does not: run `make dev` first")
    for name, trainer in MODELS.items():
        with Progress() as bar:
            model = trainer(settings.guideline, _shown_on(bar))
        path = settings.guideline / name
        model.save(path)
        print(f"{path}: {len(model.classes)} classes, {path.stat().st_size:,} bytes")
        for line in model.figures:
            print(f"  unseen in cross-validation, {line}")
    return 0


def _shown_on(bar: Progress) -> training_tools.Progress:
    steps: dict[str, int] = {}

    def show(step: str, done: int, total: int) -> None:
        if step not in steps:
            steps[step] = bar.add_task(step, total=total)
        bar.update(steps[step], completed=done)  # type: ignore[arg-type]

    return show
