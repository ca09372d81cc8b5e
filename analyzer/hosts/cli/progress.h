// How far a run over many files is, on a terminal alone.
#pragma once

#include <cstddef>

#include "hosts/world/world.h"

namespace sbatchlint::cli {

// Rewrites one line of standard error, "sbatchlint: 1200 of 7400 files", and takes it away at the end. Says nothing
// where standard error is no terminal, for few files, and where it is told to be quiet. For one thread.
class Progress {
 public:
  // `world` has to outlive it.
  Progress(std::size_t files, bool quiet, const World& world);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  void at(std::size_t done);

 private:
  std::size_t files_;
  const World& world_;
  bool is_shown_;
  std::size_t told_ = 0;  // hundredths
};

}  // namespace sbatchlint::cli
