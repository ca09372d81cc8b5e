# cmake -DPROGRAM=... -DFOLDER=... -P static_binary.cmake
#
# A release is one file under 8 MB that needs nothing else: it has to start where nothing but itself exists.

file(SIZE "${PROGRAM}" bytes)
if(bytes GREATER 8000000)
  message(FATAL_ERROR "${PROGRAM} has ${bytes} bytes; 8000000 at most")
endif()

file(REMOVE_RECURSE "${FOLDER}")
file(MAKE_DIRECTORY "${FOLDER}")
file(COPY_FILE "${PROGRAM}" "${FOLDER}/sbatchlint")
file(WRITE "${FOLDER}/job.sh" "#!/bin/bash\n#SBATCH --time=1:00:00\nhostname\n")
foreach(enter "chroot" "unshare;-r;chroot")
  execute_process(COMMAND ${enter} "${FOLDER}" /sbatchlint check /job.sh
    RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(status EQUAL 0)
    message(STATUS "${bytes} bytes, runs in an empty root: ${said}")
    return()
  endif()
endforeach()
message(FATAL_ERROR "${PROGRAM} does not run in an empty root (${status}): ${said}")
