#include "options/getopt.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

// Words as they stand in a file, one blank between them.
std::vector<Word> words_of(const std::vector<std::string>& texts) {
  std::vector<Word> words;
  std::uint32_t at = 0;
  for (const std::string& text : texts) {
    const auto end = at + static_cast<std::uint32_t>(text.size());
    words.push_back({.text = text, .span = {.begin = at, .end = end}, .holes = {}, .alternatives = {}});
    at = end + 1;
  }
  return words;
}

std::string_view mark_of(OptionErrorKind kind) {
  switch (kind) {
    case OptionErrorKind::Unknown: return "unknown";
    case OptionErrorKind::Ambiguous: return "ambiguous";
    case OptionErrorKind::MissingValue: return "missing";
    case OptionErrorKind::UnexpectedValue: return "unexpected";
  }
  return {};
}

// "time=5 ntasks=2 | unknown:foo | stops at 3"
std::string summary(const ParsedOptions& parsed) {
  std::string text;
  std::size_t shown = 0;
  const auto show_options = [&](std::size_t end) {
    for (; shown < end; ++shown) {
      const ParsedOption& option = parsed.options[shown];
      if (!text.empty()) text += ' ';
      text += option.spec->name;
      if (option.value) text += "=" + option.value->text;
    }
  };
  for (const OptionError& error : parsed.errors) {
    show_options(error.parsed_before);
    if (!text.empty()) text += ' ';
    text += "!" + std::string(mark_of(error.kind)) + ":" + std::string(error.name);
  }
  show_options(parsed.options.size());
  if (parsed.stopped_at) text += "|" + std::to_string(*parsed.stopped_at);
  if (parsed.uncertain_from) text += "?" + std::to_string(*parsed.uncertain_from);
  return text;
}

std::string read(const std::vector<std::string>& texts, Release release = Release::V26_05) {
  const std::vector<Word> words = words_of(texts);
  return summary(parse_options(Tool::Sbatch, release, words));
}

}  // namespace

TEST_CASE("options are read as getopt_long reads them") {
  struct Row {
    std::vector<std::string> words;
    std::string_view expected;
  };
  const auto row = GENERATE(values<Row>({
      {{}, ""},
      {{"--time=5"}, "time=5"},
      {{"--time", "5"}, "time=5"},
      {{"--time="}, "time="},
      {{"--time", "--mem"}, "time=--mem"},
      {{"--time", "--"}, "time=--"},
      {{"-t5"}, "time=5"},
      {{"-t", "5"}, "time=5"},
      {{"-t=5"}, "time==5"},
      {{"--part=x"}, "partition=x"},
      {{"--time-m=5"}, "time-min=5"},
      {{"--tim=5"}, "!ambiguous:tim"},
      {{"--hold"}, "hold"},
      {{"-H"}, "hold"},
      {{"-Hn2"}, "hold ntasks=2"},
      {{"-Hn", "2", "-H"}, "hold ntasks=2 hold"},
      {{"-time=5"}, "time=ime=5"},
      {{"--exclusive"}, "exclusive"},
      {{"--exclusive=user"}, "exclusive=user"},
      {{"--exclusive", "user", "-H"}, "exclusive|1"},
      {{"-k"}, "no-kill"},
      {{"-koff"}, "no-kill=off"},
      {{"-H", "job.sh", "-H"}, "hold|1"},
      {{"-H", "-", "-H"}, "hold|1"},
      {{"-H", "", "-H"}, "hold|1"},
      {{"-H", "--", "-H"}, "hold|2"},
      {{"-H", "--"}, "hold"},
      {{"--foo=1", "-H"}, "!unknown:foo hold"},
      {{"--n=1"}, "!ambiguous:n"},
      {{"--hold=yes", "-n", "1"}, "!unexpected:hold ntasks=1"},
      {{"-n"}, "!missing:n"},
      {{"--ntasks"}, "!missing:ntasks"},
      {{"-HZn1"}, "hold !unknown:Z ntasks=1"},
      {{"---time=5"}, "!unknown:-time"},
      {{"--=5"}, "!ambiguous:"},
      {{"--TIME=5"}, "!unknown:TIME"},
  }));
  CAPTURE(row.words);
  CHECK(read(row.words) == row.expected);
}

TEST_CASE("a prefix means what the release knows") {
  // Slurm 23.02 brought --tres-bind and --tres-per-task.
  CHECK(read({"--tres-p=gpu:1"}, Release::V22_05) == "!unknown:tres-p");
  CHECK(read({"--tres-p=gpu:1"}, Release::V26_05) == "tres-per-task=gpu:1");
  // Until 23.02 --exp could be --export or --export-file; an exact name is never ambiguous.
  CHECK(read({"--exp=ALL"}, Release::V22_05) == "!ambiguous:exp");
  CHECK(read({"--export=ALL"}, Release::V22_05) == "export=ALL");
}

TEST_CASE("an option knows where it stands") {
  const std::vector<Word> words = words_of({"-Hn2", "--part=ab", "--mem", "4G"});
  const ParsedOptions parsed = parse_options(Tool::Sbatch, Release::V26_05, words);
  REQUIRE(parsed.options.size() == 4);
  const ParsedOption& hold = parsed.options[0];
  const ParsedOption& ntasks = parsed.options[1];
  const ParsedOption& partition = parsed.options[2];
  const ParsedOption& mem = parsed.options[3];

  CHECK(hold.by_letter);
  CHECK_FALSE(hold.clustered);
  CHECK(hold.span == Span{0, 2});

  CHECK(ntasks.clustered);
  CHECK(ntasks.span == Span{2, 4});
  CHECK(ntasks.name_span == Span{2, 3});
  CHECK(ntasks.value->span == Span{3, 4});

  CHECK(partition.abbreviated);
  CHECK(partition.span == Span{5, 14});
  CHECK(partition.name_span == Span{5, 11});
  CHECK(partition.value->span == Span{12, 14});
  CHECK(partition.word == 1);

  CHECK_FALSE(mem.abbreviated);
  CHECK(mem.span == Span{15, 23});
  CHECK(mem.name_span == Span{15, 20});
  CHECK(mem.value->span == Span{21, 23});
  CHECK(mem.value_word == 3);
}

TEST_CASE("a mistake knows where it stands") {
  const std::vector<Word> words = words_of({"--foo=3", "-HZ", "--hold=1", "-n"});
  const ParsedOptions parsed = parse_options(Tool::Sbatch, Release::V26_05, words);
  REQUIRE(parsed.errors.size() == 4);
  CHECK(parsed.errors[0].span == Span{0, 5});
  CHECK(parsed.errors[0].parsed_before == 0);
  CHECK(parsed.errors[1].span == Span{10, 11});
  CHECK(parsed.errors[1].parsed_before == 1);
  CHECK(parsed.errors[2].spec->name == "hold");
  CHECK(parsed.errors[3].spec->name == "ntasks");
  CHECK(parsed.errors[3].word == 3);
}

TEST_CASE("plugins add long options with an optional value") {
  constexpr std::array<std::string_view, 2> kPlugins = {"container-image", "time-out"};
  const auto read_with_plugins = [&](const std::vector<std::string>& texts) {
    const std::vector<Word> words = words_of(texts);
    return summary(parse_options(Tool::Sbatch, Release::V26_05, words, kPlugins));
  };
  CHECK(read_with_plugins({"--container-image=x", "-H"}) == "hold");
  CHECK(read_with_plugins({"--container-image", "-H"}) == "hold");
  CHECK(read_with_plugins({"--container-im", "-H"}) == "hold");
  CHECK(read_with_plugins({"--time=5"}) == "time=5");
  CHECK(read_with_plugins({"--time-o"}) == "");
  CHECK(read_with_plugins({"--part=x"}) == "partition=x");
  CHECK(read_with_plugins({"--cont=x"}) == "!ambiguous:cont");
}

TEST_CASE("what is not known stays a guess") {
  const auto with_hole = [](std::vector<std::string> texts, std::size_t word, std::uint32_t at, bool splits) {
    std::vector<Word> words = words_of(texts);
    words[word].holes.push_back({.at = at, .splits = splits});
    return summary(parse_options(Tool::Sbatch, Release::V26_05, words));
  };
  // `--gres=gpu:$N`: the option is sure, its value is not.
  CHECK(with_hole({"--gres=gpu:", "-H"}, 0, 11, false) == "gres=gpu: hold");
  // Unquoted, it may be several words.
  CHECK(with_hole({"--gres=gpu:", "-H"}, 0, 11, true) == "gres=gpu: hold?1");
  // `$OPTIONS -H`
  CHECK(with_hole({"", "-H"}, 0, 0, true) == "hold?0");
  // `"$X" -H`: most likely the first bare word.
  CHECK(with_hole({"", "-H"}, 0, 0, false) == "|0?0");
  // `--$NAME=5`
  CHECK(with_hole({"--=5", "-H"}, 0, 2, false) == "hold?0");
  // `-n $N -H`
  CHECK(with_hole({"-n", "", "-H"}, 1, 0, true) == "ntasks= hold?1");
}

TEST_CASE("an end is put to options beyond count") {
  const std::vector<Word> words = words_of({"-" + std::string(kMostParsedOptions + 10, 'H'), "-n", "2"});
  const ParsedOptions parsed = parse_options(Tool::Sbatch, Release::V26_05, words);
  CHECK(parsed.options.size() == kMostParsedOptions);
  CHECK(parsed.uncertain_from.has_value());
}

TEST_CASE("srun and salloc have tables of their own") {
  const std::vector<Word> words = words_of({"--mpi=pmix", "--pty", "bash"});
  CHECK(summary(parse_options(Tool::Srun, Release::V26_05, words)) == "mpi=pmix pty|2");
  CHECK(summary(parse_options(Tool::Sbatch, Release::V26_05, words)) == "!unknown:mpi !unknown:pty|2");
  CHECK(summary(parse_options(Tool::Salloc, Release::V26_05, words)) == "!unknown:mpi !unknown:pty|2");
}

}  // namespace sbatchlint
