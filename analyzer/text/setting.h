// A value that somebody may have set: absent, known, unknown or invalid, with its place and its origin.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "text/span.h"

namespace sbatchlint {

// Who said it. Slurm reads the script, then `SBATCH_*`, then the command line; the later one wins.
enum class Origin : std::uint8_t { SlurmDefault, SiteDefault, Directive, ForeignDirective, Environment, CommandLine };

// Rules ask `known()` and stay silent otherwise: an *unknown* value (a template hole, a shell variable from outside)
// never fires a rule that depends on it, and an *invalid* one is reported once, by the rule about invalid values.
template <typename T>
class Setting {
 public:
  Setting() = default;

  [[nodiscard]] static Setting known(T value, Span span, Origin origin = Origin::Directive) {
    Setting s(State::Known, span, origin);
    s.value_ = std::move(value);
    return s;
  }
  [[nodiscard]] static Setting unknown(Span span, Origin origin = Origin::Directive) {
    return Setting(State::Unknown, span, origin);
  }
  // `reason` completes "`VALUE` is ..." for the user: `not a time limit`.
  [[nodiscard]] static Setting invalid(Span span, std::string reason, Origin origin = Origin::Directive) {
    Setting s(State::Invalid, span, origin);
    s.reason_ = std::move(reason);
    return s;
  }

  [[nodiscard]] bool absent() const { return state_ == State::Absent; }
  [[nodiscard]] bool known() const { return state_ == State::Known; }
  [[nodiscard]] bool unknown() const { return state_ == State::Unknown; }
  [[nodiscard]] bool invalid() const { return state_ == State::Invalid; }

  // Only where known().
  [[nodiscard]] const T& value() const {
    assert(known());
    return *value_;
  }
  [[nodiscard]] T value_or(T fallback) const { return known() ? *value_ : std::move(fallback); }
  // Where the value stands (the word that holds it); empty where absent or not from the file.
  [[nodiscard]] Span span() const { return span_; }
  [[nodiscard]] Origin origin() const { return origin_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  enum class State : std::uint8_t { Absent, Known, Unknown, Invalid };
  Setting(State state, Span span, Origin origin) : span_(span), state_(state), origin_(origin) {}

  std::optional<T> value_;
  std::string reason_;
  Span span_;
  State state_ = State::Absent;
  Origin origin_ = Origin::SlurmDefault;
};

}  // namespace sbatchlint
