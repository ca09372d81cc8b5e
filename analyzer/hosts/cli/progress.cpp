#include "hosts/cli/progress.h"

#include <algorithm>
#include <string>

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kManyFiles = 200;  // fewer are done before anybody could read a number
constexpr std::string_view kEraseLine = "\r\x1b[K";

}  // namespace

Progress::Progress(std::size_t files, bool quiet, const World& world)
    : files_(files), world_(world), is_shown_(world.err_is_terminal && !quiet && files >= kManyFiles) {}

Progress::~Progress() {
  if (told_ > 0) world_.err(kEraseLine);
}

void Progress::at(std::size_t done) {
  if (!is_shown_) return;
  done = std::min(done, files_);
  const std::size_t hundredths = 100 * done / files_;
  if (hundredths <= told_) return;
  told_ = hundredths;
  world_.err(std::string(kEraseLine) + "sbatchlint: " + std::to_string(done) + " of " + std::to_string(files_) +
             " files");
}

}  // namespace sbatchlint::cli
