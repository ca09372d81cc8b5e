// What reading one option's value gives: the value, or what sbatch says against it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace sbatchlint {

// sbatch exits with 255 where an option's own setter refuses a value, and with 1 nearly everywhere else.
inline constexpr int kSetterExit = 255;
inline constexpr int kPlainExit = 1;

// Why sbatch stops: its words without the prefix `sbatch: error: `, and ours, which complete "`VALUE` is ...".
struct Refusal {
  std::string message;
  std::string reason;
  int exit_status = kSetterExit;
};

template <typename T>
class [[nodiscard]] Reading {
 public:
  Reading(T value) : held_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  // NOLINTNEXTLINE(google-explicit-constructor)
  Reading(Refusal refusal) : held_(std::in_place_index<1>, std::move(refusal)) {}

  [[nodiscard]] explicit operator bool() const { return held_.index() == 0; }
  [[nodiscard]] const T& operator*() const { return std::get<0>(held_); }
  [[nodiscard]] const T* operator->() const { return &std::get<0>(held_); }
  [[nodiscard]] const Refusal& refusal() const { return std::get<1>(held_); }

 private:
  std::variant<T, Refusal> held_;
};

}  // namespace sbatchlint
