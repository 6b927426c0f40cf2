"""Do the files that fix the versions agree? Reads them only; `make lock` writes them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
DO = "draai: make lock"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)")

Pin = tuple[str, str]
Package = dict[str, Any]


@pytest.fixture(scope="module")
def project() -> Package:
    """pyproject.toml, read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def packages() -> list[Package]:
    """The packages of uv.lock."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    return list(lock["package"])


@pytest.fixture(scope="module")
def requirements() -> dict[Pin, set[str]]:
    """Name and version of each line of requirements.lock, with its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    found: dict[Pin, set[str]] = {}
    for line in lines:
        pin = PIN.match(line)
        assert pin, f"requirements.lock: geen vaste versie in '{line[:60]}'; {DO}"
        found[canonicalize_name(pin["name"]), pin["version"]] = set(
            re.findall(r"--hash=(sha256:[0-9a-f]{64})", line)
        )
    return found


def own(packages: list[Package]) -> Package:
    """The project itself, as uv.lock describes it."""
    return next(package for package in packages if package["name"] == "helpende-data")


def installed(packages: list[Package]) -> dict[Pin, Package]:
    """Everything that an installed helpende-data pulls in, on any platform, without development."""
    reached: dict[Pin, Package] = {}
    walked: set[tuple[str, str, str]] = set()  # name, version, extra; "" for the package itself
    waiting: list[Package] = list(own(packages)["dependencies"])
    while waiting:
        wanted = waiting.pop()
        for package in packages:
            version = package.get("version", "")
            if package["name"] != wanted["name"] or wanted.get("version", version) != version:
                continue
            reached[package["name"], version] = package
            for extra in ["", *wanted.get("extra", [])]:
                if (package["name"], version, extra) in walked:
                    continue
                walked.add((package["name"], version, extra))
                waiting += (
                    package["optional-dependencies"][extra]
                    if extra
                    else package.get("dependencies", [])
                )
    return reached


def specifiers(requirements: list[str]) -> dict[str, str]:
    """Requirement lines of pyproject.toml as name and normalised specifier."""
    parsed = [Requirement(line) for line in requirements]
    return {canonicalize_name(each.name): str(each.specifier) for each in parsed}


def locked(entries: list[Package]) -> dict[str, str]:
    """The same from the metadata that uv.lock was resolved for."""
    return {
        entry["name"]: str(Requirement(f"{entry['name']}{entry.get('specifier', '')}").specifier)
        for entry in entries
    }


def test_requirements_lock_holds_what_uv_lock_installs(
    packages: list[Package], requirements: dict[Pin, set[str]]
) -> None:
    """Plain pip gets the same names and versions as uv, no more and no fewer."""
    expected = set(installed(packages))
    assert set(requirements) == expected, f"requirements.lock loopt niet gelijk op; {DO}"


def test_requirements_lock_has_the_hashes_of_uv_lock(
    packages: list[Package], requirements: dict[Pin, set[str]]
) -> None:
    """Each line has hashes, and each hash is one that uv.lock knows for that version."""
    for pin, package in installed(packages).items():
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        assert requirements.get(pin), f"{pin[0]} heeft geen hash; {DO}"
        assert requirements[pin] <= {file["hash"] for file in files}, f"{pin[0]}: {DO}"


def test_uv_lock_was_made_for_this_pyproject(project: Package, packages: list[Package]) -> None:
    """A dependency added to pyproject.toml without locking it is found here, not by a user."""
    metadata = own(packages)["metadata"]
    assert locked(metadata["requires-dist"]) == specifiers(project["project"]["dependencies"]), DO
    for group, lines in project["dependency-groups"].items():
        assert locked(metadata["requires-dev"][group]) == specifiers(lines), f"{group}: {DO}"


def test_locked_files_come_from_the_public_index(packages: list[Package]) -> None:
    """The lock works for everybody: no index of one machine or one organisation stands in it."""
    sources = {package["source"].get("registry") for package in packages}
    assert sources <= {"https://pypi.org/simple", None}
    hosts = {
        file["url"].split("/")[2]
        for package in packages
        for file in [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
    }
    assert hosts == {"files.pythonhosted.org"}


def test_build_tool_is_pinned(project: Package) -> None:
    """What builds the wheel has one version too, since uv.lock does not cover it."""
    assert all("==" in line for line in project["build-system"]["requires"])
