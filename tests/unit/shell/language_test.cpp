#include "shell/language.h"

#include <string_view>

#include "support/catch.hpp"

using sbatchlint::Language;
using sbatchlint::language_of;

TEST_CASE("the shebang decides on the language") {
  struct Row {
    std::string_view script;
    Language language;
  };
  const auto row = GENERATE(values<Row>({
      {"#!/bin/bash\n", Language::Bash},
      {"#!/bin/bash -l", Language::Bash},
      {"#! /usr/bin/env -S A=1 bash -l\n", Language::Bash},
      {"#!/bin/sh\r\n", Language::Sh},
      {"#!/usr/bin/zsh\n", Language::Zsh},
      {"#!/usr/bin/env python3.11\n", Language::Python},
      {"#!/usr/bin/Rscript\n", Language::R},
      {"#!/bin/tcsh -f\n", Language::Csh},
      {"#!/usr/bin/env nix-shell\n#!nix-shell -i bash -p gromacs\nsrun x\n", Language::Bash},
      {"#!/usr/bin/env nix-shell\n#! nix-shell -p python3 -i python3\n", Language::Python},
      {"#!/usr/bin/env nix-shell\nsrun -i bash\n", Language::Other},
      {"#!/home/me/bin/rc\n", Language::Other},
      {"echo no shebang\n", Language::Bash},
      {"\xEF\xBB\xBF#!/bin/zsh\n", Language::Zsh},
      {"", Language::Bash},
  }));
  CAPTURE(row.script);
  CHECK(language_of(row.script) == row.language);
}
