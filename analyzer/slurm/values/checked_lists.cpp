#include "slurm/values/checked_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kLimits[] = {"CPU", "FSIZE", "DATA",   "STACK",   "CORE",
                                        "RSS", "NPROC", "NOFILE", "MEMLOCK", "AS"};
constexpr std::string_view kSamplers[] = {"energy=", "task=", "filesystem=", "network="};

// A number stands at the beginning, and it is not -1.
bool begins_with_number(std::string_view text) {
  const LeadingInteger number = read_integer(text);
  return number.length > 0 && number.value != -1;
}

bool is_sampling(std::string_view item) {
  if (begins_with_number(item)) return true;
  return std::ranges::any_of(kSamplers, [item](std::string_view sampler) {
    const std::size_t at = find_ignoring_case(item, sampler);
    return at != std::string_view::npos && begins_with_number(item.substr(at + sampler.size()));
  });
}

// One word of --hint; false for a word that is none.
bool take_hint(std::string_view word, NodeShape& shape) {
  const auto is = [word](std::string_view hint) { return equals_ignoring_case(word, hint); };
  if (is("compute_bound")) {
    shape = {.threads = 1};
  } else if (is("memory_bound")) {
    shape.cores = shape.threads = 1;
  } else if (is("multithread")) {
    shape.threads.reset();
  } else if (is("nomultithread")) {
    shape.threads = 1;
  } else {
    return false;
  }
  return true;
}

}  // namespace

Reading<NodeShape> read_hint(std::string_view text, NodeShape shape) {
  while (true) {
    // A comma separates unless a digit follows it.
    std::size_t end = 0;
    while (end < text.size() && text[end] != ';' &&
           (text[end] != ',' || (end + 1 < text.size() && is_digit(text[end + 1])))) {
      ++end;
    }
    const std::string_view word = text.substr(0, end);
    if (!take_hint(word, shape)) {
      const bool help = equals_ignoring_case(word, "help");
      return Refusal{
          .message = help ? std::string() : fmt::format("unrecognized --hint argument \"{}\", see --hint=help", word),
          .reason = "not a hint",
          .exit_status = kPlainExit};
    }
    if (end == text.size()) return shape;
    text.remove_prefix(end + 1);
  }
}

std::optional<Refusal> check_propagate(std::string_view text) {
  if (text == "NONE" || text == "ALL") return {};
  constexpr std::string_view kPrefix = "RLIMIT_";
  for (auto word = next_token(text, ", \t\n"); !word.empty(); word = next_token(text, ", \t\n")) {
    // Slurm looks for the prefix anew before each comparison: it may stand there more than once.
    while (word.starts_with(kPrefix)) word.remove_prefix(kPrefix.size());
    if (std::ranges::find(kLimits, word) != std::end(kLimits)) continue;
    return Refusal{.message = fmt::format("Bad rlimit name: {}", word),
                   .reason = "not a list of limits",
                   .exit_status = kPlainExit};
  }
  return {};
}

std::optional<Refusal> check_acctg_freq(std::string_view text) {
  for (auto item = next_token(text, ","); !item.empty(); item = next_token(text, ",")) {
    if (is_sampling(item)) continue;
    return Refusal{.message = fmt::format("Invalid --acctg-freq specification: {}", item),
                   .reason = "not a sampling interval"};
  }
  return {};
}

}  // namespace sbatchlint
