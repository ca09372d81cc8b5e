# The Debian package in a root of its own: installed, used, verified, removed.
. "$(dirname "$0")/common.sh"
[ "$(id -u)" -eq 0 ] || { [ -n "${UNSHARED:-}" ] && fail "needs root, or user namespaces"; UNSHARED=1 exec unshare -r sh "$0" "$@"; }

field() { dpkg-deb -f "$package" "$1"; }
equal Package sbatchlint "$(field Package)"
equal Version "$version" "$(field Version)"
equal Architecture "$(dpkg --print-architecture)" "$(field Architecture)"
equal Depends "" "$(field Depends)"
equal Description "linter for Slurm batch scripts" "$(field Description | head -n 1)"
for name in Maintainer Section Priority Installed-Size; do [ -n "$(field $name)" ] || fail "no $name"; done

dpkg-deb --fsys-tarfile "$package" | tar -tv --numeric-owner >entries
check_entries entries
equal "entries outside of /usr" "" "$(awk '$6 !~ /^\.\/(usr\/.*)?$/' entries)"

mkdir -p target/var/lib/dpkg/info target/var/lib/dpkg/updates
: >target/var/lib/dpkg/status
into() { dpkg --root="$work/target" --log=/dev/null --force-not-root "$@" >log 2>&1 || { cat log; fail "dpkg $*"; }; }
into --install "$package"
equal status "install ok installed" "$(dpkg-query --admindir=target/var/lib/dpkg -Wf '${Status}' sbatchlint)"
into --verify sbatchlint
equal "changed files" "" "$(cat log)"
there target/usr/bin/sbatchlint target/usr/share/man/man1/sbatchlint.1.gz target/usr/share/doc/sbatchlint/copyright \
  target/usr/share/doc/sbatchlint/changelog.gz target/usr/share/bash-completion/completions/sbatchlint \
  target/usr/share/zsh/vendor-completions/_sbatchlint target/usr/share/fish/vendor_completions.d/sbatchlint.fish
use "$work/target/usr/bin/sbatchlint"
equal "in its root" "sbatchlint $version" "$(chroot target /usr/bin/sbatchlint --version)"
into --purge sbatchlint
equal "left behind" "" "$(find target/usr -type f 2>/dev/null || true)"
if command -v lintian >/dev/null; then lintian --allow-root --fail-on error,warning "$package" || fail lintian; fi
