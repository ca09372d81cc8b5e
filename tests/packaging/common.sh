# What the tests of the packages share. A test is `sh NAME.sh ROOT BUILD PACKAGES`.
set -eu
root=$1
build=$2
packages=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
archive=$(echo "$packages"/sbatchlint-*.tar.gz)
package=$(echo "$packages"/sbatchlint_*.deb)
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")

fail() { echo "FAILED: $*"; exit 1; }
# equal WHAT WANTED GOT
equal() { [ "$2" = "$3" ] || fail "$1: wanted \`$2\`, got \`$3\`"; }
there() { for file in "$@"; do [ -s "$file" ] || fail "$file is missing or empty"; done; }

# Owners, permissions and order of a tar file's entries, as `tar -tv --numeric-owner` prints them.
check_entries() {
  equal "entries that are not root's" "" "$(awk '$2 != "0/0"' "$1")"
  equal "entries that others may write" "" "$(awk 'substr($1, 9, 1) == "w"' "$1")"
  equal "set-id bits" "" "$(awk '$1 ~ /[sS]/' "$1")"
  equal "links and devices" "" "$(awk '$1 !~ /^[-d]/' "$1")"
}

# use PROGRAM: it lints, without any environment.
use() {
  printf '#!/bin/bash\n#SBATCH --time=5 --tiem=2\nsrun hostname\n' >job.sh
  env -i "$1" --format concise job.sh >said && fail "nothing found" || equal "exit status" 1 $?
  equal "finding" 'job.sh:2:18: error: `--tiem` is not an option of sbatch [SB108 unknown-option]' "$(cat said)"
  equal "version" "sbatchlint $version" "$(env -i "$1" --version)"
}
