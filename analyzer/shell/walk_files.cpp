// Files that a command writes, submits, sources or runs.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "shell/language.h"
#include "shell/walker.h"

namespace sbatchlint {
namespace {

constexpr WrapperRow kSbatch{.name = "sbatch", .payload = Payload::Step, .tool = Tool::Sbatch};

constexpr auto kScriptEndings =
    std::to_array<std::string_view>({".sh", ".bash", ".sbatch", ".slurm", ".slm", ".job", ".sl", ".zsh", ".ksh"});

bool has_script_name(std::string_view path) {
  return std::ranges::any_of(kScriptEndings, [path](std::string_view ending) { return path.ends_with(ending); });
}

// Text that is a shell script, by its first line or else by its name.
bool is_shell_script(std::string_view text, std::string_view path) {
  if (text.starts_with("#!")) return is_posix_like(language_of(text));
  return has_script_name(path);
}

// Files whose purpose is to set up programs, not to change what the script has set.
constexpr auto kSetupFiles =
    std::to_array<std::string_view>({"activate", "bashrc", "profile", "conda", "lmod", "modules", "setvars", "env",
                                     "init", "/etc/", "toolchain", "GMXRC", "OpenFOAM", "spack", "venv", "setup"});

bool is_setup_file(std::string_view path) {
  return std::ranges::any_of(kSetupFiles,
                             [path](std::string_view part) { return path.find(part) != std::string_view::npos; });
}

// `./x.sh` is `x.sh`.
std::string_view plain_path(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path;
}

// The path of a file that lies beside the script: `"$SCRIPT_DIR/lib.sh"` is `lib.sh`.
std::optional<std::string> path_beside(const Word& word) {
  if (word.known()) return std::string(plain_path(word.text));
  const bool unknown_folder =
      word.alternatives.empty() && word.holes.size() == 1 && word.holes.front().at == 0 && word.text.starts_with('/');
  if (!unknown_folder) return {};
  return word.text.substr(1);
}

// The lines above the first command; what no person writes is cut.
std::string header_of(std::string_view text) {
  constexpr std::size_t kLongest = 16 * 1024;
  std::size_t at = 0;
  while (at < std::min(text.size(), kLongest)) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first != std::string_view::npos && line[first] != '#') break;
    at += line.size() + 1;
  }
  return std::string(text.substr(0, std::min(at, kLongest)));
}

bool reads_arguments(std::string_view text) {
  constexpr auto kSigns =
      std::to_array<std::string_view>({"$@", "$*", "$#", "${@", "${*", "${#", "getopt", "shift", "argv"});
  if (std::ranges::any_of(kSigns, [text](std::string_view sign) { return text.find(sign) != std::string_view::npos; }))
    return true;
  for (std::size_t at = text.find('$'); at < text.size() && at + 2 < text.size(); at = text.find('$', at + 1)) {
    const char next = text[at + 1] == '{' ? text[at + 2] : text[at + 1];
    if ('1' <= next && next <= '9') return true;
  }
  return false;
}

SubmittedFile submission_of(std::size_t command, std::string_view text) {
  return {.command = command, .header = header_of(text), .reads_arguments = reads_arguments(text)};
}

}  // namespace

// Runs a file in the shell itself (`source`) or in one of its own, if it can be read.
void Walker::follow_file(const Simple& simple, std::size_t word, bool isolated) {
  const std::optional<std::string> path = path_beside(simple.words[word]);
  const NodeId source = simple.sources[word];
  std::optional<ShellText> text;
  if (tree_.kind(source) == Kind::ProcessSubstitution) {
    const std::optional<Word> output = expand_.output(source);
    if (output && output->known()) text.emplace().append(output->text, unit_.place(source));
  } else if (path) {
    const auto written = run_.written.find(*path);
    if (written != run_.written.end()) {
      text = written->second;
    } else if (run_.options.read_beside && run_.followed < kMaxFollowed) {
      const std::optional<std::string> file = run_.options.read_beside(*path);
      const bool usable = file && file->size() <= kMaxNestedBytes && file->find('\0') == std::string::npos &&
                          (!isolated || is_shell_script(*file, *path));
      if (usable) {
        text.emplace().append(*file, run_.script.commands[simple.index].span);
        run_.script.followed.push_back(run_.script.commands[simple.index].span);
      }
    }
  }
  if (text) {
    run_.script.commands[simple.index].chain.back().wrapper = true;
    const Environment::Id parameters = run_.environment.id("@");
    const Value before = run_.environment.value(parameters);
    const std::size_t first = std::min(word + 1, simple.chain.links.back().end);
    const bool has_own = isolated || first < simple.chain.links.back().end;
    if (has_own) {
      run_.environment.set(parameters, Value::array({simple.words.begin() + static_cast<std::ptrdiff_t>(first),
                                                     simple.words.begin() +
                                                         static_cast<std::ptrdiff_t>(simple.chain.links.back().end)}));
    }
    follow(run_, std::move(*text), {.via = Via::SourcedFile, .command = simple.index, .isolated = isolated});
    if (has_own) run_.environment.set(parameters, before);
  } else if (!isolated && run_.live && !is_setup_file(simple.words[word].text)) {
    run_.environment.forget_all();
  }
}

// What echo, printf and cat write: into the next command of a pipeline, or into a file.
void Walker::note_output(const Simple& simple) {
  const Link& last = simple.chain.links.back();
  const bool piped = run_.context.pipeline && !run_.context.pipeline_last;
  if (simple.chain.links.size() != 1 || (!piped && simple.redirects.empty())) {
    if (last.name != "tee") return;
  }
  if (last.name == "cat" || last.name == "tee") {
    const bool reads_input =
        last.name == "tee" || last.program + 1 == last.end || simple.words[last.program + 1].is("-");
    std::optional<ShellText> input = reads_input ? input_of(simple) : std::nullopt;
    if (!input) return;
    note_written(simple, *input);
    if (piped) run_.output = std::move(*input);
  } else if (last.name == "echo" || last.name == "printf") {
    std::size_t from = last.program + 1;
    while (from < last.end && (simple.words[from].is("-e") || simple.words[from].is("-n"))) ++from;
    if (from == last.end) return;
    // A format that writes its one argument as it stands.
    const bool formats = last.name == "printf" && last.end - from == 2 && simple.words[from].text.starts_with("%");
    ShellText text = text_of(simple, from + (formats ? 1 : 0), last.end);
    note_written(simple, text);
    if (piped) run_.output = std::move(text);
  }
}

// A script that is written becomes a script of its own, and may be run or submitted later.
void Walker::note_written(const Simple& simple, const ShellText& text) {
  const Command& command = run_.script.commands[simple.index];
  const Word* target = nullptr;
  bool appends = false;
  for (const Redirect& redirect : command.redirects) {
    appends = redirect.op == ">>" || redirect.op == "1>>";
    if (appends || redirect.op == ">" || redirect.op == "1>" || redirect.op == ">|") target = &redirect.target;
  }
  if (command.last().name == "tee" && !command.last().args.empty()) target = &command.last().args.back();
  if (target == nullptr || !is_shell_script(text.bytes(), target->text)) return;
  if (target->known()) {
    ShellText& file = run_.written[std::string(plain_path(target->text))];
    if (!appends) file = ShellText();
    const Span end = {.begin = command.span.end, .end = command.span.end};
    if (file.bytes().size() + text.bytes().size() < kMaxNestedBytes) {
      file.append(text);
      if (!text.bytes().ends_with('\n')) file.append("\n", end);
    }
  }
  if (text.bytes().starts_with("#!")) add_nested(text, Via::WrittenScript, simple.index);
}

void Walker::add_nested(const ShellText& text, Via via, std::size_t command) {
  run_.script.nested.push_back(
      {.via = via, .command = command, .text = std::string(text.bytes()), .offsets = text.offsets()});
}

// sbatch FILE: a file that the script wrote, or one beside it.
void Walker::note_submission(const Simple& simple, const Word& file) {
  const std::optional<std::string> path = path_beside(file);
  if (!path || run_.script.submissions.size() >= kMaxSubmissions) return;
  if (const auto written = run_.written.find(*path); written != run_.written.end()) {
    run_.script.submissions.push_back(submission_of(simple.index, written->second.bytes()));
  } else if (run_.options.read_beside) {
    if (const std::optional<std::string> text = run_.options.read_beside(*path))
      run_.script.submissions.push_back(submission_of(simple.index, *text));
  }
}

// sbatch --wrap=TEXT, sbatch <<EOF
void Walker::submit(const Simple& simple) {
  const Link& last = simple.chain.links.back();
  std::optional<ShellText> text;
  std::size_t at = last.program + 1;
  for (; at < last.end && !text; ++at) {
    const std::string_view word = simple.words[at].known_prefix();
    if (!word.starts_with('-') || word.size() < 2) break;
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const bool wraps = name.size() >= 4 && std::string_view("--wrap").starts_with(name);
    if (wraps && equals != std::string_view::npos) {
      text = text_of(simple, at, at + 1);
      text->remove_front(equals + 1);
    } else if (wraps && at + 1 < last.end) {
      text = text_of(simple, at + 1, at + 2);
    } else if (equals == std::string_view::npos) {
      at += value_words(kSbatch, {}, name);
    }
  }
  if (!text && at < last.end) return note_submission(simple, simple.words[at]);
  const bool wraps = text.has_value();
  if (!text) text = input_of(simple);
  if (!text || text->empty()) return;
  if (run_.script.submissions.size() < kMaxSubmissions)
    run_.script.submissions.push_back(wraps ? SubmittedFile{.command = simple.index}
                                            : submission_of(simple.index, text->bytes()));
  run_.script.commands[simple.index].chain.back().wrapper = true;
  add_nested(*text, Via::SubmittedScript, simple.index);
}

}  // namespace sbatchlint
