// What the user asked for, one struct a subcommand. Filled by command_line.cpp, the only file that knows how.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lint/diagnostic.h"
#include "lint/selection.h"
#include "options/option_spec.h"
#include "output/emitter.h"

namespace sbatchlint::cli {

enum class When : std::uint8_t { Auto, Always, Never };

// What sbatch would know beside the script, as the user gave it.
struct SubmitArguments {
  std::optional<std::string> site;           // --site: a name or a file
  std::optional<std::string> slurm_version;  // --slurm-version
  std::vector<std::string> sbatch_args;      // --sbatch-arg
  bool use_environment = false;
  std::optional<std::string> now;  // --now
};

// Which configuration counts: what is found, one file, or none.
struct ConfigArguments {
  std::optional<std::string> file;  // --config
  bool none = false;                // --no-config
};

// --fail-on: nothing for `never`.
struct Threshold {
  std::optional<Level> level;
};

// --format F or F=FILE.
struct FormatChoice {
  std::string format;
  std::optional<std::string> file;
};

// --fix writes, --diff shows what would be written.
enum class FixMode : std::uint8_t { None, Write, Show };

struct CheckArguments {
  std::vector<std::string> paths;  // empty: the current directory
  std::string stdin_filename = "<stdin>";
  std::vector<FormatChoice> formats;
  SubmitArguments submit;
  SelectionOptions selection;
  ConfigArguments config;
  std::optional<Threshold> fail_on;  // --fail-on; else the configuration's, else `warning`
  FixMode fix = FixMode::None;
  bool unsafe_fixes = false;
  std::optional<std::string> add_suppressions;  // the reason; written, or shown with FixMode::Show
  std::optional<std::string> baseline;
  std::optional<std::string> write_baseline;
  std::optional<std::string> since;  // a git revision
  bool markdown = false;             // every file is a document, Markdown unless its suffix says otherwise
  bool no_follow = false;            // files that a script sources or runs are left unread
  bool if_any = false;               // of the paths given too only batch scripts, and none at all is clean
  bool show_suppressed = false;      // in text
  unsigned jobs = 0;                 // 0: as many as there are processors
  When color = When::Auto;
  SarifOptions sarif;
  bool sarif_times = false;
  bool quiet = false;
  bool statistics = false;
  std::size_t max_file_size = std::size_t{8} << 20U;
};

struct ExplainArguments {
  std::string what;  // a code, a name, or a message of Slurm
  When color = When::Auto;
};

struct RulesArguments {
  enum class Format : std::uint8_t { Text, Json, Markdown };
  Format format = Format::Text;
};

enum class Question : std::uint8_t { Request, Commands, Config };

struct ShowArguments {
  Question question = Question::Request;
  std::vector<std::string> paths;
  SubmitArguments submit;
  ConfigArguments config;
  bool json = false;
};

struct HookArguments {
  bool uninstall = false;
};

struct CompletionsArguments {
  std::string shell;  // "bash", "zsh", "fish"; "man" for the manual page
};

enum class SiteAction : std::uint8_t { List, Show, Check, Import, Export };

struct SiteArguments {
  SiteAction action = SiteAction::List;
  std::string name;                 // of a site, or a file; for import the site's name, with the folder it is to lie in
  std::optional<std::string> from;  // --from: a folder with saved output of Slurm's commands
  bool lua = false;                 // --lua: the one language there is to export to
};

// sbatchlint submit: what is typed at a door, and how the door is to behave.
struct SubmitDoorArguments {
  Tool tool = Tool::Sbatch;
  std::vector<std::string> words;  // of sbatch, as they are
  SubmitArguments submit;          // site, release and clock
  ConfigArguments config;
  std::optional<Threshold> fail_on;
  std::string door = "submit";        // as the log names it
  bool input_was_read = false;        // standard input has been read before: a file is read from its beginning
  bool decide = false;                // say by the status whether the job may be submitted, and submit nothing
  bool sealed = false;                // sbatch gets the very bytes that were linted
  std::optional<std::string> force;   // the reason
  std::optional<std::string> sbatch;  // the real one
  When color = When::Auto;
};

// How the submissions lie: as the rubric says, or one argument a student.
enum class GradeLayout : std::uint8_t { AsRubric, Auto, Folders, Flat, Student };

struct GradeArguments {
  std::string rubric;
  std::vector<std::string> submissions;
  std::vector<FormatChoice> formats;
  std::optional<std::string> out;        // a folder for all of them, or for those that are named without a file
  std::optional<std::string> previous;   // a results.json
  std::optional<std::string> overrides;  // a TOML file
  std::optional<std::string> roster;     // a CSV file
  SubmitArguments submit;
  std::size_t max_file_size = std::size_t{8} << 20U;
  unsigned jobs = 0;  // 0: as many as there are processors
  GradeLayout layout = GradeLayout::AsRubric;
  bool check = false;  // only the rubric, with its samples
  bool anonymous = false;
  bool quiet = false;
};

using Arguments = std::variant<CheckArguments, ExplainArguments, RulesArguments, ShowArguments, HookArguments,
                               CompletionsArguments, SiteArguments, SubmitDoorArguments, GradeArguments>;

// The program ends here: help or version on standard output (status 0), or what is wrong on standard error (status 2).
struct Exit {
  int status = 0;
  std::string text;
};

inline constexpr int kClean = 0;
inline constexpr int kFindings = 1;
inline constexpr int kFailed = 2;
inline constexpr int kNeedsInput = 3;  // of `submit --decide`: the script is on a pipe, to be read once

// `words` are the arguments without the program's name. `--help` and mistakes are an Exit.
[[nodiscard]] std::variant<Arguments, Exit> parse_command_line(const std::vector<std::string>& words);

}  // namespace sbatchlint::cli
