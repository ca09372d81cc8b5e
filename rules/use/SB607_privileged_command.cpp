// SB607 privileged-command. Why, and examples: the page beside this file.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "job/containers.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"
#include "text/row_finder.h"
#include "text/word_list.h"

namespace sbatchlint::rules {
namespace {

enum class Privilege : std::uint8_t { Root, Packages, Machine };

// `verbs`: the first operand or an option is one of them, separated by blanks; empty: whatever the words are.
struct PrivilegedRow {
  std::string_view program;
  Privilege privilege;
  std::string_view verbs;
};

constexpr std::string_view kPackageVerbs =
    "install reinstall update upgrade remove purge autoremove dist-upgrade full-upgrade build-dep groupinstall "
    "localinstall add del in up rm -y";

constexpr auto kPrivileged = std::to_array<PrivilegedRow>({
    {"add-apt-repository", Privilege::Packages, ""},
    {"adduser", Privilege::Machine, ""},
    {"apk", Privilege::Packages, kPackageVerbs},
    {"apt", Privilege::Packages, kPackageVerbs},
    {"apt-get", Privilege::Packages, kPackageVerbs},
    {"apt-key", Privilege::Packages, "add adv del"},
    {"aptitude", Privilege::Packages, kPackageVerbs},
    {"deluser", Privilege::Machine, ""},
    {"dnf", Privilege::Packages, kPackageVerbs},
    {"doas", Privilege::Root, ""},
    {"dpkg", Privilege::Packages, "-i --install -r --remove --configure"},
    {"firewall-cmd", Privilege::Machine, "--reload --permanent"},
    {"flatpak", Privilege::Packages, "install update uninstall"},
    {"groupadd", Privilege::Machine, ""},
    {"insmod", Privilege::Machine, ""},
    {"iptables", Privilege::Machine, ""},
    {"microdnf", Privilege::Packages, kPackageVerbs},
    {"modprobe", Privilege::Machine, ""},
    {"pacman", Privilege::Packages, "-S -Sy -Syu -R -U"},
    {"pkexec", Privilege::Root, ""},
    {"poweroff", Privilege::Machine, ""},
    {"reboot", Privilege::Machine, ""},
    {"rmmod", Privilege::Machine, ""},
    {"rpm", Privilege::Packages, "-i -ivh -U -Uvh --install --upgrade -e"},
    {"service", Privilege::Machine, "start stop restart reload"},
    {"setenforce", Privilege::Machine, ""},
    {"shutdown", Privilege::Machine, ""},
    {"snap", Privilege::Packages, "install refresh remove"},
    {"su", Privilege::Root, ""},
    {"sudo", Privilege::Root, ""},
    {"swapoff", Privilege::Machine, ""},
    {"swapon", Privilege::Machine, ""},
    {"sysctl", Privilege::Machine, "-w --write -p --load"},
    {"systemctl", Privilege::Machine, "start stop restart reload enable disable mask daemon-reload"},
    {"ufw", Privilege::Machine, "allow deny enable disable reload"},
    {"useradd", Privilege::Machine, ""},
    {"userdel", Privilege::Machine, ""},
    {"usermod", Privilege::Machine, ""},
    {"visudo", Privilege::Machine, ""},
    {"yum", Privilege::Packages, kPackageVerbs},
    {"zypper", Privilege::Packages, kPackageVerbs},
});
static_assert(std::ranges::is_sorted(kPrivileged, {}, &PrivilegedRow::program));
constexpr RowFinder kFindPrivileged(kPrivileged, &PrivilegedRow::program);

// Root inside them is root of something else: a container, a faked one, another machine.
constexpr std::string_view kOtherRoot[] = {"chroot", "clush", "fakechroot", "fakeroot",
                                           "pdsh",   "proot", "ssh",        "unshare"};

const PrivilegedRow* privileged_row(const Invocation& invocation) {
  const PrivilegedRow* const row = kFindPrivileged(invocation.name);
  // `./sudo`: a program of one's own.
  if (row == nullptr || invocation.program.text.starts_with('.')) return nullptr;
  const auto& args = invocation.args;
  if (std::ranges::any_of(args, [](const Word& word) { return word.is("--version") || word.is("--help"); }))
    return nullptr;
  if (row->verbs.empty()) return row;
  // A service of the user's own needs no rights.
  if (std::ranges::any_of(args, [](const Word& word) { return word.is("--user"); })) return nullptr;
  const bool acts =
      std::ranges::any_of(args, [row](const Word& word) { return word.known() && lists(row->verbs, word.text); });
  return acts ? row : nullptr;
}

// `apt update && apt install x` does both.
bool is_package_tool(std::string_view program) {
  const auto* row = std::ranges::lower_bound(kPrivileged, program, {}, &PrivilegedRow::program);
  return row != kPrivileged.end() && row->program == program && row->privilege == Privilege::Packages;
}

// Not in batch jobs: `if sudo -n true`, `sudo -l` and `su --version` only ask.
bool only_asks(const Call& call) {
  const auto& args = call.invocation().args;
  const bool asks = std::ranges::any_of(args, [](const Word& word) {
    return word.is("-l") || word.is("--list") || word.is("-V") || word.is("-v") || word.is("-K") || word.is("-k");
  });
  const bool is_test = call.command->context.condition && !is_package_tool(call.invocation().name);
  return is_test || (call.invocation().name == "sudo" && asks);
}

// `sudo /opt/site/bin/tool`: a site grants a program to its users by its full path, and the programs of containers and
// GPUs by their names. `sudo /usr/bin/apt` is nobody's.
bool may_be_granted(const Call& call) {
  constexpr std::string_view kGranted[] = {"docker", "nvidia-docker", "nvidia-smi", "podman"};
  const auto next = call.position + 1;
  if (call.invocation().name != "sudo" || next >= call.command->chain.size()) return false;
  const Invocation& program = call.command->chain[next];
  if (program.name.empty() || std::ranges::find(kGranted, program.name) != std::end(kGranted)) return true;
  return program.program.known_prefix().starts_with('/') && privileged_row(program) == nullptr;
}

std::string_view privilege_template(Privilege privilege) {
  switch (privilege) {
    case Privilege::Root: return "`{}` needs rights that a job does not have on a shared cluster";
    case Privilege::Packages: return "`{}` changes the software of the node, which a job has no right to";
    case Privilege::Machine: return "`{}` changes the node itself, which a job has no right to";
  }
  return {};
}

std::string_view privilege_help(Privilege privilege) {
  switch (privilege) {
    case Privilege::Packages: return "install below your home (conda, pip, spack) or into a container image";
    case Privilege::Root:
    case Privilege::Machine: break;
  }
  return "leave it out; what really needs it is for the administrators of the cluster";
}

// Silent inside containers and on other machines, and for everything that stands behind a `sudo` already reported.
void privileged_command(const Job& job, Report& report) {
  if (!is_job_for_certain(job)) return;
  const Command* reported = nullptr;
  for (const Call& call : job.calls()) {
    const PrivilegedRow* row = privileged_row(call.invocation());
    if (row == nullptr || call.command == reported || only_asks(call) || may_be_granted(call)) continue;
    if (job.runs_inside(call, kOtherRoot) || job.runs_inside(call, container_programs())) continue;
    reported = call.command;
    report.at(call.invocation().program.span, privilege_template(row->privilege), call.invocation().name)
        .help(std::string(privilege_help(row->privilege)))
        .confidence(certainty(*call.command));
  }
}

}  // namespace

extern constinit const Rule SB607_privileged_command{
    .code = "SB607",
    .name = "privileged-command",
    .group = Group::Use,
    .stage = Stage::Script,
    .level = Level::Warning,
    .check = privileged_command,
};

}  // namespace sbatchlint::rules
