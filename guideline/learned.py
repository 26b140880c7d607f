"""Which of a folder's models are there: a folder without them works, with less, and says so."""

from pathlib import Path

from guideline.examples import Examples, load_suspects


def suspects_of(folder: Path, meaning: str) -> Examples | None:
    """The learned reader of drafts, None where the folder has none yet. Raises GuidelineError for a bad one."""
    return load_suspects(folder, meaning) if (folder / "drafts.npz").exists() else None
