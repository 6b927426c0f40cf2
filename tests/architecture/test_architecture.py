"""Which room may look at which, what may be heavy, and how long a module may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import helpende_data

PACKAGE = Path(helpende_data.__file__).parent
ROOMS = [
    "errors",
    "files",
    "provenance",
    "periodes",
    "formulas",
    "schema",
    "gebieden",
    "voorbeeld",
    "sources",
    "dataset",
    "disclosure",
    "statistics",
    "controle",
    "gesprek",
    "figures",
    "reports",
    "pipeline",
    "batch",
    "cli",
]
HEAVY = ("pandas", "numpy", "matplotlib", "scipy", "pyarrow", "jinja2", "typst", "rich")
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def imported_rooms(module: Path) -> set[str]:
    """Rooms that a module imports from, in functions and for types too."""
    gevonden: set[str] = set()
    for knoop in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(knoop, ast.ImportFrom):
            assert knoop.level == 0, f"{name_of(module)}: relative import"
            delen = (knoop.module or "").split(".")
            if delen == ["helpende_data"]:
                gevonden |= {alias.name for alias in knoop.names}
            elif delen[0] == "helpende_data":
                gevonden.add(delen[1])
        elif isinstance(knoop, ast.Import):
            delen_van = [alias.name.split(".") for alias in knoop.names]
            gevonden |= {d[1] for d in delen_van if d[0] == "helpende_data" and len(d) > 1}
    return gevonden - {room_of(module), "__version__"}


def test_every_module_lives_in_a_known_room() -> None:
    assert {room_of(module) for module in MODULES} - {"__init__"} == set(ROOMS)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_room_imports_only_from_rooms_before_it(module: Path) -> None:
    kamer = room_of(module)
    links = set(ROOMS[: ROOMS.index(kamer)]) if kamer in ROOMS else set()
    assert imported_rooms(module) <= links


def test_contributing_lists_the_rooms_in_this_order() -> None:
    tekst = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    blok = next(deel for deel in tekst.split("```") if deel.strip().startswith("errors ->"))
    assert blok.replace("->", " ").split() == ROOMS


@pytest.mark.parametrize("kamer", ["figures", "reports"])
def test_pages_never_see_sources_or_the_data_set(kamer: str) -> None:
    for module in MODULES:
        if room_of(module) == kamer:
            assert not imported_rooms(module) & {"sources", "dataset"}, name_of(module)


def test_formulas_import_nothing_of_ours() -> None:
    assert not any(imported_rooms(m) for m in MODULES if room_of(m) == "formulas")


@pytest.mark.parametrize("module", [m for m in MODULES if room_of(m) != "disclosure"], ids=name_of)
def test_other_rooms_use_what_disclosure_offers_and_not_its_modules(module: Path) -> None:
    for knoop in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(knoop, ast.ImportFrom) and knoop.module:
            assert not knoop.module.startswith("helpende_data.disclosure.")
        elif isinstance(knoop, ast.Import):
            assert not any(a.name.startswith("helpende_data.disclosure.") for a in knoop.names)


def test_only_disclosure_constructs_publishable() -> None:
    makers = {
        room_of(module)
        for module in MODULES
        for knoop in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(knoop, ast.Call)
        and getattr(knoop.func, "id", getattr(knoop.func, "attr", "")) == "Publishable"
    }
    assert makers == {"disclosure"}


def test_pipeline_meets_the_example_only_when_it_is_asked_for() -> None:
    bomen = [ast.parse(m.read_text("utf-8")) for m in MODULES if room_of(m) == "pipeline"]
    bovenaan = [k for boom in bomen for k in boom.body if isinstance(k, ast.ImportFrom)]
    assert not any("voorbeeld" in (k.module or "") for k in bovenaan)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_module_grows_over_400_lines(module: Path) -> None:
    regels = len(module.read_text("utf-8").splitlines())
    assert regels <= 400


@pytest.mark.parametrize("vraag", [["--help"], ["--version"], ["report", "--help"], ["onzin"]])
def test_nothing_heavy_is_imported_before_a_command_runs(vraag: list[str]) -> None:
    script = (
        "import sys; from helpende_data.cli import main; main(sys.argv[1:]); "
        "print('MODULES', *sys.modules)"
    )
    klaar = subprocess.run(
        [sys.executable, "-c", script, *vraag], capture_output=True, text=True, check=True
    )
    geladen = set(klaar.stdout.rpartition("MODULES")[2].split())
    assert not geladen & set(HEAVY)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_call_that_windows_lacks_is_guarded(module: Path) -> None:
    """`os.name == "posix"` must stand around it in the same function."""
    posix = {
        "fork",
        "fchmod",
        "chown",
        "geteuid",
        "getuid",
        "O_DIRECTORY",
        "SIGKILL",
        "SIGHUP",
        "SIGUSR1",
        "killpg",
        "setsid",
        "mkfifo",
        "statvfs",
        "sync",
        "nice",
        "getpgid",
    }
    alleen_posix = {"fcntl", "pwd", "grp", "resource", "termios", "pty"}
    boom = ast.parse(module.read_text("utf-8"))
    for knoop in ast.walk(boom):
        if isinstance(knoop, (ast.Import, ast.ImportFrom)):
            namen = {alias.name for alias in knoop.names} | {getattr(knoop, "module", None)}
            assert not namen & alleen_posix, f"{name_of(module)} regel {knoop.lineno}"
        if isinstance(knoop, ast.Attribute) and ast.unparse(knoop.value) in ("os", "signal"):
            assert knoop.attr not in posix, f"{name_of(module)} regel {knoop.lineno}"
    for functie in (k for k in ast.walk(boom) if isinstance(k, ast.FunctionDef)):
        # Opening a folder works on POSIX only.
        bron = ast.unparse(functie)
        if "os.open(" in bron:
            assert "os.name == 'posix'" in bron, f"{name_of(module)}: {functie.name}"
