# The archive, unpacked anywhere: everything is in it, and it works from there.
. "$(dirname "$0")/common.sh"
(cd "$packages" && sha256sum --quiet -c SHA256SUMS) || fail "SHA256SUMS"
tar -tvzf "$archive" --numeric-owner >entries
check_entries entries
tar -tzf "$archive" >names
LC_ALL=C sort -c names || fail "the names are not sorted"
equal "folders at the top" 1 "$(cut -d/ -f1 names | sort -u | wc -l)"
mkdir 'a b' && tar -C 'a b' -xzf "$archive"
mv "a b/$(cut -d/ -f1 names | head -n 1)" prefix
there prefix/bin/sbatchlint prefix/share/man/man1/sbatchlint.1.gz \
  prefix/share/bash-completion/completions/sbatchlint prefix/share/zsh/site-functions/_sbatchlint \
  prefix/share/fish/vendor_completions.d/sbatchlint.fish prefix/share/sbatchlint/hooks/pre-commit-hooks.yaml \
  prefix/share/sbatchlint/editors/vim/compiler/sbatchlint.vim prefix/share/sbatchlint/sites/ai-cloud.toml \
  prefix/share/doc/sbatchlint/README.md prefix/share/doc/sbatchlint/docs/security.md \
  prefix/share/doc/sbatchlint/LICENSE prefix/share/doc/sbatchlint/copyright \
  "prefix/share/modulefiles/sbatchlint/$version" "prefix/share/modulefiles/sbatchlint/$version.lua"
use "$work/prefix/bin/sbatchlint"
prefix/bin/sbatchlint show config --site prefix/share/sbatchlint/sites/ai-cloud.toml >config || fail "show config"
grep -q '^site .*ai-cloud' config || { cat config; fail "the profile is not used"; }
gzip -dc prefix/share/man/man1/sbatchlint.1.gz | grep -q '^\.TH SBATCHLINT 1' || fail "the manual page"
if command -v bash >/dev/null; then
  bash -c '. prefix/share/bash-completion/completions/sbatchlint; complete -p sbatchlint' >/dev/null || fail "bash completions"
fi
equal "places of the build machine" "" "$(grep -rlF -e "$root" -e "$work" prefix || true)"
