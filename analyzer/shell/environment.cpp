#include "shell/environment.h"

#include <algorithm>
#include <utility>

namespace sbatchlint {
namespace {

const Value kOutside;
const Value kUnknown = Value::unknown();

// All values together; beyond it nothing more is remembered. A script of the wild needs some kilobytes.
constexpr std::size_t kMaxBytes = std::size_t{4} << 20;

std::size_t bytes_of(const Value& value) {
  std::size_t bytes = sizeof(Value);
  for (const Word& word : value.words) {
    bytes += sizeof(Word) + word.text.size() + word.holes.size() * sizeof(Hole);
    for (const std::string& other : word.alternatives) bytes += sizeof(std::string) + other.size();
  }
  return bytes;
}

}  // namespace

Environment::Environment() {
  // Whatever it is, it is a shell to log in to.
  set("SHELL", Value::scalar({.text = "/bin/bash", .span = {}, .holes = {}, .alternatives = {}}));
  set("BASH", Value::scalar({.text = "/bin/bash", .span = {}, .holes = {}, .alternatives = {}}));
}

Environment::Id Environment::id(std::string_view name) {
  if (const auto found = ids_.find(name); found != ids_.end()) return found->second;
  const auto fresh = static_cast<Id>(current_.size());
  ids_.emplace(names_.emplace_back(name), fresh);
  current_.push_back(&kOutside);
  return fresh;
}

void Environment::set_to(Id id, const Value* value) {
  trail_.push_back({id, current_[id]});
  current_[id] = value;
}

void Environment::set(Id id, Value value) {
  if (value.state == Value::State::Unknown) return set_to(id, &kUnknown);
  value_bytes_ += bytes_of(value);
  if (value_bytes_ > kMaxBytes) return set_to(id, &kUnknown);
  set_to(id, &values_.emplace_back(std::move(value)));
}

void Environment::forget_all() {
  for (Id id = 0; id < current_.size(); ++id) {
    if (current_[id]->state != Value::State::Outside) set_to(id, &kUnknown);
  }
}

void Environment::roll_back(Mark mark) {
  while (trail_.size() > mark) {
    current_[trail_.back().id] = trail_.back().before;
    trail_.pop_back();
  }
}

void Branches::end_way(bool arrives) {
  if (arrives) {
    for (std::size_t i = start_; i < environment_.trail_.size(); ++i) {
      const Environment::Id id = environment_.trail_[i].id;
      outcomes_.push_back({id, ways_, environment_.current_[id]});
    }
    ++ways_;
  }
  environment_.roll_back(start_);
}

void Branches::join() {
  const auto place = [](const Outcome& outcome) { return std::pair(outcome.id, outcome.way); };
  std::ranges::sort(outcomes_, {}, place);
  const auto same = [&place](const Outcome& a, const Outcome& b) { return place(a) == place(b); };
  outcomes_.erase(std::unique(outcomes_.begin(), outcomes_.end(), same), outcomes_.end());
  for (std::size_t i = 0; i < outcomes_.size();) {
    const Environment::Id id = outcomes_[i].id;
    std::size_t next = i + 1;
    Value value = *outcomes_[i].value;
    for (; next < outcomes_.size() && outcomes_[next].id == id; ++next)
      value = sbatchlint::join(value, *outcomes_[next].value);
    if (next - i < ways_) value = sbatchlint::join(value, environment_.value(id));
    environment_.set(id, std::move(value));
    i = next;
  }
}

}  // namespace sbatchlint
