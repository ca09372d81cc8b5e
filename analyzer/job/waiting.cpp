#include "job/waiting.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

namespace sbatchlint {

std::optional<double> duration_seconds(std::string_view text) {
  if (text == "infinity" || text == "inf") return kForever;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc() || number < 0 || std::isnan(number)) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit.empty() || unit == "s") return number;
  if (unit == "m") return number * 60;
  if (unit == "h") return number * 60 * 60;
  return unit == "d" ? std::optional(number * 24 * 60 * 60) : std::nullopt;
}

std::optional<double> sleep_seconds(const Invocation& sleep) {
  double total = 0;
  for (const Word& word : sleep.args) {
    const auto seconds = word.known() ? duration_seconds(word.text) : std::nullopt;
    if (!seconds) return std::nullopt;
    total += *seconds;
  }
  return total;
}

const Loop* innermost_loop(const Script& script, Span place) {
  const Loop* innermost = nullptr;
  for (const Loop& loop : script.loops) {
    if (loop.span.contains(place)) innermost = &loop;
  }
  return innermost;
}

}  // namespace sbatchlint
