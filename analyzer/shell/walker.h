// Follows a script the way a shell would run it, without running it: what is known of variables, which way branches can
// go, what functions and nested texts do. Every simple command that may run is noted on the way.
//
// Recursion is over the nesting of the script's statements and is bounded (kMaxNesting); words and lists of commands,
// which a machine may write a thousand deep, are walked by loops.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "shell/chain.h"
#include "shell/environment.h"
#include "shell/expander.h"
#include "shell/run.h"
#include "shell/script.h"
#include "shell/unit.h"

namespace sbatchlint {

// The exit status of a statement as far as it is the same on every run.
enum class Status : std::uint8_t { Unknown, True, False };

// Walks the statements of one unit.
class Walker {
 public:
  Walker(Run& run, const Unit& unit)
      : run_(run), unit_(unit), tree_(unit.tree), expand_(unit, run.environment, run.script.language) {}

  // The whole text.
  void walk_unit();
  // The body of a function.
  void walk_body(NodeId body);

 private:
  // One part of a list or pipeline, with the redirects that belong to it.
  struct Element {
    NodeId statement = 0;
    Kind connector = Kind::Other;  // And, Or, Pipe or PipeBoth: what stands in front of it
    std::vector<NodeId> redirects;
  };
  using Listing = std::vector<Element>;
  // The redirects of a statement that stand outside of its own node.
  using Redirects = std::span<const NodeId>;

  // A simple command while it is read.
  struct Simple {
    std::vector<NodeId> assignments;
    std::vector<NodeId> redirects;
    std::vector<Word> words;
    std::vector<NodeId> sources;  // the node that each word comes from
    std::optional<NodeId> group;  // `time ( ... )`
    Chain chain;
    std::vector<FunctionBody>* function = nullptr;  // the last link is a function of the script
    const ShellText* alias = nullptr;               // the first word is one of its aliases
    std::size_t index = 0;                          // in Script::commands
  };

  // walk_statements.cpp
  void sequence(NodeId first, NodeId last);
  Status statement(NodeId node, Redirects redirects);
  Status dispatch(NodeId node, Redirects redirects);
  [[nodiscard]] Listing listing_of(NodeId node) const;
  [[nodiscard]] Status status_of_assignment(NodeId node) const;
  Status list(NodeId node);
  Status pipeline(std::span<const Element> elements);
  Status test(NodeId node);
  void isolated_sequence(NodeId first, NodeId last);
  void substitutions(NodeId first, NodeId last);

  // walk_errors.cpp: where the grammar fails.
  void recover(NodeId node);
  void recover_all();
  [[nodiscard]] bool recover_swallowed(NodeId node);
  [[nodiscard]] std::span<const ScannedStatement> pieces_of(Span span) const;
  [[nodiscard]] bool recover_broken_off(NodeId node, NodeId error);
  void read_again(const ScannedStatement& statement);

  // walk_branches.cpp
  struct Ways;
  void if_statement(NodeId node);
  void if_way(NodeId first, NodeId last, Status status, Ways& ways);
  void case_statement(NodeId node);
  void case_item(NodeId item, const Word& subject, Ways& ways);
  Status condition(NodeId first, NodeId last);

  // walk_loops.cpp
  void for_statement(NodeId node);
  void c_style_for(NodeId node);
  void while_statement(NodeId node);
  void loop_body(std::size_t loop, NodeId body, std::optional<std::uint64_t> rounds);
  [[nodiscard]] std::size_t open_loop(NodeId loop, NodeId body);
  void forget_assigned(NodeId loop);
  void forget_assignment(NodeId node);
  void forget_assigned_in(std::string_view arithmetic);
  void forget_assigned_by(NodeId command);
  [[nodiscard]] bool has_unseen_effects(NodeId loop) const;
  [[nodiscard]] std::optional<std::uint64_t> rounds_of(NodeId word, const std::vector<Word>& fields) const;

  // walk_commands.cpp
  Status command(NodeId node, Redirects redirects);
  [[nodiscard]] Simple read_simple(NodeId node, Redirects redirects);
  [[nodiscard]] bool is_continued(NodeId word, NodeId next) const;
  void add_words(NodeId node, Simple& simple);
  static void rejoin(Simple& simple, std::size_t second);
  void emit(NodeId node, Simple& simple);
  void assignment(NodeId node, bool exported);
  [[nodiscard]] Assignment read_assignment(NodeId node, Value& value);
  void store_keyed(std::string_view name, Value& array);
  [[nodiscard]] Value with_key(const Assignment& element, std::string_view subscript, const Value& value);
  void declaration(NodeId node);
  void declare_name(NodeId node, bool local, bool exports);
  void declare_word(NodeId node, bool exports);
  void refer(std::string_view name);
  void make_local(std::string_view name);
  void find_definition(Simple& simple);
  void unset(NodeId node);
  [[nodiscard]] Redirect read_redirect(NodeId node);

  // walk_builtins.cpp: what a builtin does to the shell that runs it.
  Status builtin(const Simple& simple);
  void leave_loops(std::size_t count, std::size_t from);
  void set_parameters(const Simple& simple);
  void shift_parameters(const Simple& simple);
  void store_unknown(const Simple& simple);
  [[nodiscard]] std::optional<Value> stored_value(const Simple& simple);
  [[nodiscard]] bool store_words(const Simple& simple);
  void end_of_process(const Simple& simple);

  // walk_nested.cpp: functions, aliases, strings and heredocs that are run.
  void define_function(NodeId node);
  void call_function(const Simple& simple);
  void run_alias(const Simple& simple);
  void define_aliases(const Simple& simple);
  void follow_texts(const Simple& simple);
  void follow_builtin_text(const Simple& simple);
  void trap(const Simple& simple);
  [[nodiscard]] ShellText text_of(const Simple& simple, std::size_t first, std::size_t last);
  [[nodiscard]] std::optional<ShellText> input_of(const Simple& simple);

  // walk_files.cpp: files that are written, submitted, sourced or run.
  void follow_file(const Simple& simple, std::size_t word, bool isolated);
  void note_output(const Simple& simple);
  void note_written(const Simple& simple, const ShellText& text);
  void submit(const Simple& simple);
  void note_submission(const Simple& simple, const Word& file);
  void add_nested(const ShellText& text, Via via, std::size_t command);

  Run& run_;
  const Unit& unit_;
  const SyntaxTree& tree_;
  Expander expand_;
  int depth_ = 0;                   // of the statement in this unit
  std::uint32_t recovered_to_ = 0;  // what stands before it in the unit was read again
};

}  // namespace sbatchlint
