# Sourced by ./run and ./test: makes .venv from a lock file and looks for what the product needs from the system.
# Plain bash 3.2, which is what macOS has. Every failure is one sentence with the command that mends it.

say() { printf '%s\n' "$*"; }

fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

on_debian() { command -v apt-get >/dev/null 2>&1; }

on_macos() { [ "$(uname -s)" = Darwin ]; }

supported() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; }

# Prints the first Python we can use. PYTHON, when set, is the only candidate.
find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if supported "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    local found="no Python was found"
    candidate=${PYTHON:-python3}
    if "$candidate" --version >/dev/null 2>&1; then
        found="$candidate is $("$candidate" --version 2>&1)"
    fi
    local mend="install one, then run this again"
    if on_macos; then mend="run: brew install python@3.13"; fi
    if on_debian; then mend="run: sudo apt-get install python3 python3-venv"; fi
    fail "Python 3.11, 3.12 or 3.13 is needed and $found; $mend"
}

make_venv() {
    local python version
    if [ -x .venv/bin/python ] && supported .venv/bin/python &&
        .venv/bin/python -c 'import pip, sys; sys.exit(sys.prefix == sys.base_prefix)' >/dev/null 2>&1; then
        return
    fi
    python=$(find_python) || exit 1
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if on_debian; then
            fail "Python's venv module is missing; run: sudo apt-get install python$version-venv"
        fi
        fail "Python's venv module is missing; install Python $version with it, then run this again"
    fi
    say "Making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv || fail "The folder .venv could not be made; see above, then run: rm -rf .venv && $0"
}

# install_packages LOCK: does nothing when .venv already holds exactly this lock.
install_packages() {
    local lock=$1 total count=0 shown=0 unpacking='' pip
    if cmp -s "$lock" ".venv/installed-$lock"; then
        return
    fi
    total=$(grep -c '==' "$lock")
    say "Installing the $total packages of $lock into .venv; this takes a minute or two, and only this once"
    rm -f .venv/installed-*
    PIP_USER=0 .venv/bin/python -m pip install --disable-pip-version-check --no-input --progress-bar off \
        --no-deps --require-hashes -r "$lock" >.venv/install.log 2>&1 &
    pip=$!
    trap 'kill $pip 2>/dev/null; exit 130' INT TERM HUP
    while kill -0 $pip 2>/dev/null; do
        sleep 1
        count=$(grep -c -E '^(Collecting|Requirement already satisfied)' .venv/install.log)
        if [ "$count" -gt "$shown" ] && { [ -t 1 ] || [ "$count" -ge $((shown + 20)) ] || [ "$count" -eq "$total" ]; }; then
            if [ -t 1 ]; then printf '\r  %d of %d ' "$count" "$total"; else say "  $count of $total"; fi
            shown=$count
        fi
        if [ -z "$unpacking" ] && grep -q '^Installing collected' .venv/install.log; then
            unpacking=yes
            if [ -t 1 ]; then printf '\r'; fi
            say "  all fetched, unpacking them"
        fi
    done
    if ! wait $pip; then
        grep -i 'error' .venv/install.log | tail -n 3 >&2
        fail "The packages could not be installed (the whole story is in .venv/install.log); see to the network or the disk, then run: $0"
    fi
    trap - INT TERM HUP
    cp "$lock" ".venv/installed-$lock"
    # The development lock holds the runtime lock, version for version.
    if [ "$lock" = requirements-dev.lock ]; then
        cp requirements.lock .venv/installed-requirements.lock
    fi
}

PANGO_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"

# Loads what WeasyPrint will load, under the names that Linux and macOS give it.
pango_is_here() {
    .venv/bin/python - >/dev/null 2>&1 <<'PYTHON'
import ctypes, sys

for name, number in {"gobject-2.0": 0, "pango-1.0": 0, "harfbuzz": 0, "fontconfig": 1, "pangoft2-1.0": 0}.items():
    ctypes.CDLL(f"lib{name}.{number}.dylib" if sys.platform == "darwin" else f"lib{name}.so.{number}")
PYTHON
}

# Reports are printed by WeasyPrint, which draws its text with Pango, a library of the system.
need_pango() {
    if on_macos; then
        # Homebrew's libraries are not where a Python from elsewhere looks.
        export DYLD_FALLBACK_LIBRARY_PATH="${DYLD_FALLBACK_LIBRARY_PATH:-/opt/homebrew/lib:/usr/local/lib:/usr/lib}"
    fi
    if [ -e .venv/pango-seen ] || pango_is_here; then
        touch .venv/pango-seen
        return
    fi
    if on_debian && [ "$(id -u)" = 0 ]; then
        say "Installing Pango, which prints the reports: apt-get install $PANGO_PACKAGES"
        if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $PANGO_PACKAGES \
            >.venv/apt.log 2>&1; then
            { apt-get update -q && DEBIAN_FRONTEND=noninteractive \
                apt-get install -y -q --no-install-recommends $PANGO_PACKAGES; } >>.venv/apt.log 2>&1
        fi
        if pango_is_here; then
            touch .venv/pango-seen
            return
        fi
    fi
    if on_macos; then
        fail "Pango, which prints the reports, is missing; run: brew install pango"
    fi
    if on_debian; then
        fail "Pango, which prints the reports, is missing; run: sudo apt-get install $PANGO_PACKAGES"
    fi
    fail "Pango 1.44 or newer, which prints the reports, is missing; install it with your system's package manager, then run: $0"
}

# setting NAME: its value in the environment, else in .env.
setting() {
    local value
    eval "value=\${$1:-}"
    if [ -z "$value" ] && [ -r .env ]; then
        value=$(sed -n "s/^ *\(export \)\{0,1\}$1 *= *//p" .env | tail -n 1 | sed "s/^[\"']//; s/[\"' ]*\$//")
    fi
    printf '%s' "$value"
}

# need_folder PATH: made if absent, ours alone.
need_folder() {
    local folder=$1
    if ! mkdir -p -m 700 "$folder" 2>/dev/null || ! touch "$folder/.writable" 2>/dev/null; then
        fail "The data folder $folder is not writable; run: sudo mkdir -p $folder && sudo chown -R $(id -un) $folder"
    fi
    rm -f "$folder/.writable"
    chmod 700 "$folder" 2>/dev/null || true
}
