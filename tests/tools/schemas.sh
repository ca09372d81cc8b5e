# The published schemas against what the program writes and reads.
. "$(dirname "$0")/common.sh"
needs python3
python3 -c 'import jsonschema' 2>/dev/null || { echo "python3-jsonschema is missing: skipped"; exit 77; }
cp -r "$root/corpus" corpus
sbatchlint check --no-config --fail-on never --site ai-cloud --pedantic --format json=run.json --format jsonl=run.jsonl \
  corpus >/dev/null
sbatchlint check --no-config --write-baseline baseline.json corpus 2>/dev/null
sbatchlint check --no-config --fail-on never --baseline baseline.json --format json=accepted.json corpus >/dev/null 2>&1
# The schema of SARIF comes with the validator that tests/sarif fetches, by the hash in its lock file.
sarif=$root/tests/sarif/node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json
[ -e "$sarif" ] || (cd "$root/tests/sarif" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
cp "$sarif" sarif-schema.json
sbatchlint check --no-config --fail-on never --site ai-cloud --pedantic --format sarif=run.sarif corpus missing.sh >/dev/null ||
  true
printf '{"schema": 1, "findings": [{"path": "corpus/gone.sh", "code": "SB108", "fingerprint": "00", "count": 1}]}' >gone.json
bad_script >corpus/gone.sh
sbatchlint check --no-config --fail-on never --baseline gone.json --sarif-times --sarif-no-root --sarif-property build=7 \
  --format sarif=told.sarif corpus >/dev/null 2>&1
for course in corpus/course/*/; do
  name=$(basename "$course")
  sbatchlint grade "$course/rubric.toml" "$course/submissions" --format json="$name.graded.json" --quiet || [ $? -eq 1 ]
  sbatchlint grade "$course/rubric.toml" "$course/submissions" --previous "$name.graded.json" --anonymous \
    --format json="$name.again.graded.json" --quiet || [ $? -eq 1 ]
done
cat >check.py <<'EOF'
import glob, json, sys
from jsonschema import Draft7Validator, validators
root = sys.argv[1] + "/docs/schemas/"
def validator(name):
    schema = json.load(open(root + name + ".schema.json"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)
for name, files in (("json", ["run.json", "accepted.json"]), ("baseline", ["baseline.json"])):
    for file in files:
        validator(name).validate(json.load(open(file)))
lines = open("run.jsonl").read().splitlines()
assert len(lines) > 50, len(lines)
for line in lines:
    validator("jsonl").validate(json.loads(line))
sarif = validators.validator_for(json.load(open("sarif-schema.json")))(json.load(open("sarif-schema.json")))
for file in ("run.sarif", "told.sarif"):
    sarif.validate(json.load(open(file)))
states = [result["baselineState"] for result in json.load(open("told.sarif"))["runs"][0]["results"]]
assert "absent" in states and "new" in states, states
fatal = json.load(open("run.sarif"))
fatal["runs"][0]["results"][0]["level"] = "fatal"
assert not sarif.is_valid(fatal)
graded = glob.glob("*.graded.json")
assert len(graded) == 6, graded
for file in graded:
    validator("grades").validate(json.load(open(file)))
broken = json.load(open(graded[0]))
del broken["students"][0]["status"]
assert not validator("grades").is_valid(broken)
broken = json.load(open("run.json"))
broken["files"][0]["findings"] = [{"code": 1}]
assert not validator("json").is_valid(broken)
config = validator("config")
assert config.is_valid({"site": "x", "levels": {"SB1": "off"}, "per-path-ignores": {"a": ["SB1"]}, "extends": ["x"]})
assert not config.is_valid({"sites": "x"}) and not config.is_valid({"fail-on": "fatal"})
print("\n".join(sorted(config.schema["properties"])))
EOF
python3 check.py "$root" >keys
# The reader and the schema know the same keys.
printf 'zzzzzzzz = 1\n' >.sbatchlint.toml
echo x >x.sh
sbatchlint check x.sh 2>said || true
sed -n 's/.*; there are \(.*\)/\1/p' said | tr -d ' ' | tr , '\n' >known
cmp keys known || fail "the schema and the reader differ"
