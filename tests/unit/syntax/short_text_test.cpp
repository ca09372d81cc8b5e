// Every text is read the short way and the long one: both have to see the same tree.
#include "syntax/short_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/tree_lines.h"
#include "syntax/line_scanner.h"
#include "syntax/plain_command.h"
#include "syntax/tree.h"

namespace sbatchlint {
namespace {

bool is_plain(std::string_view line) {
  std::vector<SyntaxNode> nodes;
  const std::uint32_t end = read_plain_command(line, 0, nodes);
  REQUIRE((end == 0) == nodes.empty());
  return end == line.size();
}

// Numbers that look random and are the same everywhere.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t count) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % count;
  }

 private:
  std::uint64_t state_;
};

constexpr auto kWords = std::to_array<std::string_view>({"a",
                                                         "foo",
                                                         "-x",
                                                         "--y=z",
                                                         "10",
                                                         "-3",
                                                         "3.5",
                                                         "0x1f",
                                                         "0x12",
                                                         "a:b",
                                                         "A=",
                                                         "A=1",
                                                         "B+=2",
                                                         "_x=3",
                                                         "x=$y",
                                                         "$a",
                                                         "${b}",
                                                         "$1",
                                                         "$12",
                                                         "\"$a $b\"",
                                                         "'q r'",
                                                         "\"\"",
                                                         "''",
                                                         "x$y",
                                                         "x${y}z",
                                                         "a,b",
                                                         "%j",
                                                         "+x",
                                                         "=",
                                                         "a=b=c",
                                                         "--",
                                                         "/",
                                                         "./a",
                                                         "..",
                                                         "export",
                                                         "eval",
                                                         "*.sh",
                                                         "?",
                                                         "$?",
                                                         "$@",
                                                         "\"$#\"",
                                                         "${a:-b}",
                                                         "${a%.c}",
                                                         "${b##x}",
                                                         "> f",
                                                         "2> e",
                                                         ">> $x/y",
                                                         "2>&1",
                                                         "&> z",
                                                         ">&2",
                                                         "&",
                                                         ";",
                                                         "; # c",
                                                         "\"a\\n\"",
                                                         "\"\\\"\"",
                                                         ">\"$a\"",
                                                         "x \\\n y",
                                                         "'a\nb'",
                                                         "# comment",
                                                         "nohup",
                                                         "| b",
                                                         "|& b",
                                                         "&& c",
                                                         "|| d",
                                                         "$(a)",
                                                         "$(a b | c)",
                                                         "\"$(a \"b\")\"",
                                                         "x=$(a)",
                                                         "$(a; b)",
                                                         "$((1+2))",
                                                         "x=`a`"});

constexpr auto kLines = std::to_array<std::string_view>({"if x; then",
                                                         "else",
                                                         "elif y; then",
                                                         "fi",
                                                         "for i in 1 2; do",
                                                         "while x; do",
                                                         "done",
                                                         "case $a in",
                                                         "a)",
                                                         "b|c)",
                                                         ";;",
                                                         "esac",
                                                         "f() {",
                                                         "}",
                                                         "(",
                                                         ")",
                                                         "EOF",
                                                         "cat <<EOF",
                                                         "a=(",
                                                         "y=$(",
                                                         "x |",
                                                         "x &&",
                                                         "x \\",
                                                         "x &",
                                                         "x ||",
                                                         "",
                                                         "  ",
                                                         "# comment",
                                                         "# it's",
                                                         "echo 'a",
                                                         "b'",
                                                         "echo \"a",
                                                         "b\"",
                                                         "[[ a &&",
                                                         "b ]]",
                                                         "x=$((1 +",
                                                         "2))",
                                                         "a | b",
                                                         "a && b",
                                                         "[ -f x ] || exit"});

std::string random_script(Numbers& numbers) {
  std::string text = "#!/bin/bash\n";
  for (std::size_t lines = 1 + numbers.below(9); lines > 0; --lines) {
    if (numbers.below(3) == 0) {
      text += kLines.at(numbers.below(kLines.size()));
    } else {
      text.append(numbers.below(3), ' ');
      for (std::size_t words = 1 + numbers.below(4); words > 0; --words) {
        text += kWords.at(numbers.below(kWords.size()));
        text += words > 1 ? " " : "";
      }
    }
    text += '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("plain commands have the nodes that the grammar makes of them") {
  const auto* const line = GENERATE(values<const char*>({
      "module load gcc/11.2 cuda",
      "export A=1 B=\"$HOME/x\" C D='q' E= F+=:/x",
      "export",
      "A=1",
      "A=",
      "A+=\"$B\"",
      "A=1 B=2",
      "OMP_NUM_THREADS=4 ./a.out -x --y=z",
      "A=~",
      "./run.sh $1 ${2x} $A ${A}",
      "echo \"a $b ${c} d\" 'x $y' \"\" ''",
      "echo \"a\\n\\\"b\\$\" \"\\\\\"",
      "echo $? $@ \"$@\" $# $*",
      "echo a\"b\"'c'${d}e x$y/z -o$z",
      "echo ${A:-b} \"${A%.*}x\" ${A##x} ${A%%y} ${A:=z} ${A:+w} ${A-b}",
      "sleep 10 -5 0x10 1.5 2h",
      "rm -f *.sh ?x a*b",
      "./a.out > log",
      "./a.out >>$DIR/log 2>&1",
      "./a.out &> log",
      "./a.out 2> /dev/null > \"$x\"",
      "./a.out 1>&2",
      "./a.out &",
      "./a.out > log 2>&1 &",
      "make;",
      "make ; # all",
      "make # all",
      "python train.py \\\n  --lr 0.1 \\\n  --x y",
      "awk 'a\nb' c",
      "\"$x\" y",
      "$x y",
      "10 20",
      "a | b c | d",
      "a |& b",
      "a && b || exit 1",
      "a | b && c | d",
      "a 2>&1 | tee log",
      "a > b && c",
      "a | b > c 2>&1 &",
      "a && b > c",
      "a|b&&c",
      "A=1 && B=2",
      "A=$(pwd)",
      "A=\"$(a b | c)/d\" e",
      "export A=$(a) B=\"x$(b)y\"",
      "echo $(a; b) $( c ) x$(d $(e \"f\"))y",
      "cd $(dirname $0) && make",
      "A=`a b | c`",
      "echo \"`a`\" b",
      "A=$(a > b 2>&1)",
  }));
  const std::string text = std::string(line) + "\n";
  CAPTURE(text);
  const bool plain = text.find("${2x}") == std::string::npos && text.find("A=~") == std::string::npos &&
                     text.find(".*}") == std::string::npos;
  CHECK(is_plain(line) == plain);
  CHECK(test::nodes_of(parse_shell(text), text) == test::nodes_of(parse_every_line(text), text));
  CHECK_FALSE(parse_shell(text).has_error());
}

TEST_CASE("the grammar is asked for whatever is not plain") {
  const auto* const line = GENERATE(values<const char*>({
      "if x",
      "fi",
      "done",
      "x; y",
      "x ;;",
      "x & y",
      "x <<EOF",
      "x < y",
      "x $((1))",
      "(x)",
      "x )",
      "{ x",
      "[ x ]",
      "x [a]",
      "x {a,b}",
      "! x",
      "local x=1",
      "declare -x",
      "unset x",
      "test -f x",
      "time x",
      "let x=1",
      "export -f x",
      "export $x",
      "A=(1 2)",
      "A[1]=2",
      "_=1",
      "-x",
      "--a=b",
      "1=2",
      "x == y",
      "x =~ y",
      "x $'a'",
      "x $\"a\"",
      "x $",
      "x a$",
      "x \"$\"",
      "x \"a",
      "x 'a",
      "x \\y",
      "x a\\\n b",
      "x $1y",
      "x ${!a}",
      "x \\",
      "x ${a[0]}",
      "x ${a/b/c}",
      "x ${#a}",
      "x ${a:-$b}",
      "x ${a:-b c}",
      "x $$",
      "x $!",
      "x > y z",
      "> y",
      "A=1 > y",
      "x >| y",
      "x 2>",
      "x ~/y",
      "x\r",
      "x \xc3\xa9",
      "x \"a\nb\"",
      "x >y z",
      "x |",
      "x &&",
      "x ||",
      "| x",
      "x | [ y ]",
      "x && if y",
      "x | y > a | z",
      "export A > b",
      "x $(y",
      "x $(<y)",
      "x $(y z",
      "x $()",
      "x $(y;)",
      "x $(\ny)",
      "x $(y # z)",
      "x \"$(y\"",
      "x $(if y)",
      "x `y",
      "x `y \\`z\\``",
      "x \"`y \\\"z\\\"`\"",
      "x `y `z` `",
      "x $(a $(b $(c $(d $(e)))))",
  }));
  CAPTURE(line);
  CHECK_FALSE(is_plain(line));
}

TEST_CASE("a list of many commands is left to the grammar") {
  std::string line = "a";
  for (int i = 1; i < 16; ++i) line += " && a";
  CHECK(is_plain(line));
  CHECK_FALSE(is_plain(line + " || b"));
}

TEST_CASE("lines that only look like commands stay what they are") {
  const auto* const text = GENERATE(values<const char*>({
      "[ y ]\ncat <<EOF\nmodule load a\nEOF\nmodule load b\n",
      "[ y ]\ncat <<-'EOF' | sort\n\tmodule load a\n\tEOF\nmodule load b\n",
      "[ y ]\necho 'a\nmodule load b\n'\n",
      "[ a ] && echo \"a\nmodule load b\n\" | c\nmodule load d\n",
      "a=(\n  b\n  c d\n)\ne f\n",
      "a=( # it's\n  b\n)\ne f\n",
      "a |\n  b c\nd e\n",
      "a &&\n  b c\nd e\n",
      "[ b ] && \\\n  c\nd e\n",
      "case $x in\n  a)\n    b c\n    d e\n    ;;\n  *)\n    f\nesac\ng h\n",
      "f() {\n  b c\n  d=1\n}\nf\n",
      "if [ a ]; then\n  b\n  c | x\nelif d; then\n  e\n\nelse\n  f;\n\n\n  # g\n\nfi\nh\n",
      "for i in 1 2; do\n  b $i &\ndone\nwait\n",
      "while\n  a\n  b\ndo\n  c\ndone\nd\n",
      "x=$(\n  a b\n  c\n)\nd\n",
      "(\n  a b\n)\n{\n  c\n}\nd\n",
      "[ b ]\n\\time c\nd e\n",
      "[ y ]\n\n\n# c\n   \n  a b\n",
      "a b\n[ y ]\na b",
      "a b",
      "a b\n\n",
      "# c\n\n",
      "\n\n  a\n",
      "\357\273\277a b\nc d\n",
      "if a; then\n  b\n  echo 'c\n",
      "[ b ]\nif\nb\n",
      "case x in\n a)\n  b\n",
  }));
  CAPTURE(text);
  CHECK(test::nodes_of(parse_shell(text), text) == test::nodes_of(parse_every_line(text), text));
}

TEST_CASE("where a text fails in places, the places are those of the whole") {
  const std::string_view text =
      "a b\ncase $x in\n  -a)\n    b=$2\n  -c|--d)\n    e=$2\n  *)\n    f ;;\nesac\ng h\ni | j\nk\n";
  const SyntaxTree whole = parse_every_line(text);
  REQUIRE(whole.has_error());
  CHECK(whole.kind(0) == Kind::Program);
  CHECK(test::nodes_of(parse_shell(text), text) == test::nodes_of(whole, text));
}

TEST_CASE("random scripts have the same tree both ways") {
  Numbers numbers(GENERATE(1U, 2U, 3U, 4U));
  std::size_t compared = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string text = random_script(numbers);
    const SyntaxTree whole = parse_every_line(text);
    if (whole.has_error() || whole.size() == 0 || test::has_known_mistake(whole, text)) continue;
    CAPTURE(text);
    REQUIRE(test::nodes_of(parse_shell(text), text) == test::nodes_of(whole, text));
    ++compared;
  }
  CHECK(compared > 200);
}

TEST_CASE("a run of plain lines is one command to the parser, and one at the front is none") {
  const std::string_view text = "a\nb c\n\n# d\nif e | f; then\n  # g\n  h\n\n  i $j\nfi\nk\n";
  const ShortText shorter(text);
  CHECK(shorter.bytes() == "if e | f; then\nx\nfi\nx\n");
  CHECK(shorter.leading() == 7);
  CHECK(shorter.stand_ins().size() == 2);
  CHECK(shorter.nodes().size() == 17);
  CHECK(ShortText::whole(text).bytes() == text);
}

TEST_CASE("places of the short text are places of the text") {
  const std::string_view text = "[ b ]\nc\nd\n# e\n[ g ]\n";
  ShortText shorter(text);
  REQUIRE(shorter.bytes() == "[ b ]\nx\n[ g ]\n");
  CHECK(shorter.begin_of(0) == 0);
  CHECK(shorter.end_of(5) == 5);
  CHECK(shorter.begin_of(8) == 14);
  CHECK(shorter.end_of(13) == 19);
  CHECK(shorter.end_of(7) == 9);   // the stand-in: the last command
  CHECK(shorter.end_of(8) == 10);  // and its newline
  CHECK(shorter.begin_of(2) == 2);
}

TEST_CASE("a statement's line ends where nothing holds it open") {
  struct Row {
    const char* text;
    const char* rest;
  };
  const auto [text, rest] = GENERATE(values<Row>({
      {"a | b\nc", "c"},
      {"a 'b\nc'\nd", "d"},
      {"a \"b\nc\"\nd", "d"},
      {"a \"b\\\"\nc\"\nd", "d"},
      {"a \\\nb\nc", "c"},
      {"a # it's\nb", "b"},
      {"a ${#b} it\\'s\nb", "b"},
      {"a <<E\nb\nE\nc", "c"},
      {"a <<-'E' <<F\nb\n\tE\nc\nF\nd", "d"},
      {"a <<< b\nc", "c"},
      {"a $((1<<2))\nc", "c"},
      {"a=(b\nc)\nd", "d"},
      {"a |\nb\nc", "c"},
      {"a && # b\nc\nd", "d"},
      {"a |& # b\nc\nd", "d"},
      {"a &&\nc\nd", "d"},
      {"a &\nb", "b"},
      {"a <<E\nb", ""},
      {"a '", ""},
      {"a \\", ""},
      {"", ""},
  }));
  CAPTURE(text);
  CHECK(std::string_view(text).substr(next_statement_line(text, 0)) == rest);
}

}  // namespace sbatchlint
