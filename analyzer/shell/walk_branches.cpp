// if and case: each way that execution may take, and what holds where they meet again.
#include <string_view>

#include "shell/condition.h"
#include "shell/walker.h"

namespace sbatchlint {

// The ways through one statement.
struct Walker::Ways {
  explicit Ways(Run& run) : branches(run.environment), live(run.live) {}

  Branches branches;
  bool live;                     // before the statement
  bool arrives = false;          // some way gets behind it
  Status taken = Status::False;  // whether one of the ways so far is taken for certain
};

// One way that is taken if `status` holds and none before it was.
void Walker::if_way(NodeId first, NodeId last, Status status, Ways& ways) {
  const bool possible = ways.taken != Status::True && status != Status::False;
  const Context around = run_.context;
  run_.context.conditional = around.conditional || status == Status::Unknown || ways.taken == Status::Unknown;
  run_.live = ways.live && possible;
  sequence(first, last);
  run_.context = around;
  ways.arrives = ways.arrives || run_.live;
  ways.branches.end_way(run_.live);
  run_.live = ways.live;
  // Behind a way that is taken if no other was, one of them was.
  if (possible) ways.taken = status == Status::True ? Status::True : Status::Unknown;
}

Status Walker::condition(NodeId first, NodeId last) {
  const Context around = run_.context;
  run_.context.condition = true;
  Status status = Status::Unknown;
  for (NodeId node = first; node < last; node = tree_.node(node).after) {
    if (tree_.kind(node) != Kind::Background) status = statement(node, {});
  }
  run_.context = around;
  return status;
}

void Walker::if_statement(NodeId node) {
  const NodeId end = tree_.node(node).after;
  const auto find_then = [this](NodeId from, NodeId to) {
    while (from < to && tree_.kind(from) != Kind::Then) from = tree_.node(from).after;
    return from;
  };
  const NodeId then = find_then(node + 1, end);
  Status status = condition(node + 1, then);
  Ways ways(run_);
  NodeId next = then;
  while (next < end && tree_.kind(next) != Kind::ElifClause && tree_.kind(next) != Kind::ElseClause) {
    next = tree_.node(next).after;
  }
  if_way(then < end ? then + 1 : end, next, status, ways);
  bool has_else = false;
  for (; next < end; next = tree_.node(next).after) {
    const NodeId after = tree_.node(next).after;
    if (tree_.kind(next) == Kind::ElseClause) {
      has_else = true;
      if_way(next + 1, after, Status::True, ways);
    } else if (tree_.kind(next) == Kind::ElifClause) {
      const NodeId elif_then = find_then(next + 1, after);
      run_.live = ways.live && ways.taken != Status::True;
      status = condition(next + 1, elif_then);
      if_way(elif_then < after ? elif_then + 1 : after, after, status, ways);
    }
  }
  if (!has_else && ways.taken != Status::True) {
    ways.branches.end_way(ways.live);
    ways.arrives = ways.arrives || ways.live;
  }
  ways.branches.join();
  run_.live = ways.arrives;
}

void Walker::case_item(NodeId item, const Word& subject, Ways& ways) {
  Status status = Status::False;
  const NodeId end = tree_.node(item).after;
  // Patterns end at the first `)` between nodes.
  NodeId body = item + 1;
  std::uint32_t from = tree_.node(item).begin;
  while (body < end) {
    const SyntaxNode& part = tree_.node(body);
    const std::string_view between = unit_.text.slice({.begin = from, .end = std::max(from, part.begin)});
    if (between.find(')') != std::string_view::npos) break;
    from = part.end;
    if (part.kind != Kind::Pipe) {
      const std::string_view pattern = unit_.slice(body);
      const bool any = pattern == "*";
      const Status match = any || !subject.known() ? Status::Unknown : pattern_status(pattern, subject.text);
      if (any || match == Status::True) {
        status = Status::True;
      } else if (match == Status::Unknown && status != Status::True) {
        status = Status::Unknown;
      }
    }
    body = part.after;
  }
  if_way(body, end, status, ways);
  // `;&` and `;;&` go on to the next.
  const bool goes_on = body < end && unit_.slice(item).ends_with('&');
  if (goes_on && ways.taken == Status::True) ways.taken = Status::Unknown;
}

void Walker::case_statement(NodeId node) {
  Word subject = unknown_word({}, false);
  bool has_subject = false;
  for (const NodeId child : tree_.children(node)) {
    if (tree_.kind(child) == Kind::CaseItem || tree_.kind(child) == Kind::In) break;
    subject = expand_.word(child);
    has_subject = true;
    substitutions(child, tree_.node(child).after);
  }
  if (!has_subject) return;
  Ways ways(run_);
  for (const NodeId child : tree_.children(node)) {
    if (tree_.kind(child) == Kind::CaseItem) case_item(child, subject, ways);
  }
  if (ways.taken != Status::True) {
    ways.branches.end_way(ways.live);
    ways.arrives = ways.arrives || ways.live;
  }
  ways.branches.join();
  run_.live = ways.arrives;
}

}  // namespace sbatchlint
