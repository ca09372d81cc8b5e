#include "hosts/cli/sbatch_line.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "options/getopt.h"
#include "text/word.h"

namespace sbatchlint::cli {
namespace {

constexpr std::array kReleasesToTry = {kNewestRelease, kOldestRelease};

std::vector<Word> as_words(const std::vector<std::string>& texts) {
  std::vector<Word> words;
  words.reserve(texts.size());
  for (const std::string& text : texts) words.push_back({.text = text, .span = {}, .holes = {}, .alternatives = {}});
  return words;
}

void note_option(const ParsedOption& option, SubmitLine& line) {
  constexpr std::array<std::string_view, 4> kNothing = {"autocomplete", "help", "usage", "version"};
  const std::string_view name = option.spec->name;
  if (std::ranges::find(kNothing, name) != kNothing.end()) line.submits_nothing = true;
  if (name == "wrap" && option.value) line.wrap = option.value->text;
  if (name == "test-only") line.tests_only = true;
  if (name == "job-name") line.names_job = true;
}

// Reads from word `from` on up to the next bare word; its index, or nothing where the words end before.
std::optional<std::size_t> read_part(SubmitLine& line, std::size_t from, Release release) {
  const std::vector<std::string> rest(line.words.begin() + static_cast<std::ptrdiff_t>(from), line.words.end());
  const std::vector<Word> words = as_words(rest);
  const ParsedOptions parsed = parse_options(line.tool, release, words);
  const std::size_t stop = parsed.stopped_at.value_or(rest.size());
  for (const ParsedOption& option : parsed.options) note_option(option, line);
  const std::size_t end = parsed.double_dash ? stop - 1 : stop;
  for (std::size_t i = 0; i < end; ++i) {
    const auto names_it = [i](const OptionError& error) { return error.word == i; };
    if (std::ranges::none_of(parsed.errors, names_it)) line.options.push_back(rest[i]);
  }
  if (!parsed.stopped_at || stop >= rest.size()) return std::nullopt;
  line.double_dash = parsed.double_dash;
  return from + stop;
}

Release release_for(Tool tool, const std::vector<std::string>& texts) {
  const std::vector<Word> words = as_words(texts);
  for (const Release release : kReleasesToTry) {
    if (parse_options(tool, release, words).errors.empty()) return release;
  }
  return kNewestRelease;
}

// A bare word behind an option that nobody knows: the option's value, unless it is a file.
bool is_value_of_unknown(const SubmitLine& line, std::size_t at, Release release, const World& world) {
  if (at == 0 || line.double_dash || !line.words[at - 1].starts_with("--")) return false;
  const std::vector<Word> before = as_words({line.words[at - 1]});
  const ParsedOptions parsed = parse_options(line.tool, release, before);
  const bool unknown = !parsed.errors.empty() && parsed.errors.front().kind == OptionErrorKind::Unknown;
  return unknown && line.words[at - 1].find('=') == std::string::npos &&
         world.kind(script_path(line.words[at], world)) != FileKind::Regular;
}

}  // namespace

SubmitLine read_submit_line(Tool tool, const std::vector<std::string>& words, const World& world) {
  SubmitLine line{.tool = tool, .words = words, .options = {}, .script = {}, .wrap = {}};
  const Release release = release_for(tool, words);
  for (std::size_t from = 0;;) {
    const auto stop = read_part(line, from, release);
    if (!stop) return line;
    if (words[*stop] == ":" && !line.double_dash) {
      line.options.emplace_back(":");  // the next component of a heterogeneous job
    } else if (!is_value_of_unknown(line, *stop, release, world)) {
      line.script = stop;
      return line;
    }
    from = *stop + 1;
  }
}

std::string script_path(const std::string& name, const World& world) {
  if (name.find('/') != std::string::npos || world.kind(name) == FileKind::Regular) return name;
  const std::string path = world.environment("PATH").value_or("");
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find(':', at), path.size());
    std::string file = (end > at ? path.substr(at, end - at) : std::string(".")) + "/" + name;
    if (world.kind(file) == FileKind::Regular) return file;
    at = end + 1;
  }
  return name;
}

}  // namespace sbatchlint::cli
