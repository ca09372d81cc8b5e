// Sequences, lists, pipelines, groups.
#include <algorithm>
#include <string_view>
#include <utility>

#include "shell/condition.h"
#include "shell/walker.h"

namespace sbatchlint {
namespace {

bool is_connector(Kind kind) {
  return kind == Kind::And || kind == Kind::Or || kind == Kind::Pipe || kind == Kind::PipeBoth;
}

bool is_pipe(Kind kind) { return kind == Kind::Pipe || kind == Kind::PipeBoth; }

bool is_redirect(Kind kind) {
  return kind == Kind::FileRedirect || kind == Kind::HeredocRedirect || kind == Kind::HerestringRedirect;
}

Status opposite(Status status) {
  if (status == Status::Unknown) return status;
  return status == Status::True ? Status::False : Status::True;
}

}  // namespace

void Walker::walk_unit() {
  if (tree_.size() == 0) {
    recover_all();
  } else if (tree_.kind(0) == Kind::Error) {
    recover(0);
  } else {
    sequence(1, tree_.size());
  }
}

void Walker::walk_body(NodeId body) { static_cast<void>(statement(body, {})); }

void Walker::sequence(NodeId first, NodeId last) {
  for (NodeId node = first; node < last;) {
    const NodeId next = tree_.node(node).after;
    const bool read = tree_.node(node).begin < recovered_to_ ||
                      (next < last && tree_.kind(next) == Kind::Error && recover_broken_off(node, next));
    if (read) {
      node = next;
      continue;
    }
    if (next < last && tree_.kind(next) == Kind::Background) {
      const Context around = run_.context;
      run_.context.background = true;
      const Isolated process(run_);
      static_cast<void>(statement(node, {}));
      run_.context = around;
    } else {
      static_cast<void>(statement(node, {}));
    }
    node = next;
  }
}

Status Walker::statement(NodeId node, Redirects redirects) {
  if (run_.nesting >= kMaxNesting) return Status::Unknown;
  if (run_.followed > 0) ++run_.extra_statements;
  ++run_.nesting;
  ++depth_;
  const bool again = tree_.node(node).has_error && recover_swallowed(node);
  const Status status = again ? Status::Unknown : dispatch(node, redirects);
  --depth_;
  --run_.nesting;
  return status;
}

Status Walker::dispatch(NodeId node, Redirects redirects) {
  switch (tree_.kind(node)) {
    case Kind::Command: return command(node, redirects);
    case Kind::VariableAssignment: assignment(node, false); return status_of_assignment(node);
    case Kind::VariableAssignments:
      for (const NodeId child : tree_.children(node)) assignment(child, false);
      return status_of_assignment(node);
    case Kind::DeclarationCommand: declaration(node); return Status::True;
    case Kind::UnsetCommand: unset(node); break;
    case Kind::TestCommand: return test(node);
    case Kind::NegatedCommand: {
      const Context around = run_.context;
      run_.context.negated = true;
      Status status = Status::Unknown;
      for (const NodeId child : tree_.children(node)) status = statement(child, redirects);
      run_.context = around;
      return opposite(status);
    }
    case Kind::List:
    case Kind::Pipeline:
    case Kind::RedirectedStatement: return list(node);
    case Kind::Subshell: isolated_sequence(node + 1, tree_.node(node).after); break;
    case Kind::CompoundStatement:
      if (unit_.slice(node).starts_with("((")) {
        const Status status = arithmetic_status(unit_.slice(node), run_.environment);
        if (run_.live) forget_assigned_in(unit_.slice(node));
        return status;
      }
      sequence(node + 1, tree_.node(node).after);
      break;
    case Kind::Error: recover(node); break;
    case Kind::FunctionDefinition: define_function(node); break;
    case Kind::IfStatement: if_statement(node); break;
    case Kind::CaseStatement: case_statement(node); break;
    case Kind::ForStatement: for_statement(node); break;
    case Kind::CStyleForStatement: c_style_for(node); break;
    case Kind::WhileStatement: while_statement(node); break;
    default: substitutions(node, tree_.node(node).after); break;
  }
  for (const NodeId redirect : redirects) substitutions(redirect, tree_.node(redirect).after);
  return Status::Unknown;
}

// An assignment succeeds, unless a command whose output it takes fails.
Status Walker::status_of_assignment(NodeId node) const {
  for (NodeId at = node; at < tree_.node(node).after; ++at) {
    if (tree_.kind(at) == Kind::CommandSubstitution) return Status::Unknown;
  }
  return Status::True;
}

// The grammar lets pipes bind weaker than `&&`, and hangs redirects on whole lists. What the shell makes of it is the
// order of the text: `a && b | c > f` is a, then b into c, which writes f.
Walker::Listing Walker::listing_of(NodeId node) const {
  Listing listing;
  Kind connector = Kind::Other;
  std::vector<NodeId> open = {node};
  while (!open.empty()) {
    const NodeId at = open.back();
    open.pop_back();
    const Kind kind = tree_.kind(at);
    const bool is_heredoc = kind == Kind::HeredocRedirect;
    if (is_connector(kind)) {
      connector = kind;
    } else if (is_redirect(kind)) {
      if (listing.empty()) listing.push_back({.statement = at, .connector = connector, .redirects = {}});
      if (listing.back().statement != at) listing.back().redirects.push_back(at);
    } else if (kind != Kind::List && kind != Kind::Pipeline && kind != Kind::RedirectedStatement) {
      listing.push_back({.statement = at, .connector = std::exchange(connector, Kind::Other), .redirects = {}});
    }
    if (!is_heredoc && kind != Kind::List && kind != Kind::Pipeline && kind != Kind::RedirectedStatement) continue;
    const auto first_child = static_cast<std::ptrdiff_t>(open.size());
    for (const NodeId child : tree_.children(at)) {
      // Behind `<<EOF` on its line: more redirects, `| ...`, `&& ...`. Its words belong to the command itself.
      const Kind inside = tree_.kind(child);
      const bool goes_on = is_connector(inside) || is_redirect(inside) || inside == Kind::Pipeline ||
                           inside == Kind::List || inside == Kind::Command || inside == Kind::RedirectedStatement;
      if (!is_heredoc || goes_on) open.push_back(child);
    }
    std::reverse(open.begin() + first_child, open.end());
  }
  return listing;
}

Status Walker::list(NodeId node) {
  const Listing listing = listing_of(node);
  const std::span<const Element> all(listing);
  const Context around = run_.context;
  Status status = Status::Unknown;
  for (std::size_t at = 0; at < all.size();) {
    std::size_t end = at + 1;
    while (end < all.size() && is_pipe(all[end].connector)) ++end;
    const auto part = all.subspan(at, end - at);
    run_.context = around;
    if (end < all.size()) run_.context.condition = true;
    const Kind connector = part.front().connector;
    const bool runs = at == 0 || (connector == Kind::And ? status == Status::True : status == Status::False);
    if (runs) {
      status = pipeline(part);
      at = end;
      continue;
    }
    run_.context.conditional = true;
    Branches branches(run_.environment);
    const bool live = run_.live;
    run_.live = live && status == Status::Unknown;
    const Status outcome = pipeline(part);
    const bool arrives = run_.live;
    branches.end_way(arrives);
    at = end;
    // `a && B=1 || B=2`, `a && exit 0 || exit 1`: where the middle cannot fail, or never gets there, one or the other.
    const bool otherwise = connector == Kind::And && status == Status::Unknown && at < all.size() &&
                           all[at].connector == Kind::Or && (!arrives || outcome == Status::True);
    if (!otherwise) {
      branches.end_way(live);
      branches.join();
      run_.live = live;
      continue;
    }
    end = at + 1;
    while (end < all.size() && is_pipe(all[end].connector)) ++end;
    run_.context = around;
    run_.context.conditional = true;
    run_.context.condition = around.condition || end < all.size();
    run_.live = live;
    static_cast<void>(pipeline(all.subspan(at, end - at)));
    branches.end_way(run_.live);
    branches.join();
    run_.live = run_.live || arrives;
    at = end;
  }
  run_.context = around;
  return status;
}

Status Walker::pipeline(std::span<const Element> elements) {
  if (elements.size() == 1) return statement(elements.front().statement, elements.front().redirects);
  const Context around = run_.context;
  run_.context.pipeline = true;
  const auto input = std::exchange(run_.input, std::nullopt);
  Status status = Status::Unknown;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    run_.context.pipeline_last = i + 1 == elements.size();
    run_.output.reset();
    const Isolated process(run_);
    status = statement(elements[i].statement, elements[i].redirects);
    run_.input = std::exchange(run_.output, std::nullopt);
  }
  run_.input = input;
  run_.context = around;
  return status;
}

void Walker::isolated_sequence(NodeId first, NodeId last) {
  const Context around = run_.context;
  run_.context.subshell = true;
  const Isolated process(run_);
  sequence(first, last);
  run_.context = around;
}

Status Walker::test(NodeId node) {
  substitutions(node + 1, tree_.node(node).after);
  std::vector<Word> words;
  const Status status = test_words(unit_, node, expand_, words) ? test_status(words) : Status::Unknown;
  return status == Status::Unknown && run_.options.is_job ? test_in_job(unit_.slice(node), run_.environment) : status;
}

// Walks the commands in `$(...)`, backquotes and `<(...)` among the nodes from `first` to `last`.
void Walker::substitutions(NodeId first, NodeId last) {
  for (NodeId node = first; node < last;) {
    const SyntaxNode& at = tree_.node(node);
    if (at.kind != Kind::CommandSubstitution && at.kind != Kind::ProcessSubstitution) {
      ++node;
      continue;
    }
    if (run_.nesting < kMaxNesting) {
      ++run_.nesting;
      const Context around = run_.context;
      run_.context = {.background = around.background,
                      .loop = around.loop,
                      .conditional = around.conditional,
                      .function = around.function,
                      .subshell = true,
                      .substitution = true};
      const auto input = std::exchange(run_.input, std::nullopt);
      const auto output = std::exchange(run_.output, std::nullopt);
      isolated_sequence(node + 1, at.after);
      run_.input = input;
      run_.output = output;
      run_.context = around;
      --run_.nesting;
    }
    node = at.after;
  }
}

}  // namespace sbatchlint
