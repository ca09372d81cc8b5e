#include "hosts/cli/inputs.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "hosts/cli/gitignore.h"
#include "lint/document.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kHead = std::size_t{64} << 10U;
constexpr std::size_t kLargestIgnoreFile = std::size_t{1} << 20U;
constexpr std::string_view kIgnoreFile = ".gitignore";
constexpr std::string_view kGitFolder = ".git";
constexpr std::array<std::string_view, 3> kSuffixes = {".sbatch", ".slurm", ".slm"};

// A folder still to be listed.
struct Folder {
  std::string shown;     // prefix of the names in it: "", "scripts/"
  std::string absolute;  // without a final slash
  std::shared_ptr<const IgnoreLevel> ignored;
};

std::shared_ptr<const IgnoreLevel> with_ignore_file(const std::string& folder, std::shared_ptr<const IgnoreLevel> outer,
                                                    const World& world) {
  const std::string path = folder + "/" + std::string(kIgnoreFile);
  if (world.kind(path) != FileKind::Regular) return outer;
  const Result<std::string> text = world.read_file(path, kLargestIgnoreFile);
  return text ? read_ignore_file(folder, text.value(), std::move(outer)) : outer;
}

// The .gitignore files above a folder count too, up to the root of its repository; none where it is in no repository.
std::shared_ptr<const IgnoreLevel> ignored_from_above(const std::string& folder, const World& world) {
  std::vector<std::string> above;
  for (std::string at = folder; world.kind(at + "/" + std::string(kGitFolder)) == FileKind::Missing;) {
    const std::size_t slash = at.rfind('/');
    if (slash == std::string::npos || slash == 0) return nullptr;
    at.resize(slash);
    above.push_back(at);
  }
  std::shared_ptr<const IgnoreLevel> level;
  for (auto at = above.rbegin(); at != above.rend(); ++at) level = with_ignore_file(*at, std::move(level), world);
  return level;
}

// Lists one folder: its files go to `found`, its folders to `pending`.
void list_folder(const Folder& folder, std::vector<Input>& found, std::vector<Folder>& pending, const World& world) {
  Result<std::vector<DirectoryEntry>> entries = world.list_directory(folder.absolute);
  if (!entries) {
    found.push_back(
        {.kind = InputKind::Broken, .name = folder.shown.empty() ? "." : folder.shown, .why = entries.error().message});
    return;
  }
  const auto ignored = with_ignore_file(folder.absolute, folder.ignored, world);
  for (const DirectoryEntry& entry : entries.value()) {
    if (entry.kind != FileKind::Regular && entry.kind != FileKind::Directory) continue;
    if (entry.name == kGitFolder) continue;
    const bool is_folder = entry.kind == FileKind::Directory;
    const std::string path = folder.absolute + "/" + entry.name;
    if (is_ignored(ignored.get(), path, is_folder)) continue;
    if (is_folder) {
      pending.push_back({.shown = folder.shown + entry.name + "/", .absolute = path, .ignored = ignored});
    } else {
      found.push_back({.kind = InputKind::Found, .name = folder.shown + entry.name, .path = path});
    }
  }
}

// `.` shows its files by their bare names, `scripts` and `scripts/` as `scripts/a.sh`.
std::string shown_prefix(const std::string& path) {
  std::string prefix = path;
  while (prefix.size() > 1 && prefix.ends_with('/')) prefix.pop_back();
  if (prefix == ".") return "";
  if (!prefix.ends_with('/')) prefix += '/';
  return prefix;
}

std::vector<Input> walk(const std::string& path, const World& world) {
  std::vector<Input> found;
  const std::optional<std::string> absolute = world.absolute(path);
  if (!absolute) return found;
  std::vector<Folder> pending;
  pending.push_back({.shown = shown_prefix(path),
                     .absolute = *absolute == "/" ? "" : *absolute,
                     .ignored = ignored_from_above(*absolute, world)});
  while (!pending.empty()) {
    const Folder folder = std::move(pending.back());
    pending.pop_back();
    list_folder(folder, found, pending, world);
  }
  std::ranges::sort(found, {}, &Input::name);
  return found;
}

bool has_directive_line(std::string_view head) {
  constexpr std::string_view kAtLineStart = "\n#SBATCH";
  std::size_t at = head.starts_with(kAtLineStart.substr(1)) ? 0 : head.find(kAtLineStart);
  // An archive holds scripts, but is none: its header has NUL bytes before the first one.
  return at != std::string_view::npos && head.substr(0, at).find('\0') == std::string_view::npos;
}

std::vector<Input> inputs_of(const std::string& path, const std::string& stdin_name, const World& world) {
  if (path == "-") return {{.kind = InputKind::StandardInput, .name = stdin_name}};
  if (path == "/dev/stdin") return {{.kind = InputKind::StandardInput, .name = path}};
  if (world.kind(path) == FileKind::Directory) return walk(path, world);
  return {{.kind = InputKind::Given, .name = path, .path = path}};
}

}  // namespace

std::vector<Input> collect_inputs(const std::vector<std::string>& paths, const std::string& stdin_name,
                                  const World& world) {
  std::vector<Input> inputs;
  std::unordered_map<std::string, std::size_t> known;  // name to index
  for (std::size_t i = 0; i < paths.size(); ++i) {
    for (Input& input : inputs_of(paths[i], stdin_name, world)) {
      const auto [at, is_new] = known.try_emplace(input.name, inputs.size());
      if (is_new) inputs.push_back(std::move(input));
      inputs[at->second].arguments.push_back(i);
    }
  }
  return inputs;
}

Result<std::optional<SourceText>> read_input(const Input& input, std::size_t max_file_size, const World& world) {
  if (input.kind == InputKind::Broken) return Error{.message = input.why, .place = std::nullopt};
  if (input.kind == InputKind::Found) {
    Result<std::string> head = world.read_head(input.path, kHead);
    if (!head) return head.error();
    if (!looks_like_batch_script(input.name, head.value())) return std::optional<SourceText>();
    if (head.value().size() < std::min(kHead, max_file_size))
      return std::optional(SourceText(input.name, std::move(head).value()));
  }
  Result<std::string> bytes = input.kind == InputKind::StandardInput ? world.read_input(max_file_size)
                                                                     : world.read_file(input.path, max_file_size);
  if (!bytes) return bytes.error();
  return std::optional(SourceText(input.name, std::move(bytes).value()));
}

bool looks_like_batch_script(std::string_view name, std::string_view head) {
  const auto ends_name = [name](std::string_view suffix) { return name.ends_with(suffix); };
  if (markup_of(name)) return head.find("#SBATCH") != std::string_view::npos;  // may be indented
  return std::ranges::any_of(kSuffixes, ends_name) || has_directive_line(head);
}

}  // namespace sbatchlint::cli
