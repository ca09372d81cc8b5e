# The compiler plug-in fills the quickfix list of Vim, or of the editor named third (nvim).
. "$(dirname "$0")/common.sh"
editor=${3:-vim}
needs "$editor"
bad_script >'a b.sh'
cat >script.vim <<EOF
set nocompatible
set shortmess+=I
let &runtimepath = '$root/editors/vim,' . &runtimepath
edit a b.sh
compiler sbatchlint
silent make!
let lines = []
for item in getqflist()
  if item.valid
    call add(lines, join([bufname(item.bufnr), item.lnum, item.col, item.type, item.text], '|'))
  endif
endfor
call writefile(lines, 'out')
qall!
EOF
case $editor in
  nvim) nvim --headless --clean -u NONE -S script.vim >log 2>&1 </dev/null ;;
  *) "$editor" -u NONE -N -es -S script.vim >log 2>&1 </dev/null || true ;;
esac
[ -e out ] || { cat log; fail "no quickfix list"; }
expect out 'a b.sh|2|18|e|`--tiem` is not an option of sbatch [SB108 unknown-option]'
[ "$(wc -l <out)" -eq 1 ] || { cat out; fail "more than one entry"; }
