// Words to arguments, by CLI11. Only the options of the subcommand at hand are set up: start-up counts.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <iterator>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "grade/results.h"
#include "hosts/cli/arguments.h"
#include "hosts/cli/command_help.h"
#include "hosts/cli/version.h"
#include "output/emitter.h"
#include "text/nearest.h"

namespace sbatchlint::cli {
namespace {

using Outcome = std::variant<Arguments, Exit>;
using Words = std::vector<std::string>;

Exit mistake(std::string message) { return {.status = kFailed, .text = std::move(message)}; }

Exit help(std::string text) { return {.status = kClean, .text = std::move(text)}; }

// A word of the command line and what it stands for.
template <typename T>
struct Choice {
  std::string_view word;
  T value{};
};

// "auto, always, never"
template <typename T>
std::string words_of(std::span<const Choice<T>> choices) {
  std::string words;
  for (const Choice<T>& choice : choices) {
    if (!words.empty()) words += ", ";
    words += choice.word;
  }
  return words;
}

// "; did you mean `text`?", or nothing.
std::string suggestion(std::string_view written, std::span<const std::string_view> candidates) {
  const auto near = nearest(written, candidates);
  return near ? "; did you mean `" + std::string(*near) + "`?" : "";
}

std::string unknown_option(const CLI::App& app, const std::string& word) {
  const std::string written = word.substr(0, word.find('='));
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return "unknown option `" + written + "`" + suggestion(written, candidates);
}

// Parses what stands behind the subcommand's name; nothing where the options are now filled in.
std::optional<Exit> parse_with(CLI::App& app, Words words) {
  app.allow_extras();
  std::ranges::reverse(words);  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    return help(app.help());
  } catch (const CLI::ParseError& error) {
    return mistake(error.what());
  }
  Words rest = app.remaining();
  std::erase(rest, "--");
  if (rest.empty()) return std::nullopt;
  if (rest.front().starts_with('-')) return mistake(unknown_option(app, rest.front()));
  return mistake("one argument too many: `" + rest.front() + "`");
}

// A repeatable option with one value at a time: a file name behind it stays a file name.
CLI::Option* add_list(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                      const std::string& about) {
  return app.add_option(name, values, about)->expected(1)->take_all()->allow_extra_args(false);
}

void add_submit_options(CLI::App& app, SubmitArguments& submit) {
  const std::string group = "What the script is meant for";
  app.add_option("--site", submit.site, "site profile: a built-in name or a file (SBATCHLINT_SITE)")
      ->type_name("NAME|FILE")
      ->group(group);
  app.add_option("--slurm-version", submit.slurm_version, "release of Slurm, instead of the site's")
      ->type_name("V")
      ->group(group);
  add_list(app, "--sbatch-arg", submit.sbatch_args, "an argument of sbatch before the script (repeatable)")
      ->type_name("ARG")
      ->group(group);
  app.add_flag("--use-environment", submit.use_environment, "read SBATCH_* variables, as sbatch would")->group(group);
  app.add_option("--now", submit.now, "the time of submission, UTC: 2026-11-23T02:45:00")
      ->type_name("TIME")
      ->group(group);
}

void add_config_options(CLI::App& app, ConfigArguments& config) {
  const std::string group = "Configuration";
  app.add_option("--config", config.file, "this file, instead of the nearest .sbatchlint.toml")
      ->type_name("FILE")
      ->group(group);
  app.add_flag("--no-config", config.none, "no configuration file at all")->group(group);
}

// An option that takes one of a few words.
template <typename T>
CLI::Option* add_choice(CLI::App& app, const std::string& name, T& target, std::span<const Choice<T>> choices,
                        const std::string& about) {
  const auto read = [name, &target, choices](const std::string& word) {
    const auto found = std::ranges::find(choices, word, &Choice<T>::word);
    if (found == choices.end()) throw CLI::ValidationError(name, "`" + word + "` is none of " + words_of(choices));
    target = found->value;
  };
  return app.add_option_function<std::string>(name, read, about + ": " + words_of(choices));
}

constexpr Choice<When> kWhen[] = {{"auto", When::Auto}, {"always", When::Always}, {"never", When::Never}};
constexpr Choice<std::optional<Threshold>> kThresholds[] = {{"error", Threshold{Level::Error}},
                                                            {"warning", Threshold{Level::Warning}},
                                                            {"note", Threshold{Level::Note}},
                                                            {"never", Threshold{}}};
constexpr Choice<RulesArguments::Format> kRulesFormats[] = {{"text", RulesArguments::Format::Text},
                                                            {"json", RulesArguments::Format::Json},
                                                            {"markdown", RulesArguments::Format::Markdown}};

void add_color_option(CLI::App& app, When& color) {
  add_choice<When>(app, "--color", color, kWhen, "colours")->type_name("WHEN")->group("Output");
}

using ReadWord = std::function<void(const std::string&)>;

ReadWord read_jobs(unsigned& jobs) {
  return [&jobs](const std::string& word) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), jobs);
    const bool whole = error == std::errc() && end == word.data() + word.size();
    if (!whole || jobs == 0) throw CLI::ValidationError("--jobs", "`" + word + "` is no number of jobs");
  };
}

// 1000, 64k, 8M, 1GiB; units are powers of 1024.
ReadWord read_size(std::size_t& size) {
  return [&size](const std::string& word) {
    std::string bytes = word;
    const bool readable = CLI::AsSizeValue(false)(bytes).empty();
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), size);
    if (!readable || error != std::errc() || end != bytes.data() + bytes.size()) {
      throw CLI::ValidationError("--max-file-size", "`" + word + "` is no size: say 8M");
    }
  };
}

// SB201=error
Result<LevelOverride> read_override(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals != std::string::npos) {
    const std::optional<Level> level = parse_level(std::string_view(text).substr(equals + 1));
    if (level) return LevelOverride{.selector = text.substr(0, equals), .level = *level};
  }
  return Error{.message = "--level takes RULE=LEVEL with error, warning, note or off, not `" + text + "`", .place = {}};
}

// sarif=report.sarif
Result<FormatChoice> read_format(const std::string& text) {
  FormatChoice choice{.format = text.substr(0, text.find('=')), .file = {}};
  if (choice.format.size() < text.size()) choice.file = text.substr(choice.format.size() + 1);
  if (find_emitter(choice.format) != nullptr) return choice;
  std::vector<std::string_view> names;
  for (const Emitter& emitter : emitters()) names.push_back(emitter.name);
  return Error{.message = "no format is called `" + choice.format + "`" + suggestion(choice.format, names),
               .place = {}};
}

// "text, concise, json"
std::string format_names() {
  std::string names;
  for (const Emitter& emitter : emitters()) names += (names.empty() ? "" : ", ") + std::string(emitter.name);
  return names;
}

// Reads each text into `values`; the first error.
template <typename T>
std::optional<Exit> read_all(const Words& texts, Result<T> (*read)(const std::string&), std::vector<T>& values) {
  for (const std::string& text : texts) {
    Result<T> value = read(text);
    if (!value) return mistake(value.error().message);
    values.push_back(std::move(value).value());
  }
  return std::nullopt;
}

// commit=abc123
Result<std::pair<std::string, std::string>> read_property(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals != std::string::npos && equals > 0) return std::pair(text.substr(0, equals), text.substr(equals + 1));
  return Error{.message = "--sarif-property takes KEY=VALUE, not `" + text + "`", .place = {}};
}

// The texts of options that need more than CLI11's conversions.
struct CheckTexts {
  Words formats;
  Words levels;
  Words properties;
};

void add_fix_options(CLI::App& app, CheckArguments& arguments) {
  const std::string group = "Fixes";
  const auto set = [&arguments](FixMode mode) {
    return [&arguments, mode](std::int64_t) { arguments.fix = std::max(arguments.fix, mode); };
  };
  app.add_flag_function("--fix", set(FixMode::Write), "write the safe fixes; of standard input, to standard output")
      ->group(group);
  app.add_flag_function("--diff", set(FixMode::Show), "print what --fix would write, as a patch")->group(group);
  app.add_option("--add-suppressions", arguments.add_suppressions,
                 "write a comment that silences every finding, and why")
      ->type_name("REASON")
      ->group(group);
  app.add_flag("--unsafe-fixes", arguments.unsafe_fixes, "with --fix or --diff: also fixes that may be unwanted")
      ->group(group);
}

std::optional<Exit> check_config(const ConfigArguments& config) {
  if (!config.file || !config.none) return std::nullopt;
  return mistake("--config and --no-config exclude each other");
}

void add_new_options(CLI::App& app, CheckArguments& arguments) {
  const std::string group = "Only what is new";
  app.add_option("--baseline", arguments.baseline, "report only what this file lacks")->type_name("FILE")->group(group);
  app.add_option("--write-baseline", arguments.write_baseline, "accept what is found now: write it to this file")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--since", arguments.since, "report only lines that changed since this revision of git")
      ->type_name("REV")
      ->group(group);
}

// The reason of --add-suppressions stands in a comment; the error, if any.
std::optional<Exit> check_reason(CheckArguments& arguments) {
  if (!arguments.add_suppressions) return std::nullopt;
  std::string& reason = *arguments.add_suppressions;
  reason = CLI::detail::trim(reason);
  if (reason.empty() || reason.find_first_of("\r\n") != std::string::npos) {
    return mistake("--add-suppressions takes a reason of one line");
  }
  if (arguments.fix == FixMode::Write) return mistake("--add-suppressions and --fix exclude each other");
  if (arguments.fix == FixMode::None) arguments.fix = FixMode::Write;
  return std::nullopt;
}

// What no single option can tell.
std::optional<Exit> check_together(const CheckArguments& arguments) {
  if (arguments.unsafe_fixes && arguments.fix == FixMode::None) {
    return mistake("--unsafe-fixes says which fixes to make: add --fix or --diff");
  }
  const auto prints = [](const FormatChoice& choice) { return !choice.file; };
  if (arguments.fix == FixMode::Show && std::ranges::any_of(arguments.formats, prints)) {
    return mistake("--diff prints a patch: write reports to files with --format F=FILE");
  }
  return std::nullopt;
}

void add_sarif_options(CLI::App& app, CheckArguments& arguments, CheckTexts& texts) {
  const std::string group = "SARIF";
  SarifOptions& sarif = arguments.sarif;
  app.add_option("--sarif-category", sarif.category, "what code scanning tells this run from others by")
      ->type_name("NAME")
      ->group(group);
  app.add_flag("--sarif-open-only", sarif.open_only, "without what is silenced, accepted or settled: for GitHub")
      ->group(group);
  app.add_flag("--sarif-times", arguments.sarif_times, "with the times of the run's beginning and end")->group(group);
  app.add_flag("--sarif-no-root", sarif.no_root, "without the folder that file names start from")->group(group);
  app.add_flag("--sarif-one-line", sarif.one_line, "without layout; as from 2,000 results on")->group(group);
  add_list(app, "--sarif-property", texts.properties, "a property of the run (repeatable)")
      ->type_name("KEY=VALUE")
      ->group(group);
}

void add_check_options(CLI::App& app, CheckArguments& arguments, CheckTexts& texts) {
  const std::string rules = "Rules";
  const std::string output = "Output";
  app.add_option("PATH", arguments.paths, "scripts and folders; `-` is standard input; default: this folder");
  app.add_option("--stdin-filename", arguments.stdin_filename, "what standard input is called in findings")
      ->type_name("NAME");
  app.add_option_function<std::string>("--jobs", read_jobs(arguments.jobs), "how many files to check at a time")
      ->type_name("N");
  app.add_option_function<std::string>("--max-file-size", read_size(arguments.max_file_size),
                                       "larger files are not read; default 8M")
      ->type_name("SIZE");
  add_submit_options(app, arguments.submit);
  add_config_options(app, arguments.config);
  add_list(app, "--select", arguments.selection.select, "only these: codes, names, groups (SB2), ALL")
      ->delimiter(',')
      ->type_name("RULE,...")
      ->group(rules);
  add_list(app, "--ignore", arguments.selection.ignore, "all but these")
      ->delimiter(',')
      ->type_name("RULE,...")
      ->group(rules);
  add_list(app, "--level", texts.levels, "error, warning, note or off for a rule")
      ->delimiter(',')
      ->type_name("RULE=LEVEL,...")
      ->group(rules);
  app.add_flag("--pedantic", arguments.selection.pedantic, "also rules that are off, and what is less sure")
      ->group(rules);
  app.add_flag("--markdown", arguments.markdown, "scripts within documents; implied by .md, .rst and .adoc");
  app.add_flag("--no-follow", arguments.no_follow, "do not read the files that a script sources or runs");
  app.add_flag("--if-any", arguments.if_any, "of all paths only batch scripts; none at all is clean: for hooks");
  add_choice<std::optional<Threshold>>(app, "--fail-on", arguments.fail_on, kThresholds, "exit status 1 from here on")
      ->type_name("LEVEL")
      ->group(rules);
  add_fix_options(app, arguments);
  add_new_options(app, arguments);
  add_list(app, "--format", texts.formats, format_names() + "; F=FILE writes a file (repeatable)")
      ->type_name("F[=FILE]")
      ->group(output);
  add_color_option(app, arguments.color);
  app.add_flag("-q,--quiet", arguments.quiet, "findings only, no summary")->group(output);
  app.add_flag("--show-suppressed", arguments.show_suppressed, "also what was silenced, and why")->group(output);
  app.add_flag("--statistics", arguments.statistics, "how often each rule fired")->group(output);
  add_sarif_options(app, arguments, texts);
}

// A subcommand set up: its options and where their values go. `finish` checks what no single option can.
struct CheckCommand {
  CLI::App app{"Lints Slurm batch scripts.", "sbatchlint check"};
  CheckArguments arguments;
  CheckTexts texts;

  CheckCommand() { add_check_options(app, arguments, texts); }
  std::optional<Exit> finish() {
    if (auto exit = read_all(texts.formats, read_format, arguments.formats)) return exit;
    if (auto exit = read_all(texts.levels, read_override, arguments.selection.levels)) return exit;
    if (auto exit = read_all(texts.properties, read_property, arguments.sarif.properties)) return exit;
    if (auto exit = check_reason(arguments)) return exit;
    if (auto exit = check_together(arguments)) return exit;
    return check_config(arguments.config);
  }
};

struct ExplainCommand {
  CLI::App app{"Explains a rule, or a message of Slurm.", "sbatchlint explain"};
  ExplainArguments arguments;

  ExplainCommand() {
    app.add_option("RULE", arguments.what, "a code (SB201), a name (missing-time), or a message of Slurm")->required();
    add_color_option(app, arguments.color);
  }
  static std::optional<Exit> finish() { return std::nullopt; }
};

struct RulesCommand {
  CLI::App app{"Lists the rules.", "sbatchlint rules"};
  RulesArguments arguments;

  RulesCommand() {
    add_choice<RulesArguments::Format>(app, "--format", arguments.format, kRulesFormats, "how")->type_name("F");
  }
  static std::optional<Exit> finish() { return std::nullopt; }
};

constexpr Choice<Question> kQuestions[] = {
    {"request", Question::Request}, {"commands", Question::Commands}, {"config", Question::Config}};
constexpr Choice<bool> kShowFormats[] = {{"text", false}, {"json", true}};

struct ShowCommand {
  CLI::App app{"Shows what a check works with.", "sbatchlint show"};
  ShowArguments arguments;

  ShowCommand() {
    add_choice<Question>(app, "WHAT", arguments.question, kQuestions, "one of")->type_name("")->required();
    app.add_option("FILE", arguments.paths, "scripts and folders; `-` is standard input");
    add_choice<bool>(app, "--format", arguments.json, kShowFormats, "how; JSON is one line a file")->type_name("F");
    add_submit_options(app, arguments.submit);
    add_config_options(app, arguments.config);
  }
  std::optional<Exit> finish() const {
    if (arguments.question != Question::Config && arguments.paths.empty()) return mistake("FILE is required");
    return check_config(arguments.config);
  }
};

constexpr Choice<bool> kHookActions[] = {{"install", false}, {"uninstall", true}};

struct HookCommand {
  CLI::App app{"The git pre-commit hook of this repository: lints what is staged.", "sbatchlint hook"};
  HookArguments arguments;

  HookCommand() {
    add_choice<bool>(app, "ACTION", arguments.uninstall, kHookActions, "one of")->type_name("")->required();
  }
  static std::optional<Exit> finish() { return std::nullopt; }
};

constexpr Choice<std::string_view> kShells[] = {{"bash", "bash"}, {"zsh", "zsh"}, {"fish", "fish"}, {"man", "man"}};

struct CompletionsCommand {
  CLI::App app{"Prints the completions of a shell, or the manual page.", "sbatchlint completions"};
  CompletionsArguments arguments;
  std::string_view shell;

  CompletionsCommand() {
    add_choice<std::string_view>(app, "SHELL", shell, kShells, "one of")->type_name("")->required();
  }
  std::optional<Exit> finish() {
    arguments.shell = shell;
    return std::nullopt;
  }
};

constexpr Choice<SiteAction> kSiteActions[] = {{"list", SiteAction::List},
                                               {"show", SiteAction::Show},
                                               {"check", SiteAction::Check},
                                               {"import", SiteAction::Import},
                                               {"export", SiteAction::Export}};

struct SiteCommand {
  CLI::App app{"Site profiles: what there is, what one says, whether it holds together, and how to make one.",
               "sbatchlint site"};
  SiteArguments arguments;

  SiteCommand() {
    add_choice<SiteAction>(app, "WHAT", arguments.action, kSiteActions, "one of")->type_name("")->required();
    app.add_option("NAME", arguments.name, "a profile's name or file; for import the name it is to have");
    app.add_option("--from", arguments.from, "import: a folder with saved output instead of a live cluster")
        ->type_name("DIR");
    app.add_flag("--lua", arguments.lua, "export: a table for job_submit.lua, on standard output");
  }
  std::optional<Exit> finish() const {
    if (arguments.action != SiteAction::List && arguments.name.empty()) return mistake("NAME is required");
    if (arguments.action != SiteAction::Import && arguments.from) return mistake("--from belongs to `site import`");
    if ((arguments.action == SiteAction::Export) != arguments.lua) return mistake("it is `site export NAME --lua`");
    return std::nullopt;
  }
};

constexpr Choice<Tool> kTools[] = {{"sbatch", Tool::Sbatch}, {"srun", Tool::Srun}, {"salloc", Tool::Salloc}};

struct SubmitCommand {
  CLI::App app{
      "Lints what is to be submitted, then goes on as the real sbatch; refuses what a site's rules forbid.\n"
      "The first word that is none of these options, or what stands behind `--`, begins sbatch's command line.",
      "sbatchlint submit"};
  SubmitDoorArguments arguments;

  SubmitCommand() {
    app.add_option("SBATCH_ARGS", arguments.words, "sbatch's options, the script and its arguments");
    app.add_flag("--sealed", arguments.sealed, "sbatch reads the very bytes that were linted");
    app.add_option("--force", arguments.force, "submit whatever is found, where the site permits it; is logged")
        ->type_name("REASON");
    app.add_flag("--decide", arguments.decide, "submit nothing: status 0 may go, 1 refused, 3 is on a pipe, unread");
    add_choice<Tool>(app, "--tool", arguments.tool, kTools, "whose command line it is")->type_name("TOOL");
    app.add_option("--sbatch", arguments.sbatch, "the real program; default: the next one on PATH")->type_name("FILE");
    app.add_option("--door", arguments.door, "what the log calls this door")->type_name("NAME");
    app.add_flag("--input-was-read", arguments.input_was_read,
                 "standard input is at its end: begin anew if it is a file");
    app.add_option("--site", arguments.submit.site, "site profile, unless this machine's binds (SBATCHLINT_SITE)")
        ->type_name("NAME|FILE");
    app.add_option("--now", arguments.submit.now, "the time of submission, UTC: 2026-11-23T02:45:00")
        ->type_name("TIME");
    add_config_options(app, arguments.config);
    add_choice<std::optional<Threshold>>(app, "--fail-on", arguments.fail_on, kThresholds, "refuse from here on")
        ->type_name("LEVEL");
    add_color_option(app, arguments.color);
  }
  std::optional<Exit> finish() const {
    if (arguments.door.empty() || arguments.door.find_first_of(" \t\r\n\"=") != std::string::npos) {
      return mistake("--door takes one word");
    }
    return check_config(arguments.config);
  }
};

// How many of the words are options of `submit` itself; exact names only, so that sbatch's own options need no `--`.
std::size_t count_own(const CLI::App& app, const Words& words) {
  std::size_t at = 0;
  while (at < words.size() && words[at].starts_with("--") && words[at] != "--") {
    const std::string name = words[at].substr(0, words[at].find('='));
    const CLI::Option* option = app.get_option_no_throw(name);
    if (option == nullptr) break;
    const bool value_follows = option->get_expected_max() > 0 && name == words[at];
    at += value_follows ? 2 : 1;
  }
  return std::min(at, words.size());
}

// sbatch's words are kept as they are: no option parser but sbatch's own may touch them.
Outcome parse_submit(const Words& words) {
  SubmitCommand command;
  const auto end = words.begin() + static_cast<std::ptrdiff_t>(count_own(command.app, words));
  if (auto exit = parse_with(command.app, Words(words.begin(), end))) return std::move(*exit);
  if (auto exit = command.finish()) return std::move(*exit);
  const bool dashes = end != words.end() && *end == "--";
  command.arguments.words.assign(dashes ? end + 1 : end, words.end());
  return Arguments(std::move(command.arguments));
}

constexpr Choice<GradeLayout> kLayouts[] = {{"auto", GradeLayout::Auto},
                                            {"folders", GradeLayout::Folders},
                                            {"flat", GradeLayout::Flat},
                                            {"student", GradeLayout::Student}};

// csv=grades.csv
Result<FormatChoice> read_grade_format(const std::string& text) {
  FormatChoice choice{.format = text.substr(0, text.find('=')), .file = {}};
  if (choice.format.size() < text.size()) choice.file = text.substr(choice.format.size() + 1);
  std::vector<std::string_view> names;
  for (const GradeFormat& format : grade_formats()) names.push_back(format.name);
  if (std::ranges::find(names, choice.format) != names.end()) return choice;
  return Error{.message = "no format of grades is called `" + choice.format + "`" + suggestion(choice.format, names),
               .place = {}};
}

std::string grade_format_names() {
  std::string names;
  for (const GradeFormat& format : grade_formats()) names += (names.empty() ? "" : ", ") + std::string(format.name);
  return names;
}

struct GradeCommand {
  CLI::App app{"Grades what students hand in, by a rubric.", "sbatchlint grade"};
  GradeArguments arguments;
  Words formats;

  GradeCommand() {
    const std::string output = "Output";
    app.add_option("RUBRIC", arguments.rubric, "the rubric, a TOML file")->type_name("")->required();
    app.add_option("SUBMISSIONS", arguments.submissions, "folders, archives (zip, tar) and scripts");
    app.add_flag("--check", arguments.check, "check the rubric and run its samples; nothing is graded");
    add_choice<GradeLayout>(app, "--layout", arguments.layout, kLayouts, "how the submissions lie")->type_name("L");
    app.add_option("--overrides", arguments.overrides, "what a person decided, with reasons")->type_name("FILE");
    app.add_option("--previous", arguments.previous, "an earlier results.json: say what changed")->type_name("FILE");
    app.add_option("--roster", arguments.roster, "all students, a CSV file: who handed in nothing gets a row")
        ->type_name("FILE");
    app.add_option_function<std::string>("--jobs", read_jobs(arguments.jobs), "how many scripts to analyse at a time")
        ->type_name("N");
    app.add_option_function<std::string>("--max-file-size", read_size(arguments.max_file_size),
                                         "larger scripts are not read; default 8M")
        ->type_name("SIZE");
    add_submit_options(app, arguments.submit);
    add_list(app, "--format", formats, grade_format_names() + "; F=FILE writes a file (repeatable)")
        ->type_name("F[=FILE]")
        ->group(output);
    app.add_option("--out", arguments.out, "a folder for every format, or for those of --format")
        ->type_name("DIR")
        ->group(output);
    app.add_flag("--anonymous", arguments.anonymous, "numbers instead of names")->group(output);
    app.add_flag("-q,--quiet", arguments.quiet, "no progress, no hints")->group(output);
  }
  std::optional<Exit> finish() {
    if (auto exit = read_all(formats, read_grade_format, arguments.formats)) return exit;
    if (arguments.check) return std::nullopt;
    if (arguments.submissions.empty()) return mistake("SUBMISSIONS is required");
    return std::nullopt;
  }
};

template <typename Command>
Outcome parse_words(const Words& words) {
  Command command;
  if (auto exit = parse_with(command.app, words)) return std::move(*exit);
  if (auto exit = command.finish()) return std::move(*exit);
  return Arguments(std::move(command.arguments));
}

CommandHelp help_of(std::string_view name, std::string_view about, const CLI::App& app) {
  CommandHelp help{.name = std::string(name), .about = std::string(about), .options = {}};
  for (const CLI::Option* option : app.get_options()) {
    OptionHelp entry{.names = {},
                     .positional = option->get_positional() ? option->get_name(true) : std::string(),
                     .type = option->get_expected_max() > 0 ? option->get_type_name() : std::string(),
                     .about = option->get_description(),
                     .group = option->get_group()};
    for (const std::string& letter : option->get_snames()) entry.names.push_back("-" + letter);
    for (const std::string& word : option->get_lnames()) entry.names.push_back("--" + word);
    if (entry.names.empty()) entry.type.clear();
    help.options.push_back(std::move(entry));
  }
  return help;
}

template <typename Command>
CommandHelp describe(std::string_view name, std::string_view about) {
  const Command command;
  return help_of(name, about, command.app);
}

struct Subcommand {
  std::string_view name;
  std::string_view about;
  Outcome (*parse)(const Words&) = nullptr;
  CommandHelp (*describe)(std::string_view name, std::string_view about) = nullptr;
};
template <typename Command>
constexpr Subcommand subcommand(std::string_view name, std::string_view about) {
  return {.name = name, .about = about, .parse = parse_words<Command>, .describe = describe<Command>};
}
constexpr std::array kSubcommands = {
    subcommand<CheckCommand>("check", "lint scripts (the default)"),
    subcommand<ExplainCommand>("explain", "the page of a rule"),
    subcommand<RulesCommand>("rules", "all rules"),
    subcommand<ShowCommand>("show", "what a check works with: request, commands, config"),
    subcommand<HookCommand>("hook", "install or uninstall the git pre-commit hook"),
    subcommand<CompletionsCommand>("completions", "for bash, zsh or fish; `man` prints the manual page"),
    subcommand<SiteCommand>("site", "site profiles: list, show, check, import, export"),
    Subcommand{.name = "submit",
               .about = "lint, then submit: a door in front of sbatch",
               .parse = parse_submit,
               .describe = describe<SubmitCommand>},
    subcommand<GradeCommand>("grade", "grade what students hand in, by a rubric"),
};

std::string overview() {
  std::string text =
      "A linter for Slurm batch scripts\nUsage: sbatchlint [check] [OPTIONS] [PATH...]\n\nSubcommands:\n";
  for (const Subcommand& subcommand : kSubcommands) {
    text += "  " + std::string(subcommand.name);
    text.append(13 - subcommand.name.size(), ' ');
    text += std::string(subcommand.about) + '\n';
  }
  return text + "\n`sbatchlint SUBCOMMAND --help` lists its options.\n";
}

}  // namespace

std::variant<Arguments, Exit> parse_command_line(const std::vector<std::string>& words) {
  if (words.empty()) return parse_words<CheckCommand>({});
  const std::string& first = words.front();
  if (first == "--help" || first == "-h") return help(overview());
  if (first == "--version" || first == "-V") return help("sbatchlint " + std::string(kVersion) + "\n");
  const auto* named = std::ranges::find(kSubcommands, first, &Subcommand::name);
  if (named == kSubcommands.end()) return parse_words<CheckCommand>(words);
  return named->parse(Words(words.begin() + 1, words.end()));
}

std::vector<CommandHelp> all_commands() {
  std::vector<CommandHelp> commands;
  commands.reserve(std::size(kSubcommands));
  for (const Subcommand& subcommand : kSubcommands) {
    commands.push_back(subcommand.describe(subcommand.name, subcommand.about));
  }
  return commands;
}

}  // namespace sbatchlint::cli
