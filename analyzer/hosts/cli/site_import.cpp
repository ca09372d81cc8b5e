// site import: asks Slurm, or reads what it has printed before.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

#include "hosts/cli/commands.h"
#include "hosts/cli/site.h"
#include "hosts/cli/site_files.h"
#include "lint/report.h"
#include "site/import.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestOutput = std::size_t{64} << 20U;

Result<std::string> read_source(const ImportSource& source, const SiteArguments& arguments, const World& world) {
  if (arguments.from) return world.read_file(*arguments.from + "/" + std::string(source.file), kLargestOutput);
  std::vector<std::string> words;
  for (std::size_t at = 0; at < source.command.size();) {
    const std::size_t end = std::min(source.command.find(' ', at), source.command.size());
    words.emplace_back(source.command.substr(at, end - at));
    at = end + 1;
  }
  return world.run(words);
}

Result<ImportTexts> read_sources(const SiteArguments& arguments, const World& world) {
  ImportTexts texts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Result<std::string> text = read_source(kImportSources[i], arguments, world);
    if (text) {
      texts[i] = std::move(text).value();
    } else if (kImportSources[i].required) {
      const std::string what = arguments.from
                                   ? concat("cannot read `", *arguments.from, "/", kImportSources[i].file, "`")
                                   : concat("`", kImportSources[i].command, "` failed");
      return Error{.message = concat(what, ": ", text.error().message), .place = {}};
    }
  }
  return texts;
}

std::string day_of(std::int64_t seconds) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(seconds / 86'400))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string policy_file(const std::string& name, const std::string& facts) {
  return concat(
      "# What this site wants of its users: yours to write. The facts beside it are written anew by `site import`.\n"
      "schema = 1\n\n[site]\nname = \"",
      name, "\"\ninherits = [\"", facts, "\"]\n");
}

// A name is part of a file's name and of TOML texts.
bool is_plain(const std::string& name) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  return !name.empty() && name.front() != '.' && name.find_first_not_of(kPlain) == std::string::npos;
}

}  // namespace

int import_site(const SiteArguments& arguments, const World& world) {
  const std::size_t slash = arguments.name.rfind('/');
  const std::string folder = slash == std::string::npos ? std::string() : arguments.name.substr(0, slash + 1);
  const std::string name = arguments.name.substr(folder.size());
  if (!is_plain(name)) return complain(concat("`", name, "` is no name for a site: letters, digits and dashes"), world);
  const Result<ImportTexts> texts = read_sources(arguments, world);
  if (!texts) return complain(texts.error().message, world);
  const Result<std::string> profile = import_profile(texts.value(), name, day_of(world.now()));
  if (!profile) return complain(profile.error().message, world);
  const std::string facts = name + ".facts.toml";
  if (const auto read = parse_site(profile.value(), facts); !read) return complain(read.error().message, world);

  std::string text = concat("written: ", folder, facts, "\n");
  if (const auto error = world.write_file(folder + facts, profile.value())) {
    return complain(concat("cannot write `", folder, facts, "`: ", error->message), world);
  }
  const std::string own = concat(folder, name, ".toml");
  if (world.kind(own) == FileKind::Missing) {
    if (const auto error = world.write_file(own, policy_file(name, facts))) {
      return complain(concat("cannot write `", own, "`: ", error->message), world);
    }
    text += concat("written: ", own, " (for your own policy; never written again)\n");
  }
  return print(text, kClean, world);
}

}  // namespace sbatchlint::cli
