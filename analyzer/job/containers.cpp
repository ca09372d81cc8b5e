#include "job/containers.h"
#include "shell/program_names.h"
#include "text/row_finder.h"

#include <algorithm>
#include <array>

namespace sbatchlint {
namespace {

struct RuntimeRow {
  std::string_view program;
  Runtime runtime;
};

constexpr std::array kRuntimes = std::to_array<RuntimeRow>({
    {"apptainer", Runtime::Apptainer},
    {"ch-run", Runtime::Charliecloud},
    {"docker", Runtime::Docker},
    {"docker-compose", Runtime::Docker},
    {"enroot", Runtime::Enroot},
    {"nerdctl", Runtime::Docker},
    {"nvidia-docker", Runtime::Docker},
    {"podman", Runtime::Docker},
    {"podman-hpc", Runtime::Docker},
    {"sarus", Runtime::Sarus},
    {"shifter", Runtime::Shifter},
    {"singularity", Runtime::Apptainer},
    {"singularity-ce", Runtime::Apptainer},
    {"udocker", Runtime::Udocker},
});
static_assert(std::ranges::is_sorted(kRuntimes, {}, &RuntimeRow::program));
constexpr RowFinder kFindRuntime(kRuntimes, &RuntimeRow::program);

constexpr auto kPrograms = [] {
  std::array<std::string_view, kRuntimes.size()> names{};
  std::ranges::transform(kRuntimes, names.begin(), &RuntimeRow::program);
  return names;
}();

struct ActionRow {
  std::string_view word;
  ContainerAction action;
};

constexpr ActionRow kApptainerActions[] = {
    {"build", ContainerAction::Build}, {"exec", ContainerAction::Exec}, {"instance", ContainerAction::Start},
    {"pull", ContainerAction::Pull},   {"run", ContainerAction::Run},   {"shell", ContainerAction::Shell},
    {"test", ContainerAction::Run},
};
constexpr ActionRow kDockerActions[] = {
    {"build", ContainerAction::Build}, {"buildx", ContainerAction::Build}, {"compose", ContainerAction::Exec},
    {"exec", ContainerAction::Exec},   {"load", ContainerAction::Pull},    {"pull", ContainerAction::Pull},
    {"run", ContainerAction::Run},     {"start", ContainerAction::Exec},   {"up", ContainerAction::Exec},
};
constexpr ActionRow kEnrootActions[] = {
    {"create", ContainerAction::Pull},
    {"exec", ContainerAction::Exec},
    {"import", ContainerAction::Pull},
    {"start", ContainerAction::Start},
};
constexpr ActionRow kUdockerActions[] = {
    {"create", ContainerAction::Pull},
    {"pull", ContainerAction::Pull},
    {"run", ContainerAction::Run},
};
constexpr ActionRow kSarusActions[] = {
    {"load", ContainerAction::Pull},
    {"pull", ContainerAction::Pull},
    {"run", ContainerAction::Run},
};

// `singularity3`, `apptainer-1.2.5`: a version of the program beside others.
const RuntimeRow* find_runtime(std::string_view name) { return kFindRuntime(unversioned(name)); }

std::span<const ActionRow> actions_of(Runtime runtime) {
  switch (runtime) {
    case Runtime::Apptainer: return kApptainerActions;
    case Runtime::Docker: return kDockerActions;
    case Runtime::Enroot: return kEnrootActions;
    case Runtime::Udocker: return kUdockerActions;
    case Runtime::Sarus: return kSarusActions;
    case Runtime::Shifter:
    case Runtime::Charliecloud: return {};
  }
  return {};
}

// Options of singularity and apptainer that take the next word. SingularityCE 4.1 and Apptainer 1.3, `help exec`,
// `help build`, `help pull`.
constexpr std::string_view kApptainerValued[] = {
    "add-caps",      "app",
    "apply-cgroups", "arch",
    "authfile",      "bind",
    "blkio-weight",  "blkio-weight-device",
    "build-arg",     "build-arg-file",
    "config",        "cpu-shares",
    "cpus",          "cpuset-cpus",
    "cpuset-mems",   "cwd",
    "dir",           "dns",
    "docker-host",   "drop-caps",
    "env",           "env-file",
    "fusemount",     "home",
    "hostname",      "library",
    "memory",        "memory-reservation",
    "memory-swap",   "mount",
    "name",          "netns-path",
    "network",       "network-args",
    "no-mount",      "overlay",
    "pem-path",      "pid-file",
    "pids-limit",    "platform",
    "pwd",           "scratch",
    "section",       "security",
    "shell",         "tmpdir",
    "workdir",
};
static_assert(std::ranges::is_sorted(kApptainerValued));
constexpr std::string_view kApptainerValuedLetters = "BHSWos";
// In front of the subcommand `-s` is --silent.
constexpr std::string_view kApptainerGlobalValuedLetters = "c";

// Options of docker, podman and udocker before the image that stand alone; all others take a value.
constexpr std::string_view kDockerFlags[] = {
    "--detach",
    "--disable-content-trust",
    "--init",
    "--interactive",
    "--no-healthcheck",
    "--nobanner",
    "--nometa",
    "--oom-kill-disable",
    "--privileged",
    "--publish-all",
    "--quiet",
    "--read-only",
    "--rm",
    "--sig-proxy",
    "--tty",
};
static_assert(std::ranges::is_sorted(kDockerFlags));
constexpr std::string_view kDockerFlagLetters = "diPqt";

std::string_view long_name(std::string_view option) {
  option.remove_prefix(2);
  return option.substr(0, option.find('='));
}

bool takes_next_word(Runtime runtime, std::string_view option, bool is_early) {
  const bool is_long = option.starts_with("--");
  if (option.find('=') != std::string_view::npos) return false;
  if (runtime == Runtime::Apptainer) {
    if (is_long) return std::ranges::binary_search(kApptainerValued, long_name(option));
    // In a bundle the first letter with a value takes the rest, or the next word if it is the last.
    const std::size_t letter =
        option.find_first_of(is_early ? kApptainerGlobalValuedLetters : kApptainerValuedLetters, 1);
    return letter == option.size() - 1;
  }
  if (is_long) return !std::ranges::binary_search(kDockerFlags, option);
  return kDockerFlagLetters.find(option.back()) == std::string_view::npos;
}

bool is_container_option(const Word& word) { return word.known_prefix().starts_with('-') && word.text.size() > 1; }

// The option that the word is, where it is that one or nothing at all: `$B` after `test -d /data && B=-c || B=`.
const std::string* optional_option(const Word& word) {
  if (!word.holes.empty() || word.alternatives.size() != 1) return nullptr;
  const std::string& other = word.alternatives.front();
  if (word.text.empty() && other.starts_with('-')) return &other;
  return other.empty() && word.text.starts_with('-') ? &word.text : nullptr;
}

// It prints how it is called, and ends.
bool asks_for_help(const ContainerCall& call) {
  return call.option("help", 'h') != nullptr || std::ranges::any_of(call.early, [](const Word* word) {
           return word->is("--help") || word->is("-h") || word->is("--version");
         });
}

// Reads the options from `at` on into `into`; stops at the first operand. Returns where it stopped.
std::size_t read_options(const Invocation& invocation, std::size_t at, ContainerCall& call,
                         std::vector<const Word*>& into) {
  for (; at < invocation.args.size(); ++at) {
    const Word& word = invocation.args[at];
    if (word.known() && word.text == "--") return at + 1;
    if (const std::string* option = optional_option(word)) {
      into.push_back(&word);
      if (takes_next_word(call.runtime, *option, &into == &call.early)) ++at;
      continue;
    }
    if (!is_container_option(word)) {
      const bool may_be_option = word.known_prefix().empty() && word.may_split();
      const bool one_of_options = std::ranges::any_of(
          word.alternatives, [](const std::string& other) { return other.empty() || other.starts_with('-'); });
      if (!may_be_option && !one_of_options) return at;
      // The last word cannot be an option: something has to name the image.
      if (at + 1 == invocation.args.size()) return at;
      call.uncertain = true;
      continue;
    }
    into.push_back(&word);
    if (word.known() && takes_next_word(call.runtime, word.text, &into == &call.early)) ++at;
  }
  return at;
}

ContainerAction action_of(Runtime runtime, const Word& word) {
  if (!word.known()) return ContainerAction::Other;
  for (const ActionRow& row : actions_of(runtime)) {
    if (row.word == word.text) return row.action;
  }
  return ContainerAction::Other;
}

// Runtimes whose options come first of all: `shifter --image=x python`, `ch-run -w /img -- cmd`. Their image is not
// told from the values of options.
ContainerCall without_subcommand(const Invocation& invocation, Runtime runtime) {
  ContainerCall call;
  call.runtime = runtime;
  call.action = ContainerAction::Exec;
  call.uncertain = invocation.uncertain;
  for (const Word& word : invocation.args) {
    if (is_container_option(word)) call.options.push_back(&word);
  }
  return call;
}

}  // namespace

const Word* ContainerCall::option(std::string_view long_name_wanted, char letter) const {
  for (const Word* word : options) {
    const std::string_view text = word->known_prefix();
    if (text.starts_with("--")) {
      if (long_name(text) == long_name_wanted) return word;
      continue;
    }
    if (letter == '\0' || runtime != Runtime::Apptainer) continue;
    const std::string_view bundle = text.substr(1, text.find_first_of(kApptainerValuedLetters, 1));
    if (bundle.find(letter) != std::string_view::npos) return word;
  }
  return nullptr;
}

std::span<const std::string_view> container_programs() { return kPrograms; }

std::optional<ContainerCall> container_call(const Invocation& invocation) {
  const RuntimeRow* const row = find_runtime(invocation.name);
  if (row == nullptr) return std::nullopt;
  if (actions_of(row->runtime).empty()) return without_subcommand(invocation, row->runtime);

  ContainerCall call;
  call.runtime = row->runtime;
  call.uncertain = invocation.uncertain;
  std::size_t at = read_options(invocation, 0, call, call.early);
  // The last option may have lost its value.
  if (at >= invocation.args.size()) return call;
  call.subcommand = &invocation.args[at];
  call.action = action_of(row->runtime, *call.subcommand);
  ++at;
  if (call.action == ContainerAction::Start && row->runtime == Runtime::Apptainer) {
    // `instance start`, also `instance run`; `instance stop` and `list` run nothing.
    const bool starts =
        at < invocation.args.size() && (invocation.args[at].is("start") || invocation.args[at].is("run"));
    if (!starts) {
      call.action = ContainerAction::Other;
      return call;
    }
    ++at;
  }
  if (call.action == ContainerAction::Other) return call;
  at = read_options(invocation, at, call, call.options);
  if (row->runtime == Runtime::Apptainer && asks_for_help(call)) call.action = ContainerAction::Other;
  if (call.uncertain || at >= invocation.args.size()) return call;
  call.image = &invocation.args[at];
  for (++at; at < invocation.args.size(); ++at) call.operands.push_back(&invocation.args[at]);
  return call;
}

bool is_remote_image(const Word& image) {
  constexpr std::string_view kSchemes[] = {"docker://", "library://", "oras://", "shub://", "https://", "http://"};
  const std::string_view text = image.known_prefix();
  return image.alternatives.empty() &&
         std::ranges::any_of(kSchemes, [text](std::string_view scheme) { return text.starts_with(scheme); });
}

}  // namespace sbatchlint
