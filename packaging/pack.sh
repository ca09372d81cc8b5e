#!/bin/sh
# pack.sh BUILD OUT [ADDRESS]: of a release build the archive, the Debian package, the recipes and their checksums, in OUT.
#
# The same commit gives the same bytes, wherever and whenever: times are the last commit's (or SOURCE_DATE_EPOCH), names
# are sorted, everything belongs to root. ADDRESS is where the archive will be offered; the recipes carry it and the
# archive's checksum.
set -eu
umask 022
LC_ALL=C
export LC_ALL

root=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
address=${3:-}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH

version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
folder=sbatchlint-$version-linux-$(uname -m)
archive=$folder.tar.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f "$out"/sbatchlint[-_]* "$out/package.py" "$out/SHA256SUMS"

cmake --install "$build" --prefix "$work/$folder" >"$work/log" || { cat "$work/log" >&2; exit 1; }
chmod -R u=rwX,go=rX "$work/$folder"
tar -C "$work" --sort=name --format=ustar --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
  -cf "$work/tar" "$folder"
gzip -9n <"$work/tar" >"$out/$archive"

cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work/deb" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
cp "$work"/deb/*.deb "$out"

sum=$(sha256sum "$out/$archive")
recipe() {
  sed "s|@VERSION@|$version|g; s|@ARCHIVE@|$archive|g; s|@SHA256@|${sum%% *}|g; s|@ADDRESS@|$address|g" \
    "$root/packaging/$1.in" >"$out/$2"
}
recipe package.py package.py
recipe sbatchlint.eb "sbatchlint-$version.eb"
(cd "$out" && sha256sum -- *.tar.gz *.deb *.eb package.py >SHA256SUMS)
