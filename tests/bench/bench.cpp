// bench FOLDER: what a whole check costs beside a bare parse of the same files, by the library as it comes and under
// our allocator (no bar: for who wants to know), beside ShellCheck, to say it in the longer formats, and to start at
// all. One process each for all files, reading and output included, rounds of one after the other, medians of ratios.

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/process.h"

namespace sbatchlint::bench {
namespace {

constexpr int kRounds = 9;
constexpr int kStarts = 301;
constexpr std::size_t kShellCheckFiles = 40;  // it takes 40 ms a file
constexpr std::size_t kSmallSet = 4'000'000;  // fewer bytes than this are copied several times, to outweigh the start

struct Script {
  std::string path;
  std::size_t bytes = 0;
};

// Shell scripts only: sbatchlint does not parse others, and the bare parse would.
bool is_shell_script(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  std::getline(in, line);
  return line.starts_with("#!") && line.find("sh") != std::string::npos && line.find("csh") == std::string::npos;
}

std::vector<Script> scripts_in(const std::filesystem::path& folder) {
  std::vector<Script> scripts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || !is_shell_script(entry.path())) continue;
    scripts.push_back({entry.path().string(), entry.file_size()});
  }
  std::ranges::sort(scripts, {}, &Script::path);
  return scripts;
}

std::size_t total_bytes(const std::vector<Script>& scripts) {
  std::size_t total = 0;
  for (const Script& script : scripts) total += script.bytes;
  return total;
}

std::vector<std::string> command(std::vector<std::string> words, const std::vector<Script>& scripts) {
  words.reserve(words.size() + scripts.size());
  for (const Script& script : scripts) words.push_back(script.path);
  return words;
}

// A folder of copies that goes when this goes: nobody reads one file twice and counts it once.
class Copies {
 public:
  Copies(const std::vector<Script>& scripts, std::size_t times)
      : folder_(std::filesystem::temp_directory_path() / fmt::format("sbatchlint-bench-{}", process_id())) {
    for (std::size_t i = 0; i < times; ++i) {
      std::filesystem::create_directories(folder_ / std::to_string(i));
      for (std::size_t k = 0; k < scripts.size(); ++k) {
        const auto copy = folder_ / std::to_string(i) / fmt::format("{}.sbatch", k);
        std::filesystem::copy_file(scripts[k].path, copy);
        scripts_.push_back({copy.string(), scripts[k].bytes});
      }
    }
  }
  Copies(const Copies&) = delete;
  Copies& operator=(const Copies&) = delete;
  ~Copies() { std::filesystem::remove_all(folder_); }

  [[nodiscard]] const std::vector<Script>& scripts() const { return scripts_; }

 private:
  std::filesystem::path folder_;
  std::vector<Script> scripts_;
};

std::vector<Script> evenly_chosen(const std::vector<Script>& scripts, std::size_t count) {
  std::vector<Script> chosen;
  const std::size_t step = std::max<std::size_t>(1, scripts.size() / count);
  for (std::size_t i = 0; i < scripts.size() && chosen.size() < count; i += step) chosen.push_back(scripts[i]);
  return chosen;
}

// Each round runs both, one right after the other; what matters is their ratio in that round.
struct Comparison {
  std::vector<double> ratios;
  bool failed = false;

  void round(const std::vector<std::string>& ours, const std::vector<std::string>& theirs, double scale = 1) {
    const double our_ms = cpu_ms(ours);
    const double their_ms = cpu_ms(theirs);
    if (our_ms < 0 || their_ms <= 0) failed = true;
    ratios.push_back(our_ms * scale / their_ms);
  }
};

// Prints one line and says whether the bar is met, if there is one.
bool report(std::string_view what, Comparison comparison, std::optional<double> bar, bool higher_is_better) {
  if (comparison.failed) {
    fmt::print("{:<28} could not be run\n", what);
    return false;
  }
  auto& ratios = comparison.ratios;
  std::ranges::sort(ratios);
  if (higher_is_better) {
    std::ranges::transform(ratios, ratios.begin(), [](double ratio) { return 1 / ratio; });
    std::ranges::reverse(ratios);
  }
  const double median = ratios[ratios.size() / 2];
  const double low = ratios[ratios.size() / 10];
  const double high = ratios[ratios.size() - 1 - ratios.size() / 10];
  fmt::print("{:<28} {:>7.2f}   ({:.2f} to {:.2f})", what, median, low, high);
  const bool met = !bar || (higher_is_better ? median >= *bar : median <= *bar);
  if (bar) fmt::print("   {} {:g}: {}", higher_is_better ? "at least" : "at most", *bar, met ? "met" : "MISSED");
  fmt::print("\n");
  return met;
}

bool beside_bare_parse(const std::vector<Script>& scripts) {
  const Copies copies(scripts, 1 + kSmallSet / std::max<std::size_t>(1, total_bytes(scripts)));
  const std::vector<std::string> ours = command({SBATCHLINT_PROGRAM, "check"}, copies.scripts());
  Comparison as_it_comes;
  Comparison in_arena;
  for (int i = 0; i < kRounds; ++i) {
    as_it_comes.round(ours, command({SBATCHLINT_BARE_PARSE}, copies.scripts()));
    in_arena.round(ours, command({SBATCHLINT_BARE_PARSE, "--arena"}, copies.scripts()));
  }
  const bool met = report("whole check / bare parse", as_it_comes, 1.5, false);
  report("  under our allocator", in_arena, std::nullopt, false);
  return met;
}

// What the long formats cost beside the shortest, which is next to nothing: the run is the same.
bool beside_concise(const std::vector<Script>& scripts, const std::string& format) {
  const Copies copies(scripts, 1 + kSmallSet / std::max<std::size_t>(1, total_bytes(scripts)));
  Comparison comparison;
  for (int i = 0; i < kRounds; ++i) {
    comparison.round(command({SBATCHLINT_PROGRAM, "check", "--format", format}, copies.scripts()),
                     command({SBATCHLINT_PROGRAM, "check", "--format", "concise"}, copies.scripts()));
  }
  return report("output " + format + " / concise", comparison, 1.15, false);
}

bool beside_shellcheck(const std::vector<Script>& scripts) {
  if (cpu_ms({"shellcheck", "--version"}) < 0) {
    fmt::print("{:<28} not installed (Debian package shellcheck)\n", "ShellCheck");
    return true;
  }
  const std::vector<Script> chosen = evenly_chosen(scripts, kShellCheckFiles);
  constexpr int kTimes = 50;  // ours would be lost in its start otherwise
  const Copies copies(chosen, kTimes);
  Comparison comparison;
  for (int i = 0; i < kRounds; ++i) {
    comparison.round(command({SBATCHLINT_PROGRAM, "check"}, copies.scripts()),
                     command({"shellcheck", "--format=gcc"}, chosen), 1.0 / kTimes);
  }
  return report("throughput / ShellCheck", comparison, 50, true);
}

bool beside_true(const std::vector<Script>& scripts) {
  const std::vector<Script> chosen = evenly_chosen(scripts, 1);
  Comparison comparison;
  for (int i = 0; i < kStarts; ++i) comparison.round(command({SBATCHLINT_PROGRAM, "check"}, chosen), {"/bin/true"});
  return report("one script / /bin/true", comparison, 2, false);
}

}  // namespace
}  // namespace sbatchlint::bench

int main(int argc, char** argv) {
  using sbatchlint::bench::Script;
  if (argc != 2) {
    fmt::print(stderr, "usage: bench FOLDER\n");
    return 2;
  }
  sbatchlint::bench::stay_on_one_cpu();
  const std::vector<Script> scripts = sbatchlint::bench::scripts_in(argv[1]);
  if (scripts.empty()) {
    fmt::print(stderr, "bench: no shell script in {}\n", argv[1]);
    return 2;
  }
  fmt::print("{} scripts, {} bytes, one processor, processor time, medians (and 10% to 90%)\n", scripts.size(),
             sbatchlint::bench::total_bytes(scripts));
  bool met = sbatchlint::bench::beside_bare_parse(scripts);
  for (const char* format : {"text", "sarif", "json", "html"}) {
    met = sbatchlint::bench::beside_concise(scripts, format) && met;
  }
  met = sbatchlint::bench::beside_shellcheck(scripts) && met;
  met = sbatchlint::bench::beside_true(scripts) && met;
  return met ? 0 : 1;
}
