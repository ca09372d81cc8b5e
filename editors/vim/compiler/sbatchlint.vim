" :compiler sbatchlint, then :make, then :copen. For Vim and Neovim: put this folder on the 'runtimepath'.
if exists('current_compiler')
  finish
endif
let current_compiler = 'sbatchlint'
CompilerSet makeprg=sbatchlint\ check\ --format\ concise\ --quiet\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tote:\ %m,sbatchlint:\ %m
