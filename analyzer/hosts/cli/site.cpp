// site list, show and check; import and export have files of their own.
#include "hosts/cli/site.h"

#include <algorithm>
#include <utility>

#include "hosts/cli/commands.h"
#include "hosts/cli/site_files.h"
#include "lint/report.h"
#include "output/display.h"

namespace sbatchlint::cli {
namespace {

int list_sites(const World& world) {
  std::string text;
  for (const SiteFile& file : all_sites(world)) {
    const auto site = read_site(file, world);
    std::string line = file.name;
    line.append(file.name.size() < 14 ? 14 - file.name.size() : 1, ' ');
    line += site ? site.value().title : concat("cannot be read: ", site.error().message);
    text += visible(concat(line, "  (", file.origin, ")")) + "\n";
  }
  return print(text, kClean, world);
}

int show_site(const SiteArguments& arguments, const World& world) {
  const auto file = find_site(arguments.name, world);
  if (!file) return complain(file.error().message, world);
  return print(file.value().toml, kClean, world);
}

std::string how_many(std::size_t count, std::string_view unit) {
  return concat(count, " ", unit, count == 1 ? "" : "s");
}

// Where the profile cannot be parsed, the doors read a few of its lines as they stand.
bool doors_are_plain(const Site& site, const std::string& toml) {
  if (!site.doors) return true;
  const DoorRescue lines = read_door_lines(toml);
  const DoorRescue& parsed = site.doors->rescue;
  return lines.mode == parsed.mode && lines.fails_closed == parsed.fails_closed &&
         lines.time_budget_ms == parsed.time_budget_ms && lines.log == parsed.log;
}

int check_site(const SiteArguments& arguments, const World& world) {
  const auto file = find_site(arguments.name, world);
  if (!file) return complain(file.error().message, world);
  const auto site = read_site(file.value(), world);
  if (!site) return complain(site.error().message, world);
  std::vector<std::string> wrong = contradictions_of(site.value());
  for (std::string& sentence : failing_examples(site.value())) wrong.push_back(std::move(sentence));
  if (!doors_are_plain(site.value(), file.value().toml)) {
    wrong.emplace_back("the settings of [doors] have to stand under that line, each on one of its own");
  }
  std::string text;
  for (const std::string& sentence : wrong) text += visible(concat(arguments.name, ": ", sentence)) + "\n";
  if (!wrong.empty()) return print(text, kFindings, world);
  return print(concat(visible(arguments.name), ": ", how_many(site.value().partitions.size(), "partition"), ", ",
                      how_many(site.value().examples.size(), "example"), ", ",
                      how_many(site.value().rules.size(), "rule"), ": all in order\n"),
               kClean, world);
}

}  // namespace

int run_site(const SiteArguments& arguments, const World& world) {
  switch (arguments.action) {
    case SiteAction::List: return list_sites(world);
    case SiteAction::Show: return show_site(arguments, world);
    case SiteAction::Check: return check_site(arguments, world);
    case SiteAction::Import: return import_site(arguments, world);
    case SiteAction::Export: return export_site(arguments, world);
  }
  return kFailed;
}

}  // namespace sbatchlint::cli
