#include "grade/points.h"

#include <cmath>
#include <cstdlib>

namespace sbatchlint {

std::string to_text(Points points) {
  const std::int64_t size = std::abs(points.hundredths);
  std::string text = points.hundredths < 0 ? "-" : "";
  text += std::to_string(size / 100);
  if (size % 100 == 0) return text;
  text += '.';
  text += static_cast<char>('0' + size % 100 / 10);
  if (size % 10 != 0) text += static_cast<char>('0' + size % 10);
  return text;
}

std::optional<Points> points_of(double number) {
  constexpr double kMost = 1'000'000;
  constexpr double kSlack = 1e-6;  // what a decimal fraction may be off as a double
  if (!(number >= 0) || number > kMost) return std::nullopt;
  const double hundredths = std::round(number * 100);
  if (std::abs(number * 100 - hundredths) > kSlack) return std::nullopt;
  return Points{static_cast<std::int64_t>(hundredths)};
}

Points scaled(Points points, std::int64_t numerator, std::int64_t denominator) {
  if (denominator <= 0) return {};
  const std::int64_t product = points.hundredths * numerator;
  return {(2 * product + denominator) / (2 * denominator)};
}

}  // namespace sbatchlint
