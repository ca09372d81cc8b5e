// From a rubric and submissions to a gradebook: what `grade` and `grade --check` share.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "grade/grade.h"
#include "hosts/cli/arguments.h"
#include "hosts/cli/plan.h"
#include "hosts/world/world.h"

namespace sbatchlint::cli {

// A rubric and the site it is for, ready to grade with. Does not move: parts point into each other.
class Grading {
 public:
  // `world` has to outlive it.
  Grading(const GradeArguments& arguments, const World& world) : world_(world) { check_.submit = arguments.submit; }
  Grading(const Grading&) = delete;
  Grading& operator=(const Grading&) = delete;

  // Reads the rubric, its site and its rules' names; the error, if any.
  [[nodiscard]] std::optional<Error> load(const std::string& rubric_path);

  // Analyses what has to be and grades. `progress` is told how many scripts are done, by one thread.
  [[nodiscard]] Result<Gradebook> grade(std::vector<Submission> submissions, const Overrides& overrides,
                                        unsigned threads,
                                        const std::function<void(std::size_t, std::size_t)>& progress);

  [[nodiscard]] const Rubric& rubric() const { return rubric_; }

 private:
  const World& world_;
  CheckArguments check_;
  Rubric rubric_;
  std::unique_ptr<Planner> planner_;
  const Plan* plan_ = nullptr;
  RunResult run_;
};

}  // namespace sbatchlint::cli
