// The variables of the script at one point of its execution, with what branches change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shell/value.h"

namespace sbatchlint {

class Environment {
 public:
  using Id = std::uint32_t;
  using Mark = std::size_t;

  Environment();

  [[nodiscard]] Id id(std::string_view name);
  [[nodiscard]] const Value& value(Id id) const { return *current_[id]; }
  [[nodiscard]] const Value& value(std::string_view name) { return value(id(name)); }
  void set(Id id, Value value);
  void set(std::string_view name, Value value) { set(id(name), std::move(value)); }

  // Everything the script has set becomes unknown: something that cannot be read may have set it anew.
  void forget_all();

  // A position to come back to. What is set after it is undone by roll_back().
  [[nodiscard]] Mark mark() const { return trail_.size(); }
  void roll_back(Mark mark);

 private:
  friend class Branches;
  struct Change {
    Id id;
    const Value* before;
  };

  void set_to(Id id, const Value* value);

  std::deque<std::string> names_;
  std::unordered_map<std::string_view, Id> ids_;
  std::vector<const Value*> current_;  // by id
  std::deque<Value> values_;           // whatever was ever set
  std::size_t value_bytes_ = 0;
  std::vector<Change> trail_;
};

// The ways that execution may take between two points. Each begins with the variables as they were at the first.
//   Branches branches(environment);
//   ...walk one way...   branches.end_way(true);
//   ...walk another...   branches.end_way(true);
//   branches.join();
class Branches {
 public:
  explicit Branches(Environment& environment) : environment_(environment), start_(environment.mark()) {}

  // `arrives`: execution gets to the second point this way (it does not `exit` on it).
  void end_way(bool arrives);
  // The variables as they may be at the second point.
  void join();

 private:
  struct Outcome {
    Environment::Id id;
    std::size_t way;
    const Value* value;
  };

  Environment& environment_;
  Environment::Mark start_;
  std::size_t ways_ = 0;  // that arrive
  std::vector<Outcome> outcomes_;
};

}  // namespace sbatchlint
