# Run by CPack between laying out the files and packing them: what Debian wants otherwise than other places.
#
# Completions of zsh have a folder of their own, texts above 4 KiB are compressed, the licence is in `copyright`, and
# modules are for programs that are not on the PATH. Times come from SOURCE_DATE_EPOCH, permissions from nobody's umask.

set(root "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share")
file(MAKE_DIRECTORY "${root}/zsh/vendor-completions")
file(RENAME "${root}/zsh/site-functions/_sbatchlint" "${root}/zsh/vendor-completions/_sbatchlint")
file(REMOVE_RECURSE "${root}/zsh/site-functions" "${root}/modulefiles")

set(doc "${root}/doc/sbatchlint")
file(REMOVE "${doc}/LICENSE")
string(TIMESTAMP day "%a, %d %b %Y %H:%M:%S +0000" UTC)  # of SOURCE_DATE_EPOCH, where that is set
file(WRITE "${doc}/changelog" "\
sbatchlint (${CPACK_PACKAGE_VERSION}) stable; urgency=medium

  * Release ${CPACK_PACKAGE_VERSION}: what is new stands in CHANGELOG.md.

 -- ${CPACK_PACKAGE_CONTACT}  ${day}
")
file(MAKE_DIRECTORY "${root}/lintian/overrides")
file(WRITE "${root}/lintian/overrides/sbatchlint" "\
# One file that runs on every login node, whatever that has, is the purpose.
sbatchlint: statically-linked-binary
sbatchlint: embedded-library *
# Built outside of Debian.
sbatchlint: initial-upload-closes-no-bugs
")

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()
run(gzip -9nf "${doc}/changelog")
run(chmod -R "u=rwX,go=rX" "${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  run(find "${CPACK_TEMPORARY_INSTALL_DIRECTORY}" -exec touch -h -d "@$ENV{SOURCE_DATE_EPOCH}" {} +)
endif()
