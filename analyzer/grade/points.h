// Points as exact hundredths: sums and shares never depend on the order of adding.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace sbatchlint {

struct Points {
  std::int64_t hundredths = 0;

  friend constexpr auto operator<=>(const Points&, const Points&) = default;
  friend constexpr Points operator+(Points a, Points b) { return {a.hundredths + b.hundredths}; }
  friend constexpr Points operator-(Points a, Points b) { return {a.hundredths - b.hundredths}; }
  constexpr Points& operator+=(Points other) { return *this = *this + other; }
};

// "7", "7.5", "-0.25".
[[nodiscard]] std::string to_text(Points points);

// 7.25 is 725 hundredths; nothing for more than two decimals, below 0 and above 1,000,000.
[[nodiscard]] std::optional<Points> points_of(double number);

// points * numerator / denominator, rounded half up to a hundredth; 0 where the denominator is 0.
[[nodiscard]] Points scaled(Points points, std::int64_t numerator, std::int64_t denominator);

}  // namespace sbatchlint
