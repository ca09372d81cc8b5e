# cmake -DRULES=.../rules -DFOLDER=... -P new_rule.cmake
#
# Scaffolding a rule writes its two files and edits nothing; a name gets the code it was promised, any other the next
# free one, and what makes no sense is refused.

file(REMOVE_RECURSE "${FOLDER}")
file(COPY "${RULES}" DESTINATION "${FOLDER}")
set(rules "${FOLDER}/rules")
file(REMOVE_RECURSE "${rules}/request")
file(WRITE "${rules}/planned.txt" "SB201 missing-time\nSB202 suspicious-time-unit\n")
file(WRITE "${rules}/retired.txt" "SB203 was-wrong: fired on sound scripts\n")

# The files under rules/ and what they hold, as one text.
function(snapshot result)
  file(GLOB_RECURSE files "${rules}/*")
  foreach(file IN LISTS files)
    file(SHA256 "${file}" sum)
    string(APPEND text "${file} ${sum}\n")
  endforeach()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

function(scaffold name group)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}" "-DGROUP=${group}" -P "${rules}/new.cmake"
    RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  set(status "${status}" PARENT_SCOPE)
  set(said "${said}" PARENT_SCOPE)
endfunction()

function(expect_rule name group stem)
  snapshot(before)
  scaffold("${name}" "${group}")
  if(NOT status EQUAL 0 OR NOT EXISTS "${rules}/${stem}.cpp" OR NOT EXISTS "${rules}/${stem}.md")
    message(SEND_ERROR "${name} ${group}: expected ${stem}.cpp and its page\n${said}")
    return()
  endif()
  file(RENAME "${rules}/${stem}.cpp" "${FOLDER}/kept.cpp")
  file(RENAME "${rules}/${stem}.md" "${FOLDER}/kept.md")
  snapshot(after)
  if(NOT before STREQUAL after)
    message(SEND_ERROR "${name} ${group}: another file changed")
  endif()
  file(RENAME "${FOLDER}/kept.cpp" "${rules}/${stem}.cpp")
  file(RENAME "${FOLDER}/kept.md" "${rules}/${stem}.md")
endfunction()

function(expect_refusal name group words)
  snapshot(before)
  scaffold("${name}" "${group}")
  snapshot(after)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  if(status EQUAL 0 OR NOT said MATCHES "${words}" OR NOT before STREQUAL after)
    message(SEND_ERROR "${name} ${group}: expected a refusal with `${words}`\n${said}")
  endif()
endfunction()

expect_rule(suspicious-time-unit "" request/SB202_suspicious_time_unit)
expect_rule(half_a_node request request/SB204_half_a_node)
expect_rule(quarter-node request request/SB205_quarter_node)
expect_refusal(quarter-node request "is that rule already")
expect_refusal(third-of-a-node "" "which group")
expect_refusal(third-of-a-node nodes "is no group")
expect_refusal(Third_Node request "is no rule name")
