// The one language for "when": policies and rules of a site, and whoever else grades a request, ask the same questions
// in the same words. `partition in ['gpu', 'gpu-shared'] and not (time_minutes <= 60 or qos == 'debug')`.
//
//   condition  = all { "or" all }
//   all        = one { "and" one }
//   one        = "not" one | "(" condition ")" | test
//   test       = FACT ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) LITERAL
//              | FACT "in" "[" LITERAL { "," LITERAL } "]"
//              | FACT "has" LITERAL | FACT "set" | FACT "unset" | FACT        (the last for yes-or-no facts)
//   LITERAL    = whole number | 'text' | "text"
//
// No functions, no arithmetic. Every answer is true, false or unknown, joined as Kleene has it (`false and unknown` is
// false); whoever acts on a condition acts on true alone, so that what is not known never fires.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace sbatchlint {

// What can be asked of a request; in the order of their names in condition_vocabulary().
enum class Fact : std::uint8_t {
  Partition,
  Qos,
  Account,
  TimeMinutes,
  Nodes,
  Tasks,
  Cpus,
  Gpus,
  GpuType,
  GpusPerNode,
  MemMb,
  ArraySize,
  Features,
  BeginSet,
  Interactive,
};
inline constexpr std::size_t kFactCount = static_cast<std::size_t>(Fact::Interactive) + 1;

// Texts: one or several words, any of which may hold (a job may run in any partition of its list). YesNo: a number that
// is 0 or 1.
enum class FactKind : std::uint8_t { Texts, Number, YesNo };

struct FactRow {
  std::string_view name;  // "time_minutes"
  FactKind kind = FactKind::Texts;
  std::string_view meaning;  // one sentence for the documentation
};

// One row a fact, in the order of `Fact`.
[[nodiscard]] std::span<const FactRow> condition_vocabulary();

// What is known of one fact. `given`: the request says it itself (also in a way that nobody can read); a default of the
// site or of Slurm makes it Known and leaves `given` false.
struct FactValue {
  enum class State : std::uint8_t { Absent, Known, Unknown };
  State state = State::Absent;
  bool given = false;
  std::uint64_t number = 0;        // kUnlimited where there is no limit
  std::vector<std::string> texts;  // sorted by nothing, as written
};
inline constexpr std::uint64_t kUnlimited = UINT64_MAX;

struct Facts {
  std::array<FactValue, kFactCount> values;

  [[nodiscard]] FactValue& operator[](Fact fact) { return values[static_cast<std::size_t>(fact)]; }
  [[nodiscard]] const FactValue& operator[](Fact fact) const { return values[static_cast<std::size_t>(fact)]; }
};

enum class Truth : std::uint8_t { False, Unknown, True };

// One step of a compiled condition, for a stack of answers.
struct ConditionStep {
  enum class Kind : std::uint8_t { And, Or, Not, Equal, Less, LessOrEqual, In, Has, Set, Yes };
  Kind kind = Kind::Yes;
  Fact fact = Fact::Partition;
  std::vector<std::uint64_t> numbers;  // literals of a number
  std::vector<std::string> texts;      // literals of a text
};

// A compiled condition. An empty one (the default) always holds.
struct Condition {
  std::string text;
  std::vector<ConditionStep> steps;
};

// Fails for what is not in the grammar, a name that is no fact (the nearest one is offered), a literal of the wrong
// kind, an ordering of texts, over 4,096 bytes and over 16 levels of brackets and `not`s. Error::place lies in `text`.
[[nodiscard]] Result<Condition> compile_condition(std::string_view text);

// `== != in` of a text fact with several words: true where all of them are among the literals, false where none is,
// else unknown. `has`: one of them is the literal. `set`: the request says it itself; `unset`: it does not. Any
// comparison with what is absent is unknown.
[[nodiscard]] Truth evaluate(const Condition& condition, const Facts& facts);

// evaluate() is True.
[[nodiscard]] bool holds(const Condition& condition, const Facts& facts);

}  // namespace sbatchlint
