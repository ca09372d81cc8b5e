# The rule table, made from the directory listing: rules/<group>/SBnnn_name.cpp, and its page SBnnn_name.md beside it.
#
# A new rule is two new files; nothing is registered and no list is edited. A forgotten page, a code used twice, a
# retired code or a misspelt symbol stops the build.

include(embed_sources)

sbatchlint_layer(rules FOLDER rules DEPENDS lint)

file(GLOB_RECURSE rule_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/*.cpp")
file(GLOB_RECURSE rule_pages CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/SB*.md")
file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/retired.txt" retired REGEX "^SB[0-9][0-9][0-9]")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/retired.txt")

foreach(page IN LISTS rule_pages)
  string(REGEX REPLACE "md$" "cpp" source "${page}")
  if(NOT source IN_LIST rule_sources)
    message(FATAL_ERROR "${page}: a page without its rule; expected ${source}")
  endif()
endforeach()

foreach(source IN LISTS rule_sources)
  cmake_path(GET source STEM symbol)
  if(NOT symbol MATCHES "^(SB[0-9][0-9][0-9])_([a-z0-9]+(_[a-z0-9]+)*)$")
    message(FATAL_ERROR "${source}: a rule's file is called SBnnn_its_name.cpp")
  endif()
  set(code "${CMAKE_MATCH_1}")
  string(REPLACE "_" "-" name "${CMAKE_MATCH_2}")
  string(REGEX REPLACE "cpp$" "md" page "${source}")
  if(NOT page IN_LIST rule_pages)
    message(FATAL_ERROR "${source}: a rule without its page; expected ${page}")
  endif()
  if(DEFINED source_of_${code})
    message(FATAL_ERROR "${source}: ${code} is taken by ${source_of_${code}}")
  endif()
  if(retired MATCHES "${code}")
    message(FATAL_ERROR "${source}: ${code} is retired (rules/retired.txt) and never used again")
  endif()
  set(source_of_${code} "${source}")
  # In code order, whatever folder a rule lies in.
  list(APPEND rows "${symbol}|${page}|# ${code}: ${name}")
endforeach()
list(SORT rows)

foreach(row IN LISTS rows)
  string(REGEX MATCH "^([^|]+)\\|(.*)$" matched "${row}")
  string(APPEND declarations "extern const Rule ${CMAKE_MATCH_1};\n")
  string(APPEND entries "    {&rules::${CMAKE_MATCH_1}, @embed ${CMAKE_MATCH_2}@},\n")
endforeach()

if(rows)
  sbatchlint_embed(rules catalog.cpp "\
#include \"lint/rule.h\"

namespace sbatchlint {

namespace rules {
${declarations}}  // namespace rules

namespace {
constexpr CatalogEntry kCatalog[] = {
${entries}};
}  // namespace

std::span<const CatalogEntry> catalog() { return kCatalog; }

}  // namespace sbatchlint
" ${rule_pages})
endif()
