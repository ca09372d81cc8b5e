// The program itself over the course and over what it must survive, in folders of its own.

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "hosts/cli/commands.h"
#include "hosts/world/world.h"
#include "support/catch.hpp"

namespace sbatchlint {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const fs::path kCourse = SBATCHLINT_COURSE;
constexpr std::array<const char*, 3> kAssignments = {"1-first-job", "2-array-and-dependency", "3-gpus-in-a-container"};

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// A folder that is removed at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "grade-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = fs::canonical(pattern);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }
  [[nodiscard]] std::string name(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

struct Ran {
  int status = 0;
  std::string out;
  std::string err;
};

Ran grade(std::vector<std::string> words) {
  Ran ran;
  World world = posix_world();
  world.out = [&ran](std::string_view text) { return !ran.out.append(text).empty() || text.empty(); };
  world.err = [&ran](std::string_view text) { return !ran.err.append(text).empty() || text.empty(); };
  world.out_is_terminal = world.err_is_terminal = false;
  words.insert(words.begin(), "grade");
  ran.status = cli::run(words, world);
  return ran;
}

Json graded(std::vector<std::string> words) {
  words.insert(words.end(), {"--format", "json", "--quiet"});
  const Ran ran = grade(std::move(words));
  CAPTURE(ran.err);
  REQUIRE(ran.status < 2);
  return Json::parse(ran.out);
}

// "graded 7 header:partial time:fail"
std::string summary(const Json& student) {
  std::vector<std::string> others;
  for (const Json& task : student.at("tasks")) {
    for (const Json& criterion : task.at("criteria")) {
      const auto outcome = criterion.at("outcome").get<std::string>();
      if (outcome != "pass") others.push_back(criterion.at("id").get<std::string>() + ":" + outcome);
    }
  }
  std::ranges::sort(others);
  std::string text = student.at("status").get<std::string>() + "\t" + student.at("points").dump() + "\t";
  for (std::size_t i = 0; i < others.size(); ++i) text += (i == 0 ? "" : " ") + others[i];
  return text;
}

std::string rubric_of(const std::string& assignment) { return (kCourse / assignment / "rubric.toml").string(); }
std::string submissions_of(const std::string& assignment) { return (kCourse / assignment / "submissions").string(); }

constexpr const char* kSmallRubric = R"(
schema = 1
[rubric]
title = "Small"
[[task]]
id = "t"
title = "T"
[[task.criterion]]
id = "time"
title = "A limit"
points = 2
request = "time_minutes set and time_minutes <= 60"
[[task.criterion]]
id = "run"
title = "It runs"
points = 1
run = ["hostname"]
)";
constexpr const char* kGood = "#!/bin/bash\n#SBATCH --time=5\nhostname\n";

struct Packed {
  std::string path;
  std::string bytes;
  std::string link;  // not empty: a symbolic link
};

std::string archive_of(const std::vector<Packed>& files, bool zip) {
  std::string out(std::size_t{8} << 20U, '\0');
  std::size_t used = 0;
  archive* writer = ::archive_write_new();
  if (zip) {
    ::archive_write_set_format_zip(writer);
  } else {
    ::archive_write_set_format_pax_restricted(writer);
    ::archive_write_add_filter_gzip(writer);
  }
  REQUIRE(::archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
  for (const Packed& file : files) {
    archive_entry* entry = ::archive_entry_new();
    ::archive_entry_set_pathname(entry, file.path.c_str());
    ::archive_entry_set_mtime(entry, 1'790'000'000, 0);
    if (!file.link.empty()) {
      ::archive_entry_set_filetype(entry, AE_IFLNK);
      ::archive_entry_set_symlink(entry, file.link.c_str());
    } else {
      ::archive_entry_set_filetype(entry, AE_IFREG);
      ::archive_entry_set_size(entry, static_cast<std::int64_t>(file.bytes.size()));
    }
    ::archive_entry_set_perm(entry, 0644);
    ::archive_write_header(writer, entry);
    if (file.link.empty()) ::archive_write_data(writer, file.bytes.data(), file.bytes.size());
    ::archive_entry_free(entry);
  }
  ::archive_write_close(writer);
  ::archive_write_free(writer);
  out.resize(used);
  return out;
}

const Json& student_of(const Json& results, const std::string& name) {
  const auto found =
      std::ranges::find_if(results.at("students"), [&](const Json& s) { return s.at("student") == name; });
  CAPTURE(name);
  REQUIRE(found != results.at("students").end());
  return *found;
}

}  // namespace

TEST_CASE("every submission of the course gets the grade that was expected") {
  std::map<std::string, std::string> expected;
  const std::string text = text_of(kCourse / "expected.tsv");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with('#')) continue;
    const std::size_t second = line.find('\t', line.find('\t') + 1);
    expected[line.substr(0, second)] = line.substr(second + 1);
  }
  CHECK(expected.size() == 24);
  std::size_t right = 0;
  for (const char* assignment : kAssignments) {
    const Json results = graded({rubric_of(assignment), submissions_of(assignment)});
    CHECK(results.at("summary").at("students") == 8);
    for (const Json& student : results.at("students")) {
      const std::string key = std::string(assignment) + "\t" + student.at("student").get<std::string>();
      CAPTURE(key);
      CHECK(summary(student) == expected[key]);
      right += summary(student) == expected[key] ? 1 : 0;
    }
  }
  CHECK(right == 24);
}

TEST_CASE("the rubrics of the course hold, with their samples") {
  for (const char* assignment : kAssignments) {
    const Ran ran = grade({"--check", rubric_of(assignment)});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.status == 0);
    CHECK(ran.out.find("samples hold") != std::string::npos);
  }
}

TEST_CASE("results are the same bytes, however they are made") {
  const Folder folder;
  const std::string rubric = rubric_of("1-first-job");
  const fs::path submissions = submissions_of("1-first-job");
  const Json once = graded({rubric, submissions.string()});
  CHECK(once == graded({rubric, submissions.string(), "--jobs", "1"}));
  CHECK(once == graded({rubric, submissions.string(), "--jobs", "7"}));
  // Many students in two folders, given in either order.
  for (int i = 0; i < 150; ++i) {
    const std::string place = (i % 2 == 0 ? "a/" : "b/") + std::string("s") + std::to_string(i);
    put(folder / (place + "/job.sh"), "#!/bin/bash\n#SBATCH --time=" + std::to_string(i) + "\nhostname\n");
  }
  put(folder / "rubric.toml", kSmallRubric);
  const auto run = [&](const char* first, const char* second, const char* jobs) {
    return grade({folder.name("rubric.toml"), folder.name(first), folder.name(second), "--jobs", jobs, "--format",
                  "json", "--quiet"})
        .out;
  };
  const std::string results = run("a", "b", "1");
  CHECK(results == run("b", "a", "5"));
  CHECK(Json::parse(results).at("students").size() == 150);
}

TEST_CASE("whatever is handed in, every student has a row that says what happened") {
  const Folder folder;
  put(folder / "rubric.toml", kSmallRubric);
  put(folder / "s/good/job.sh", kGood);
  fs::create_directories(folder / "s/empty");
  put(folder / "s/binary/job.sh", std::string("#!/bin/bash\n\0\x01", 14));
  put(folder / "s/utf16/job.sh", std::string("\xFF\xFE#\0!\0", 6));
  put(folder / "s/large/job.sh", std::string(std::size_t{50} << 20U, '#'));
  fs::create_directories(folder / "s/link");
  fs::create_symlink("/etc/passwd", folder / "s/link/job.sh");
  fs::create_directory_symlink("/etc", folder / "s/linked");
  put(folder / "s/twice/job.sh", kGood);
  put(folder / "s/twice.zip", archive_of({{.path = "job.sh", .bytes = "#!/bin/bash\nhostname\n"}}, true));
  put(folder / "s/bomb.zip", archive_of({{.path = "job.sh", .bytes = std::string(std::size_t{70} << 20U, 'a')}}, true));
  put(folder / "s/escape.zip", archive_of({{.path = "../../escape/job.sh", .bytes = kGood}}, true));
  put(folder / "s/tar.tar.gz", archive_of({{.path = "job.sh", .link = "/etc/passwd"}}, false));
  put(folder / "s/broken.zip", "PK\3\4 and nothing more");
  put(folder / "s/no-script/notes.txt", "nothing yet");
  put(folder / "s/\xD8\xB9\xD9\x85\xD8\xB1\xE2\x80\xAE/job.sh", kGood);
  const Json results = graded({folder.name("rubric.toml"), folder.name("s")});
  struct Expected {
    std::string student;
    std::string status;
    std::string reason;
  };
  const std::vector<Expected> all = {
      {"good", "graded", ""},
      {"empty", "missing", "nothing was handed in"},
      {"binary", "unreadable", "`job.sh`: it is binary, not a script"},
      {"utf16", "unreadable",
       "`job.sh`: it is UTF-16, which neither sbatch nor a shell reads: it has to be saved as UTF-8"},
      {"large", "unreadable", "`job.sh`: it is larger than 8 MiB"},
      {"link", "unreadable", "`job.sh`: it is a symbolic link, or no regular file"},
      {"linked", "unreadable", "it is a symbolic link, or no regular file"},
      {"bomb", "unreadable", "`job.sh`: it has more than 8 MB"},
      {"escape", "unreadable", "`escape/job.sh`: its path leads out of the archive"},
      {"tar", "unreadable", "`job.sh`: it is a symbolic link"},
      {"no-script", "graded", ""},
      {"\xD8\xB9\xD9\x85\xD8\xB1\xE2\x80\xAE", "graded", ""},
  };
  for (const Expected& each : all) {
    const Json& student = student_of(results, each.student);
    CAPTURE(each.student, student.dump());
    CHECK(student.at("status") == each.status);
    if (!each.reason.empty()) CHECK(student.at("reasons").at(0) == each.reason);
  }
  CHECK(student_of(results, "broken").at("status") == "unreadable");
  const Json& twice = student_of(results, "twice");
  CHECK(twice.at("status") == "review");
  CHECK(twice.at("points") == 3);
  CHECK(twice.at("reasons").at(0).get<std::string>().starts_with("2 submissions: "));
  CHECK(results.at("students").size() == all.size() + 2);
  CHECK(results.at("summary").at("students") == all.size() + 2);
}

TEST_CASE("exports of Moodle and Canvas are read, and written as they import them") {
  const Folder folder;
  put(folder / "rubric.toml", kSmallRubric);
  const std::string late = "#!/bin/bash\n#SBATCH --time=500\nhostname\n";
  put(folder / "moodle.zip",
      archive_of({{.path = "Ann Lee_101_assignsubmission_file_/job.sh", .bytes = kGood},
                  {.path = "Ann Lee_101_assignsubmission_onlinetext_/onlinetext.html", .bytes = "<p>see file</p>"},
                  {.path = "=Bo, \"Jr\"_102_assignsubmission_file_/job.sh", .bytes = late}},
                 true));
  put(folder / "canvas.zip", archive_of({{.path = "leeann_201_5001_job.sh", .bytes = kGood},
                                         {.path = "leeann_201_5002_notes.txt", .bytes = "x"},
                                         {.path = "bojr_LATE_202_5003_job-1.sh", .bytes = late}},
                                        true));
  const Ran moodle = grade({folder.name("rubric.toml"), folder.name("moodle.zip"), "--format", "moodle"});
  CHECK(moodle.err == "");
  CHECK(moodle.out ==
        "Identifier,\"Full name\",Status,Grade,\"Maximum Grade\",\"Last modified (grade)\",\"Feedback comments\"\n"
        "Participant 101,Ann Lee,graded,3.00,3.00,-,3 of 3 points.\n"
        "Participant 102,\"'=Bo, \"\"Jr\"\"\",graded,1.00,3.00,-,1 of 3 points. A limit: `time_minutes` is 500 (0 of "
        "2).\n");
  const Ran canvas = grade({folder.name("rubric.toml"), folder.name("canvas.zip"), "--format", "canvas"});
  CHECK(canvas.err == "");
  CHECK(canvas.out ==
        "Student,ID,SIS User ID,SIS Login ID,Section,Small\n"
        "\"    Points Possible\",,,,,3.00\n"
        "leeann,201,,,,3.00\n"
        "bojr,202,,,,1.00\n");
}

TEST_CASE("nothing that students write is markup in a page or a formula in a table") {
  const Folder folder;
  put(folder / "rubric.toml", kSmallRubric);
  const std::string name = "<img src=x onerror=alert(1)>";
  put(folder / ("s/" + name + "/</script>.sh"),
      "#!/bin/bash\n#SBATCH --job-name=</td><script>alert(1)</script> --time=5\n"
      "echo '<b onclick=x>' \x1b]0;title\x07 $'\xE2\x80\xAE' | hostname \"=cmd|' /C calc'!A0\"\n");
  put(folder / "s/=1+1/job.sh", kGood);
  const Ran ran = grade({folder.name("rubric.toml"), folder.name("s"), "--out", folder.name("out"), "--quiet"});
  CHECK(ran.err == "");
  std::size_t pages = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "out")) {
    if (!entry.is_regular_file()) continue;
    const std::string text = text_of(entry.path());
    CAPTURE(entry.path().string());
    if (entry.path().extension() != ".json") {
      CHECK(text.find('\x1b') == std::string::npos);
      CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
    }
    const bool html = entry.path().extension() == ".html";
    pages += html ? 1 : 0;
    if (html || entry.path().extension() == ".xml" || entry.path().extension() == ".csv") {
      if (html) CHECK(text.find("<img") == std::string::npos);
      if (html) CHECK(text.find("<script") == std::string::npos);
      CHECK(text.find("\n=1+1") == std::string::npos);
      CHECK(text.find(",=1+1") == std::string::npos);
    }
  }
  CHECK(pages == 3);
}

TEST_CASE("a person's decisions, lists of students and earlier results") {
  const Folder folder;
  put(folder / "rubric.toml", kSmallRubric);
  put(folder / "s/ann/job.sh", kGood);
  put(folder / "s/bo/job.sh", "#!/bin/bash\n#SBATCH --time=500\nhostname\n");
  put(folder / "before.json", grade({folder.name("rubric.toml"), folder.name("s"), "--format", "json"}).out);
  put(folder / "decided.toml",
      "schema = 1\n[[override]]\nstudent = \"bo\"\ncriterion = \"time\"\npoints = 1.5\nreason = \"agreed on\"\n");
  put(folder / "roster.csv", "id,name\nann,Ann\nbo,Bo\nzoe,\"Zoe, the last\"\n");
  const Json results = graded({folder.name("rubric.toml"), folder.name("s"), "--overrides", folder.name("decided.toml"),
                               "--previous", folder.name("before.json"), "--roster", folder.name("roster.csv")});
  CHECK(summary(student_of(results, "bo")) == "graded\t2.5\ttime:partial");
  CHECK(student_of(results, "bo").at("notes").at(0) == "decided by a person: agreed on");
  CHECK(student_of(results, "zoe").at("status") == "missing");
  CHECK(student_of(results, "zoe").at("name") == "Zoe, the last");
  REQUIRE(results.at("changes").size() == 2);
  CHECK(results.at("changes").at(0).at("before") == "1 of 3, graded");
  CHECK(results.at("changes").at(0).at("after") == "2.5 of 3, graded");
  CHECK(results.at("changes").at(0).at("criteria").at(0) == "time: fail (0) -> partial (1.5)");
  CHECK(results.at("changes").at(1).at("before") == nullptr);
  put(folder / "decided.toml", "schema = 1\n[[override]]\nstudent = \"boo\"\nwaive_late = true\nreason = \"r\"\n");
  const Ran wrong = grade({folder.name("rubric.toml"), folder.name("s"), "--overrides", folder.name("decided.toml")});
  CHECK(wrong.status == 2);
  CHECK(wrong.err.find("decided.toml:2: no student is called `boo`; did you mean `bo`?") != std::string::npos);
  const Ran other = grade({folder.name("rubric.toml"), folder.name("s"), "--previous", folder.name("rubric.toml")});
  CHECK(other.status == 2);
}

TEST_CASE("what comes late costs what the rubric says, by the newest file's time or a person's word") {
  const Folder folder;
  const std::string late = "[late]\ndue = 2026-09-19T00:00:00Z\ngrace_minutes = 30\npercent_per_day = 10\n";
  put(folder / "rubric.toml", kSmallRubric + late + "times = \"files\"\n");
  put(folder / "untimed.toml", kSmallRubric + late);
  put(folder / "s.zip", archive_of({{.path = "leeann_LATE_201_5001_job.sh", .bytes = kGood},
                                    {.path = "bojr_202_5002_job.sh", .bytes = kGood}},
                                   true));
  const Json timed = graded({folder.name("rubric.toml"), folder.name("s.zip")});
  CHECK(student_of(timed, "202").at("late") ==
        Json({{"submitted", 1'790'000'000}, {"days", 3}, {"percent", 30}, {"deduction", 0.9}}));
  CHECK(student_of(timed, "202").at("points") == 2.1);
  CHECK(student_of(timed, "202").at("notes").at(0) == "3 days late: 30% off");
  const Json untimed = graded({folder.name("untimed.toml"), folder.name("s.zip")});
  CHECK(student_of(untimed, "202").at("status") == "graded");
  CHECK(student_of(untimed, "201").at("status") == "review");
  CHECK(student_of(untimed, "201").at("reasons").at(0) == "marked as late, by how much is not known");
  put(folder / "decided.toml",
      "schema = 1\n[[override]]\nstudent = \"201\"\nsubmitted = 2026-09-19T12:00:00+02:00\nreason = \"by mail\"\n"
      "[[override]]\nstudent = \"202\"\nwaive_late = true\nreason = \"ill\"\n");
  const Json decided =
      graded({folder.name("rubric.toml"), folder.name("s.zip"), "--overrides", folder.name("decided.toml")});
  CHECK(student_of(decided, "201").at("points") == 2.7);
  CHECK(student_of(decided, "202").at("points") == 3);
}

TEST_CASE("what is hidden counts, and no student is told what it is") {
  const Folder folder;
  put(folder / "rubric.toml",
      std::string(kSmallRubric) +
          "[[task.criterion]]\nid = \"secret\"\ntitle = \"Secretly asked\"\npoints = 1\nhidden = "
          "true\nrules = [\"SB601\"]\n");
  put(folder / "s/ann/job.sh", "#!/bin/bash\n#SBATCH --time=5\nhostname\nsrun --pty bash\n");
  (void)grade({folder.name("rubric.toml"), folder.name("s"), "--out", folder.name("out"), "--quiet"});
  for (const char* file : {"feedback/ann.html", "feedback/ann.md", "moodle.csv", "junit.xml"}) {
    const std::string text = text_of(folder / (std::string("out/") + file));
    CAPTURE(file, text);
    CHECK(text.find("3 of 4") != std::string::npos);
    CHECK(text.find("Secretly") == std::string::npos);
    CHECK(text.find("SB601") == std::string::npos);
  }
  const Json gradescope = Json::parse(text_of(folder / "out/gradescope/ann.json"));
  CHECK(gradescope.at("score") == 3);
  CHECK(gradescope.at("tests").at(2).at("visibility") == "hidden");
  CHECK(gradescope.at("tests").at(0).at("visibility") == "visible");
}

TEST_CASE("anonymous results name nobody") {
  const Folder folder;
  put(folder / "rubric.toml", kSmallRubric);
  put(folder / "s/annlee/annlee-job.sh", "#!/bin/bash\n#SBATCH --time=5 --mail-user=annlee@uni.test\nsrun hostname\n");
  put(folder / "s/bojansen/job.sh", "#!/bin/bash\n#SBATCH --job-name=bojansen\n./bojansen\n");
  const Ran ran =
      grade({folder.name("rubric.toml"), folder.name("s"), "--out", folder.name("out"), "--anonymous", "--quiet"});
  CHECK(ran.status == 0);
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "out")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const std::string all = entry.path().filename().string() + text_of(entry.path());
    CAPTURE(entry.path().string());
    CHECK(all.find("annlee") == std::string::npos);
    CHECK(all.find("bojansen") == std::string::npos);
  }
  CHECK(files == 13);
}

TEST_CASE("nearly the same submissions are a hint") {
  const Folder folder;
  put(folder / "rubric.toml", kSmallRubric);
  const auto script = [](const std::string& name, const std::string& data) {
    return "#!/bin/bash\n#SBATCH --job-name=" + name + "\n#SBATCH --time=5\nset -euo pipefail\n# " + name +
           "\nfor word in $(cat " + data +
           "); do echo \"$word\" | tr a-z A-Z | sort -u >> out.txt; done\nhostname > where.txt\nwc -l out.txt "
           "where.txt\n";
  };
  put(folder / "s/ann/job.sh", script("ann", "words.txt"));
  put(folder / "s/bo/job.sh", script("bo", "words.txt"));
  for (int i = 0; i < 8; ++i) {
    put(folder / ("s/x" + std::to_string(i) + "/job.sh"),
        "#!/bin/bash\n#SBATCH --time=" + std::to_string(i + 1) + "\nhostname\npython work-" + std::to_string(i) +
            ".py --a " + std::to_string(i) + " --b c d e f g h i j k l\n");
  }
  const Json results = graded({folder.name("rubric.toml"), folder.name("s")});
  REQUIRE(results.at("similar").size() == 1);
  CHECK(results.at("similar").at(0).at("students") == Json({"ann", "bo"}));
  CHECK(results.at("similar").at(0).at("percent") == 100);
}

}  // namespace sbatchlint
