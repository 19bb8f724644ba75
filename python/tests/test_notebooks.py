"""The notebooks run from top to bottom, and what is shown in them is fit to be seen."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS = 120
LARGEST_IMAGE = 140_000  # characters of base64, 100 kB

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def libraries(notebook: Any) -> set[str]:
    text = "\n".join(cell.source for cell in code(notebook))
    return set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE))


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@each_notebook
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for library in libraries(notebook):
        pytest.importorskip(library)
    for style in FOLDER.glob("*.mplstyle"):
        shutil.copy(style, tmp_path)
    nbclient.NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()


@each_notebook
def test_what_a_notebook_shows_is_fit_to_be_seen(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    images = 0
    for position, cell in enumerate(code(notebook), start=1):
        assert cell.execution_count == position, "run it from top to bottom before you commit it"
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output.get("text")
            shown = output.get("data", {"text/plain": output.get("text", "")})
            assert "application/vnd.jupyter.widget-view+json" not in shown
            image = shown.pop("image/png", "")
            assert len(image) <= LARGEST_IMAGE, f"a figure of {len(image) * 3 // 4} bytes"
            images += bool(image)
            assert not re.search(r"/(home|root|tmp|var|work|Users)/", "".join(shown.values()))
    assert images > 0
