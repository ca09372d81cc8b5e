# The hooks of .pre-commit-hooks.yaml, by the real pre-commit, on throw-away repositories.
. "$(dirname "$0")/common.sh"
needs pre-commit
needs git
git config --global user.name a
git config --global user.email a@example.org
git config --global init.defaultBranch main
git config --global protocol.file.allow always

mkdir hooks && cp "$root/.pre-commit-hooks.yaml" hooks
(cd hooks && git init -q && git add . && git commit -qm hooks)
mkdir project && cd project && git init -q
cat >.pre-commit-config.yaml <<EOF
repos:
  - repo: $work/hooks
    rev: $(git -C ../hooks rev-parse HEAD)
    hooks: [{id: sbatchlint}]
EOF
pre-commit install >/dev/null
echo text >notes.txt
good_script >good.sbatch
git add .
git commit -qm good >out 2>&1 || { cat out; fail "a good script was stopped"; }

bad_script >bad.sh && git add bad.sh && good_script >bad.sh # the work tree is good, what is staged is not
if git commit -qm bad >out 2>&1; then fail "a bad staged script went through"; fi
expect out 'error[SB108] unknown-option'
git add bad.sh && bad_script >bad.sh # the other way round
git commit -qm fine >out 2>&1 || { cat out; fail "good staged content was stopped"; }

sed -i 's/id: sbatchlint/id: sbatchlint-fix/' .pre-commit-config.yaml
printf '#!/bin/bash\n#SBATCH -n 1\n #SBATCH --time=5\nsrun hostname\n' >bad.sh
git add .
if git commit -qm fixed >out 2>&1; then fail "a file was changed, and the commit went through"; fi
expect bad.sh '#SBATCH --time=5'
if grep -q '^ #' bad.sh; then fail "the fix was not written"; fi
