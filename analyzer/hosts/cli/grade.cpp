// sbatchlint grade: reads what was handed in, grades it, writes the results.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "grade/markup.h"
#include "grade/results.h"
#include "grade/roster.h"
#include "hosts/cli/commands.h"
#include "hosts/cli/grade_check.h"
#include "hosts/cli/grade_inputs.h"
#include "hosts/cli/grading.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestSideFile = std::size_t{64} << 20U;

// `#####.....  812 of 2000` on one line of a terminal, redrawn when it would look different.
class ProgressBar {
 public:
  ProgressBar(const World& world, bool quiet) : world_(world), shown_(world.err_is_terminal && !quiet) {}
  ~ProgressBar() {
    if (drawn_) world_.err("\r\x1b[K");
  }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::size_t done, std::size_t all) {
    constexpr std::size_t kWidth = 40;
    if (!shown_ || all == 0) return;
    const std::size_t thousandth = done * 1000 / all;
    if (drawn_ && thousandth == last_) return;
    last_ = thousandth;
    drawn_ = true;
    const std::size_t filled = done * kWidth / all;
    world_.err(fmt::format("\r[{}{}] {} of {} scripts", std::string(filled, '#'), std::string(kWidth - filled, '.'),
                           done, all));
  }

 private:
  const World& world_;
  bool shown_;
  bool drawn_ = false;
  std::size_t last_ = 0;
};

// A path that leads nowhere is a slip of the pen, not a student.
std::optional<Error> check_paths(const std::vector<std::string>& paths, const World& world) {
  for (const std::string& path : paths) {
    const FileKind kind = world.kind(path);
    if (kind == FileKind::Missing) return Error{.message = "cannot read `" + path + "`: no such file", .place = {}};
    if (kind == FileKind::Other) {
      return Error{.message = "cannot read `" + path + "`: it is no regular file", .place = {}};
    }
  }
  return std::nullopt;
}

Arranged found_submissions(const GradeArguments& arguments, const Rubric& rubric, const World& world) {
  std::vector<Container> containers;
  for (const std::string& path : arguments.submissions) {
    containers.push_back(read_container(path, rubric, arguments.max_file_size, world));
  }
  SubmissionRules rules = rubric.submissions;
  switch (arguments.layout) {
    case GradeLayout::AsRubric: break;
    case GradeLayout::Auto: rules.layout = SubmissionLayout::Auto; break;
    case GradeLayout::Folders: rules.layout = SubmissionLayout::Folders; break;
    case GradeLayout::Flat: rules.layout = SubmissionLayout::Flat; break;
    case GradeLayout::Student: return arrange_as_students(std::move(containers));
  }
  return arrange(std::move(containers), rules);
}

// A file beside the rubric, or what is wrong with it.
Result<std::string> side_file(const std::string& path, const World& world) {
  auto text = world.read_file(path, kLargestSideFile);
  if (text) return text;
  return Error{.message = "cannot read `" + path + "`: " + text.error().message, .place = {}};
}

Result<Overrides> read_overrides_of(const GradeArguments& arguments, const Rubric& rubric, const World& world) {
  if (!arguments.overrides) return Overrides{};
  const auto text = side_file(*arguments.overrides, world);
  if (!text) return text.error();
  return parse_overrides(text.value(), *arguments.overrides, rubric);
}

// Adds whoever is on the list and the changes since before; the error, if any.
std::optional<Error> complete(Gradebook& book, const std::vector<RosterEntry>& roster, const GradeArguments& arguments,
                              const World& world) {
  if (!roster.empty()) add_missing(book, roster);
  if (!arguments.previous) return std::nullopt;
  const auto text = side_file(*arguments.previous, world);
  if (!text) return text.error();
  auto changes = changes_since(text.value(), book);
  if (!changes) return Error{.message = "`" + *arguments.previous + "`: " + changes.error().message, .place = {}};
  book.changes = std::move(changes).value();
  return std::nullopt;
}

// Everybody who was found, and everybody on the list.
std::size_t number_of_students(const std::vector<Submission>& submissions, const std::vector<RosterEntry>& roster) {
  std::set<std::string_view> students;
  std::set<std::string_view> names;
  for (const Submission& submission : submissions) {
    students.insert(submission.student);
    names.insert(submission.name);
  }
  for (const RosterEntry& entry : roster) {
    const bool is_named = !entry.name.empty() && names.contains(entry.name);
    if (!is_named && !names.contains(entry.student)) students.insert(entry.student);
  }
  return students.size();
}

bool every_student_has_a_row(const Gradebook& book, std::size_t students) {
  const std::size_t sum = book.count(GradeStatus::Graded) + book.count(GradeStatus::Review) +
                          book.count(GradeStatus::Missing) + book.count(GradeStatus::Unreadable);
  return book.rows.size() == students && sum == students;
}

const GradeFormat& format_of(std::string_view name) {
  return *std::ranges::find(grade_formats(), name, &GradeFormat::name);
}

std::optional<Error> write_one(const std::string& path, const std::string& text, const World& world) {
  if (const auto error = world.write_file(path, text)) {
    return Error{.message = "cannot write `" + path + "`: " + error->message, .place = {}};
  }
  return std::nullopt;
}

std::optional<Error> write_into(const std::string& folder, const GradeFormat& format, const Gradebook& book,
                                const World& world) {
  std::string text;
  if (format.course != nullptr) {
    format.course(book, text);
    return write_one(folder + "/" + std::string(format.place), text, world);
  }
  const std::string inner = folder + "/" + std::string(format.place);
  if (const auto error = world.make_folder(inner)) {
    return Error{.message = "cannot make `" + inner + "`: " + error->message, .place = {}};
  }
  for (const Row& row : book.rows) {
    text.clear();
    format.student(book, row, text);
    if (auto error = write_one(inner + "/" + file_stem_of(row) + std::string(format.suffix), text, world)) return error;
  }
  return std::nullopt;
}

// The text of a format that goes to one file or to standard output.
Result<std::string> single_text(const GradeFormat& format, const Gradebook& book) {
  std::string text;
  if (format.course != nullptr) {
    format.course(book, text);
  } else if (book.rows.size() == 1) {
    format.student(book, book.rows.front(), text);
  } else {
    return Error{.message = "`" + std::string(format.name) + "` is a file for each student: add --out DIR",
                 .place = {}};
  }
  return text;
}

std::optional<Error> write_folder(const GradeArguments& arguments, const Gradebook& book, const World& world) {
  if (const auto error = world.make_folder(*arguments.out)) {
    return Error{.message = "cannot make `" + *arguments.out + "`: " + error->message, .place = {}};
  }
  const bool all = std::ranges::all_of(arguments.formats, [](const FormatChoice& c) { return c.file.has_value(); });
  for (const GradeFormat& format : grade_formats()) {
    const bool named = std::ranges::any_of(
        arguments.formats, [&format](const FormatChoice& c) { return !c.file && c.format == format.name; });
    if (!all && !named) continue;
    if (auto error = write_into(*arguments.out, format, book, world)) return error;
  }
  return std::nullopt;
}

int write_results(const GradeArguments& arguments, const Gradebook& book, int status, const World& world) {
  std::vector<std::string> printed;
  for (const FormatChoice& choice : arguments.formats) {
    if (!choice.file) {
      if (!arguments.out) printed.push_back(choice.format);
      continue;
    }
    const auto text = single_text(format_of(choice.format), book);
    if (!text) return complain(text.error().message, world);
    if (const auto error = write_one(*choice.file, text.value(), world)) return complain(error->message, world);
  }
  if (arguments.out) {
    if (const auto error = write_folder(arguments, book, world)) return complain(error->message, world);
  }
  if (printed.empty() && !(arguments.quiet && (arguments.out || !arguments.formats.empty()))) {
    printed.emplace_back("text");
  }
  for (const std::string& format : printed) {
    const auto text = single_text(format_of(format), book);
    if (!text) return complain(text.error().message, world);
    status = print(text.value(), status, world);
  }
  return status;
}

bool is_settled(const Row& row) { return row.status == GradeStatus::Graded && row.passed != false; }

}  // namespace

int run_grade(const GradeArguments& arguments, const World& world) {
  Grading grading(arguments, world);
  if (const auto error = grading.load(arguments.rubric)) return complain(error->message, world);
  if (arguments.check) return check_rubric(grading, world);
  if (const auto error = check_paths(arguments.submissions, world)) return complain(error->message, world);

  const auto overrides = read_overrides_of(arguments, grading.rubric(), world);
  if (!overrides) return complain(overrides.error().message, world);
  std::vector<RosterEntry> roster;
  if (arguments.roster) {
    const auto text = side_file(*arguments.roster, world);
    if (!text) return complain(text.error().message, world);
    auto read = read_roster(text.value());
    if (!read) return complain("`" + *arguments.roster + "`: " + read.error().message, world);
    roster = std::move(read).value();
  }
  Arranged found = found_submissions(arguments, grading.rubric(), world);
  const std::size_t students = number_of_students(found.submissions, roster);
  if (students == 0) return complain("no submission was found", world);
  Result<Gradebook> graded = [&] {
    ProgressBar bar(world, arguments.quiet);
    const unsigned threads = arguments.jobs == 0 ? world.processors() : arguments.jobs;
    return grading.grade(std::move(found.submissions), overrides.value(), threads,
                         [&bar](std::size_t done, std::size_t all) { bar.show(done, all); });
  }();
  if (!graded) return complain(graded.error().message, world);
  Gradebook& book = graded.value();
  book.ignored = std::move(found.ignored);
  if (const auto error = complete(book, roster, arguments, world)) return complain(error->message, world);
  if (!every_student_has_a_row(book, students)) {
    return complain(fmt::format("{} students were found and {} have a row: this is a bug in sbatchlint", students,
                                book.rows.size()),
                    world);
  }
  if (!arguments.quiet) {
    for (const std::string& entry : book.ignored) complain("`" + entry + "` belongs to nobody, and is left out", world);
  }
  if (arguments.anonymous) anonymise(book);
  const int status = std::ranges::all_of(book.rows, is_settled) ? kClean : kFindings;
  return write_results(arguments, book, status, world);
}

}  // namespace sbatchlint::cli
