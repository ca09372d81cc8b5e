# The libraries other people keep for us, and who may include them. All are header-only or static.
#
# A layer asks for one by name (`USES json`); the layering test holds every #include against that.

# Stops with the one sentence that helps.
function(require_package name package)
  if(NOT ${name}_FOUND)
    message(FATAL_ERROR "${name} is missing: install the Debian package `${package}`.")
  endif()
endfunction()

find_package(fmt 9 QUIET)
require_package(fmt libfmt-dev)
find_package(CLI11 2.1 QUIET)
require_package(CLI11 libcli11-dev)
find_package(nlohmann_json 3.11 QUIET)
require_package(nlohmann_json nlohmann-json3-dev)

# Its CMake target forces the shared library: the headers alone are what we want.
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h)
set(tomlplusplus_FOUND ${TOMLPLUSPLUS_INCLUDE_DIR})
require_package(tomlplusplus libtomlplusplus-dev)

# A static program takes what libarchive needs for the formats that we read: zip and tar with gzip, bzip2 and xz. The
# other formats stay in the library, as nothing refers to them.
find_path(LIBARCHIVE_INCLUDE_DIR archive.h)
set(libarchive_FOUND ${LIBARCHIVE_INCLUDE_DIR})
require_package(libarchive libarchive-dev)
add_library(sbatchlint_libarchive INTERFACE)
if(SBATCHLINT_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()
foreach(part archive:libarchive-dev nettle:nettle-dev zstd:libzstd-dev lzma:liblzma-dev bz2:libbz2-dev z:zlib1g-dev)
  string(REGEX MATCH "^([^:]+):(.+)$" matched "${part}")
  if(SBATCHLINT_STATIC OR CMAKE_MATCH_1 STREQUAL "archive")
    find_library(SBATCHLINT_LIB_${CMAKE_MATCH_1} "${CMAKE_MATCH_1}")
    set(lib${CMAKE_MATCH_1}_FOUND ${SBATCHLINT_LIB_${CMAKE_MATCH_1}})
    require_package(lib${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
    target_link_libraries(sbatchlint_libarchive INTERFACE "${SBATCHLINT_LIB_${CMAKE_MATCH_1}}")
  endif()
endforeach()

# name, the prefix of its headers, its CMake target (or none).
set(SBATCHLINT_LIBRARIES fmt tree-sitter json toml++ CLI11 libarchive)
set(SBATCHLINT_HEADERS_libarchive "archive")
set(SBATCHLINT_TARGET_libarchive sbatchlint_libarchive)
set(SBATCHLINT_HEADERS_fmt "fmt/")
set(SBATCHLINT_TARGET_fmt fmt::fmt-header-only)
set(SBATCHLINT_HEADERS_tree-sitter "tree_sitter/")
set(SBATCHLINT_TARGET_tree-sitter bash_grammar)
set(SBATCHLINT_HEADERS_json "nlohmann/")
set(SBATCHLINT_TARGET_json nlohmann_json::nlohmann_json)
set(SBATCHLINT_HEADERS_toml++ "toml++/")
set(SBATCHLINT_TARGET_toml++ "")
set(SBATCHLINT_HEADERS_CLI11 "CLI/")
set(SBATCHLINT_TARGET_CLI11 CLI11::CLI11)
