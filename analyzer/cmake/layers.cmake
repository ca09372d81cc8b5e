# sbatchlint_layer(NAME [FOLDER path] [DEPENDS layer...] [USES library...])
#
# Makes the static library sbatchlint_NAME of all sources in analyzer/NAME (or FOLDER, from the root of the checkout).
# DEPENDS is the one statement of who may include whom: it links, and it becomes the line of layers.txt that the test
# `layering` holds every #include against. USES names third-party libraries of dependencies.cmake; fmt is for all.

define_property(GLOBAL PROPERTY SBATCHLINT_LAYERS BRIEF_DOCS "Lines of layers.txt")

function(sbatchlint_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 layer "" "FOLDER" "DEPENDS;USES")
  if(NOT layer_FOLDER)
    set(layer_FOLDER "analyzer/${name}")
  endif()
  set(target sbatchlint_${name})

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${layer_FOLDER}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  set(scope PUBLIC)
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PRIVATE sbatchlint_flags)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()

  # Headers are named from analyzer/, those of a folder beside it from the root: "slurm/request.h", "rules/catalog.h".
  target_include_directories(${target} ${scope} "${PROJECT_SOURCE_DIR}/analyzer")
  if(NOT layer_FOLDER MATCHES "^analyzer/")
    target_include_directories(${target} ${scope} "${PROJECT_SOURCE_DIR}")
  endif()
  list(TRANSFORM layer_DEPENDS PREPEND sbatchlint_ OUTPUT_VARIABLE targets)
  foreach(library fmt ${layer_USES})
    list(APPEND targets ${SBATCHLINT_TARGET_${library}})
    string(APPEND prefixes " ${SBATCHLINT_HEADERS_${library}}")
  endforeach()
  target_link_libraries(${target} ${scope} ${targets})

  list(JOIN layer_DEPENDS " " depends)
  set_property(GLOBAL APPEND PROPERTY SBATCHLINT_LAYERS "${name}|${layer_FOLDER}|${depends}|${prefixes}")
endfunction()

# Writes what the layering test reads; called once, after the last layer.
function(sbatchlint_write_layers file)
  get_property(lines GLOBAL PROPERTY SBATCHLINT_LAYERS)
  list(JOIN lines "\n" text)
  file(CONFIGURE OUTPUT "${file}" CONTENT "${text}\n" @ONLY)
endfunction()
