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

# name, the prefix of its headers, its CMake target (or none).
set(SBATCHLINT_LIBRARIES fmt tree-sitter json toml++ CLI11)
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
