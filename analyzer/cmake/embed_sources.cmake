# sbatchlint_embed(LAYER NAME TEMPLATE FILE...) adds the source NAME to a layer: TEMPLATE with its `@embed …@` marks
# replaced by the text of files (see embed.cmake). Written again whenever one of the FILEs changes.

set(SBATCHLINT_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/embed.cmake")

function(sbatchlint_embed layer name template)
  set(folder "${PROJECT_BINARY_DIR}/generated/${layer}")
  set(out "${folder}/${name}")
  file(WRITE "${out}.in.new" "// Generated at build time; do not edit.\n${template}")
  file(COPY_FILE "${out}.in.new" "${out}.in" ONLY_IF_DIFFERENT)
  add_custom_command(
    OUTPUT "${out}"
    COMMAND "${CMAKE_COMMAND}" "-DIN=${out}.in" "-DOUT=${out}" -P "${SBATCHLINT_EMBED_SCRIPT}"
    DEPENDS "${out}.in" "${SBATCHLINT_EMBED_SCRIPT}" ${ARGN}
    COMMENT "Embedding texts in ${layer}/${name}"
    VERBATIM)
  target_sources(sbatchlint_${layer} PRIVATE "${out}")
  # Alone, so that an edited text compiles one small file anew. C++ sets no limit to a literal; clang warns above 64 KiB.
  set_source_files_properties("${out}" PROPERTIES
    SKIP_UNITY_BUILD_INCLUSION ON COMPILE_OPTIONS -Wno-overlength-strings)
endfunction()
