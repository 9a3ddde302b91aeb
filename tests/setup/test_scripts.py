"""./run and ./test say in one sentence what is missing and how to mend it."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(tmp_path):
    """A folder with our scripts and nothing else."""
    for name in ("run", "test"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "bin").mkdir()
    return tmp_path


def program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def call(house, *words, **settings):
    """Runs a command in the house with our stand-ins first on the path and none of our own settings."""
    environment = {"PATH": f"{house}/bin:/usr/local/bin:/usr/bin:/bin", "HOME": str(house), **settings}
    return subprocess.run(words, cwd=house, env=environment, capture_output=True, text=True, timeout=60, check=False)


def the_sentence(outcome):
    assert outcome.returncode != 0
    (sentence,) = [line for line in outcome.stderr.splitlines() if line.strip()]
    return sentence


def shell(house, text, **settings):
    return call(house, "bash", "-uc", f". deploy/setup.sh\n{text}", **settings)


OLD_PYTHON = 'case "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac'


@pytest.mark.parametrize("script", ["./run", "./test"])
def test_old_python_is_one_sentence(house, script):
    old = program(house / "bin" / "old-python", OLD_PYTHON)
    program(house / "bin" / "apt-get", "exit 0")
    sentence = the_sentence(call(house, script, PYTHON=str(old)))
    assert "Python 3.11, 3.12 or 3.13 is needed" in sentence
    assert "Python 3.9.2" in sentence
    assert "run: sudo apt-get install python3 python3-venv" in sentence


def test_a_newer_python_beside_an_old_one_is_found(house):
    program(house / "bin" / "python3", OLD_PYTHON)
    program(house / "bin" / "python3.13", f'exec {sys.executable} "$@"')
    outcome = shell(house, "find_python")
    assert outcome.returncode == 0, outcome.stderr
    assert Path(outcome.stdout.strip()).exists()


def test_missing_venv_module_is_one_sentence(house):
    bare = program(
        house / "bin" / "bare-python",
        f'case "$2" in *ensurepip*) exit 1;; esac\n[ "$2" = x ] || exec {sys.executable} "$@"',
    )
    # find_python asks the interpreter for its own name; ours must keep answering for itself.
    bare.write_text(
        bare.read_text().replace("case", f'case "$2" in *sys.executable*) echo {bare}; exit;; esac\ncase', 1)
    )
    program(house / "bin" / "apt-get", "exit 0")
    sentence = the_sentence(call(house, "./run", PYTHON=str(bare)))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert sentence == f"Python's venv module is missing; run: sudo apt-get install python{version}-venv"


@pytest.mark.parametrize(
    ("system", "user", "mend"),
    [
        ("Linux", "1000", "run: sudo apt-get install libpango-1.0-0"),
        ("Darwin", "501", "run: brew install pango"),
    ],
)
def test_missing_pango_is_one_sentence(house, system, user, mend):
    program(house / ".venv" / "bin" / "python", "exit 1")
    program(house / "bin" / "uname", f"echo {system}")
    program(house / "bin" / "id", f"echo {user}")
    program(house / "bin" / "apt-get", "exit 1")
    sentence = the_sentence(shell(house, "need_pango"))
    assert "Pango, which prints the reports, is missing" in sentence
    assert mend in sentence


def test_root_on_debian_gets_pango_installed(house):
    program(house / ".venv" / "bin" / "python", f"test -e {house}/installed")
    program(house / "bin" / "uname", "echo Linux")
    program(house / "bin" / "id", "echo 0")
    program(house / "bin" / "apt-get", f'echo "$@" > {house}/installed')
    outcome = shell(house, "need_pango && need_pango")
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.count("Installing Pango") == 1
    assert "libpango-1.0-0" in (house / "installed").read_text()


def test_data_folder_that_cannot_be_written_is_one_sentence(house):
    (house / "file").write_text("in the way")
    sentence = the_sentence(call(house, "./run", IPT_VAR_DIR=f"{house}/file/var"))
    assert sentence.startswith(f"The data folder {house}/file/var is not writable; run: sudo mkdir -p")


def test_data_folder_named_in_env_file_is_the_one_tried(house):
    (house / "file").write_text("in the way")
    (house / ".env").write_text(f'export IPT_VAR_DIR="{house}/file/other"\n')
    assert "/file/other is not writable" in the_sentence(call(house, "./run"))


def test_data_folder_is_ours_alone(house):
    (house / "var").mkdir(mode=0o755)
    assert shell(house, 'need_folder "$PWD/var"').returncode == 0
    assert (house / "var").stat().st_mode & 0o777 == 0o700
    assert not list((house / "var").iterdir())


def test_packages_that_cannot_be_installed_are_one_sentence(house):
    (house / "requirements.lock").write_text("django==5.2 --hash=sha256:0\n")
    program(house / ".venv" / "bin" / "python", "echo 'ERROR: no way to the packages'; exit 1")
    outcome = shell(house, "install_packages requirements.lock")
    assert outcome.returncode != 0
    assert outcome.stderr.splitlines()[0] == "ERROR: no way to the packages"
    assert "The packages could not be installed" in outcome.stderr.splitlines()[-1]
    assert not list((house / ".venv").glob("installed-*"))


def test_second_start_does_not_call_pip(house):
    (house / "requirements.lock").write_text("django==5.2 --hash=sha256:0\n")
    program(house / ".venv" / "bin" / "python", f"echo called >> {house}/calls")
    assert shell(house, "install_packages requirements.lock && install_packages requirements.lock").returncode == 0
    assert (house / "calls").read_text() == "called\n"
    (house / "requirements.lock").write_text("django==5.2.1 --hash=sha256:1\n")
    assert shell(house, "install_packages requirements.lock").returncode == 0
    assert (house / "calls").read_text() == "called\ncalled\n"


@pytest.mark.parametrize("port", ["", "eighty", "80a"])
def test_port_must_be_a_number(house, port):
    assert "A port is a number" in the_sentence(call(house, "./run", "--port", port))


def start(tmp_path, *words, **settings):
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "IPT_MODE": "demo",
        "IPT_VAR_DIR": str(tmp_path / "var"),
    }
    return subprocess.run(
        [sys.executable, "deploy/serve.py", *words],
        cwd=ROOT,
        env={**environment, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_taken_port_is_one_sentence_that_names_a_free_one(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = the_sentence(start(tmp_path, "--port", str(port)))
    assert sentence.startswith(f"Port {port} is taken or not allowed; run: ./run --port ")
    assert sentence.rpartition(" ")[2] != str(port)


def test_database_that_does_not_answer_is_one_sentence(tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # bound, not listening: refused at once
        url = f"postgres://nobody@127.0.0.1:{silent.getsockname()[1]}/nothing"
        sentence = the_sentence(start(tmp_path, "--port", "0", DATABASE_URL=url))
    assert sentence.startswith("The database that DATABASE_URL names cannot be used:")


def test_redis_that_does_not_answer_is_one_sentence(tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        sentence = the_sentence(start(tmp_path, "--port", "0", REDIS_URL=url))
    assert sentence.startswith("Redis does not answer at the address in REDIS_URL")


def test_settings_that_do_not_hold_together_are_one_sentence(tmp_path):
    assert "The settings do not hold together" in the_sentence(start(tmp_path, IPT_MODE="holiday"))
