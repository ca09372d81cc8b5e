// SB706 conda-not-initialised. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/mentions.h"
#include "job/shebang.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/ascii.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// What defines the shell function `conda`, or may do so. `source` of any file may; so may `eval`.
constexpr auto kInitialisers =
    std::to_array<std::string_view>({".", "alias", "eval", "setpkgs", "source", "spack", "uenv", "use"});
constexpr auto kInitialisingText = std::to_array<std::string_view>({"BASH_ENV", "conda.sh", "shell.bash hook"});

// Modules of these names are compilers, libraries and containers: none defines `conda`.
constexpr auto kPlainModules = std::to_array<std::string_view>(
    {"apptainer", "boost",    "cmake",   "cuda", "cudatoolkit", "cudnn",    "fftw",       "gcc",     "git",
     "gnu",       "go",       "hdf",     "impi", "intel",       "java",     "mpi",        "mvapich", "nccl",
     "netcdf",    "openblas", "openmpi", "perl", "r",           "samtools", "singularity"});

constexpr auto kQuietModuleCommands =
    std::to_array<std::string_view>({"avail", "list", "purge", "rm", "show", "unload", "use"});

bool is_plain_module(const Word& word) {
  if (!word.known()) return false;
  std::string name = word.text.substr(0, word.text.find_first_of("/-."));
  std::ranges::transform(name, name.begin(), to_lower);
  while (!name.empty() && is_digit(name.back())) name.pop_back();
  return std::ranges::binary_search(kPlainModules, name);
}

// `module load anaconda3`, `ml python`: a module of a name that may bring conda.
bool module_may_initialise(const Invocation& module) {
  if (module.args.empty()) return module.name == "module";
  const Word& first = module.args.front();
  if (std::ranges::any_of(kQuietModuleCommands, [&first](std::string_view quiet) { return first.is(quiet); }))
    return false;
  const bool has_command = first.is("load") || first.is("add");
  return !std::all_of(module.args.begin() + (has_command ? 1 : 0), module.args.end(), is_plain_module);
}

bool may_initialise(const Call& call) {
  const Invocation& program = call.invocation();
  if (program.name.empty()) return true;
  if (program.name == "module" || program.name == "ml") return module_may_initialise(program);
  return std::ranges::find(kInitialisers, program.name) != kInitialisers.end();
}

bool activates(const Call& call) {
  const Invocation& program = call.invocation();
  if (program.name != "conda" && program.name != "mamba" && program.name != "micromamba") return false;
  return !program.args.empty() && program.args.front().is("activate");
}

// In the script's own shell, or in one that it starts and that reads no file of a login shell either.
bool runs_in_batch_shell(const Job& job, const Command& command) {
  if (command.via == Via::Script || command.via == Via::Function) return true;
  if (command.via != Via::CommandString && command.via != Via::HeredocShell) return false;
  if (!command.outer) return false;
  const Command& outer = job.script.commands[*command.outer];
  // What a container or another host brings along is not known.
  const auto is_known = [](const Invocation& call) { return call.name == "srun" || call.name == "bash"; };
  if (!std::ranges::all_of(outer.chain, is_known) || !runs_in_batch_shell(job, outer)) return false;
  const auto starts_files = [](const Word& word) {
    const std::string_view text = word.text;
    return !word.known() || text == "--login" || text == "--rcfile" || text == "--init-file" ||
           (text.starts_with('-') && !text.starts_with("--") && text.find_first_of("li") != std::string_view::npos);
  };
  const std::vector<Word>& options = outer.last().args;
  return std::none_of(options.begin(), options.end() - (command.via == Via::CommandString ? 1 : 0), starts_files);
}

// A line of its own above, where the call is the first thing on its line and the line before does not run on.
std::optional<Edit> line_above(const SourceText& source, Span call, const std::string& line) {
  const Span own = source.line_span(source.line_of(call.begin));
  const std::string_view before = source.slice({own.begin, call.begin});
  if (before.find_first_not_of(" \t") != std::string_view::npos) return {};
  if (own.begin >= 2 && source.slice({own.begin - 2, own.begin - 1}) == "\\") return {};
  return Edit{.span = {own.begin, own.begin}, .text = concat(before, line, "\n")};
}

// Silent in a login shell, and wherever something before it may have defined `conda`.
void conda_not_initialised(const Job& job, Report& report) {
  const bool reads_no_file = job.script.language == Language::Bash || job.script.language == Language::Sh;
  if (!reads_no_file || shebang_asks_for(job.source, ShellMode::LoginOrInteractive)) return;
  if (!job.is_batch_script()) return;
  if (std::ranges::any_of(job.script.functions, [](const Function& f) { return f.name == "conda"; })) return;
  for (const Call& call : job.calls()) {
    if (may_initialise(call)) return;
    if (!activates(call)) continue;
    if (!runs_in_batch_shell(job, *call.command) || call.position != 0 || mentions_any(job, kInitialisingText)) return;
    const std::string& program = call.invocation().name;
    Finding finding = report.at(call.invocation().span,
                                "`{} activate` needs a shell function that a batch shell does not have", program);
    finding.help("source conda's own conda.sh first: ~/.bashrc is not read in a job");
    if (program != "conda" || call.command->via != Via::Script) return;
    if (const auto edit =
            line_above(job.source, call.command->span, "source \"$(conda info --base)/etc/profile.d/conda.sh\"")) {
      finding.fix({.title = "Source conda.sh first", .safety = Safety::Unsafe, .edits = {*edit}});
    }
    return;
  }
}

}  // namespace

extern constinit const Rule SB706_conda_not_initialised{
    .code = "SB706",
    .name = "conda-not-initialised",
    .group = Group::Environment,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Sometimes,
    .check = conda_not_initialised,
};

}  // namespace sbatchlint::rules
