# The same sources in another folder, under another umask and another name of the build, without the compiler's cache:
# program, archive and package are the same to the byte.
. "$(dirname "$0")/common.sh"
umask 077
mkdir "copy of it"
copy="$work/copy of it"
git -C "$root" ls-files -z | tar -C "$root" --null -T - -cf - | tar -C "$copy" -xf -
for modules in grammars/node_modules; do
  [ ! -e "$root/$modules" ] || cp -r "$root/$modules" "$copy/$modules"
done
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)
CCACHE_DISABLE=1
export SOURCE_DATE_EPOCH CCACHE_DISABLE
(cd "$copy" && cmake --preset release -B "$work/second" >log) || { cat "$copy/log"; fail "configuring"; }
cmake --build second --target packaging >log || { tail -n 50 log; fail "building"; }
cmp "$build/sbatchlint" second/sbatchlint || fail "the program differs"
sh "$copy/packaging/pack.sh" second packages
for file in "$archive" "$package"; do
  cmp "$file" "packages/$(basename "$file")" || fail "$(basename "$file") differs"
done
