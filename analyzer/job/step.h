// What an srun call asks for, read with srun's own option table.
#pragma once

#include "job/job.h"
#include "options/getopt.h"
#include "text/setting.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sbatchlint {

// The options of one srun (or `ccc_mprun`-like) call. Values are those written there; what srun inherits from the job
// is not among them.
class Step {
 public:
  // `call` is an srun; its own words are read as `release` reads them.
  Step(const Invocation& call, Release release);

  // The last use of an option by its long name, or null. Options behind a word that may be any number of words
  // (`srun $OPTS`) are not found: ask `certain()` before concluding that one is absent.
  [[nodiscard]] const ParsedOption* find(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  // Every word is read for certain: an option that is not found is not given.
  [[nodiscard]] bool certain() const { return certain_; }

  // The whole number that an option gives: absent, known, or unknown (also for text that is no number).
  [[nodiscard]] Setting<std::uint64_t> number(std::string_view name) const;

 private:
  ParsedOptions parsed_;
  bool certain_ = true;
};

// A plain whole number: "12" is 12; nothing for "", "2k", "-1" or anything with a hole.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view text);

}  // namespace sbatchlint
