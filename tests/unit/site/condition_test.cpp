#include <optional>
#include <string>
#include <string_view>

#include "site/condition.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

// partition gpu or fat, qos by default, 120 minutes, 2 nodes, an unreadable account, nothing said of features.
Facts sample() {
  using State = FactValue::State;
  Facts facts;
  facts[Fact::Partition] = {.state = State::Known, .given = true, .number = 0, .texts = {"gpu", "fat"}};
  facts[Fact::Qos] = {.state = State::Known, .given = false, .number = 0, .texts = {"normal"}};
  facts[Fact::Account] = {.state = State::Unknown, .given = true, .number = 0, .texts = {}};
  facts[Fact::TimeMinutes] = {.state = State::Known, .given = true, .number = 120, .texts = {}};
  facts[Fact::Nodes] = {.state = State::Known, .given = true, .number = 2, .texts = {}};
  facts[Fact::BeginSet] = {.state = State::Known, .given = true, .number = 1, .texts = {}};
  facts[Fact::Interactive] = {.state = State::Known, .given = false, .number = 0, .texts = {}};
  return facts;
}

Truth answer(std::string_view text) {
  const auto condition = compile_condition(text);
  REQUIRE(condition.ok());
  return evaluate(condition.value(), sample());
}

}  // namespace

TEST_CASE("a condition answers true, false or unknown") {
  struct Row {
    std::string_view text;
    Truth truth;
  };
  const auto row = GENERATE(values<Row>({
      {"nodes == 2", Truth::True},
      {"nodes != 2", Truth::False},
      {"time_minutes < 120", Truth::False},
      {"time_minutes <= 120", Truth::True},
      {"time_minutes > 119", Truth::True},
      {"time_minutes >= 121", Truth::False},
      {"nodes in [1, 2]", Truth::True},
      {"nodes in [3]", Truth::False},
      {"qos == 'normal'", Truth::True},
      {"qos in [\"a\", \"normal\"]", Truth::True},
      {"qos set", Truth::False},
      {"qos unset", Truth::True},
      {"account set", Truth::True},
      {"account == 'x'", Truth::Unknown},
      {"account != 'x'", Truth::Unknown},
      {"partition has 'fat'", Truth::True},
      {"partition has 'cpu'", Truth::False},
      {"partition == 'gpu'", Truth::Unknown},
      {"partition in ['gpu', 'fat', 'cpu']", Truth::True},
      {"partition in ['cpu']", Truth::False},
      {"partition != 'cpu'", Truth::True},
      {"features has 'nvme'", Truth::False},
      {"features == 'nvme'", Truth::Unknown},
      {"mem_mb > 1", Truth::Unknown},
      {"mem_mb unset", Truth::True},
      {"begin_set", Truth::True},
      {"interactive", Truth::False},
      {"not interactive and begin_set", Truth::True},
      {"account == 'x' and nodes == 3", Truth::False},
      {"account == 'x' and nodes == 2", Truth::Unknown},
      {"account == 'x' or nodes == 2", Truth::True},
      {"account == 'x' or nodes == 3", Truth::Unknown},
      {"not account == 'x'", Truth::Unknown},
      {"nodes == 3 and nodes == 2 or nodes == 2", Truth::True},
      {"nodes == 3 and (nodes == 2 or nodes == 2)", Truth::False},
      {"not not nodes==2", Truth::True},
  }));
  CAPTURE(row.text);
  CHECK(answer(row.text) == row.truth);
}

TEST_CASE("no condition always holds") { CHECK(holds(Condition{}, sample())); }

TEST_CASE("what is wrong with a condition is said with its place") {
  struct Row {
    std::string_view text;
    std::string_view message;
    std::string_view place;
  };
  const auto row = GENERATE(values<Row>({
      {"", "the condition ends too early", ""},
      {"partitin == 'gpu'", "there is no fact `partitin`; did you mean `partition`?", "partitin"},
      {"nodes = 2", "behind `nodes` stands one of ==, !=, <, <=, >, >=, in, has, set, unset", "="},
      {"nodes == '2'", "`nodes` is compared with a whole number", "'2'"},
      {"nodes == 2h", "`nodes` is compared with a whole number", "2h"},
      {"nodes == 99999999999999999999", "`nodes` is compared with a whole number", "99999999999999999999"},
      {"qos == normal", "`qos` is compared with a text in quotes", "normal"},
      {"qos < 'a'", "`qos` is a text: it is compared with == and !=", "<"},
      {"nodes has 2", "`nodes` is a number and has no words", "has"},
      {"qos in 'a'", "behind `in` stands a list: ['a', 'b']", "'a'"},
      {"qos in ['a'", "a list is not closed", ""},
      {"qos == 'a", "a quote is not closed", "'a"},
      {"(nodes == 2", "a bracket is not closed", ""},
      {"nodes == 2)", "`)` is one word too many", ")"},
      {"nodes == 2 and", "the condition ends too early", ""},
      {"and nodes == 2", "there is no fact `and`", "and"},
      {"&& nodes == 2", "`&` stands where a fact is expected", "&"},
  }));
  CAPTURE(row.text);
  const auto condition = compile_condition(row.text);
  REQUIRE_FALSE(condition.ok());
  CHECK(condition.error().message.substr(0, row.message.size()) == row.message);
  REQUIRE(condition.error().place.has_value());
  const Span place = *condition.error().place;
  CHECK(row.text.substr(place.begin, place.size()) == row.place);
}

TEST_CASE("conditions without end are refused") {
  CHECK_FALSE(compile_condition(std::string(5000, ' ')).ok());
  CHECK_FALSE(compile_condition(std::string(40, '(') + "begin_set" + std::string(40, ')')).ok());
  std::string nots;
  for (int i = 0; i < 40; ++i) nots += "not ";
  CHECK_FALSE(compile_condition(nots + "begin_set").ok());
  std::string ands = "begin_set";
  for (int i = 0; i < 200; ++i) ands += " and begin_set";
  const auto many = compile_condition(ands);
  REQUIRE(many.ok());
  CHECK(holds(many.value(), sample()));
}

TEST_CASE("the vocabulary is that of the documentation") {
  CHECK(condition_vocabulary().size() == kFactCount);
  for (const FactRow& row : condition_vocabulary()) CHECK_FALSE(row.meaning.empty());
}

}  // namespace sbatchlint
