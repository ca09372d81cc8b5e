// Names, lines and messages with what a terminal acts on: no format hands any of it on, and those for programs lose
// nothing.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "output/display.h"
#include "output/emitter.h"
#include "output/utf8.h"
#include "support/catch.hpp"
#include "unit/output/run_fixture.h"

namespace sbatchlint {
namespace {

// A colour, a window title, CSI in one character, right-to-left, an invisible joiner, a private character above U+FFFF.
constexpr std::string_view kHostile =
    "\x1b[31m\x1b]0;title\x07\x7f \xC2\x9B"
    "31m \xE2\x80\xAE"
    "evil\xE2\x80\xAC \xE2\x81\xA0 \xF3\xB0\x80\x80 \x08\x08";

RunResult hostile_run() {
  const std::string line(kHostile);
  FileResult file =
      file_of("#!/bin/bash\n" + line + "\n", {finding(kMissingTime, {0, 11}, "`{}` is odd", {line})}, line + ".sh");
  Diagnostic& odd = file.diagnostics[0];
  odd.level = Level::Error;
  odd.help = "drop `" + line + "`";
  odd.related.push_back({.span = {12, 14}, .message = "here: " + line});
  odd.fixes.push_back({.title = "Write " + line, .safety = Safety::Safe, .edits = {{.span = {12, 14}, .text = line}}});
  file.suppressed.push_back({.diagnostic = odd, .reason = line, .in_source = true});
  return run_of({file});
}

// The first character of a text that a terminal might act on; 0 where there is none.
char32_t first_hidden(std::string_view text) {
  while (!text.empty()) {
    const Character character = first_character(text);
    const bool is_layout = character.code == '\n' || character.code == '\t' || character.code == '\r';
    if (!is_layout && is_hidden(character.code)) return character.code;
    text.remove_prefix(character.bytes);
  }
  return 0;
}

TEST_CASE("no format hands on what a terminal would act on") {
  const Emitter& emitter = GENERATE(from_range(emitters().begin(), emitters().end()));
  CAPTURE(emitter.name);
  OutputOptions options;
  options.show_suppressed = true;
  options.statistics = true;
  const std::string text = written(emitter.write, hostile_run(), options);
  CHECK(text.size() > 100);
  CHECK(first_hidden(text) == 0);
}

TEST_CASE("JSON keeps every character of a name and a message") {
  const nlohmann::json file = nlohmann::json::parse(written(write_json, hostile_run()))["files"][0];
  CHECK(file["path"] == std::string(kHostile) + ".sh");
  CHECK(file["findings"][0]["message"] == "`" + std::string(kHostile) + "` is odd");
}

}  // namespace
}  // namespace sbatchlint
