# cmake -DIN=x.cpp.in -DOUT=x.cpp -P embed.cmake
#
# Copies IN to OUT, each `@embed PATH|FIRST LINE@` replaced by the file's text as a raw string literal. FIRST LINE may be
# empty; otherwise the file has to open with it.

function(raw_literal path first_line result)
  file(READ "${path}" text)
  if(NOT first_line STREQUAL "" AND NOT text MATCHES "^${first_line}\n")
    message(FATAL_ERROR "${path}:1: the first line has to be `${first_line}`")
  endif()
  string(FIND "${text}" ")embed\"" end)
  if(NOT end EQUAL -1)
    message(FATAL_ERROR "${path}: the text `)embed\"` ends the literal this file becomes; write it otherwise")
  endif()
  set(${result} "R\"embed(${text})embed\"" PARENT_SCOPE)
endfunction()

file(READ "${IN}" out)
string(REGEX MATCHALL "@embed [^@]+@" marks "${out}")
foreach(mark IN LISTS marks)
  string(REGEX MATCH "^@embed ([^|]+)\\|(.*)@$" matched "${mark}")
  raw_literal("${CMAKE_MATCH_1}" "${CMAKE_MATCH_2}" literal)
  string(REPLACE "${mark}" "${literal}" out "${out}")
endforeach()
file(WRITE "${OUT}" "${out}")
