#include "grade/submission.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "site/command_pattern.h"
#include "text/split.h"

namespace sbatchlint {

namespace {

constexpr std::string_view kMoodleMark = "_assignsubmission_";
constexpr std::array<std::string_view, 8> kArchiveSuffixes = {".tar.gz", ".tar.bz2", ".tar.xz", ".tgz",
                                                              ".tbz2",   ".txz",     ".tar",    ".zip"};
constexpr std::size_t kMostWrappers = 3;

// What the name of a folder or file says.
struct NameParts {
  std::string student;
  std::string name;
  std::string id;
  bool late = false;
};

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return '0' <= c && c <= '9'; });
}

// `Ann Lee_101_assignsubmission_file_job.sh`, Moodle's "Download all submissions".
std::optional<NameParts> moodle_name(std::string_view text) {
  const std::size_t mark = text.find(kMoodleMark);
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view who = text.substr(0, mark);
  const std::size_t underscore = who.rfind('_');
  if (underscore == std::string_view::npos || underscore == 0) return std::nullopt;
  const std::string_view id = who.substr(underscore + 1);
  if (!is_number(id)) return std::nullopt;
  return NameParts{.student = std::string(id), .name = std::string(who.substr(0, underscore)), .id = std::string(id)};
}

// `leeann_LATE_101_5001_job.sh`, Canvas's "Download Submissions".
std::optional<NameParts> canvas_name(std::string_view text) {
  const auto parts = split(text, '_');
  std::size_t at = 1;
  NameParts found{.student = {}, .name = std::string(parts.front())};
  if (parts.size() > 1 && parts[1] == "LATE") {
    found.late = true;
    ++at;
  }
  if (found.name.empty() || parts.size() < at + 3 || !is_number(parts[at]) || !is_number(parts[at + 1])) {
    return std::nullopt;
  }
  found.id = parts[at];
  found.student = found.id;
  return found;
}

// `{student}-{rest}`: each hole takes as little as it can, and at least one byte.
std::optional<NameParts> named_by(std::string_view pattern, std::string_view text) {
  NameParts found;
  std::size_t at = 0;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::string_view literal = pattern.substr(0, open);
    if (!text.substr(at).starts_with(literal)) return std::nullopt;
    at += literal.size();
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view hole = pattern.substr(open + 1, close - open - 1);
    pattern.remove_prefix(close + 1);
    const std::string_view next = pattern.substr(0, pattern.find('{'));
    const std::size_t end = next.empty() ? text.size() : text.find(next, at + 1);
    if (end == std::string_view::npos || end <= at) return std::nullopt;
    const std::string value(text.substr(at, end - at));
    if (hole == "student") found.student = value;
    if (hole == "name") found.name = value;
    if (hole == "id") found.id = value;
    at = end;
  }
  if (at != text.size() || found.student.empty()) return std::nullopt;
  if (found.name.empty()) found.name = found.student;
  return found;
}

std::optional<NameParts> known_name(std::string_view top, const SubmissionRules& rules) {
  if (!rules.name.empty()) return named_by(rules.name, top);
  if (auto moodle = moodle_name(top)) return moodle;
  return canvas_name(top);
}

// What systems leave behind in archives and folders.
bool is_litter(std::string_view top) {
  return top.starts_with('.') || top == "__MACOSX" || top == "Thumbs.db" || top == "desktop.ini";
}

std::string_view first_part(std::string_view path) { return path.substr(0, path.find('/')); }

std::string_view rest_of(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

// `export/ann/job.sh`: archives often hold one folder with everything in it.
void drop_wrapper(Container& container) {
  for (std::size_t round = 0; round < kMostWrappers; ++round) {
    std::set<std::string_view> tops;
    bool has_folder = false;
    bool has_script = false;
    for (const FoundFile& file : container.files) {
      if (is_litter(first_part(file.path))) continue;
      tops.insert(first_part(file.path));
      const std::string_view below = rest_of(file.path);
      has_folder = has_folder || below.find('/') != std::string_view::npos || (file.is_folder && !below.empty());
      has_script = has_script || (file.bytes && below.find('/') == std::string_view::npos);
    }
    if (tops.size() != 1 || !has_folder || has_script) return;
    const std::string top(*tops.begin());
    std::vector<FoundFile> inner;
    for (FoundFile& file : container.files) {
      if (first_part(file.path) != top || rest_of(file.path).empty()) continue;
      file.path = rest_of(file.path);
      inner.push_back(std::move(file));
    }
    container.files = std::move(inner);
  }
}

// Everything under one name at the top of a container.
struct Top {
  std::string name;
  bool is_folder = false;
  bool has_script = false;
  std::string trouble;  // of what is no folder
  std::vector<FoundFile> files;
};

std::vector<Top> tops_of(Container& container) {
  std::map<std::string, Top> by_name;
  for (FoundFile& file : container.files) {
    Top& top = by_name[std::string(first_part(file.path))];
    const bool below = !rest_of(file.path).empty();
    top.is_folder = top.is_folder || below || file.is_folder;
    top.has_script = top.has_script || file.bytes.has_value();
    if (!below && !file.is_folder) top.trouble = file.trouble;
    top.files.push_back(std::move(file));
  }
  std::vector<Top> tops;
  for (auto& [name, top] : by_name) {
    top.name = name;
    tops.push_back(std::move(top));
  }
  return tops;
}

std::string stem_of(std::string_view name) {
  const std::string_view plain = without_archive_suffix(name);
  if (plain.size() < name.size()) return std::string(plain);
  const std::size_t dot = name.rfind('.');
  return std::string(dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot));
}

// The files of a top, with paths from the student's own folder.
void take_files(Top& top, Submission& submission) {
  for (FoundFile& file : top.files) {
    if (top.is_folder && rest_of(file.path).empty()) {
      if (submission.trouble.empty()) submission.trouble = file.trouble;
      continue;
    }
    if (top.is_folder) file.path = rest_of(file.path);
    submission.files.push_back(std::move(file));
  }
}

bool belongs_to_somebody(const Top& top, bool folders, const SubmissionRules& rules) {
  if (is_litter(top.name)) return false;
  if (rules.layout == SubmissionLayout::Flat || top.is_folder || known_name(top.name, rules)) return true;
  // A stray script beside folders is rather somebody's than nobody's.
  return !folders || !top.trouble.empty() || (top.has_script && rules.layout == SubmissionLayout::Auto);
}

void arrange_container(Container& container, const SubmissionRules& rules, Arranged& arranged) {
  if (container.is_archive) drop_wrapper(container);
  std::vector<Top> tops = tops_of(container);
  const bool folders = rules.layout == SubmissionLayout::Folders ||
                       std::ranges::any_of(tops, [](const Top& t) { return t.is_folder && !is_litter(t.name); });
  std::map<std::string, Submission> numbered;  // by student: several files, one submission
  for (Top& top : tops) {
    const std::string source = container.name + "/" + top.name;
    if (!belongs_to_somebody(top, folders, rules)) {
      arranged.ignored.push_back(source);
      continue;
    }
    const auto known = known_name(top.name, rules);
    NameParts who = known.value_or(NameParts{});
    if (!known) who.student = who.name = top.is_folder && !is_archive_name(top.name) ? top.name : stem_of(top.name);
    Submission fresh{.student = who.student, .name = who.name, .id = who.id, .source = source};
    if (!top.is_folder && !known) fresh.trouble = top.trouble;
    if (!known) {
      take_files(top, fresh);
      arranged.submissions.push_back(std::move(fresh));
      continue;
    }
    Submission& submission = numbered.try_emplace(who.student, std::move(fresh)).first->second;
    submission.marked_late = submission.marked_late || who.late;
    take_files(top, submission);
  }
  for (auto& [student, submission] : numbered) arranged.submissions.push_back(std::move(submission));
}

Submission submission_of_container(Container& container) {
  std::string path = container.name;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  const std::string top(base_name(path));
  Submission submission{.student = container.is_file || container.is_archive ? stem_of(top) : top,
                        .name = {},
                        .id = {},
                        .source = container.name,
                        .files = std::move(container.files),
                        .trouble = container.trouble};
  submission.name = submission.student;
  return submission;
}

void put_in_order(Arranged& arranged) {
  for (Submission& submission : arranged.submissions) {
    std::ranges::sort(submission.files, {}, &FoundFile::path);
  }
  std::ranges::sort(arranged.submissions, [](const Submission& a, const Submission& b) {
    return std::tie(a.student, a.source) < std::tie(b.student, b.source);
  });
  std::ranges::sort(arranged.ignored);
}

}  // namespace

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view without_archive_suffix(std::string_view name) {
  for (const std::string_view suffix : kArchiveSuffixes) {
    if (name.size() <= suffix.size()) continue;
    const std::string_view end = name.substr(name.size() - suffix.size());
    const auto same = [](char a, char b) { return ('A' <= a && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; };
    if (std::equal(end.begin(), end.end(), suffix.begin(), same)) return name.substr(0, name.size() - suffix.size());
  }
  return name;
}

bool is_archive_name(std::string_view name) { return without_archive_suffix(name).size() < name.size(); }

Arranged arrange(std::vector<Container> containers, const SubmissionRules& rules) {
  Arranged arranged;
  for (Container& container : containers) {
    if (container.is_file || (container.files.empty() && !container.trouble.empty())) {
      arranged.submissions.push_back(submission_of_container(container));
    } else {
      // What could not be read may have held students: the row says so.
      if (!container.trouble.empty()) {
        Container lost{.name = container.name, .trouble = container.trouble, .is_archive = container.is_archive};
        arranged.submissions.push_back(submission_of_container(lost));
      }
      arrange_container(container, rules, arranged);
    }
  }
  put_in_order(arranged);
  return arranged;
}

Arranged arrange_as_students(std::vector<Container> containers) {
  Arranged arranged;
  for (Container& container : containers) arranged.submissions.push_back(submission_of_container(container));
  put_in_order(arranged);
  return arranged;
}

}  // namespace sbatchlint
