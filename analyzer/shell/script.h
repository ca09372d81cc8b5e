// What a shell script runs, and inside what: commands with their wrappers resolved. Knows nothing of Slurm's meaning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/source_text.h"
#include "text/span.h"
#include "text/word.h"

namespace sbatchlint {

// By the shebang; a script without one reads as bash. zsh and ksh are parsed as bash; the others are not parsed.
enum class Language : std::uint8_t { Bash, Sh, Zsh, Ksh, Csh, Python, Perl, R, Julia, Other };
[[nodiscard]] bool is_posix_like(Language language);

// One program of a command's chain: `srun -n2 time python x.py` has three, each with its own options and words.
// `args` are the words that belong to this program alone: for a wrapper its options and operands up to the program it
// runs (`-n2`; for `singularity exec --nv image.sif python` it is `exec --nv image.sif`), for the last one everything.
struct Invocation {
  std::string name;  // base name of the program, "" where unknown: `/usr/bin/srun` is "srun"
  Word program;      // the word as written
  std::vector<Word> args;
  std::vector<Span> scopes;  // reserved for nested text; see Command::origin
  Span span;                 // from the program's word to the last word of `args`
  bool wrapper = false;      // it runs the next one of the chain (or text that is a script of its own)
  // A wrapper whose own options hold something unknown that may hide more options or the program itself.
  bool uncertain = false;
  // The name is that of a function or alias of the script, whatever program may bear it, too. What it runs follows as
  // commands of their own, with this one as their `outer`.
  bool function = false;
};

struct Redirect {
  std::string op;  // ">", ">>", "<", "2>", "&>", "<<", "<<<"
  Word target;     // for a heredoc: its delimiter
  Span span;
  std::optional<Span> body;  // of a heredoc, without its end line
};

// Where a command stands. Flags hold for the command itself and for everything around it.
struct Context {
  bool background = false;    // followed by `&`, or inside a group or loop that is
  bool loop = false;          // body or condition of while, until, for, select
  bool conditional = false;   // runs only if a condition holds: if, case, && and || right sides
  bool condition = false;     // is itself the condition of if, while, until, or the left of && and ||
  bool function = false;      // inside a function's body
  bool subshell = false;      // ( ... ) or $( ... )
  bool substitution = false;  // $( ... ), backquotes, <( ... )
  bool pipeline = false;
  bool pipeline_last = false;  // its last command
  bool negated = false;        // behind `!`
};

struct Assignment {
  std::string name;
  Word value;
  Span span;            // of the whole `NAME=value`
  bool append = false;  // +=
  bool exported = false;
  bool array = false;     // value is the first element only; rules ask whether it is set at all
  Context context;        // of a statement of its own; for `VAR=x cmd` see the command
  bool reachable = true;  // false where Command::reachable would be
};

// How a command's text came to be run.
enum class Via : std::uint8_t {
  Script,         // it stands in the script itself
  CommandString,  // bash -c '...', sh -lc "..."
  Eval,
  HeredocShell,     // a heredoc or here-string fed to a shell
  Function,         // the body of a function that is called (spans are those of the body)
  WrittenScript,    // cat <<EOF > job.sh: text that becomes a script of its own, not run here
  SubmittedScript,  // sbatch <<EOF, sbatch --wrap='...': a job of its own, not run here
  SourcedFile,      // text of another file; its span is that of the command that sources or runs it
  ErrorRecovery,    // found by the line scan inside a region that could not be parsed: low confidence
};

// One simple command that the script may run.
struct Command {
  // Outermost first; at least one (an assignment-only statement makes no Command). The last is the program that does
  // the work, or the wrapper whose payload is nested text or cannot be known.
  std::vector<Invocation> chain;
  std::vector<Assignment> assignments;  // `VAR=x cmd`
  std::vector<Redirect> redirects;
  Context context;
  Via via = Via::Script;
  std::optional<std::size_t> outer;  // index of the command whose text, call or heredoc this one comes from
  Span span;                         // the statement from its first assignment to its last argument, without redirects
  bool has_inner = false;            // other commands name this one as their `outer`
  bool reachable = true;             // false after an unconditional exit or exec
  std::uint32_t order = 0;           // position in the order of execution as far as it is known, else of the text

  [[nodiscard]] const Invocation& last() const { return chain.back(); }
};

struct Function {
  std::string name;
  Span span;
  Span body;
  bool called = false;
};

// A while, until, for or select loop. Loops stand in the order of the text, outer before inner.
struct Loop {
  Span span;  // from its keyword to `done`
  Span body;  // between `do` and `done`
  // Its condition always holds: `while true`, `while :`, `while [ 1 ]`, `until false`, `for ((;;))`.
  bool endless = false;
  // Its body (functions called there included) holds a `break` that leaves it, a `return`, `exit`, `exec`, or a `kill`
  // of the script itself: an endless loop with an exit may end.
  bool has_exit = false;
  bool background = false;
};

// A standing assignment, `NAME=value` or `export NAME=value` as a statement of its own.
struct VariableUse {
  std::string name;
  Span span;
};

// Text that became a script of its own: linted with its own request when it has directives.
struct NestedScript {
  Via via = Via::SubmittedScript;
  std::size_t command = 0;             // the command it belongs to
  std::string text;                    // what it would be, with unknown expansions left as they stand
  std::vector<std::uint32_t> offsets;  // offsets[i]: where text[i] stands in the outermost file; size text.size() + 1
};

enum class ProblemKind : std::uint8_t { UnclosedQuote, UnclosedHeredoc, UnclosedCompound };

// What an `sbatch` submits, where that is known.
struct SubmittedFile {
  std::size_t command = 0;  // the `sbatch`
  // The lines above the first command of the script: of a file beside this one or written by it, of a heredoc; empty
  // for `--wrap`.
  std::string header;
  // Some word of it may be one of its arguments: `$1`, `"$@"`, getopts.
  bool reads_arguments = false;
};

// A syntax error that bash would refuse too (grammar limits and template holes are none).
struct SyntaxProblem {
  ProblemKind kind = ProblemKind::UnclosedQuote;
  Span span;         // where it was opened: the quote, the heredoc's operator, the keyword
  std::string what;  // the quote, the heredoc's delimiter, or the keyword: "if"
};

// Why less than the whole body was looked at.
enum class Cut : std::uint8_t { None, Size, Budget, Memory, NulByte };

struct Script {
  Language language = Language::Bash;
  std::vector<Command> commands;            // in the order of the text
  std::vector<Assignment> assignments;      // statements of their own
  std::vector<VariableUse> variable_reads;  // every `$NAME` and `${NAME...}`, also in words that are not resolved
  std::vector<Function> functions;
  std::vector<Loop> loops;
  std::vector<Redirect> heredocs;  // every heredoc, wherever it stands
  std::vector<Span> strings;       // quoted strings that span lines
  std::vector<Span>
      followed;  // commands that stand for what a file beside the script holds: nothing to be mended there
  std::vector<NestedScript> nested;
  std::vector<SubmittedFile> submissions;
  std::vector<SyntaxProblem> problems;
  std::vector<Span> error_regions;  // what the grammar could not read
  Cut cut = Cut::None;
  std::uint32_t analysed = 0;  // bytes of the file that were parsed
  // The first placeholder of a template language, where there are some: they were filled before parsing.
  std::optional<Span> placeholder;
  bool parsed = false;  // false for languages that are no POSIX-like shell

  // True where `offset` lies in a heredoc's body or a string that spans lines: a `#SBATCH` there is no comment.
  [[nodiscard]] bool is_text(std::uint32_t offset) const;
};

struct ShellOptions {
  std::uint32_t parse_limit = 64 * 1024;  // bytes of shell that are parsed
  // sbatch runs it for certain: the layer that reads directives says so. Slurm's own variables are set then.
  bool is_job = false;
  // What a file beside the script holds, by the name that the script gives it; nothing where it may not be read.
  // Absent: no such file is read.
  std::function<std::optional<std::string>(std::string_view path)> read_beside;
};

// Parses and resolves. Never fails: what cannot be read is said in `problems`, `error_regions` and `cut`.
// Deterministic in the text and options.
[[nodiscard]] Script read_script(const SourceText& source, const ShellOptions& options);

}  // namespace sbatchlint
