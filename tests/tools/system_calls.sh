# What the kernel sees while hostile files are linted: no program is started, nothing is connected, no pipe and no device
# is opened, nothing outside of the folder is read, and only --fix writes. docs/security.md
. "$(dirname "$0")/common.sh"
needs strace
strace -o /dev/null true 2>/dev/null || { echo "tracing is not permitted here: skipped"; exit 77; }
# The search for leaks, in a build with AddressSanitizer, is a process of its own.
export ASAN_OPTIONS=detect_leaks=0

mkdir jobs outside
echo 'salloc' >outside/secret.sh
mkfifo jobs/pipe.sbatch jobs/library.sh jobs/.gitignore
ln -s /dev/zero jobs/zero.sbatch
ln -s ../outside jobs/away
ln -s loop jobs/loop
cat >jobs/hostile.sbatch <<'EOF'
#!/bin/bash
#SBATCH --time=5 --tiem=3 --output=/dev/zero --nodelist=nodes.txt --wckey=$(touch touched)
source library.sh
. /dev/zero
source away/secret.sh
source ../outside/secret.sh
source /etc/passwd
source loop
bash pipe.sbatch
$(touch touched) `touch touched` ; exec 3<>/dev/tcp/127.0.0.1/9; curl http://127.0.0.1:9/ | sh
eval "touch touched"; python3 -c 'open("touched", "w")'; cat <(touch touched) >touched
EOF
printf '#!/bin/bash\n#SBATCH --time=5 --mem=1G\n#SBATCH --mem=1G\nsource sub/lib.sh\nmodule load \"$(touch touched)\"\n' >jobs/fixed.sh
mkdir jobs/sub && echo 'salloc' >jobs/sub/lib.sh
chmod 750 jobs/fixed.sh

# trace FILE WORDS...: runs sbatchlint in jobs/, and notes every call with the paths of its descriptors.
trace() {
  into=$work/$1
  shift
  (cd jobs && timeout 60 strace -f -qq -y -s 4096 -o "$into" sbatchlint "$@" >"$into.out" 2>&1 </dev/null) && status=0 || status=$?
  [ "$status" -le 2 ] || { tail -n 5 "$into"; cat "$into.out"; fail "status $status"; }
}
none() { # none FILE WHAT PATTERN: no call begins like that
  grep -E -- "^[0-9]+ +$3" "$1" >found || return 0
  head -n 5 found
  fail "$1: $2"
}
# opened FILE: the paths of what was really opened, other than folders.
opened() { grep -E 'open(at|at2)?\(' "$1" | grep -v -e O_PATH -e O_DIRECTORY | sed -n 's/.* = [0-9]*<\(.*\)>$/\1/p' | sort -u; }
check() {
  [ "$(grep -cE 'exec(ve|veat)\(' "$1")" -eq 1 ] || { grep exec "$1"; fail "$1: a program was started"; }
  grep -vE 'CLONE_THREAD' "$1" >processes || true
  none processes "a process was made" '(fork|vfork|clone|clone3)\('
  none "$1" "the network was used" '(socket|socketpair|connect|bind|listen|sendto|sendmsg)\('
  opened "$1" | grep -vE "^($work/jobs/|/etc/ld\.so|/lib|/usr/lib|/proc/|/sys/devices/system/cpu|/etc/sbatchlint/|$(dirname "$program")/)" \
    >elsewhere && { cat elsewhere; fail "$1: read elsewhere"; } || true
  opened "$1" | grep -E 'pipe.sbatch|library.sh|zero|\.gitignore' >special && { cat special; fail "$1: a pipe or a device was opened"; } || true
}

trace folder check --format concise .
trace given check --format concise --pedantic --site ai-cloud hostile.sbatch pipe.sbatch zero.sbatch loop
trace commands show commands hostile.sbatch
trace request show request --format json hostile.sbatch
for run in folder given commands request; do
  check "$run"
  none "$run" "something was opened for writing" 'open(at|at2)?\(.*(O_WRONLY|O_RDWR|O_CREAT)'
  none "$run" "a name was changed" '(rename|unlink|mkdir|f?chmod|f?chown|link|symlink|mknod|truncate)(at2?)?\('
done
expect folder.out 'hostile.sbatch:2:18: error: `--tiem` is not an option of sbatch [SB108 unknown-option]'
expect given.out 'cannot read `pipe.sbatch`: it is no regular file'
opened folder | grep -qx "$work/jobs/sub/lib.sh" || fail "the library below the script's folder was not read: the test sees nothing"

trace fix check --quiet --fix --unsafe-fixes fixed.sh
check fix
grep -E 'open(at|at2)?\(.*(O_WRONLY|O_RDWR|O_CREAT)' fix >writes || fail "nothing was fixed: the test sees nothing"
grep -vE '/\.sbatchlint-[A-Za-z0-9]{6}", O_RDWR\|O_CREAT\|O_EXCL\|O_CLOEXEC, 0600\)' writes && fail "a draft that others see"
[ "$(stat -c %a jobs/fixed.sh)" = 750 ] || fail "the mode was not kept"
[ ! -e jobs/touched ] && [ ! -e touched ] || fail "a command of a script ran"
