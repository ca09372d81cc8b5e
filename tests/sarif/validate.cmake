# cmake -DPROGRAM=sbatchlint -DROOT=checkout -DWORK=folder -P validate.cmake
#
# Fetches the validator once (104 MB), writes SARIF logs and fails on anything it says that is not allowed below. Its
# exit status is 0 whatever it finds, so its words are read.

cmake_minimum_required(VERSION 3.25)

# SARIF2002: a message with braces (`${X}`) is given as text alone: with arguments they would be placeholders.
# SARIF2003: no version control provenance. SARIF2005, SARIF2012: no address of pages, unless SBATCHLINT_DOCS_URL is set.
# SARIF2010: the text of a finding that is gone is gone too.
# SARIF2011: what stands at the end of a file, or is all of it, has no larger context.
# SARIF2015: numbers in messages stand without quotes. WRN999: policy.xml turns off SARIF2006, which asks the network.
set(allowed SARIF2002 SARIF2003 SARIF2005 SARIF2010 SARIF2011 SARIF2012 SARIF2015 WRN999)

set(here "${CMAKE_CURRENT_LIST_DIR}")
set(package "${here}/node_modules/@microsoft/sarif-multitool-linux")
set(tool "${package}/Sarif.Multitool")

function(fetch_validator)
  find_program(NPM npm)
  if(NOT NPM)
    message(FATAL_ERROR "npm is missing: install the Debian package `npm`.")
  endif()
  execute_process(
    COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --fetch-retries=1
    WORKING_DIRECTORY "${here}" RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "`npm ci` in tests/sarif failed: ${said}")
  endif()
endfunction()

# Writes WORK/NAME.sarif of the given arguments.
function(write_log name)
  execute_process(
    COMMAND ${PROGRAM} --format "sarif=${WORK}/${name}.sarif" --fail-on never ${ARGN}
    WORKING_DIRECTORY "${ROOT}" RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE said)
  if(NOT status MATCHES "^[02]$" OR NOT EXISTS "${WORK}/${name}.sarif")
    message(FATAL_ERROR "sbatchlint ${ARGN} ended with ${status}: ${said}")
  endif()
endfunction()

function(validate name)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 ${tool} validate "${WORK}/${name}.sarif"
      --rule-kind "Sarif;Ghas" --level "Error;Warning;Note" -c "${here}/policy.xml" -o "${WORK}/${name}.report"
      --log ForceOverwrite
    RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT said MATCHES "Analysis completed successfully")
    message(FATAL_ERROR "the validator did not finish (${status}): ${said}")
  endif()
  string(REPLACE ";" "," said "${said}")
  string(REGEX MATCHALL "(error|warning|note) [A-Z]+[0-9]+[^\n]*" remarks "${said}")
  foreach(remark IN LISTS remarks)
    string(REGEX MATCH "[A-Z]+[0-9]+" id "${remark}")
    if(remark MATCHES "^error" OR NOT id IN_LIST allowed)
      message(SEND_ERROR "${name}.sarif: ${remark}")
    endif()
  endforeach()
endfunction()

if(NOT EXISTS "${tool}")
  fetch_validator()
endif()
file(CHMOD "${tool}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)

# A log with findings of every kind, one without any, and one of what cannot be read or is no text.
string(ASCII 195 40 255 254 27 7 bytes)
file(WRITE "${WORK}/odd names/é [1] %.sbatch" "#!/bin/bash\n#SBATCH --tiem=1 --job-name='${bytes}'\n\techo \"${bytes}\n")
file(WRITE "${WORK}/clean.sbatch" "#!/bin/bash\n#SBATCH --time=10\nsrun true\n")
write_log(corpus --site ai-cloud --pedantic corpus)
write_log(clean "${WORK}/clean.sbatch")
write_log(odd "${WORK}/odd names" "${WORK}/missing.sbatch")
# Against a baseline that stands for findings that are still there, and for some that are gone; with all that may be told.
file(WRITE "${WORK}/accepted.json" "{\"schema\": 1, \"findings\": [{\"path\": \"clean.sbatch\", \"code\": \"SB108\", \"fingerprint\": \"0123456789abcdef\", \"count\": 2}]}\n")
write_log(accepted "${WORK}/clean.sbatch" "${WORK}/odd names" --baseline "${WORK}/accepted.json"
  --sarif-times --sarif-no-root --sarif-property build=7)
foreach(name corpus clean odd accepted)
  validate(${name})
endforeach()
