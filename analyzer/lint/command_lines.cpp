#include "lint/command_lines.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "job/look_alikes.h"
#include "lint/nested.h"
#include "options/getopt.h"
#include "slurm/directives.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kShebang = "#!/bin/sh\n";
constexpr std::string_view kMarker = "#SBATCH";
// What decides whether a request is allowed. More GPUs than these lines say make no request better.
constexpr std::string_view kUnknownScript =
    "#SBATCH --partition={{x}} --qos={{x}} --account={{x}} --time={{x}} --nodes={{x}} --ntasks={{x}}\n"
    "#SBATCH --constraint={{x}} --nodelist={{x}} --mem={{x}} --cpus-per-task={{x}}\n";

std::optional<Tool> tool_of(std::string_view name) {
  if (name == "sbatch") return Tool::Sbatch;
  if (name == "srun") return Tool::Srun;
  if (name == "salloc") return Tool::Salloc;
  return std::nullopt;
}

// Writes a directive and where its bytes stand in the file.
class DirectiveWriter {
 public:
  explicit DirectiveWriter(CommandLine& line) : line_(line) {}

  void add(std::string_view text) {
    line_.text += text;
    line_.offsets.resize(line_.text.size(), 0);
  }

  void add_word(const Word& word, std::string_view source) {
    put(' ', word.span.begin);
    const bool writable = word.text.find_first_of("\n\r") == std::string::npos && !word.text.empty();
    if (!word.alternatives.empty() || !writable || !word.holes.empty()) {
      const std::string_view prefix = writable && word.alternatives.empty() ? word.known_prefix() : "";
      add_text(prefix, word, source);
      for (const char c : kUnknownText) put(c, word.span.end - 1);
      return;
    }
    const bool quoted = word.text.find_first_of(" \t\"'\\#") != std::string::npos;
    if (quoted) put('"', word.span.begin);
    add_text(word.text, word, source);
    if (quoted) put('"', word.span.end - 1);
  }

  void finish() {
    const std::uint32_t end = line_.offsets.empty() ? 0 : line_.offsets.back() + 1;
    line_.text += '\n';
    line_.offsets.resize(line_.text.size() + 1, end);
  }

 private:
  void put(char c, std::uint32_t at) {
    line_.text += c;
    line_.offsets.push_back(at);
  }

  void add_text(std::string_view text, const Word& word, std::string_view source) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      // Quotes and backslashes of the shell stand between; where more does, the word as a whole is the place.
      while (at < source.size() && source[at] != text[i] && std::string_view("\"'\\").find(source[at]) < 3) ++at;
      const bool here = at < source.size() && source[at] == text[i];
      const std::uint32_t begin = i == 0 ? word.span.begin : word.span.end - 1;
      const std::uint32_t place = here ? word.span.begin + static_cast<std::uint32_t>(at) : begin;
      if (text[i] == '"' || text[i] == '\\') put('\\', place);
      put(text[i], place);
      if (here) ++at;
    }
  }

  CommandLine& line_;
};

bool is_number(const Word& word) {
  return word.known() && !word.text.empty() &&
         std::ranges::all_of(word.text, [](char c) { return '0' <= c && c <= '9'; });
}

// How many of the words are read: the options, and a word behind them that was meant to be part of one.
std::size_t count_options(Tool tool, Release release, std::span<const Word> words,
                          std::span<const std::string_view> plugins) {
  const ParsedOptions parsed = parse_options(tool, release, words, plugins);
  const std::size_t stop = parsed.stopped_at.value_or(words.size()) - (parsed.double_dash ? 1 : 0);
  const std::size_t sure = parsed.uncertain_from.value_or(words.size());
  if (sure <= stop) {
    // `srun -n $N prog`: the option goes with its value.
    const auto takes = [sure](const ParsedOption& option) { return option.word < sure && option.value_word >= sure; };
    const auto option = std::ranges::find_if(parsed.options, takes);
    return option == parsed.options.end() ? sure : option->word;
  }
  if (stop >= words.size() || parsed.double_dash || !words[stop].known()) return stop;
  const Word& next = words[stop];
  const auto look_alike = look_alike_at(next.text);
  const bool is_dash = look_alike && look_alike->kind == LookAlikeKind::Dash;
  const bool is_file = next.text.find_first_of("./") != std::string::npos;
  const bool is_value_apart = stop > 0 && !is_file && words[stop - 1].known() && words[stop - 1].text.ends_with('=');
  const bool is_optional_value = stop > 0 && is_number(next) && !parsed.options.empty() &&
                                 parsed.options.back().word + 1 == stop && !parsed.options.back().value &&
                                 parsed.options.back().spec->argument == ArgumentKind::Optional;
  return stop + (is_dash || is_value_apart || is_optional_value ? 1 : 0);
}

// The directives of the script that the command submits; nothing where they are not known.
std::optional<std::string> directives_of(const Job& job, std::size_t command) {
  const auto found = std::ranges::find(job.script.submissions, command, &SubmittedFile::command);
  if (found == job.script.submissions.end()) return std::nullopt;
  const SourceText source({}, found->header);
  const Directives directives = read_directives(source, job.request.release, Placeholders::Holes);
  if (directives.components.size() != 1 || directives.error || !directives.template_lines.empty()) return std::nullopt;
  std::string lines;
  for (const DirectiveLine& line : directives.lines) {
    if (source.slice(line.span).find('$') != std::string_view::npos) return std::nullopt;
    lines += source.slice(line.span);
    lines += '\n';
  }
  return lines;
}

}  // namespace

std::vector<CommandLine> command_lines(const Job& job) {
  std::vector<CommandLine> lines;
  const std::vector<std::string_view> plugins(job.site.plugin_options.begin(), job.site.plugin_options.end());
  const bool in_job = job.is_batch_script();
  for (const Call& call : job.calls()) {
    const Invocation& invocation = call.invocation();
    const auto tool = tool_of(invocation.name);
    if (!tool || invocation.uncertain || invocation.args.empty() || lines.size() >= kCommandLines) continue;
    const Via via = call.command->via;
    if (via == Via::ErrorRecovery || via == Via::SourcedFile) continue;
    const std::span<const Word> words(invocation.args);
    const std::size_t count = count_options(*tool, job.request.release, words, plugins);
    if (count == 0) continue;
    CommandLine& line = lines.emplace_back();
    line.tool = *tool;
    line.allocates = *tool == Tool::Sbatch || !in_job;
    DirectiveWriter writer(line);
    writer.add(kShebang);
    if (*tool == Tool::Sbatch) {
      const auto command = static_cast<std::size_t>(call.command - job.script.commands.data());
      writer.add(directives_of(job, command).value_or(std::string(kUnknownScript)));
    }
    writer.add(kMarker);
    line.begin = static_cast<std::uint32_t>(line.text.size());
    for (const Word& word : words.first(count)) writer.add_word(word, job.source.slice(word.span));
    writer.finish();
  }
  return lines;
}

bool applies_to(const CommandLine& line, const Rule& rule) {
  switch (rule.command_lines) {
    case CommandLines::No: return false;
    case CommandLines::Values: return true;
    case CommandLines::Requests: return line.allocates;
  }
  return false;
}

void place_in_file(std::vector<Diagnostic>& findings, const CommandLine& line) {
  std::erase_if(findings, [&line](const Diagnostic& finding) { return finding.span.begin < line.begin; });
  for (Diagnostic& finding : findings) {
    std::erase_if(finding.related, [&line](const Related& related) { return related.span.begin < line.begin; });
    std::erase_if(finding.fixes, [&line](const Fix& fix) {
      return std::ranges::any_of(fix.edits, [&line](const Edit& edit) { return edit.span.begin < line.begin; });
    });
  }
  move_to_outer(findings, line.offsets);
}

}  // namespace sbatchlint
