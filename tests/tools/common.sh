# What the tests with other people's programs share. A test is `sh NAME.sh PROGRAM ROOT`: status 77 where the other
# program is missing, 1 where something is not as it should be.
set -eu
program=$1
root=$2
PATH=$(dirname "$program"):$PATH
export PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
HOME=$work
export HOME

needs() { command -v "$1" >/dev/null || { echo "$1 is missing: skipped"; exit 77; }; }
fail() { echo "FAILED: $*"; exit 1; }
# expect FILE TEXT: the file has a line with the text.
expect() { grep -qF -- "$2" "$1" || { cat "$1"; fail "$1 lacks: $2"; }; }

bad_script() { printf '#!/bin/bash\n#SBATCH --time=5 --tiem=2\nsrun hostname\n'; }
good_script() { printf '#!/bin/bash\n#SBATCH --time=5\nsrun hostname\n'; }
