"""Does the documentation say what the code does? Reads files only; `make docs` writes naslag.md."""

from __future__ import annotations

import re
import shlex
import subprocess
from functools import cache
from pathlib import Path

import naslag
import pytest

from helpende_data import formulas
from helpende_data.provenance import REQUIRED, Herkomst
from helpende_data.schema import CIJFERS, LAYOUT, MATEN, TABELLEN
from helpende_data.schema.getallen import format_nl

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
HANDLEIDING = DOCS / "handleiding.md"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
# Folders of a user or a job: no reader has these. Tests may use the temporary folder's name.
MACHINE = re.compile(
    r"(?<![\w.~$-])/(?:home|root|work|Users|workspace|mnt)/[A-Za-z0-9._-]+|C:\\Users\\\w+"
)
TEMPORARY = re.compile(r"(?<![\w.~$-])/tmp/[A-Za-z0-9._-]+")
TEXT = {".md", ".py", ".toml", ".csv", ".cfg", ".txt", ".ipynb", ".j2", ".css", ".typ", ".lock"}


@cache
def read(pad: Path) -> str:
    return pad.read_text(encoding="utf-8")


def blocks(page: Path, kind: str) -> list[str]:
    """The code examples of one kind, without the indent of a list."""
    found = FENCE.findall(read(page))
    return ["\n".join(line.strip() for line in body.splitlines()) for k, body in found if k == kind]


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of the headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(page)), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower().replace("`", "")) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def written(text: str) -> set[str]:
    """All that stands between backticks, and each word of it."""
    codes = re.findall(r"`([^`\n]+)`", text)
    return set(codes) | {word for code in codes for word in code.split()}


def test_reference_is_up_to_date() -> None:
    assert read(naslag.TARGET) == naslag.make(), "draai: make docs"


def test_every_command_and_option_is_in_the_manual() -> None:
    said = written(read(HANDLEIDING))
    for command in naslag.read_commands():
        assert f"### hd {command.name}".strip() in read(HANDLEIDING) or not command.name
        missing = command.options - said
        assert not missing, f"hd {command.name}: {missing}"


def test_manual_names_no_option_that_does_not_exist() -> None:
    known = {name for command in naslag.read_commands() for name in command.options}
    others = {"--user", "--no-index", "--find-links"}  # of pip
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", read(HANDLEIDING))) <= known | others


@pytest.mark.parametrize("page", PAGES, ids=lambda pad: pad.relative_to(ROOT).as_posix())
def test_examples_use_commands_and_options_that_exist(page: Path) -> None:
    commands = {command.name: command.options for command in naslag.read_commands()}
    lines = [r for block in blocks(page, "console") for r in block.splitlines()]
    lines += [r for block in blocks(page, "sh") for r in re.split(r"&&|\n", block)]
    for line in lines:
        words = shlex.split(line.replace("\\", "/"), comments=True)
        if not words or words[0] != "hd":
            continue
        place = 1
        while place < len(words) and words[place].startswith("-"):
            place += 2 if words[place] == "--werkmap" else 1
        name = words[place] if place < len(words) else ""
        if " ".join(words[place : place + 2]) in commands:  # of a group: hd dataset terug
            name = " ".join(words[place : place + 2])
            place += name.count(" ")
        general = {word for word in words[1:place] if word.startswith("-")}
        assert name in commands, line
        own = {word for word in words[place + 1 :] if word.startswith("-")}
        assert name or general & {"--version", "--help"}, line
        assert general <= commands[""], line
        assert own <= commands[name], line


def test_every_exit_code_is_in_the_manual_and_the_reference() -> None:
    from helpende_data.cli.run import INTERRUPTED, OWN_FAULT

    family = naslag.exit_codes()
    for code, name in family.items():
        assert naslag.EXIT_CODES[code][0] == name
    for code in {0, *family, OWN_FAULT, INTERRUPTED}:
        assert re.search(rf"^\| {code} \|", read(HANDLEIDING), re.MULTILINE), code
        assert code in naslag.EXIT_CODES


@pytest.mark.parametrize("naam", [*TABELLEN, CIJFERS.naam])
def test_every_column_is_documented(naam: str) -> None:
    table = (TABELLEN | {CIJFERS.naam: CIJFERS})[naam]
    section = read(naslag.TARGET).split(f"### {naam}\n")[1].split("\n#")[0]
    for column, meaning in table.columns.items():
        assert f"| `{column}` |" in section
        assert meaning.betekenis in section


def test_page_about_the_shown_figures_holds_every_column_in_order_and_every_measure() -> None:
    page = read(DOCS / "cijfers-csv.md")
    header = blocks(DOCS / "cijfers-csv.md", "csv")[0].splitlines()[0]
    assert header == ",".join(CIJFERS.columns)
    assert set(CIJFERS.columns) <= written(page)
    for maat in MATEN:
        assert f"| `{maat}` |" in page


def test_layout_of_own_files_is_the_one_that_is_read() -> None:
    page = read(DOCS / "bronnen.md")
    for naam, columns in LAYOUT.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{naam}` | `gebied"))
        assert tuple(re.findall(r"`(\w+)`", row)[1:]) == columns
    keys = set(Herkomst.__dataclass_fields__) | set(REQUIRED)
    assert keys <= written(page.replace("`, `", "` `"))


def test_own_delivery_in_the_manual_has_the_columns_that_are_read() -> None:
    header, *examples = blocks(HANDLEIDING, "csv")[0].splitlines()
    assert tuple(header.split(",")) == LAYOUT["tellingen"]
    for row in [*examples, *blocks(HANDLEIDING, "csv")[1].splitlines()]:
        assert row.count(",") == header.count(",")


def test_every_source_file_is_described() -> None:
    page = read(DOCS / "bronnen.md")
    for source in (ROOT / "data" / "bron").glob("*.csv"):
        assert f"| `{source.stem}` |" in page, source.name


@pytest.mark.parametrize("page", PAGES, ids=lambda pad: pad.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCE.sub("", read(page))):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def test_rooms_stand_in_the_order_that_contributing_gives() -> None:
    page = read(DOCS / "data-flow.md")
    (order,) = re.findall(r"errors -> [^`]+", page)
    assert order.strip() in read(ROOT / "CONTRIBUTING.md")
    rooms = order.replace("->", " ").split()
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == rooms


def test_every_picture_is_shown_with_its_alt_text_and_is_small() -> None:
    shown = dict(re.findall(r"!\[([^]]*)\]\(beeld/([^)]+)\)", read(HANDLEIDING)))
    found = re.findall(r"beeld/([^\"]+)\" alt=\"[^\"]{40,}\"", read(ROOT / "README.md"))
    (picture,) = found
    pictures = sorted(pad.name for pad in (DOCS / "beeld").iterdir())
    assert sorted(shown.values()) == pictures
    assert picture in pictures
    for alt, name in shown.items():
        data = (DOCS / "beeld" / name).read_bytes()
        assert "voorbeeldcijfers" in alt
        assert data.startswith(b"\x89PNG")
        assert len(data) < 100_000, name


def test_newcomer_finds_both_commands_on_the_first_screen() -> None:
    first_screen = "\n".join(read(ROOT / "README.md").splitlines()[:35])
    assert "make rapport GEMEENTE=Druten" in first_screen
    assert "make test" in first_screen


def test_no_text_file_names_a_folder_of_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("geen git")
    for name in filter(None, listed.stdout.decode().split("\0")):
        pad = ROOT / name
        is_text = pad.suffix in TEXT or pad.name in ("Makefile", "run")
        if is_text and pad.is_file() and pad != Path(__file__).resolve():
            text = pad.read_text(encoding="utf-8", errors="replace")
            found = MACHINE.findall(text)
            found += [] if name.startswith("tests/") else TEMPORARY.findall(text)
            assert not found, name


# --- the worked examples of docs/methoden.md ------------------------------------------------------


def shown(interval: formulas.Interval, decimals: int, times: float = 1) -> str:
    """A value with its limits, as the page prints it."""
    value, lower, upper = (
        format_nl(float(number) * times, decimals)
        for number in (interval.value, interval.lower, interval.upper)
    )
    return f"{value} ({lower} tot {upper})"


@pytest.mark.parametrize(
    ("interval", "decimals", "printed"),
    [
        (formulas.rate_interval(2839, 569443), 1, "498,6 (480,4 tot 517,2)"),
        (formulas.rate_interval(6453, 569443), 1, "1.133,2 (1.105,7 tot 1.161,2)"),
        (formulas.rate_interval(7, 19505), 1, "35,9 (14,4 tot 73,9)"),
        (
            formulas.bounded_rate_interval(2693, 2697, 576999, count=2695),
            1,
            "467,1 (449,3 tot 485,4)",
        ),
        (formulas.bounded_rate_interval(93, 97, 25781, count=95), 0, "368 (291 tot 459)"),
        (formulas.bounded_rate_interval(63, 67, 25781, count=65), 0, "252 (188 tot 330)"),
    ],
)
def test_worked_rate_in_the_methods_is_what_the_code_computes(
    interval: formulas.Interval, decimals: int, printed: str
) -> None:
    assert shown(interval, decimals) == printed
    assert printed in read(DOCS / "methoden.md")


def test_worked_share_and_expected_counts_are_what_the_code_computes() -> None:
    page = read(DOCS / "methoden.md")
    share = shown(formulas.proportion_interval(68, 2839), 1, 100)
    assert share.replace(" (", " % (") in page
    for count, printed in ((2839, "94,4 (76 tot 114)"), (6453, "214,5 (186 tot 244)")):
        expected = formulas.expected_count(count, 569443, 18926)
        grenzen = f"{expected.lower:.0f} tot {expected.upper:.0f}"
        assert f"{format_nl(float(expected.value), 1)} ({grenzen})" == printed
        assert printed in page


def test_populations_of_the_worked_examples_are_those_of_the_data() -> None:
    found: dict[tuple[str, int], int] = {}
    for line in read(ROOT / "data" / "bron" / "inwoners-1-januari.csv").splitlines()[1:]:
        code, day, age, people, *_ = line.split(",")
        if age == "totaal":
            found[code, int(day[:4])] = int(people)
    assert found["GM0225", 2020] == 18926
    assert found["GM0225", 2023] == 19505
    assert found["GM0944", 2020] == 7847
    assert found["GM1740", 2025] == 25781
    assert found["NL01", 2020] == 17407585
