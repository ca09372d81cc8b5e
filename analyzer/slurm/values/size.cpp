#include "slurm/values/size.h"

#include <fmt/format.h>

#include <cstdint>

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {

std::optional<Megabytes> read_size(std::string_view text) {
  const LeadingInteger number = read_integer(text);
  if (number.length == 0 || number.out_of_range || number.value < 0) return {};
  const auto count = static_cast<std::uint64_t>(number.value);
  std::string_view unit = text.substr(number.length);
  if (unit.empty()) return Megabytes{count};
  if (unit.size() == 2 && to_lower(unit[1]) == 'b') unit.remove_suffix(1);
  if (unit.size() != 1) return {};
  // Slurm does not look whether the product still fits.
  switch (to_lower(unit.front())) {
    case 'k': return Megabytes{(count + 1023) / 1024};
    case 'm': return Megabytes{count};
    case 'g': return Megabytes{count * 1024};
    case 't': return Megabytes{count * 1024 * 1024};
    default: return {};
  }
}

std::string show_size(Megabytes size) {
  constexpr std::string_view kUnits = "MGTP";
  std::uint64_t count = size.count;
  for (const char unit : kUnits) {
    if (count % 1024 != 0) {
      return unit == 'M' ? fmt::format("{}", count) : fmt::format("{}{}", count, unit);
    }
    count /= 1024;
  }
  return fmt::format("{}?", count);
}

}  // namespace sbatchlint
