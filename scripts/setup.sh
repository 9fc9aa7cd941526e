# shellcheck shell=bash
# Read by ./run and ./test: finds what the build needs, and installs what is missing where it can.

say() { printf "%s\n" "$@"; }

stop() {
    printf 'Error: %s\n' "$1" >&2
    printf 'Hint: %s\n' "$2" >&2
    exit 1
}

lacking=() # Debian packages that would bring what is missing

# need PACKAGE TEST...: remembers the package when the test fails.
need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || lacking+=("$package")
}

has() { command -v "$1"; }

need_build() {
    need git has git
    need build-essential has cc
    need pkg-config has pkg-config
    need libssl-dev pkg-config --exists libcrypto
}

need_window() {
    need libwebkit2gtk-4.1-dev pkg-config --exists webkit2gtk-4.1
}

# A browser for the walk through the screens: BATTLEBAG_BROWSER, or Chromium or Chrome where they usually are.
browser() {
    local name
    for name in "${BATTLEBAG_BROWSER:-}" chromium chromium-browser google-chrome; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    return 1
}

# The tests of paper read the PDFs back with programs that are not ours.
need_tests() {
    need chromium browser
    need poppler-utils has pdftotext
    need qpdf has qpdf
    need mupdf-tools has mutool
    need dmtx-utils has dmtxread
    need zbar-tools has zbarimg
    need xvfb has xvfb-run
    need xauth has xauth
    need webkit2gtk-driver has WebKitWebDriver
    need fonts-noto-core has_a_font
    # Printers of the tests' own: an IPP printer and a print server.
    need cups-ipp-utils has_here ippeveprinter
    need cups-daemon has_here cupsd
    need cups-client has_here lpadmin
    need dbus-daemon has dbus-run-session
}

# Also where programs of the system lie, which a user's path may leave out.
has_here() { PATH=$PATH:/usr/sbin:/sbin has "$1"; }

has_a_font() { [ -n "$(fc-list :lang=en 2>/dev/null)" ]; }

# Installs what is lacking on Debian and Ubuntu; elsewhere says what is missing and stops.
install_lacking() {
    [ "${#lacking[@]}" -gt 0 ] || return 0
    local as_root=()
    if ! has apt-get >/dev/null; then
        say "This system has no apt-get. Please install what these Debian packages hold, then start again:" >&2
        printf '  %s\n' "${lacking[@]}" >&2
        exit 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        has sudo >/dev/null || stop "Some packages are missing, and there is no sudo to install them with." \
            "As root: apt-get install --no-install-recommends ${lacking[*]}"
        as_root=(sudo)
    fi
    say "Installing: ${lacking[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${lacking[@]}" >/dev/null
    lacking=()
}

# at_least WANTED FOUND: compares dotted versions.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

check_rust() {
    has cargo >/dev/null || stop "Rust is not installed." "Install Rust 1.95 or newer from https://rustup.rs, then start again."
    local found
    found=$(rustc --version | cut -d ' ' -f 2)
    at_least 1.95 "$found" || stop "Rust $found is too old." "Run 'rustup update stable': 1.95 or newer is needed."
}

check_node() {
    has npm >/dev/null || stop "Node.js is not installed." "Install Node 20.19 or newer with npm (https://nodejs.org), then start again."
    local found
    found=$(node --version)
    at_least 20.19 "${found#v}" || stop "Node $found is too old." "Install Node 20.19 or newer."
}

# The front end's packages, fetched again only when the lock file is another one.
front_end_packages() {
    local mark=ui/node_modules/.battlebag-lock
    if ! cmp -s ui/package-lock.json "$mark"; then
        say "Fetching the front end's packages."
        (cd ui && npm ci --no-audit --no-fund --loglevel=error) && cp ui/package-lock.json "$mark"
    fi
}

# The screens, which the window and the browser walk both show.
build_screens() {
    say "Building the screens."
    (cd ui && npm run --silent build)
}
