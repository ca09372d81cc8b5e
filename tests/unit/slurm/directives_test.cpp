#include "slurm/directives.h"

#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

Directives read(const std::string& script, Release release = Release::V26_05) {
  return read_directives(SourceText("job.sh", script), release);
}

// The words of a header, `|` between them, components on either side of `||`.
std::string words_of(const std::string& lines, Release release = Release::V26_05) {
  const Directives directives = read("#!/bin/sh\n" + lines + "\ntrue\n", release);
  std::string text;
  for (const auto& component : directives.components) {
    if (&component != &directives.components.front()) text += " || ";
    bool first = true;
    for (const Word& word : component) {
      if (!first) text += '|';
      text += word.text;
      first = false;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("a directive is split into words as sbatch splits it") {
  struct Row {
    std::string_view line;
    std::string_view words;
  };
  const auto row = GENERATE(values<Row>({
      {"#SBATCH --time=5", "--time=5"},
      {"#SBATCH --time=5 -n 2", "--time=5|-n|2"},
      {"#SBATCH\t-n\v2\f-H\r", "-n|2|-H"},
      {"#SBATCH--time=5", "--time=5"},
      {"#SBATCHfoo", "foo"},
      {"#SLURM -n 2", "-n|2"},
      {"#SBATCH", ""},
      {"#SBATCH -J 'a b' -H", "-J|a b|-H"},
      {"#SBATCH -J \"a b\"", "-J|a b"},
      {"#SBATCH -J a\"b c\"d'e f'", "-J|ab cde f"},
      {"#SBATCH -J \"it's\"", "-J|it's"},
      {"#SBATCH -J 'a\\'b'", "-J|a'b"},
      {"#SBATCH -J a\\\"b", "-J|a\"b"},
      {"#SBATCH -J a\\\\b", "-J|a\\b"},
      {"#SBATCH -J ab\\", "-J|ab"},
      {"#SBATCH -J $USER -H", "-J|$USER|-H"},
      {"#SBATCH -n 2 # why", "-n|2"},
      {"#SBATCH -J a#b -n 2", "-J|a"},
      {"#SBATCH -J 'a#b' -n 2", "-J|a#b|-n|2"},
      {"#SBATCH -J a\\#b", "-J|a#b"},
      {"#SBATCH -n 2 \"\" -H", "-n|2"},
      {"#SBATCH -J x'' -H", "-J|x|-H"},
      {"#SBATCH -n 2 -- -H", "-n|2|--|-H"},
      {"#SBATCH -n=2:3", "-n=2:3"},
  }));
  CAPTURE(row.line);
  CHECK(words_of(std::string(row.line)) == row.words);
}

TEST_CASE("an escaped blank joins words since 24.05") {
  CHECK(words_of("#SBATCH -J a\\ b -H", Release::V24_05) == "-J|a b|-H");
  CHECK(words_of("#SBATCH -J a\\ b -H", Release::V23_11) == "-J|a|b|-H");
  CHECK(words_of("#SBATCH -J a\\\tb", Release::V26_05) == "-J|a|b");
}

TEST_CASE("words have the span of what is written") {
  const std::string script = "#!/bin/sh\n#SBATCH -J 'a b'#c\n";
  const Directives directives = read(script);
  const auto& words = directives.components.front();
  REQUIRE(words.size() == 2);
  CHECK(words[0].span == Span{18, 20});
  CHECK(words[1].span == Span{21, 26});
  const DirectiveLine& line = directives.lines.front();
  CHECK(line.span == Span{10, 28});
  CHECK(line.line == 1);
  CHECK(line.word_count == 2);
  CHECK(line.comment == Span{26, 28});
  CHECK(line.comment_cuts_word);
}

TEST_CASE("a comment behind a blank cuts no word") {
  const Directives directives = read("#!/bin/sh\n#SBATCH -H # why\n");
  CHECK(directives.lines.front().comment == Span{21, 26});
  CHECK_FALSE(directives.lines.front().comment_cuts_word);
}

TEST_CASE("text behind an empty word is lost") {
  const Directives directives = read("#!/bin/sh\n#SBATCH -H '' -n 2\n");
  CHECK(directives.components.front().size() == 1);
  CHECK(directives.lines.front().dropped == Span{23, 28});
  CHECK_FALSE(directives.lines.front().dropped_by_hetjob);
}

TEST_CASE("components are separated by lines") {
  CHECK(words_of("#SBATCH -n 1\n#SBATCH hetjob\n#SBATCH -n 2") == "-n|1 || -n|2");
  CHECK(words_of("#SBATCH -n 1\n#SBATCH PackJob -n 9\n#SBATCH -n 2\n#SBATCH hetjob") == "-n|1 || -n|2 || ");
  CHECK(words_of("#SBATCH hetjobs") == "hetjobs");
  CHECK(words_of("#SBATCH -n 1 hetjob -n 2\n#SBATCH -n 3") == "-n|1|-n|3");

  const Directives directives = read("#!/bin/sh\n#SBATCH -n 1\n#SBATCH hetjob -H\n#SBATCH -n 2\n");
  REQUIRE(directives.lines.size() == 3);
  CHECK_FALSE(directives.lines[0].hetjob);
  CHECK(directives.lines[1].hetjob);
  CHECK(directives.lines[1].component == 1);
  CHECK(directives.lines[1].dropped == Span{31, 40});
  CHECK(directives.lines[1].dropped_by_hetjob);
  CHECK(directives.lines[2].component == 1);
  CHECK(directives.lines[2].first_word == 0);
}

TEST_CASE("the header ends at the first command") {
  const std::string script =
      "#!/bin/sh\n\n# note\n#SBATCH -n 1\n  \t\ncd x\n#SBATCH -n 2\nx='\n#SBATCH -n 3'\n #SBATCH -n 4\n";
  const Directives directives = read(script);
  CHECK(directives.lines.size() == 1);
  CHECK(directives.header_end == 35U);
  REQUIRE(directives.late.size() == 2);
  CHECK(directives.late[0].line == 6);
  CHECK(directives.late[0].span == Span{40, 52});
  CHECK(directives.late[1].line == 8);
}

TEST_CASE("a script without a command has no end of the header") {
  CHECK_FALSE(read("#!/bin/sh\n#SBATCH -n 1\n").header_end.has_value());
  CHECK(read("#!/bin/sh\n#SBATCH -n 1").lines.front().span == Span{10, 22});
}

TEST_CASE("a line that cannot be split ends the submission") {
  struct Row {
    std::string_view line;
    LineErrorKind kind;
    std::string_view at;
    std::string_view rest;
  };
  const auto row = GENERATE(values<Row>({
      {"#SBATCH -J 'a b", LineErrorKind::UnmatchedQuote, "'", " 'a b"},
      {"#SBATCH -J a\"b", LineErrorKind::UnmatchedQuote, "\"", " a\"b"},
      {"#SBATCH -J 'a\\'", LineErrorKind::UnmatchedQuote, "'", " 'a\\'"},
      {"#SBATCH -n 1 : -n 2", LineErrorKind::UnexpectedColon, ":", " : -n 2"},
      {"#SBATCH :x", LineErrorKind::UnexpectedColon, ":x", ":x"},
  }));
  CAPTURE(row.line);
  const SourceText source("job.sh", "#!/bin/sh\n" + std::string(row.line) + "\n");
  const auto error = read_directives(source, Release::V26_05).error;
  REQUIRE(error.has_value());
  CHECK(error->kind == row.kind);
  CHECK(error->line == 1);
  CHECK(source.slice(error->span) == row.at);
  CHECK(source.slice(error->rest) == row.rest);
}

TEST_CASE("a file may be no script at all") {
  struct Row {
    std::string script;
    std::optional<ScriptFault> fault;
    Span span;
  };
  const auto row = GENERATE(values<Row>({
      {"", ScriptFault::Empty, {0, 0}},
      {" \n\t\n", ScriptFault::OnlyBlank, {0, 0}},
      {std::string(1, '\0') + "#!/bin/sh\n", ScriptFault::OnlyBlank, {0, 0}},
      {"echo\n", ScriptFault::NoShebang, {0, 2}},
      {" #!/bin/sh\n", ScriptFault::NoShebang, {0, 2}},
      {"x", ScriptFault::NoShebang, {0, 1}},
      {"#!/bin/sh\na" + std::string(1, '\0') + "b\n", ScriptFault::NulByte, {11, 12}},
      {"#!/bin/sh\r\n" + std::string(1, '\0'), ScriptFault::NulByte, {11, 12}},
      {"#!/bin/sh\r\ntrue\r\n", ScriptFault::DosLineBreaks, {9, 11}},
      {"#!/bin/sh\ntrue\r\n", ScriptFault::DosLineBreaks, {14, 16}},
      {"#!/bin/sh\rtrue\n", {}, {0, 0}},
      {"#!", {}, {0, 0}},
  }));
  CAPTURE(row.script);
  const Directives directives = read(row.script);
  CHECK(directives.fault == row.fault);
  CHECK(directives.fault_span == row.span);
}

TEST_CASE("lines that were meant to be directives are noticed") {
  struct Row {
    std::string_view line;
    std::optional<NearMissKind> kind;
    std::string_view marker;
  };
  const auto row = GENERATE(values<Row>({
      {" #SBATCH -n 1", NearMissKind::Indented, " #SBATCH"},
      {"# SBATCH -n 1", NearMissKind::Spaced, "# SBATCH"},
      {"##SBATCH -n 1", NearMissKind::Doubled, "##SBATCH"},
      {"#sbatch -n 1", NearMissKind::WrongCase, "#sbatch"},
      {"#SBATCh --time=1", NearMissKind::WrongCase, "#SBATCh"},
      {"#SBTACH --time=1", NearMissKind::Misspelt, "#SBTACH"},
      {"#BATCH --time=1", NearMissKind::Misspelt, "#BATCH"},
      {"#SBACTH --time=1", NearMissKind::Misspelt, "#SBACTH"},
      // Text about directives is none.
      {"# SBATCH directives follow", {}, ""},
      {"#SBTACH", {}, ""},
      {"# sbatch --array=1-9 job.sh", {}, ""},
      {"#BASH -x", {}, ""},
      {"#PBS -l nodes=1", {}, ""},
  }));
  CAPTURE(row.line);
  const SourceText source("job.sh", "#!/bin/sh\n" + std::string(row.line) + "\n");
  const Directives directives = read_directives(source, Release::V26_05);
  CHECK(directives.lines.empty());
  REQUIRE(directives.near_misses.size() == (row.kind ? 1 : 0));
  if (!row.kind) return;
  const NearMiss& miss = directives.near_misses.front();
  CHECK(miss.kind == *row.kind);
  CHECK(miss.line == 1);
  CHECK(source.slice(miss.span) == row.line);
  CHECK(source.slice(miss.marker) == row.marker);
  CHECK(source.slice(miss.text) == row.line.substr(row.marker.size()));
}

TEST_CASE("foreign directives are found, those of LSF first") {
  const auto markers = [](const std::string& script) {
    std::string text;
    for (const DirectiveLine& line : read(script).foreign) {
      text += (line.marker == Marker::Bsub ? "B" : "P") + std::to_string(line.line);
    }
    return text;
  };
  CHECK(markers("#!/bin/sh\n#PBS -l nodes=1\ntrue\n#PBS -N x\n") == "P1P3");
  CHECK(markers("#!/bin/sh\n#PBS -l nodes=1\n#BSUB -n 1\n") == "B2");
  CHECK(markers("#!/bin/sh\n #PBS -l nodes=1\n") == "");
  // Not the first command ends the reading, but the 101st line that is no comment.
  std::string commands;
  for (int i = 0; i < 100; ++i) commands += "true\n";
  CHECK(markers("#!/bin/sh\n" + commands + "#PBS -N x\n") == "P101");
  CHECK(markers("#!/bin/sh\n" + commands + "true\n#PBS -N x\n") == "");
}

TEST_CASE("words are read of any text") {
  const auto words = directive_words(" -n 2 '{{ x }}' # no", 100, Release::V26_05);
  REQUIRE(words.size() == 3);
  CHECK(words[1].text == "2");
  CHECK(words[1].span == Span{104, 105});
  CHECK_FALSE(words[2].known());
}

}  // namespace sbatchlint
