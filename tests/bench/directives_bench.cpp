// What the directives of a script cost, without the shell and without rules: finding the lines, reading every option
// and checking the whole. In processor time, the least of several rounds.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <limits>
#include <string>
#include <string_view>

#include "slurm/directives.h"
#include "slurm/request.h"
#include "text/source_text.h"

namespace sbatchlint::bench {
namespace {

constexpr std::size_t kLines = 100'000;

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

// 4 MiB of directives that all count.
std::string endless_script() {
  constexpr std::string_view kDirectives[] = {
      "#SBATCH --time=12:00:00 --comment=stretched\n", "#SBATCH -n 16 --mem-per-cpu=4G --nodes=2-4\n",
      "#SBATCH --gres=gpu:a100:2 --job-name=again\n", "#SBATCH --mail-type=END,FAIL -o \"a b\"\n"};
  std::string script = "#!/bin/bash\n";
  for (std::size_t i = 0; i < kLines; ++i) script += kDirectives[i % std::size(kDirectives)];
  return script;
}

std::size_t read_once(const SourceText& source, const SubmitContext& context) {
  return resolve_request(source, read_directives(source, kNewestRelease), context).components.front().uses.size();
}

// Seconds of one reading.
double cost(const std::string& script, int repeats) {
  const SourceText source("bench.sbatch", script);
  SubmitContext context;
  context.release = kNewestRelease;
  double least = std::numeric_limits<double>::max();
  std::size_t uses = 0;
  for (int round = 0; round < 5; ++round) {
    const std::clock_t start = std::clock();
    for (int i = 0; i < repeats; ++i) uses += read_once(source, context);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    least = std::min(least, seconds / repeats);
  }
  if (uses == 0) fmt::print("nothing was read\n");
  return least;
}

int report() {
  fmt::print("a median script: {:.1f} us\n", cost(median_script(), 2000) * 1e6);
  const std::string endless = endless_script();
  fmt::print("{} directives in {:.1f} MiB: {:.3f} s\n", kLines, static_cast<double>(endless.size()) / (1 << 20),
             cost(endless, 1));
  return 0;
}

}  // namespace
}  // namespace sbatchlint::bench

int main() { return sbatchlint::bench::report(); }
