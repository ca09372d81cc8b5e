# The module files, in Environment Modules and as Lua: from wherever they lie, the program is on the PATH.
. "$(dirname "$0")/common.sh"
needs lua5.3
[ -e /usr/share/modules/init/sh ] || { echo "environment-modules is missing: skipped"; exit 77; }
version=$(sbatchlint --version | cut -d' ' -f2)
mkdir -p 'moved/here/share/modulefiles/sbatchlint' moved/here/bin
cp "$program" moved/here/bin/sbatchlint
for language in tcl lua; do
  sed "s/@PROJECT_VERSION@/$version/g" "$root/packaging/modulefile.$language.in" >"modulefile.$language"
done
cp modulefile.tcl "moved/here/share/modulefiles/sbatchlint/$version"
cat >load.sh <<'EOF'
. /usr/share/modules/init/sh
module use "$1/share/modulefiles"
module load sbatchlint
command -v sbatchlint
echo "$MANPATH"
module unload sbatchlint
command -v sbatchlint || echo gone
EOF
env -i PATH=/usr/bin:/bin HOME="$work" sh load.sh "$work/moved/here" >out 2>log || { cat out log; fail "module"; }
expect out "$work/moved/here/bin/sbatchlint"
expect out "$work/moved/here/share/man"
expect out gone
# Lmod excludes Environment Modules on Debian: its functions are played here.
cat >play.lua <<'EOF'
local file = arg[1]
function myFileName() return file end
function pathJoin(a, b) return a .. "/" .. b end
function help(text) assert(#text > 20) end
function whatis(text) assert(text:match("^%a+: ")) end
function conflict(name) assert(name == "sbatchlint") end
function prepend_path(name, path) print(name .. "=" .. path) end
dofile("modulefile.lua")
EOF
lua5.3 play.lua "/opt/a b/share/modulefiles/sbatchlint/$version.lua" >out 2>&1 || { cat out; fail "lua"; }
expect out 'PATH=/opt/a b/bin'
expect out 'MANPATH=/opt/a b/share/man'
