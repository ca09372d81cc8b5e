# The recipes are Python that says what it should, with an address and without.
. "$(dirname "$0")/common.sh"
sh "$root/packaging/pack.sh" "$build" "$work/offered" https://downloads.example.org/v1
cmp "$archive" "offered/$(basename "$archive")" || fail "packed twice, the archive differs"
cmp "$package" "offered/$(basename "$package")" || fail "packed twice, the package differs"
cat >check.py <<'EOF'
import hashlib, os, sys, types
folder, address, archive = sys.argv[1:]
name = os.path.basename(archive)
version = name.split("-")[1]
sum = hashlib.sha256(open(archive, "rb").read()).hexdigest()

easy = {"SYSTEM": {"name": "system", "version": "system"}}
text = open(f"{folder}/sbatchlint-{version}.eb").read()
exec(compile(text, "sbatchlint.eb", "exec"), easy)
assert easy["sources"] == [name] and easy["checksums"] == [sum] and easy["version"] == version, easy
assert easy["source_urls"] == ([address] if address else []), easy["source_urls"]

said = []
spack = types.ModuleType("spack.package")
spack.Package, spack.install_tree = type("Package", (), {}), None
spack.version = lambda *words, **options: said.append((words, options))
sys.modules |= {"spack": types.ModuleType("spack"), "spack.package": spack}
own = {}
text = open(f"{folder}/package.py").read()
exec(compile(text, "package.py", "exec"), own)
assert said == [((version,), {"sha256": sum})], said
recipe = own["Sbatchlint"]
assert recipe.url == (address or "file://" + os.getcwd()) + "/" + name, recipe.url
assert recipe.manual_download == (not address)
assert "@" not in text
EOF
python3 -B check.py "$packages" "" "$archive" || fail "recipes without an address"
python3 -B check.py offered https://downloads.example.org/v1 "$archive" || fail "recipes with an address"
