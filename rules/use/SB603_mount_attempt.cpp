// SB603 mount-attempt. Why, and examples: the page beside this file.
#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "job/containers.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

// Programs that do nothing but mount and unmount.
constexpr std::string_view kMounters[] = {"archivemount",
                                          "bindfs",
                                          "blobfuse",
                                          "ceph-fuse",
                                          "cryfs",
                                          "curlftpfs",
                                          "cvmfs2",
                                          "davfs2",
                                          "dwarfs",
                                          "dwarfs2",
                                          "ecryptfs-mount-private",
                                          "encfs",
                                          "erofsfuse",
                                          "exfat-fuse",
                                          "ext4fuse",
                                          "fuse-ext2",
                                          "fuse-nfs",
                                          "fuse-overlayfs",
                                          "fuse-zip",
                                          "fuse2fs",
                                          "fuseiso",
                                          "fusermount",
                                          "fusermount3",
                                          "gcsfuse",
                                          "glusterfs",
                                          "gocryptfs",
                                          "goofys",
                                          "google-drive-ocamlfuse",
                                          "guestmount",
                                          "guestunmount",
                                          "gvfs-mount",
                                          "httpdirfs",
                                          "httpfs2",
                                          "irodsfs",
                                          "jmtpfs",
                                          "lklfuse",
                                          "mergerfs",
                                          "mhddfs",
                                          "mount",
                                          "mount-s3",
                                          "mount-zip",
                                          "mount_smbfs",
                                          "mp-s3",
                                          "nbdfuse",
                                          "ntfs-3g",
                                          "ntfsmount",
                                          "onedriver",
                                          "ossfs",
                                          "pmount",
                                          "pumount",
                                          "ratarmount",
                                          "s3backer",
                                          "s3fs",
                                          "s3ql",
                                          "securefs",
                                          "simple-mtpfs",
                                          "smbmount",
                                          "smbnetfs",
                                          "smbumount",
                                          "squashfuse",
                                          "squashfuse_ll",
                                          "sshfs",
                                          "truecrypt",
                                          "udiskie-mount",
                                          "umount",
                                          "unionfs",
                                          "unionfs-fuse",
                                          "veracrypt",
                                          "wdfs",
                                          "xrootdfs"};
static_assert(std::ranges::is_sorted(kMounters));

// `mount` alone lists what is mounted, and so do `mount -l` and `mount -t TYPE`.
bool only_lists(const Invocation& call) {
  if (call.name != "mount") return false;
  bool expects_value = false;
  for (const Word& word : call.args) {
    if (expects_value) {
      expects_value = false;
      continue;
    }
    if (!word.text.starts_with('-') || !word.known()) return false;
    if (word.text == "-a" || word.text == "--all" || word.text == "-B" || word.text == "--bind") return false;
    expects_value = word.text == "-t" || word.text == "--types";
  }
  return true;
}

bool only_asks_for_help(const Invocation& call) {
  const bool alone = call.args.size() == 1;
  return std::ranges::any_of(call.args, [alone](const Word& word) {
    return word.is("--help") || word.is("--version") || word.is("-version") ||
           (alone && (word.is("-h") || word.is("-V")));
  });
}

// `./mount` is a script of one's own; `./sshfs` a program that was built here.
bool is_own_script(const Invocation& call) {
  return (call.name == "mount" || call.name == "umount") && call.program.text.starts_with('.');
}

// `--vfs-cache-mode full mount remote: folder`. `--dry-run copy mount a:` copies.
bool is_option_of_mount(const Invocation& call, std::size_t at) {
  constexpr std::string_view kOthers[] = {"bisync", "cat",  "check", "copy",   "copyto", "delete", "lsd",
                                          "ls",     "lsf",  "lsl",   "moveto", "move",   "purge",  "rc",
                                          "serve",  "size", "sync",  "test",   "touch",  "tree"};
  const auto& args = call.args;
  return at + 2 < args.size() && args[at].text.starts_with("--") && args[at].text.find('=') == std::string::npos &&
         args[at + 2].is("mount") && std::ranges::find(kOthers, args[at + 1].text) == std::end(kOthers);
}

// The first word that is no option and no value of one; null where there is none. Of rclone's many options those of a
// mount are not told from flags: what stands behind one is its value where `mount` stands behind that.
const Word* subcommand(const Invocation& call) {
  // Options of rclone that people put in front of it; those with `=` are one word.
  constexpr std::string_view kWithValue[] = {"--bwlimit",   "--cache-dir", "--checkers",         "--config",
                                             "--log-file",  "--log-level", "--password-command", "--temp-dir",
                                             "--transfers", "--user-agent"};
  for (std::size_t at = 0; at < call.args.size(); ++at) {
    const Word& word = call.args[at];
    if (!word.text.starts_with('-')) return &word;
    const bool has_value = std::ranges::find(kWithValue, word.text) != std::end(kWithValue) ||
                           (call.name == "rclone" && is_option_of_mount(call, at));
    if (has_value) ++at;
  }
  return nullptr;
}

// `rclone mount`, `gio mount`, `udisksctl mount`.
bool has_mount_subcommand(const Invocation& call) {
  constexpr std::array<std::string_view, 7> kPrograms = {"alluxio-fuse", "blobfuse2", "gio",      "juicefs",
                                                         "rclone",       "udevil",    "udisksctl"};
  constexpr std::string_view kMounting[] = {"cmount", "mount", "mount2", "nfsmount", "umount", "unmount"};
  if (std::ranges::find(kPrograms, call.name) == kPrograms.end()) return false;
  const Word* const word = subcommand(call);
  if (word == nullptr || !word->known() || std::ranges::find(kMounting, word->text) == std::end(kMounting))
    return false;
  // `gio mount -l` lists.
  const auto lists = [](const Word& w) { return w.is("-l") || w.is("--list") || w.is("-o") || w.is("--monitor"); };
  return call.name != "gio" || std::ranges::none_of(call.args, lists);
}

bool mounts(const Invocation& call) {
  const std::string_view name = call.name;
  const bool with_subcommand = has_mount_subcommand(call);
  const bool helper = (name.starts_with("mount.") || name.starts_with("umount.")) && !name.ends_with(".sh") &&
                      !name.ends_with(".py") && !name.ends_with(".bash");
  if (!with_subcommand && !helper && !std::ranges::binary_search(kMounters, name)) return false;
  if (only_asks_for_help(call) || is_own_script(call)) return false;
  return with_subcommand || !only_lists(call);
}

// `singularity exec --fusemount ...`. Binds of what is there already are none.
const Word* fuse_option(const Invocation& call) {
  const auto container = container_call(call);
  return container && container->runtime == Runtime::Apptainer ? container->option("fusemount") : nullptr;
}

// A script that is no job may set up a machine of its author's own, but it may as well be meant for a login node.
void mount_attempt(const Job& job, Report& report) {
  for (const Call& call : job.calls()) {
    const Invocation& invocation = call.invocation();
    if (const Word* option = fuse_option(invocation)) {
      report.at(option->span, "`--fusemount` mounts a file system inside the container")
          .help("copy the data to the cluster before the job, and read it from there")
          .confidence(certainty(*call.command));
    }
    if (!mounts(invocation)) continue;
    const std::string what = has_mount_subcommand(invocation) ? invocation.name + " mount" : invocation.name;
    const bool in_job = runs_in_job(job, call);
    auto finding = report.at(invocation.span,
                             in_job ? "`{}` changes what is mounted on a compute node"
                                    : "`{}` changes what is mounted where this script runs",
                             what);
    finding
        .help(in_job ? "copy the data to the cluster before the job, and read it from there"
                     : "leave it to the administrators on a login or compute node")
        .confidence(certainty(*call.command));
    if (!in_job) finding.level(Level::Warning);
  }
}

}  // namespace

extern constinit const Rule SB603_mount_attempt{
    .code = "SB603",
    .name = "mount-attempt",
    .group = Group::Use,
    .stage = Stage::Script,
    .level = Level::Error,
    .check = mount_attempt,
};

}  // namespace sbatchlint::rules
