// golden PROGRAM FILES [--bless] SESSION...
//
// A session is a text file: lines that begin with `$ ` are commands, what follows is what they print, standard error
// behind `2| `, and the exit status where it is not 0. Everything above the first command is for the reader. The
// commands run one after the other by sh in a fresh folder that holds the files of FILES; PROGRAM is `sbatchlint`
// there. The folder's path reads DIR in what is printed.
//
// In a Markdown file the sessions are the blocks of the language `console`, without exit statuses; all else is kept.
//
// Without --bless: fails where a session prints something else. With it: rewrites the sessions.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrompt = "$ ";

// Text that is kept, and a command that follows it, if any.
struct Step {
  std::string kept;
  std::string command;
};

struct Session {
  std::vector<Step> steps;
  bool shows_status = true;
};

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_text(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

Session read_session(const fs::path& path) {
  const bool is_document = path.extension() == ".md";
  Session session{.steps = {}, .shows_status = !is_document};
  std::string kept;
  bool in_block = !is_document;
  bool in_output = false;
  for (const std::string& line : lines_of(read_text(path))) {
    if (is_document && line.starts_with("```")) in_block = in_output = line == "```console";
    if (in_block && line.starts_with(kPrompt)) {
      session.steps.push_back({.kept = kept, .command = line.substr(kPrompt.size())});
      kept.clear();
      in_output = true;
    } else if (!in_block || !in_output || (is_document && line.starts_with("```"))) {
      kept += line + '\n';
    }
  }
  session.steps.push_back({.kept = kept, .command = {}});
  return session;
}

// A folder that is removed at the end.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "golden-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = fs::canonical(pattern);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// What a command prints, with its status where wanted.
std::string run(const std::string& command, bool shows_status, const Scratch& work, const Scratch& captured) {
  const fs::path out = captured.path() / "out";
  const fs::path err = captured.path() / "err";
  const std::string shell =
      "cd '" + work.path().string() + "' && { " + command + "\n} >'" + out.string() + "' 2>'" + err.string() + "'";
  const int raw = std::system(shell.c_str());
  std::string text = read_text(out);
  if (!text.empty() && text.back() != '\n') text += "\n(no newline at the end)\n";
  for (const std::string& line : lines_of(read_text(err))) text += "2| " + line + '\n';
  const int status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  if (status != 0 && shows_status) text += "[exit " + std::to_string(status) + "]\n";
  replace_all(text, work.path().string(), "DIR");
  return text;
}

std::string transcript(const Session& session, const fs::path& files) {
  const Scratch work;
  const Scratch captured;
  fs::copy(files, work.path(), fs::copy_options::recursive);
  std::string text;
  for (const Step& step : session.steps) {
    text += step.kept;
    if (step.command.empty()) continue;
    text += std::string(kPrompt) + step.command + '\n' + run(step.command, session.shows_status, work, captured);
  }
  return text;
}

void show_difference(const std::string& expected, const std::string& actual) {
  const std::vector<std::string> wanted = lines_of(expected);
  const std::vector<std::string> got = lines_of(actual);
  std::size_t line = 0;
  while (line < wanted.size() && line < got.size() && wanted[line] == got[line]) ++line;
  std::cout << "differs from line " << line + 1 << " on; it prints now:\n\n" << actual << '\n';
}

// True when the session prints what it says.
bool holds(const fs::path& path, const fs::path& files) {
  const std::string expected = read_text(path);
  const std::string actual = transcript(read_session(path), files);
  if (expected == actual) return true;
  std::cout << path.string() << ' ';
  show_difference(expected, actual);
  return false;
}

}  // namespace

int main(int count, char** words) {
  std::vector<std::string> arguments(words + 1, words + count);
  const bool bless = arguments.size() > 2 && arguments[2] == "--bless";
  if (bless) arguments.erase(arguments.begin() + 2);
  if (arguments.size() < 3) return 2;
  const std::string path = fs::path(arguments[0]).parent_path().string() + ":" + std::getenv("PATH");
  ::setenv("PATH", path.c_str(), 1);
  ::setenv("LC_ALL", "C", 1);
  for (const char* name : {"SBATCHLINT_SITE", "NO_COLOR", "SBATCH_TIMELIMIT"}) ::unsetenv(name);
  bool good = true;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    if (bless) {
      write_text(arguments[i], transcript(read_session(arguments[i]), arguments[1]));
    } else {
      good = holds(arguments[i], arguments[1]) && good;
    }
  }
  return good ? 0 : 1;
}
