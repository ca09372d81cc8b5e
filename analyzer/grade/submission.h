// From the files that a host found to one submission for each student. Pure: what lies where is the host's to read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grade/rubric.h"

namespace sbatchlint {

// One entry of a folder or an archive.
struct FoundFile {
  std::string path;  // from the container, parts joined by `/`; an archive inside is a part like a folder
  bool is_folder = false;
  bool is_script_name = false;           // it is called as job scripts are: what cannot be read of it matters
  std::optional<std::string> bytes;      // of what may be a job script
  std::string trouble;                   // why it cannot be used: "it is a symbolic link"; empty: it can
  std::optional<std::int64_t> modified;  // seconds since 1970, where that is known
};

// One argument of the user's: a folder, an archive or a single file.
struct Container {
  std::string name;     // as the user wrote it
  std::string trouble;  // why nothing, or not everything, of it could be read
  bool is_archive = false;
  bool is_file = false;  // one script: `files` holds it alone
  std::vector<FoundFile> files;
};

// What one student handed in, once. `student` is how the rest of the program knows them: the identifier where the name
// of the folder or file has one (Moodle, Canvas), else the name itself.
struct Submission {
  std::string student;
  std::string name;              // "Ann Lee"; the name of the folder where nothing better is known
  std::string id;                // the number of Moodle's or Canvas's export; may be empty
  std::string source;            // where it lies: "export.zip/Ann Lee_101_assignsubmission_file_"
  std::vector<FoundFile> files;  // paths from the submission's own folder, sorted
  std::string trouble;           // of the submission as a whole: an archive that cannot be read
  bool marked_late = false;      // by Canvas
};

struct Arranged {
  std::vector<Submission> submissions;  // by student, then source; a student may have several
  std::vector<std::string> ignored;     // entries that belong to nobody
};

// Finds the students. Every folder, archive and file at the top of a container becomes part of somebody's submission or
// is named in `ignored`; files of the same numbered student in one container are one submission.
[[nodiscard]] Arranged arrange(std::vector<Container> containers, const SubmissionRules& rules);

// Every container is one student's, named after it.
[[nodiscard]] Arranged arrange_as_students(std::vector<Container> containers);

// `ann.tar.gz` is `ann`; a name without an archive's suffix is itself.
[[nodiscard]] std::string_view without_archive_suffix(std::string_view name);

// True for names that end as archives do that can be read: .zip, .tar, .tar.gz, .tgz, .tar.bz2, .tar.xz.
[[nodiscard]] bool is_archive_name(std::string_view name);

// The last part of a path.
[[nodiscard]] std::string_view base_name(std::string_view path);

}  // namespace sbatchlint
