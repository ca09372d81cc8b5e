// From the paths of the command line to the files of a run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hosts/world/world.h"
#include "text/result.h"
#include "text/source_text.h"

namespace sbatchlint::cli {

// Given: named by the user, linted whatever it is. Found: met in a folder, linted if it looks like a batch script.
enum class InputKind : std::uint8_t { Given, Found, StandardInput, Broken };

struct Input {
  InputKind kind = InputKind::Given;
  std::string name;                    // as it is printed
  std::string path;                    // as it is opened
  std::string why;                     // Broken: why it cannot be read
  std::vector<std::size_t> arguments;  // indices of the paths that it comes from
};

// The files in the order of `paths`, those of a folder by path; none twice. `-` is standard input, called `stdin_name`,
// and so is `/dev/stdin` under its own name. A folder is walked without following symbolic links; `.git` is left out,
// and what a `.gitignore` names.
[[nodiscard]] std::vector<Input> collect_inputs(const std::vector<std::string>& paths, const std::string& stdin_name,
                                                const World& world);

// The file's text; nothing where a found file is no batch script; an Error where it cannot be read.
[[nodiscard]] Result<std::optional<SourceText>> read_input(const Input& input, std::size_t max_file_size,
                                                           const World& world);

// True for `*.sbatch`, `*.slurm`, `*.slm`, and for a text with a `#SBATCH` at the beginning of a line in its first
// 64 KiB, effective or not; for a document (lint/document.h) with one anywhere there. `head` is that much of the file.
[[nodiscard]] bool looks_like_batch_script(std::string_view name, std::string_view head);

}  // namespace sbatchlint::cli
