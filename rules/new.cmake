# cmake -DNAME=missing-time [-DGROUP=request] -P rules/new.cmake
#
# Writes the two files of a new rule, and touches no other. The rule compiles and finds nothing; its page fails the page
# test until it has words and examples. A name that planned.txt promises gets its promised code, any other the next free
# one of its group.

set(groups engine directives request site launch containers use environment)  # in the order of the hundreds
set(enumerators Engine Directives Request Site Launch Containers Use Environment)
set(here "${CMAKE_CURRENT_LIST_DIR}")

string(REPLACE "_" "-" NAME "${NAME}")
if(NOT NAME MATCHES "^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
  message(FATAL_ERROR "`${NAME}` is no rule name: small words joined by hyphens, for the problem and not its cure (missing-time)")
endif()

file(STRINGS "${here}/planned.txt" planned REGEX "^SB")
file(STRINGS "${here}/retired.txt" retired REGEX "^SB")
file(GLOB_RECURSE existing RELATIVE "${here}" "${here}/SB*.cpp")
string(REPLACE "-" "_" symbol_name "${NAME}")

foreach(line IN LISTS planned)
  if(line MATCHES "^(SB([0-9])[0-9][0-9]) ${NAME}$")
    set(code "${CMAKE_MATCH_1}")
    list(GET groups "${CMAKE_MATCH_2}" GROUP)
  endif()
endforeach()
foreach(file IN LISTS existing)
  if(file MATCHES "SB[0-9]+_${symbol_name}\\.cpp$")
    message(FATAL_ERROR "rules/${file} is that rule already")
  endif()
endforeach()

if(NOT GROUP)
  list(JOIN groups ", " choices)
  message(FATAL_ERROR "which group? ./dev rule ${NAME} GROUP, one of: ${choices}")
endif()
list(FIND groups "${GROUP}" hundred)
if(hundred EQUAL -1)
  list(JOIN groups ", " choices)
  message(FATAL_ERROR "`${GROUP}` is no group; there are: ${choices}")
endif()
list(GET enumerators ${hundred} enumerator)

if(NOT code)
  set(taken "${existing} ${planned} ${retired}")
  foreach(number RANGE 1 99)
    string(LENGTH "${number}" digits)
    string(SUBSTRING "00${number}" ${digits} 2 number)
    set(code "SB${hundred}${number}")
    if(NOT taken MATCHES "${code}")
      break()
    endif()
    unset(code)
  endforeach()
endif()
if(NOT code)
  message(FATAL_ERROR "the group ${GROUP} has no free code")
endif()

set(stem "${here}/${GROUP}/${code}_${symbol_name}")
file(WRITE "${stem}.cpp" "\
// ${code} ${NAME}. Why, and examples: the page beside this file.
#include \"job/job.h\"
#include \"lint/report.h\"
#include \"lint/rule.h\"

namespace sbatchlint::rules {
namespace {

// Silent when ...
void ${symbol_name}(const Job& /*job*/, Report& /*report*/) {}

}  // namespace

extern constinit const Rule ${code}_${symbol_name}{
    .code = \"${code}\",
    .name = \"${NAME}\",
    .group = Group::${enumerator},
    .level = Level::Warning,
    .fixes = Fixes::Never,
    .since = \"0.1\",
    .check = ${symbol_name},
};

}  // namespace sbatchlint::rules
")
file(WRITE "${stem}.md" "\
# ${code}: ${NAME}

## Why

## Bad

## Good

## See also
")
message(STATUS "rules/${GROUP}/${code}_${symbol_name}.cpp")
message(STATUS "rules/${GROUP}/${code}_${symbol_name}.md")
message(STATUS "Now: an example under Bad and one under Good, then ./dev test -R rules")
