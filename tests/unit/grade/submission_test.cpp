#include "grade/submission.h"

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

FoundFile script(std::string path) { return {.path = std::move(path), .bytes = "#!/bin/bash\n"}; }
FoundFile other(std::string path) { return {.path = std::move(path)}; }
FoundFile folder(std::string path) { return {.path = std::move(path), .is_folder = true}; }

// "ann (Ann Lee): job.sh notes.txt"
std::vector<std::string> arranged(Container container, const SubmissionRules& rules = {}) {
  std::vector<Container> containers;
  containers.push_back(std::move(container));
  std::vector<std::string> lines;
  const Arranged all = arrange(std::move(containers), rules);
  for (const Submission& each : all.submissions) {
    std::string line = each.student + " (" + each.name + "):";
    for (const FoundFile& file : each.files) line += " " + file.path;
    if (each.marked_late) line += " late";
    lines.push_back(line);
  }
  for (const std::string& entry : all.ignored) lines.push_back("ignored: " + entry);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder a student") {
  CHECK(arranged({.name = "s",
                  .files = {folder("bo"), script("ann/job.sh"), other("ann/x/notes.txt"), other("grades.csv"),
                            other(".DS_Store"), folder("ann"), folder("ann/x")}}) ==
        Lines{"ann (ann): job.sh x x/notes.txt", "bo (bo):", "ignored: s/.DS_Store", "ignored: s/grades.csv"});
}

TEST_CASE("a stray script beside folders is rather somebody's than nobody's") {
  CHECK(arranged({.name = "s", .files = {script("ann/job.sh"), script("bo.sh")}}) ==
        Lines{"ann (ann): job.sh", "bo (bo): bo.sh"});
}

TEST_CASE("a file a student, by a pattern") {
  CHECK(arranged({.name = "s", .files = {script("ann.sh"), other("bo.txt")}}) ==
        Lines{"ann (ann): ann.sh", "bo (bo): bo.txt"});
  CHECK(arranged(
            {.name = "s",
             .files = {script("hw1-ann-job.sh"), other("hw1-ann-log.txt"), script("hw1-bo-job.sh"), script("odd.sh")}},
            {.layout = SubmissionLayout::Flat, .name = "hw1-{student}-{rest}"}) ==
        Lines{"ann (ann): hw1-ann-job.sh hw1-ann-log.txt", "bo (bo): hw1-bo-job.sh", "odd (odd): odd.sh"});
}

TEST_CASE("names of Moodle's and Canvas's exports") {
  CHECK(arranged({.name = "m.zip",
                  .is_archive = true,
                  .files = {script("Ann Lee_101_assignsubmission_file_/job.sh"),
                            other("Ann Lee_101_assignsubmission_onlinetext_/onlinetext.html"),
                            script("Bo_102_assignsubmission_file_job.sh")}}) ==
        Lines{"101 (Ann Lee): job.sh onlinetext.html", "102 (Bo): Bo_102_assignsubmission_file_job.sh"});
  CHECK(arranged({.name = "c.zip",
                  .is_archive = true,
                  .files = {script("leeann_201_5001_job.sh"), other("leeann_201_5002_log.txt"),
                            script("bo_LATE_202_5003_job.sh"), script("zoe_203_5004_work.zip/job.sh")}}) ==
        Lines{"201 (leeann): leeann_201_5001_job.sh leeann_201_5002_log.txt", "202 (bo): bo_LATE_202_5003_job.sh late",
              "203 (zoe): job.sh"});
}

TEST_CASE("an archive's one outer folder is looked through") {
  CHECK(arranged({.name = "a.zip",
                  .is_archive = true,
                  .files = {folder("export"), script("export/ann/job.sh"), script("export/bo/job.sh"),
                            other("__MACOSX/export/._ann")}}) == Lines{"ann (ann): job.sh", "bo (bo): job.sh"});
}

TEST_CASE("two submissions of one student stay two, and an archive that was cut is somebody") {
  CHECK(arranged({.name = "s", .files = {script("ann/job.sh"), folder("ann.zip"), script("ann.zip/job.sh")}}) ==
        Lines{"ann (ann): job.sh", "ann (ann): job.sh"});
  CHECK(arranged({.name = "x/all.zip", .trouble = "it is cut", .is_archive = true, .files = {script("ann/job.sh")}}) ==
        Lines{"all (all):", "ann (ann): job.sh"});
}

TEST_CASE("suffixes of archives") {
  CHECK(without_archive_suffix("ann.tar.gz") == "ann");
  CHECK(without_archive_suffix("Ann.ZIP") == "Ann");
  CHECK(without_archive_suffix("ann.sh") == "ann.sh");
  CHECK_FALSE(is_archive_name(".zip"));
}

}  // namespace sbatchlint
