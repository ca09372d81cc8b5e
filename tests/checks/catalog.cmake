# cmake -DRULES=.../rules -DFOLDER=... -P catalog.cmake
#
# What stops the build: a rule without its page, a page without its rule, a code used twice or retired, a wrong name.

# A project that is nothing but the rule table: the calls that build something do nothing.
file(REMOVE_RECURSE "${FOLDER}")
file(WRITE "${FOLDER}/embed_sources.cmake" "function(sbatchlint_embed)\nendfunction()\n")
file(WRITE "${FOLDER}/CMakeLists.txt" "\
cmake_minimum_required(VERSION 3.25)
project(table LANGUAGES NONE)
list(APPEND CMAKE_MODULE_PATH \"\${CMAKE_CURRENT_SOURCE_DIR}\")
function(sbatchlint_layer)
endfunction()
include(rules/catalog.cmake)
")

# Configures with the given files in rules/; `words` is what the error has to say, or empty for success.
function(expect words)
  file(REMOVE_RECURSE "${FOLDER}/rules" "${FOLDER}/build")
  file(COPY "${RULES}/catalog.cmake" DESTINATION "${FOLDER}/rules")
  file(WRITE "${FOLDER}/rules/retired.txt" "# code, name, why\nSB299 was-wrong: fired on sound scripts\n")
  foreach(name IN LISTS ARGN)
    file(WRITE "${FOLDER}/rules/${name}" "")
  endforeach()
  execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${FOLDER}" -B "${FOLDER}/build"
    RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE said)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  if(words STREQUAL "" AND NOT status EQUAL 0)
    message(SEND_ERROR "${ARGN}: ${said}")
  elseif(NOT words STREQUAL "" AND (status EQUAL 0 OR NOT said MATCHES "${words}"))
    message(SEND_ERROR "${ARGN}: expected `${words}`, got ${status}: ${said}")
  endif()
endfunction()

set(sound request/SB201_missing_time.cpp request/SB201_missing_time.md)
expect("" ${sound})
expect("" ${sound} site/SB301_unknown_name.cpp site/SB301_unknown_name.md)
expect("a rule without its page" ${sound} request/SB202_time_unit.cpp)
expect("a page without its rule" ${sound} request/SB202_time_unit.md)
expect("SB201 is taken" ${sound} site/SB201_other.cpp site/SB201_other.md)
expect("SB299 is retired" ${sound} request/SB299_back_again.cpp request/SB299_back_again.md)
expect("is called SBnnn_its_name" ${sound} request/SB2_short.cpp request/SB2_short.md)
expect("is called SBnnn_its_name" ${sound} request/SB202_Time.cpp request/SB202_Time.md)
expect("is called SBnnn_its_name" ${sound} request/helpers.cpp)

# The title is checked where the page is embedded.
file(WRITE "${FOLDER}/page.md" "# SB201: missing-time\nText with \"quotes\" and \\n.\n")
function(embed title words)
  file(WRITE "${FOLDER}/page.cpp.in" "const char* page = @embed ${FOLDER}/page.md|${title}@;\n")
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DIN=${FOLDER}/page.cpp.in" "-DOUT=${FOLDER}/page.cpp" -P "${EMBED}"
    RESULT_VARIABLE status ERROR_VARIABLE said)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  if(NOT said MATCHES "${words}" OR (words STREQUAL "" AND NOT status EQUAL 0))
    message(SEND_ERROR "`${title}`: expected `${words}`, got ${status}: ${said}")
  endif()
endfunction()
embed("# SB202: missing-time" "the first line has to be")
embed("# SB201: missing-time" "")
file(READ "${FOLDER}/page.cpp" embedded)
set(expected "const char* page = R\"embed(# SB201: missing-time\nText with \"quotes\" and \\n.\n)embed\";\n")
if(NOT embedded STREQUAL expected)
  message(SEND_ERROR "embedded text differs:\n${embedded}")
endif()
