#include "job/work.h"

#include <algorithm>
#include <array>

#include "job/containers.h"
#include "job/launchers.h"
#include "job/work_tables.h"
#include "text/row_finder.h"
#include "text/word_list.h"

namespace sbatchlint {
namespace {

using work_tables::ProgramRow;
using work_tables::SubcommandRow;

constexpr RowFinder kFindProgram(work_tables::kPrograms, &ProgramRow::name);
constexpr RowFinder kFindSubcommands(work_tables::kSubcommands, &SubcommandRow::program);

// Options that end a program at once, whatever it is.
bool only_asks_about_itself(const Invocation& invocation) {
  return invocation.args.size() == 1 &&
         (invocation.args.front().is("--version") || invocation.args.front().is("--help") ||
          invocation.args.front().is("-V") || invocation.args.front().is("-h"));
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool contains_any(std::string_view text, std::span<const std::string_view> parts) {
  return std::ranges::any_of(parts, [text](std::string_view part) { return contains(text, part); });
}

// The first word that is no option; null where there is none or where it cannot be known. `conda env create` is told by
// its second.
const Word* first_operand(const Invocation& invocation) {
  for (const Word& word : invocation.args) {
    if (!word.alternatives.empty() || word.unknown()) return nullptr;
    if (!word.text.starts_with('-') && word.text != "env") return &word;
  }
  return nullptr;
}

// Code given as an argument: `python -c`, `Rscript -e`, `julia -e`.
Work work_of_code(std::string_view code) {
  if (contains_any(code, work_tables::kInstallCode)) return Work::Install;
  if (contains_any(code, work_tables::kDownloadCode)) return Work::Download;
  return contains(code, "print") ? Work::Housekeeping : Work::Unknown;
}

Work work_of_python_module(const Word& module) {
  if (!module.known()) return Work::Compute;
  const auto* row =
      std::ranges::lower_bound(work_tables::kPythonModules, std::string_view(module.text), {}, &ProgramRow::name);
  if (row != work_tables::kPythonModules.end() && row->name == module.text) return row->work;
  // `python -m colabfold.download`
  return module.text.ends_with(".download") ? Work::Download : Work::Compute;
}

bool is_setup_script(std::string_view path) { return path == "setup.py" || path.ends_with("/setup.py"); }

Work work_of_python(const Invocation& invocation) {
  const auto& args = invocation.args;
  for (std::size_t at = 0; at < args.size(); ++at) {
    const Word& word = args[at];
    if (word.text.starts_with('-') && word.known()) {
      const bool has_next = at + 1 < args.size();
      if (word.text == "-m" && has_next) return work_of_python_module(args[at + 1]);
      if (word.text == "-c" && has_next) return work_of_code(args[at + 1].text);
      if (word.text == "-W" || word.text == "-X") ++at;
      if (word.text == "--version" || word.text == "-V") return Work::Housekeeping;
      continue;
    }
    if (word.unknown()) return Work::Unknown;
    if (is_setup_script(word.text)) return Work::Install;
    return Work::Compute;
  }
  return Work::Unknown;
}

// R, Rscript, julia: a file is computing, `-e CODE` is judged by its text.
Work work_of_interpreter(const Invocation& invocation) {
  const auto& args = invocation.args;
  for (std::size_t at = 0; at < args.size(); ++at) {
    if (!args[at].known()) return Work::Unknown;
    if ((args[at].text == "-e" || args[at].text == "-E") && at + 1 < args.size())
      return work_of_code(args[at + 1].text);
    if (args[at].text == "INSTALL") return Work::Install;
    if (!args[at].text.starts_with('-')) return Work::Compute;
  }
  return Work::Unknown;
}

Work work_of_curl(const Command& command) {
  const auto writes = [](const Word& word) {
    const std::string_view text = word.known_prefix();
    if (text.starts_with("--")) return text.starts_with("--output") || text == "--remote-name";
    return text.starts_with('-') && text.find_first_of("Oo") != std::string_view::npos;
  };
  const auto& args = command.last().args;
  const bool to_null = std::ranges::any_of(args, [](const Word& word) { return word.is("/dev/null"); });
  const bool to_file = std::ranges::any_of(args, writes) || !command.redirects.empty();
  return to_file && !to_null ? Work::Download : Work::Housekeeping;
}

// make and ninja: what a target of another name does is not known (`make train`).
Work work_of_make(const Invocation& invocation) {
  const auto& args = invocation.args;
  for (std::size_t at = 0; at < args.size(); ++at) {
    const std::string_view text = args[at].known_prefix();
    if (text == "-C" || text == "-f" || text == "-j") {
      ++at;
      continue;
    }
    if (text.starts_with('-') || contains(text, "=")) continue;
    const auto& targets = work_tables::kMakeTargets;
    if (!args[at].known() || std::ranges::find(targets, text) == std::end(targets)) return Work::Unknown;
  }
  return Work::Compile;
}

// `source ~/.bashrc`, `. venv/bin/activate`: prepares. Another file may do the job's work.
Work work_of_source(const Invocation& invocation) {
  if (invocation.args.empty()) return Work::Housekeeping;
  const std::string_view path = invocation.args.front().text;
  return contains_any(path, work_tables::kSettingFiles) ? Work::Housekeeping : Work::Unknown;
}

// Pulls and builds are known; what an image does when it is run is not.
Work work_of_container(const ContainerCall& call) {
  switch (call.action) {
    case ContainerAction::Build:
    case ContainerAction::Pull: return Work::ImageBuild;
    case ContainerAction::Other: return call.subcommand == nullptr ? Work::Housekeeping : Work::Unknown;
    case ContainerAction::Exec:
    case ContainerAction::Run:
    case ContainerAction::Shell:
    case ContainerAction::Start: return Work::Unknown;
  }
  return Work::Unknown;
}

Work work_of_subcommand(const SubcommandRow& row, const Invocation& invocation) {
  const Word* word = first_operand(invocation);
  if (word == nullptr) return invocation.args.empty() ? Work::Housekeeping : Work::Unknown;
  return lists(row.words, word->text) ? row.work : row.otherwise;
}

// A notebook that is run from start to end; anything else is a server or a conversion.
Work work_of_jupyter(const Invocation& invocation) {
  const Word* const word = first_operand(invocation);
  const bool converts = word != nullptr && word->text == "nbconvert";
  const bool executes = word != nullptr && (word->text == "execute" || word->text == "run");
  const bool is_asked = std::ranges::any_of(invocation.args, [](const Word& arg) { return arg.is("--execute"); });
  if (executes || (converts && is_asked)) return Work::Compute;
  return converts ? Work::Housekeeping : Work::Unknown;
}

// Programs whose answer depends on their words.
Work work_of_words(const Command& command, std::string_view name) {
  const Invocation& invocation = command.last();
  if (is_python(name) || name == "ipython") return work_of_python(invocation);
  if (name == "Rscript" || name == "R" || name == "julia") return work_of_interpreter(invocation);
  if (name == "jupyter") return work_of_jupyter(invocation);
  if (name == "curl") return work_of_curl(command);
  if (name == "make" || name == "gmake" || name == "ninja") return work_of_make(invocation);
  if (name == "source" || name == ".") return work_of_source(invocation);
  if (name.starts_with("pip") && name.size() > 3 &&
      name.find_first_not_of("0123456789.", 3) == std::string_view::npos) {
    name = "pip";
  }
  if (const SubcommandRow* const row = kFindSubcommands(name)) return work_of_subcommand(*row, invocation);
  if (const auto call = container_call(invocation)) return work_of_container(*call);
  return Work::Unknown;
}

Work work_of_program(const Command& command) {
  const std::string_view name = command.last().name;
  if (name.empty()) return Work::Unknown;
  if (only_asks_about_itself(command.last())) return Work::Housekeeping;
  const ProgramRow* row = kFindProgram(name);
  return row != nullptr ? row->work : work_of_words(command, name);
}

bool is_function(const Script& script, std::string_view name) {
  return std::ranges::any_of(script.functions, [name](const Function& function) { return function.name == name; });
}

// torchrun, mpirun and kin, also `python -m torch.distributed.run`: whatever they start is the job's work.
bool is_launcher(const Invocation& invocation) {
  const auto kind = launcher_kind(invocation);
  return kind == LauncherKind::Mpi || kind == LauncherKind::Processes;
}

Work work_in_chain(const Script& script, const Command& command) {
  const Work work = work_of_program(command);
  if (work != Work::Unknown) return work;
  if (command.has_inner || is_function(script, command.last().name)) return Work::Housekeeping;
  const auto outer = std::span(command.chain).first(command.chain.size() - 1);
  // `uv run train.py`
  if (!outer.empty() && outer.back().name == "uv" && command.last().name.ends_with(".py")) return Work::Compute;
  return std::ranges::any_of(outer, is_launcher) ? Work::Compute : Work::Unknown;
}

}  // namespace

Work work_of(const Job& job, const Command& command) { return work_in_chain(job.script, command); }

bool is_known_program(std::string_view name) {
  return kFindProgram(name) != nullptr || kFindSubcommands(name) != nullptr;
}

std::vector<Task> running_tasks(const Script& script, std::span<const Call> calls) {
  std::vector<Task> found;
  found.reserve(calls.size());
  for (const Call& call : calls) {
    if (call.position + 1 < call.command->chain.size()) continue;
    found.push_back({.command = call.command, .work = work_in_chain(script, *call.command)});
  }
  return found;
}

bool is_cpu_work(Work work) {
  switch (work) {
    case Work::Copy:
    case Work::Download:
    case Work::Install:
    case Work::ImageBuild:
    case Work::Compile: return true;
    case Work::Unknown:
    case Work::Housekeeping:
    case Work::Wait:
    case Work::Compute: return false;
  }
  return false;
}

bool is_helper(Work work) { return is_cpu_work(work) || work == Work::Housekeeping || work == Work::Wait; }

}  // namespace sbatchlint
