// SB602 interactive-server. Why, and examples: the page beside this file.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/servers.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

bool is_workplace(ServerKind kind) {
  return kind == ServerKind::Notebook || kind == ServerKind::Editor || kind == ServerKind::Desktop;
}

// `docker run -d` and a command behind `&` let the script go on.
bool lets_go_on(const ServerCall& server) {
  if (server.call.command->context.background) return true;
  return std::ranges::any_of(server.call.command->chain, [](const Invocation& invocation) {
    return (invocation.name == "docker" || invocation.name == "podman") &&
           std::ranges::any_of(invocation.args, [](const Word& word) { return word.is("-d") || word.is("--detach"); });
  });
}

// Started, used by the work that follows, and killed: part of an unattended job.
bool is_killed_after_work(const ServerCall& server, const std::vector<Task>& tasks) {
  if (!lets_go_on(server)) return false;
  const auto is_later = [&server](const Task& task) {
    return task.command->span.begin > server.call.command->span.end;
  };
  const auto works = [](const Task& task) { return task.work == Work::Compute && !task.command->context.background; };
  const auto work = std::ranges::find_if(tasks, [&](const Task& task) { return is_later(task) && works(task); });
  return work != tasks.end() && std::any_of(work, tasks.end(), [](const Task& task) {
           const std::string_view name = task.command->last().name;
           return name == "kill" || name == "pkill" || name == "killall";
         });
}

// A dashboard in the foreground keeps the job until its limit; in the background it is the job if nothing else is.
bool is_main_work(const ServerCall& server, const std::vector<Task>& tasks) {
  if (!lets_go_on(server)) return true;
  return std::ranges::none_of(tasks, [&server](const Task& task) {
    return task.command != server.call.command && (task.work == Work::Compute || task.work == Work::Unknown);
  });
}

bool works_beside(const std::vector<Task>& tasks) {
  return std::ranges::any_of(tasks, [](const Task& task) { return task.work == Work::Compute; });
}

bool is_interactive(const ServerCall& server, const std::vector<Task>& tasks, bool has_workplace) {
  switch (server.kind) {
    case ServerKind::Notebook:
    case ServerKind::Editor: return !is_killed_after_work(server, tasks);
    case ServerKind::Dashboard: return !has_workplace && is_main_work(server, tasks);
    case ServerKind::Desktop: return !works_beside(tasks);
    case ServerKind::Tunnel:
    case ServerKind::Login: return !has_workplace && !works_beside(tasks);
  }
  return false;
}

std::string_view server_template(ServerKind kind) {
  switch (kind) {
    case ServerKind::Notebook:
    case ServerKind::Editor: return "`{}` waits for somebody to connect: this is interactive work in a batch job";
    case ServerKind::Desktop: return "`{}` opens a desktop for somebody to connect to";
    case ServerKind::Dashboard: return "`{}` is the main work of this job and waits for somebody to look at it";
    case ServerKind::Tunnel: return "`{}` opens a way into the job from outside";
    case ServerKind::Login: return "`{}` is a login server of the job's own";
  }
  return {};
}

std::string_view server_help(ServerKind kind) {
  switch (kind) {
    case ServerKind::Notebook:
      return "run the notebook unattended: `jupyter nbconvert --to notebook --execute NOTEBOOK`, or export it as a "
             "script";
    case ServerKind::Dashboard: return "look at the logs from outside the job; they outlive it";
    case ServerKind::Editor:
    case ServerKind::Desktop:
    case ServerKind::Tunnel:
    case ServerKind::Login: break;
  }
  return "put the commands themselves into the script, so that the job ends when they have";
}

// Silent for servers that a client of the script talks to (job/servers.h knows none of them), and for whatever runs
// beside real work without being a workplace of its own.
void interactive_server(const Job& job, Report& report) {
  std::vector<ServerCall> servers;
  for (const Call& call : job.calls()) {
    if (auto server = server_call(call)) servers.push_back(std::move(*server));
  }
  if (servers.empty()) return;
  std::erase_if(servers, [&job](const ServerCall& server) { return !runs_in_job(job, server.call); });

  const std::vector<Task>& tasks = sbatchlint::tasks(job);
  const bool has_workplace =
      std::ranges::any_of(servers, [](const ServerCall& server) { return is_workplace(server.kind); });
  std::optional<ServerKind> last;
  for (const ServerCall& server : servers) {
    if (!is_interactive(server, tasks, has_workplace)) continue;
    // A tunnel to each login node is one tunnel, and a desktop's session belongs to its server.
    const bool once = !is_workplace(server.kind) || server.kind == ServerKind::Desktop;
    if (once && last == server.kind) continue;
    last = server.kind;
    report.at(server.span, server_template(server.kind), server.name)
        .help(std::string(server_help(server.kind)))
        .confidence(certainty(*server.call.command));
  }
}

}  // namespace

extern constinit const Rule SB602_interactive_server{
    .code = "SB602",
    .name = "interactive-server",
    .group = Group::Use,
    .stage = Stage::Script,
    .level = Level::Warning,
    .check = interactive_server,
};

}  // namespace sbatchlint::rules
