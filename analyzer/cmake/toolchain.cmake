# How everything is compiled: language, warnings, sanitizers, static linking. Flags stand here, choices in the presets.

option(SBATCHLINT_WERROR "Treat warnings as errors" ON)
option(SBATCHLINT_STATIC "Link one self-contained binary" OFF)
set(SBATCHLINT_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them: address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Thirty rules take 28 s one by one and 5 s in batches.
if(NOT DEFINED CMAKE_UNITY_BUILD)
  set(CMAKE_UNITY_BUILD ON)
endif()
set(CMAKE_UNITY_BUILD_BATCH_SIZE 16)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

if(SBATCHLINT_SANITIZE)
  add_compile_options(-fsanitize=${SBATCHLINT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SBATCHLINT_SANITIZE})
endif()

if(SBATCHLINT_STATIC)
  # A build in another folder gives the same bytes.
  add_compile_options("-ffile-prefix-map=${PROJECT_SOURCE_DIR}=." "-ffile-prefix-map=${PROJECT_BINARY_DIR}=build")
  add_compile_options(-ffunction-sections -fdata-sections)
  add_link_options(-static -s -Wl,--gc-sections)
endif()

# What our own code is held to; other people's headers come in as system headers.
add_library(sbatchlint_flags INTERFACE)
# A designated initialiser names what differs from the default: leaving out the rest is the point of it.
target_compile_options(sbatchlint_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-missing-field-initializers
  $<$<BOOL:${SBATCHLINT_WERROR}>:-Werror>)
target_compile_definitions(sbatchlint_flags INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
