// What the directives of a script cost, without the shell and without rules: finding the lines, reading every option
// and checking the whole. Of a median script, and of files that nobody writes.

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "slurm/directives.h"
#include "slurm/request.h"
#include "text/source_text.h"

namespace sbatchlint::bench {
namespace {

constexpr std::size_t kLines = 100'000;
constexpr std::size_t kSize = 4 << 20;
constexpr double kMedianBar = 20e-6;  // seconds
constexpr double kEndlessBar = 0.2;

// As long as the median of 7,400 public scripts, with as many directives.
std::string median_script() {
  std::string script =
      "#!/bin/bash\n"
      "#SBATCH --job-name=train\n"
      "#SBATCH --output=logs/%x-%j.out\n"
      "#SBATCH --time=1-12:00:00\n"
      "#SBATCH --nodes=1\n"
      "#SBATCH --cpus-per-task=8\n"
      "#SBATCH --mem=32G\n"
      "#SBATCH --gres=gpu:a100:1\n"
      "\n";
  while (script.size() < 1000) script += "python train.py --epochs 10 --data \"$DATA\"\n";
  return script;
}

// The line again and again, up to 4 MiB.
std::string endless(std::string_view head, std::string_view again, std::string_view tail = "") {
  std::string script("#!/bin/bash\n");
  script += head;
  while (script.size() + again.size() + tail.size() <= kSize) script += again;
  return script.append(tail);
}

// 100,000 directives that all count.
std::string valid_script() {
  constexpr std::string_view kDirectives[] = {
      "#SBATCH --time=12:00:00 --comment=stretched\n", "#SBATCH -n 16 --mem-per-cpu=4G --nodes=2-4\n",
      "#SBATCH --gres=gpu:a100:2 --job-name=again\n", "#SBATCH --mail-type=END,FAIL -o \"a b\"\n"};
  std::string script = "#!/bin/bash\n";
  for (std::size_t i = 0; i < kLines; ++i) script += kDirectives[i % std::size(kDirectives)];
  return script;
}

struct Input {
  std::string_view name;
  std::string script;
};

// What could cost the square of its length, one kind each.
std::vector<Input> hostile_inputs() {
  return {
      {"one value", endless("#SBATCH --comment=", "a", "\n")},
      {"one line of flags", endless("#SBATCH ", "-H ", "\n")},
      {"one cluster of letters", endless("#SBATCH -", "H", "\n")},
      {"one line of stray words", endless("#SBATCH ", "x ", "\n")},
      {"a quote open on each line", endless("", "#SBATCH --comment=\"\n")},
      {"quotes of both kinds", endless("#SBATCH ", "\"' ", "\n")},
      {"wrong values", endless("", "#SBATCH --time=1h\n")},
      {"unknown options", endless("", "#SBATCH --unknown=1\n")},
      {"ambiguous options", endless("", "#SBATCH --n 1\n")},
      {"options without value", endless("", "#SBATCH --time\n")},
      {"near misses", endless("", " #SBATCH --time=1\n")},
      {"misspelt markers", endless("", "#SBTACH --time=1\n")},
      {"components", endless("", "#SBATCH hetjob\n#SBATCH -n 2\n")},
      {"directives below a command", endless("true\n", "#SBATCH --time=1\ntrue\n")},
      {"lines of PBS", endless("", "#PBS -l nodes=1:ppn=4\n")},
      {"one list of hosts", endless("#SBATCH --nodelist=", "n[1-3],", "n1\n")},
      {"one list of GRES", endless("#SBATCH --gres=", "gpu:1,", "gpu\n")},
      {"one list of dependencies", endless("#SBATCH --dependency=", "afterok:1,", "after:1\n")},
      {"open placeholders", endless("#SBATCH --time=", "{{", "\n")},
      {"lone CR", endless("#SBATCH -H", "\r", "\n")},
      {"NUL", endless("#SBATCH -H\n", std::string_view("\0", 1))},
      {"bytes that are no UTF-8", endless("", "#SBATCH -J \xff\xfe\n")},
  };
}

std::size_t read_once(const SourceText& source, const SubmitContext& context) {
  const Directives directives = read_directives(source, kNewestRelease, Placeholders::Holes);
  return resolve_request(source, directives, context).components.size();
}

// Seconds of processor time of one reading, the least of several rounds.
double cost(const std::string& script, int rounds, int repeats) {
  const SourceText source("bench.sbatch", script);
  SubmitContext context;
  context.release = kNewestRelease;
  double least = std::numeric_limits<double>::max();
  std::size_t components = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::clock_t start = std::clock();
    for (int i = 0; i < repeats; ++i) components += read_once(source, context);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    least = std::min(least, seconds / repeats);
  }
  if (components == 0) fmt::print("nothing was read\n");
  return least;
}

bool report(std::string_view what, double seconds, double bar) {
  const bool met = seconds <= bar;
  fmt::print("{:<34} {:>10.1f} us   at most {:g}: {}\n", what, seconds * 1e6, bar * 1e6, met ? "met" : "MISSED");
  return met;
}

int report_all() {
  fmt::print("reading directives, as the newest release does; processor time, the least of several rounds\n");
  bool met = report("a median script", cost(median_script(), 5, 2000), kMedianBar);
  met = report(fmt::format("{} directives, 4 MiB", kLines), cost(valid_script(), 5, 1), kEndlessBar) && met;
  for (const Input& input : hostile_inputs()) {
    met = report(fmt::format("4 MiB: {}", input.name), cost(input.script, 3, 1), kEndlessBar) && met;
  }
  return met ? 0 : 1;
}

}  // namespace
}  // namespace sbatchlint::bench

int main() { return sbatchlint::bench::report_all(); }
