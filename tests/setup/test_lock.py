"""The lock files carry what the short lists ask for, with hashes, and nothing else decides where it comes from."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ["3.11", "3.12", "3.13"]


def asked_for(name):
    """The requirements of a short list, with those of the list it builds on."""
    found = []
    for line in (ROOT / name).read_text().splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("-r "):
            found += asked_for(line.removeprefix("-r ").strip())
        elif line:
            found.append(Requirement(line))
    return found


def locked(name):
    """Package name to the lock's requirement and its hashes."""
    found = {}
    for block in re.split(r"\n(?=\S)", (ROOT / name).read_text()):
        if block.startswith("#"):
            continue
        words = re.split(r"\s*\\\n\s*", block.strip())
        requirement = Requirement(words[0])
        found[canonicalize_name(requirement.name)] = (requirement, words[1:])
    return found


def version_of(requirement):
    (specifier,) = requirement.specifier
    assert specifier.operator == "=="
    return Version(specifier.version)


LISTS = [("requirements.txt", "requirements.lock"), ("requirements-dev.txt", "requirements-dev.lock")]


@pytest.mark.parametrize(("short", "lock"), LISTS)
def test_lock_has_every_direct_requirement_at_its_pin(short, lock):
    carried = locked(lock)
    for requirement in asked_for(short):
        entry, _ = carried[canonicalize_name(requirement.name)]
        assert version_of(entry) == version_of(requirement), f"{requirement.name}: {short} and {lock} differ"


@pytest.mark.parametrize(("short", "lock"), LISTS)
def test_lock_hashes_every_package_and_names_no_source(short, lock):
    for requirement, hashes in locked(lock).values():
        assert requirement.url is None
        assert hashes, f"{requirement.name} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", word) for word in hashes), requirement.name
    assert not re.search(r"https?://|--(extra-)?index|--find-links", (ROOT / lock).read_text())


def test_development_lock_holds_the_runtime_lock_version_for_version():
    development = locked("requirements-dev.lock")
    for name, (requirement, hashes) in locked("requirements.lock").items():
        assert str(development[name][0]) == str(requirement)
        assert development[name][1] == hashes


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(("short", "lock"), LISTS)
def test_lock_is_complete_for_each_python(short, lock, python):
    """Walks from the short list through what each installed package says it needs, as that Python would see it."""
    environment = {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"}
    carried = {
        name: version_of(requirement)
        for name, (requirement, _) in locked(lock).items()
        if requirement.marker is None or requirement.marker.evaluate(environment)
    }
    waiting = [(requirement, short) for requirement in asked_for(short)]
    seen = set()
    while waiting:
        requirement, wanted_by = waiting.pop()
        name = canonicalize_name(requirement.name)
        assert name in carried, f"{wanted_by} needs {requirement}, and {lock} has no {name} for Python {python}"
        assert requirement.specifier.contains(carried[name], prereleases=True), f"{wanted_by} needs {requirement}"
        for extra in {"", *requirement.extras}:
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            try:
                needs = metadata.requires(name) or []
            except metadata.PackageNotFoundError:  # not for the Python that runs this test
                continue
            for need in map(Requirement, needs):
                if need.marker is None or need.marker.evaluate({**environment, "extra": extra}):
                    waiting.append((need, requirement.name))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_short_lists_pin_exactly(name):
    for requirement in asked_for(name):
        version_of(requirement)
