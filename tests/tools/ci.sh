# The examples for CI: what they run does run and writes what they promise, and the problem matcher reads its log.
. "$(dirname "$0")/common.sh"
needs python3
python3 -c 'import yaml' 2>/dev/null || { echo "python3-yaml is missing: skipped"; exit 77; }
mkdir jobs
bad_script >'jobs/a b.sh'
cat >commands.py <<'EOP'
import re, sys, yaml
root = sys.argv[1]
workflow = yaml.safe_load(open(root + "/editors/github/sbatchlint.yml"))
steps = workflow["jobs"]["sbatchlint"]["steps"]
print("\n".join(step["run"] for step in steps if "run" in step))
inputs, job = yaml.safe_load_all(open(root + "/editors/gitlab/templates/sbatchlint.yml"))
defaults = {name: value["default"] for name, value in inputs["spec"]["inputs"].items()}
fill = lambda text: re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda hole: defaults[hole[1]], text)
for line in job["sbatchlint"]["script"]:
    print(fill(line))
reports = job["sbatchlint"]["artifacts"]["reports"]
print(*(f"test -s {name}" for name in [*reports.values(), steps[-1]["with"]["sarif_file"]]), sep="\n")
EOP
python3 commands.py "$root" >commands
[ "$(grep -c '^sbatchlint ' commands)" -eq 2 ] || { cat commands; fail "not two commands"; }
while read -r line; do
  status=0
  sh -c "$line" >>log 2>&1 || status=$?
  case $line in
    sbatchlint*) [ "$status" -eq 1 ] || { cat log; fail "status $status: $line"; } ;;
    *) [ "$status" -eq 0 ] || fail "$line" ;;
  esac
done <commands
expect log '::error file=jobs/a b.sh,line=2'
for format in gcc concise; do sbatchlint --format $format jobs >$format.log || true; done
cat >match.py <<'EOP'
import json, re, sys
pattern = json.load(open(sys.argv[1] + "/editors/github/problem-matcher.json"))["problemMatcher"][0]["pattern"][0]
for log in ("gcc.log", "concise.log"):
    match = re.search(pattern["regexp"], open(log).readline().rstrip("\n"))
    print(*(match[pattern[key]] for key in ("file", "line", "column", "severity", "code", "message")), sep="|")
EOP
python3 match.py "$root" >matched
expected='jobs/a b.sh|2|18|error|SB108|`--tiem` is not an option of sbatch'
[ "$(grep -cxF "$expected" matched)" -eq 2 ] || { cat matched; fail "the problem matcher"; }
