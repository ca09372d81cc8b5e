#include "slurm/values/binding.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

enum MemBindBit : std::uint32_t {
  kVerbose = 1,
  kPrefer = 2,
  kSort = 4,
  kNone = 8,
  kRank = 16,
  kLocal = 32,
  kMap = 64,
  kMask = 128,
};
constexpr std::uint32_t kKinds = kNone | kRank | kLocal | kMap | kMask;

struct MemBindWord {
  std::string_view word;
  std::uint32_t clears = 0;
  std::uint32_t sets = 0;
  std::optional<Release> until;
};

constexpr MemBindWord kMemBindWords[] = {
    {"p", 0, kPrefer},
    {"prefer", 0, kPrefer},
    {"q", kVerbose, 0},
    {"quiet", kVerbose, 0},
    {"v", 0, kVerbose},
    {"verbose", 0, kVerbose},
    {"no", kKinds, kNone},
    {"none", kKinds, kNone},
    {"rank", kKinds, kRank},
    {"local", kKinds, kLocal},
    {"sort", 0, kSort, Release::V25_05},
    {"nosort", kSort, 0, Release::V25_05},
};

constexpr bool is_hex_digit(char c) { return is_digit(c) || ('a' <= to_lower(c) && to_lower(c) <= 'f'); }

// What follows a comma goes on with a list: a digit, or hexadecimal digits up to the next comma or the end.
// Slurm: _isvalue.
bool continues_list(std::string_view text) {
  if (!text.empty() && is_digit(text.front())) return true;
  const auto end = std::ranges::find_if_not(text, is_hex_digit);
  return end == text.end() || *end == ',';
}

Refusal mem_bind_refusal(std::string message) {
  return {.message = std::move(message), .reason = "not a way to bind memory"};
}

Refusal bad_number(std::string_view text, char c) {
  return mem_bind_refusal(fmt::format("Failed to validate number: {}, the offending character is {}", text, c));
}

// Repeats `0*3` as "0,0,0", drops `0x`. Slurm: _expand_mult. The list stays short: a count that would make it longer
// than any node has memory domains is read as that many.
Reading<std::string> expand_list(std::string_view list, bool hexadecimal) {
  constexpr std::int64_t kMostRepeats = 4096;
  std::string expanded;
  for (auto item = next_token(list, ","); !item.empty(); item = next_token(list, ",")) {
    if (hexadecimal && item.starts_with("0x")) item.remove_prefix(2);
    const std::size_t star = item.find('*');
    const std::string_view number = item.substr(0, star);
    std::int64_t count = 1;
    if (star != std::string_view::npos) {
      const std::string_view times = item.substr(star + 1);
      const auto odd = std::ranges::find_if_not(times, is_digit);
      if (odd != times.end()) return bad_number(item.substr(star), *odd);
      const LeadingInteger repeats = read_integer(times);
      if (repeats.value <= 0 || repeats.out_of_range) {
        return mem_bind_refusal(fmt::format("Invalid {} multiplier: {}", hexadecimal ? "mask_mem" : "map_mem", times));
      }
      count = std::min(repeats.value, kMostRepeats);
    }
    const auto odd = std::ranges::find_if_not(number, hexadecimal ? is_hex_digit : is_digit);
    if (odd != number.end()) return bad_number(number, *odd);
    for (; count > 0; --count) {
      if (!expanded.empty()) expanded += ',';
      expanded += number;
    }
  }
  return expanded;
}

// `map_mem:LIST` and `mask_mem=LIST`; the list ends at a further colon or equals sign.
std::optional<Refusal> read_mem_list(std::string_view word, bool mask, MemBind& bind) {
  bind.flags = (bind.flags & ~kKinds) | (mask ? kMask : kMap);
  bind.list.clear();
  const std::size_t separator = word.find_first_of(":=");
  std::string_view list = separator == std::string_view::npos ? std::string_view{} : word.substr(separator + 1);
  list = list.substr(0, list.find_first_of(":="));
  if (list.empty()) {
    return mem_bind_refusal(fmt::format("missing list for \"--mem-bind={}:<list>\"", mask ? "mask_mem" : "map_mem"));
  }
  auto expanded = expand_list(list, mask);
  if (!expanded) return expanded.refusal();
  bind.list = *expanded;
  return {};
}

std::optional<Refusal> read_mem_word(std::string_view word, Release release, MemBind& bind) {
  if (equals_ignoring_case(word, "help")) return mem_bind_refusal("");
  for (const MemBindWord& known : kMemBindWords) {
    if (!equals_ignoring_case(word, known.word) || (known.until && release > *known.until)) continue;
    bind.flags = (bind.flags & ~known.clears) | known.sets;
    if (known.clears == kKinds) bind.list.clear();
    return {};
  }
  const auto begins = [word](std::string_view name) { return starts_with_ignoring_case(word, name); };
  if (begins("map_mem") || begins("mapmem")) return read_mem_list(word, false, bind);
  if (begins("mask_mem") || begins("maskmem")) return read_mem_list(word, true, bind);
  return mem_bind_refusal(fmt::format("unrecognized --mem-bind argument \"{}\"", word));
}

Refusal gpu_bind_refusal(std::string message) {
  return {.message = std::move(message), .reason = "not a way to bind GPUs"};
}

// Slurm: _valid_num. Text is 0.
bool is_gpu_count(std::string_view text) {
  const LeadingInteger number = read_integer_of_any_base(text);
  return number.value >= 0 && number.value != std::numeric_limits<std::int64_t>::max();
}

// `0,1`, `0*2,1`, `0x3,0x3` of map_gpu and mask_gpu. Slurm: _valid_num_list.
std::optional<Refusal> check_gpu_list(std::string_view list, bool hexadecimal) {
  const auto allowed = [hexadecimal](char c) { return c == '*' || (hexadecimal ? is_hex_digit(c) : is_digit(c)); };
  for (auto item = next_token(list, ","); !item.empty(); item = next_token(list, ",")) {
    if (hexadecimal && item.starts_with("0x")) item.remove_prefix(2);
    const auto odd = std::ranges::find_if_not(item, allowed);
    if (odd != item.end()) {
      return gpu_bind_refusal(fmt::format("Failed to validate {}, offending character is {}", item, *odd));
    }
    const LeadingInteger number = hexadecimal ? read_hexadecimal(item) : read_integer(item);
    const std::string_view rest = item.substr(number.length);
    const LeadingInteger times = read_integer_of_any_base(rest.substr(std::min<std::size_t>(1, rest.size())));
    const bool ends = rest.empty() || times.length + 1 == rest.size();
    if (number.out_of_range || times.out_of_range || !ends) return Refusal{};
  }
  return {};
}

// A refusal without a message where sbatch says no more than that the value is wrong.
std::optional<Refusal> check_gpu_binding(std::string_view text, Release release) {
  if (starts_with_ignoring_case(text, "verbose,")) text.remove_prefix(8);
  const auto begins = [text](std::string_view word) { return starts_with_ignoring_case(text, word); };
  const bool whole_words = release >= Release::V23_11;
  if (begins(whole_words ? "closest" : "c")) return {};
  if (begins("map_gpu:")) return check_gpu_list(text.substr(8), false);
  if (whole_words && begins("map:")) return check_gpu_list(text.substr(4), false);
  if (begins("mask_gpu:")) return check_gpu_list(text.substr(9), true);
  if (whole_words && begins("mask:")) return check_gpu_list(text.substr(5), true);
  if (begins(whole_words ? "none" : "n")) return {};
  if (begins("per_task:") && is_gpu_count(text.substr(9))) return {};
  if (begins("single:") && is_gpu_count(text.substr(7))) return {};
  return Refusal{};
}

// Further bindings follow a separator and name their GRES, which sbatch itself puts in front of the first. Until 23.02
// there are none but GPUs.
std::optional<Refusal> check_gpu_bindings(std::string_view text, Release release) {
  const bool by_gres = release >= Release::V23_11;
  const char separator = by_gres ? '+' : ';';
  const std::string_view first = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(first.size() + 1, text.size()));
  if (auto refused = check_gpu_binding(first, release)) return refused;
  const std::string_view separators(&separator, 1);
  for (auto binding = next_token(text, separators); !binding.empty(); binding = next_token(text, separators)) {
    const std::size_t colon = binding.find(':');
    const std::string_view name = binding.substr(0, colon);
    const bool named = by_gres ? name.starts_with("gres/") : name == "gpu";
    if (colon == std::string_view::npos || !named) return Refusal{};
    if (auto refused = check_gpu_binding(binding.substr(colon + 1), release)) return refused;
  }
  return {};
}

// Slurm: _test_val.
bool is_clock(std::string_view text) {
  if (!text.empty() && is_digit(text.front())) {
    const LeadingInteger number = read_integer(text);
    return number.length == text.size() && !number.out_of_range;
  }
  return text == "low" || text == "medium" || text == "high" || text == "highm1";
}

bool are_clocks(std::string_view text) {
  if (text.empty() || text.find(';') != std::string_view::npos) return false;
  for (auto word = next_token(text, ","); !word.empty(); word = next_token(text, ",")) {
    const std::size_t equals = word.find('=');
    const bool fine = equals == std::string_view::npos
                          ? is_clock(word) || word == "verbose"
                          : word.substr(0, equals) == "memory" && is_clock(word.substr(equals + 1));
    if (!fine) return false;
  }
  return true;
}

}  // namespace

Reading<MemBind> read_mem_bind(std::string_view text, std::uint32_t flags_before, Release release) {
  MemBind bind{.flags = flags_before};
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool ends = i == text.size() || text[i] == ';' || (text[i] == ',' && !continues_list(text.substr(i + 1)));
    if (!ends) continue;
    if (auto refused = read_mem_word(text.substr(begin, i - begin), release, bind)) return *std::move(refused);
    begin = i + 1;
  }
  return bind;
}

std::string show_mem_bind(const MemBind& bind) {
  if (bind.flags == 0) return "unset";
  constexpr std::pair<std::string_view, std::uint32_t> kShown[] = {
      {"verbose", kVerbose}, {"prefer", kPrefer}, {"sort", kSort},   {"none", kNone},
      {"rank", kRank},       {"local", kLocal},   {"map_mem", kMap}, {"mask_mem", kMask},
  };
  std::string shown;
  for (const auto& [word, bit] : kShown) {
    if ((bind.flags & bit) == 0) continue;
    if (!shown.empty()) shown += ',';
    shown += word;
  }
  if (!bind.list.empty()) shown += ":" + bind.list;
  return shown;
}

std::optional<Refusal> check_gpu_bind(std::string_view text, Release release) {
  auto refused = check_gpu_bindings(text, release);
  if (!refused || !refused->message.empty()) return refused;
  const std::string_view prefix = release >= Release::V23_11 ? "" : "gpu:";
  return gpu_bind_refusal(fmt::format("Invalid --gpu-bind argument: {}{}", prefix, text));
}

std::optional<Refusal> check_gpu_freq(std::string_view text) {
  if (are_clocks(text)) return {};
  return Refusal{.message = fmt::format("Invalid --gpu-freq argument: gpu:{}", text), .reason = "not a GPU clock"};
}

}  // namespace sbatchlint
