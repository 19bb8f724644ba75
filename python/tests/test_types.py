"""The stub says what the compiled module has, in signatures and in words."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import uk_econ_abm
from uk_econ_abm import _native

PACKAGE = Path(uk_econ_abm.__file__).parent
CONFIGURATION = Path(__file__).parent.parent / "pyproject.toml"


def said(tree: ast.AST, found: object, path: str) -> list[str]:
    """Where the words of the stub and of the module differ."""
    differ = []
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.endswith("Facts"):
            continue
        words = ast.get_docstring(node)
        there = getattr(found, node.name)
        if not node.name.startswith("_"):
            assert words, f"{path}.{node.name} says nothing"
            if inspect.getdoc(there) != words:
                differ.append(f"{path}.{node.name}")
        if isinstance(node, ast.ClassDef):
            differ += said(node, there, f"{path}.{node.name}")
    return differ


def test_both_say_the_same() -> None:
    stub = ast.parse((PACKAGE / "_native.pyi").read_text())
    assert said(stub, _native, "_native") == []


def test_both_have_the_same_signatures() -> None:
    pytest.importorskip("mypy")
    checked = subprocess.run(
        [
            *(sys.executable, "-m", "mypy.stubtest", "uk_econ_abm"),
            *("--mypy-config-file", str(CONFIGURATION)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_users_are_type_checked(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    program = tmp_path / "program.py"
    program.write_text(
        "import uk_econ_abm\n"
        "sim = uk_econ_abm.Simulation({'n_steps': 4})\n"
        "reveal_type(sim.period)\n"
        "sim.run('four')\n"
        "sim.no_such_thing()\n"
    )
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(CONFIGURATION), str(program)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'Revealed type is "int"' in checked.stdout.replace("builtins.", "")
    assert 'Argument 1 to "run" of "Simulation"' in checked.stdout
    assert 'has no attribute "no_such_thing"' in checked.stdout
