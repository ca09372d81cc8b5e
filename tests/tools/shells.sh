# Completions in the shells themselves, and the manual page by man.
. "$(dirname "$0")/common.sh"
needs zsh
needs fish
needs man
sbatchlint completions fish >sbatchlint.fish
fish --no-config -c 'source sbatchlint.fish; complete -C "sbatchlint check --unsa"; complete -C "sbatchlint explain missing-ti"; complete -C "sbatchlint --fail-on n"' >out
expect out '--unsafe-fixes'
expect out 'missing-time'
expect out 'never'
sbatchlint completions zsh >_sbatchlint
zsh -n _sbatchlint || fail "zsh does not read its completions"
zsh -fc "fpath=($work \$fpath); autoload -Uz compinit; compinit -u -D; print \${_comps[sbatchlint]}" >out 2>&1
expect out '_sbatchlint'
sbatchlint completions man >sbatchlint.1
MANWIDTH=100 man --warnings ./sbatchlint.1 >out 2>log || { cat log; fail "man"; }
[ ! -s log ] || { cat log; fail "man warns"; }
expect out 'sbatchlint - a linter for Slurm batch scripts'
expect out '--unsafe-fixes'
