#include "job/log_name.h"

#include "job/gpu_use.h"
#include "job/shebang.h"
#include "support/catch.hpp"

#include <cstdint>
#include <optional>
#include <string>

using sbatchlint::device_count;
using sbatchlint::LogName;
using sbatchlint::shebang_asks_for;
using sbatchlint::ShellMode;
using sbatchlint::SourceText;
using sbatchlint::Word;

TEST_CASE("a log name tells the tasks of an array apart, or not") {
  struct Row {
    std::string name;
    bool own;
  };
  const auto row = GENERATE(values<Row>({{"x.out", false},
                                         {"x_%A.out", false},
                                         {"x_%x_%u_%N.out", false},
                                         {"x%%a.out", false},
                                         {"x_%z.out", false},
                                         {"x_%", false},
                                         {"x_%a.out", true},
                                         {"x_%04a.out", true},
                                         {"x_%A_%a.out", true},
                                         {"%j.out", true},
                                         {"%J", true}}));
  CAPTURE(row.name);
  const Word word{.text = row.name};
  CHECK(LogName(word).is_own_for_each_task() == row.own);
}

TEST_CASE("something may be added to a log name in front of its suffix") {
  struct Row {
    std::string name;
    std::size_t at;
  };
  const auto row =
      GENERATE(values<Row>({{"train.out", 5}, {"train", 5}, {"v1.2/train", 10}, {".log", 4}, {"a.b/c.d.err", 7}}));
  CAPTURE(row.name);
  const Word word{.text = row.name};
  CHECK(LogName(word).suffix() == row.at);
}

TEST_CASE("none in any case and /dev/null are no log") {
  const Word none{.text = "None"};
  const Word null{.text = "/dev/null"};
  const Word other{.text = "none.out"};
  CHECK(LogName(none).is_discarded());
  CHECK(LogName(null).is_discarded());
  CHECK_FALSE(LogName(other).is_discarded());
}

TEST_CASE("the shebang's options are read one by one") {
  struct Row {
    std::string line;
    bool login;
    bool exits;
  };
  const auto row = GENERATE(values<Row>({{"#!/bin/bash\n", false, false},
                                         {"#!/bin/bash -l\n", true, false},
                                         {"#!/bin/bash --login\n", true, false},
                                         {"#!/bin/bash -le\n", true, true},
                                         {"#! /bin/bash -e\n", false, true},
                                         {"#!/usr/bin/env bash\n", false, false},
                                         {"#!/opt/my-login/bash\n", false, false},
                                         {"echo -l\n", false, false}}));
  CAPTURE(row.line);
  const SourceText source("job.sh", row.line);
  CHECK(shebang_asks_for(source, ShellMode::LoginOrInteractive) == row.login);
  CHECK(shebang_asks_for(source, ShellMode::ExitOnError) == row.exits);
}

TEST_CASE("a list of devices is counted, anything else is not") {
  struct Row {
    std::string value;
    std::optional<std::uint64_t> count;
  };
  const auto row = GENERATE(values<Row>({{"0", 1},
                                         {"0,1,2", 3},
                                         {"0,", 1},
                                         {"", {}},
                                         {"-1", {}},
                                         {"GPU-abc", 1},
                                         {"MIG-a,MIG-b", 2},
                                         {"GPU", {}},
                                         {",0", {}},
                                         {"0,,1", {}}}));
  CAPTURE(row.value);
  CHECK(device_count(Word{.text = row.value}) == row.count);
}
