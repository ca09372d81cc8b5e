// scaling: what it costs to lint texts that were made to be expensive, and what twice as much of them costs. Prints the
// ratio and the most memory it took, for each in a process of its own. Linear is 2.

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include "support/linter.h"

namespace sbatchlint::bench {
namespace {

constexpr double kMostGrowth = 3;       // noise included; quadratic is 4
constexpr double kMostMegabytes = 300;  // decisions.md: for any input
constexpr double kMostMilliseconds = 2000;
constexpr int kRounds = 5;

// `piece` over and over, behind `opening`; `closing` as often as the piece. Commands are parsed up to 64 KiB, so that
// their texts are measured below; directives are read at any size.
struct Shape {
  std::string_view name;
  std::string_view opening;
  std::string_view piece;
  std::string_view closing = {};
  std::size_t bytes = std::size_t{30} << 10;
};

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

constexpr auto kShapes = std::to_array<Shape>({
    {"nested if", "", "if a; then\n", "fi\n"},
    {"nested $(", "", "$(", ")"},
    {"nested {", "", "{ ", "}\n"},
    {"$(((", "", "$((("},
    {"unterminated heredocs", "", "cat <<A\n"},
    {"heredocs on one line", "cat", " <<A"},
    {"one pipeline", "", "a|"},
    {"one list", "", "a && "},
    {"assignments", "", "x=1\n"},
    {"values of values", "x=a\n", "x=$x$y\n"},
    {"an array that grows", "", "a+=(b)\n"},
    {"function calls", "f() { a=$1; srun x; }\n", "f\n"},
    {"functions in functions", "f() { g; g; }\ng() { h; h; }\nh() { x; x; }\n", "f\n"},
    {"aliases", "shopt -s expand_aliases\nalias a='srun b'\n", "a\n"},
    {"eval in eval", "", "eval \"eval 'eval x'\"\n"},
    {"bash -c in bash -c", "", "bash -c \"bash -c 'x y'\"\n"},
    {"sbatch --wrap in loops", "", "for i in 1 2; do sbatch --wrap='srun --pty bash'; done\n"},
    {"scripts that are written", "", "cat > a.sh <<EOF\n#!/bin/bash\nsrun x\nEOF\nsbatch a.sh\n"},
    {"background jobs", "", "srun x &\n"},
    {"open quotes", "", "'\n"},
    {"words in one command", "", "a "},
    {"one word of many parts", "", "a$b\"c\""},
    {"continued lines", "", "srun \\\n"},
    {"no shell at all", "", "def f(x): return [i for i in x]\n"},
    {"suppressions", "", "srun x # sbatchlint: disable=SB601\n"},
    {"directives", "", "#SBATCH --mem=1\n", {}, kMegabyte / 2},
    {"directives with expansions", "", "#SBATCH -J \"$X\"\n", {}, kMegabyte / 2},
    {"directives with mistakes", "", "#SBATCH --time = 1\n", {}, kMegabyte / 2},
    {"misspelt directives", "", "#sbatch --mem=1\n", {}, kMegabyte / 2},
    {"directives too late", "true\n", "#SBATCH --mem=1\n", {}, kMegabyte / 2},
    {"disabled directives", "", "##SBATCH --mem=1\n", {}, kMegabyte / 2},
    {"heterogeneous components", "", "#SBATCH -n1\n#SBATCH hetjob\n", {}, kMegabyte / 16},
    {"lines of PBS", "", "#PBS -l nodes=1\n", {}, kMegabyte / 2},
    {"comments", "", "# srun --pty bash\n", {}, kMegabyte / 2},
    {"CRLF", "", "#SBATCH --mem=1\r\n", {}, kMegabyte / 2},
    {"template holes", "", "#SBATCH -J {{ x }}\n", {}, kMegabyte / 2},
});

std::string text_of(const Shape& shape, std::size_t bytes) {
  std::string text = "#!/bin/bash\n#SBATCH --time=1\n" + std::string(shape.opening);
  const std::size_t count = bytes / (shape.piece.size() + shape.closing.size());
  for (std::size_t i = 0; i < count; ++i) text += shape.piece;
  for (std::size_t i = 0; i < count; ++i) text += shape.closing;
  return text;
}

double processor_ms() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

// The best of some rounds: whatever else the machine does can only add to it.
double cost_ms(const test::Linter& linter, const std::string& text) {
  double best = -1;
  for (int i = 0; i < kRounds; ++i) {
    const double start = processor_ms();
    const FileResult result = linter.run("scaling.sbatch", text);
    const double cost = processor_ms() - start;
    best = best < 0 || cost < best ? cost : best;
    if (cost > kMostMilliseconds) break;
  }
  return best;
}

// Runs in a process of its own. Its exit status says whether the bars are met.
bool measure(const Shape& shape) {
  const test::Linter linter("ai-cloud", true);
  const double once = cost_ms(linter, text_of(shape, shape.bytes));
  const double twice = cost_ms(linter, text_of(shape, 2 * shape.bytes));
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const double megabytes = static_cast<double>(used.ru_maxrss) / 1024;
  const double growth = twice / std::max(once, 0.05);
  const bool met = growth <= kMostGrowth && megabytes <= kMostMegabytes && twice <= kMostMilliseconds;
  fmt::print("{:<28} {:>8.2f} ms {:>8.2f} ms   x {:<6.2f} {:>5.0f} MB{}\n", shape.name, once, twice, growth, megabytes,
             met ? "" : "   MISSED");
  return met;
}

bool measured_apart(const Shape& shape) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const bool met = measure(shape);
    std::fflush(stdout);
    _exit(met ? 0 : 1);
  }
  int status = 0;
  const bool ended = child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status);
  if (!ended) fmt::print("{:<28} crashed\n", shape.name);
  return ended && WEXITSTATUS(status) == 0;
}

}  // namespace
}  // namespace sbatchlint::bench

int main() {
  fmt::print("{:<28} {:>11} {:>11}   growth, at most {:g}; memory, at most {:g} MB\n", "the same text, doubled", "once",
             "twice", sbatchlint::bench::kMostGrowth, sbatchlint::bench::kMostMegabytes);
  bool met = true;
  for (const auto& shape : sbatchlint::bench::kShapes) met = sbatchlint::bench::measured_apart(shape) && met;
  return met ? 0 : 1;
}
