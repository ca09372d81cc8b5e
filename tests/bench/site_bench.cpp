// site_bench FOLDER: what a profile of 5,000 nodes in 200 partitions costs: at a start, beside `generic`, in each of
// the ways to write it; and over all scripts of the folder. The profile knows the partitions that the scripts name and
// lets everything through, so that what is measured is looking, not reporting.

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bench/process.h"

namespace sbatchlint::bench {
namespace {

constexpr std::size_t kNodes = 5000;
constexpr std::size_t kPartitions = 200;
constexpr std::size_t kKinds = 20;  // of nodes
constexpr int kStarts = 101;
constexpr int kRounds = 9;
constexpr double kStartBar = 5;  // milliseconds
constexpr double kLintBar = 1.10;

struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("sbatchlint-site-bench-{}", process_id());
  Folder() { std::filesystem::create_directories(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }

  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
};

struct Scripts {
  std::vector<std::string> paths;
  std::vector<std::string> partitions;
};

void add_partitions(const std::string& text, std::set<std::string>& names) {
  for (const std::string_view option : {"\n#SBATCH --partition=", "\n#SBATCH -p "}) {
    for (auto at = text.find(option); at != std::string::npos; at = text.find(option, at + 1)) {
      const std::size_t begin = at + option.size();
      const std::string name = text.substr(begin, text.find_first_of(" \t\r\n,#", begin) - begin);
      const auto is_plain = [](char c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_' || c == '-';
      };
      if (!name.empty() && std::ranges::all_of(name, is_plain)) names.insert(name);
    }
  }
}

Scripts scripts_in(const std::string& folder) {
  Scripts scripts;
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!text.starts_with("#!")) continue;
    scripts.paths.push_back(entry.path().string());
    if (names.size() < kPartitions) add_partitions(text, names);
  }
  std::ranges::sort(scripts.paths);
  scripts.partitions.assign(names.begin(), names.end());
  while (scripts.partitions.size() < kPartitions) {
    scripts.partitions.push_back(fmt::format("queue{}", scripts.partitions.size()));
  }
  scripts.partitions.resize(kPartitions);
  return scripts;
}

std::string node_table(std::string_view names, std::size_t kind) {
  return fmt::format(
      "[[node]]\nnames = [\"{}\"]\ngpus = {{ any = 64 }}\ncpus = 100000\ncores = 50000\nmemory_exact = \"{}M\"\n"
      "features = [\"avx2\", \"kind{}\"]\nsource = \"scontrol -o show node\"\nas_of = 2026-06-16\n\n",
      names, 1'000'000'000 + kind, kind);
}

std::string head() { return "schema = 1\n\n[site]\nname = \"large\"\npartial = true\n\n"; }

std::string partition_tables(const std::vector<std::string>& names) {
  constexpr std::size_t kEach = kNodes / kPartitions;
  std::string toml;
  for (std::size_t i = 0; i < names.size(); ++i) {
    toml += fmt::format(
        "[[partition]]\nname = \"{}\"\n{}nodes = [\"node[{:04}-{:04}]\"]\ndefault_time = \"01:00:00\"\n"
        "max_time = \"infinite\"\nsource = \"scontrol -o show partition\"\nas_of = 2026-06-16\n\n",
        names[i], i == 0 ? "default = true\n" : "", i * kEach + 1, (i + 1) * kEach);
  }
  return toml;
}

std::string with_host_lists(const std::vector<std::string>& partitions) {
  constexpr std::size_t kEach = kNodes / kKinds;
  std::string toml = head();
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    toml += node_table(fmt::format("node[{:04}-{:04}]", kind * kEach + 1, (kind + 1) * kEach), kind);
  }
  return toml + partition_tables(partitions);
}

std::string with_table_each(const std::vector<std::string>& partitions) {
  std::string toml = head();
  for (std::size_t i = 0; i < kNodes; ++i) toml += node_table(fmt::format("node{:04}", i + 1), i % kKinds);
  return toml + partition_tables(partitions);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

std::vector<std::string> check_under(const std::string& site, const std::vector<std::string>& scripts) {
  std::vector<std::string> words = {SBATCHLINT_PROGRAM, "check", "--no-config", "--site", site,
                                    "--fail-on",        "never", "--format",    "concise"};
  words.insert(words.end(), scripts.begin(), scripts.end());
  return words;
}

bool report(const std::string& what, double value, std::string_view unit, double bar) {
  const bool met = value >= 0 && value <= bar;
  fmt::print("{:<42} {:>6.2f} {:<2}  at most {:g}: {}\n", what, value, unit, bar, met ? "met" : "MISSED");
  return met;
}

// What a start costs more than with `generic`, one right after the other.
bool start(std::string_view how, const std::string& site, const std::string& script) {
  std::vector<double> differences;
  for (int i = 0; i < kStarts; ++i) {
    differences.push_back(cpu_ms(check_under(site, {script})) - cpu_ms(check_under("generic", {script})));
  }
  return report(fmt::format("5,000 nodes, {}: a start", how), median(differences), "ms", kStartBar);
}

// What all scripts cost more than one does, so that the start is not in it.
double without_start(const std::string& site, const std::vector<std::string>& scripts) {
  return cpu_ms(check_under(site, scripts)) - cpu_ms(check_under(site, {scripts.front()}));
}

bool lint(std::string_view how, const std::string& site, const std::vector<std::string>& scripts) {
  std::vector<double> ratios;
  for (int i = 0; i < kRounds; ++i) ratios.push_back(without_start(site, scripts) / without_start("generic", scripts));
  return report(fmt::format("5,000 nodes, {}: linting / generic", how), median(ratios), "", kLintBar);
}

}  // namespace
}  // namespace sbatchlint::bench

int main(int argc, char** argv) {
  namespace bench = sbatchlint::bench;
  if (argc != 2) {
    fmt::print(stderr, "usage: site_bench FOLDER\n");
    return 2;
  }
  bench::stay_on_one_cpu();
  const bench::Scripts scripts = bench::scripts_in(argv[1]);
  if (scripts.paths.empty()) {
    fmt::print(stderr, "site_bench: no script in {}\n", argv[1]);
    return 2;
  }
  const bench::Folder folder;
  const std::string script = folder.write("job.sbatch", "#!/bin/bash\n#SBATCH --time=10 --ntasks=4\nsrun ./model\n");
  const std::string lists = folder.write("lists.toml", bench::with_host_lists(scripts.partitions));
  const std::string tables = folder.write("tables.toml", bench::with_table_each(scripts.partitions));
  bool met = bench::start("host lists", lists, script);
  met = bench::start("a table each", tables, script) && met;
  met = bench::lint("host lists", lists, scripts.paths) && met;
  met = bench::lint("a table each", tables, scripts.paths) && met;
  return met ? 0 : 1;
}
