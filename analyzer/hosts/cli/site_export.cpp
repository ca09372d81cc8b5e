// sbatchlint site export --lua: what of a profile slurmctld can hold a job against, as a table for job_submit.lua. Only
// data: the words for what is wrong and all the looking are the plug-in's.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "hosts/cli/commands.h"
#include "hosts/cli/site.h"
#include "hosts/cli/site_files.h"
#include "hosts/cli/version.h"
#include "lint/selection.h"

namespace sbatchlint::cli {
namespace {

// Where a job's description in slurmctld keeps what an option says. Slurm 26.05, src/plugins/job_submit/lua and
// src/lua/slurm_lua.c.
struct LuaField {
  std::string_view option;
  std::string_view field;
};
constexpr LuaField kFields[] = {
    {"account", "account"},
    {"array", "array_inx"},
    {"begin", "begin_time"},
    {"comment", "comment"},
    {"constraint", "features"},
    {"cpus-per-task", "cpus_per_task"},
    {"dependency", "dependency"},
    {"exclude", "exc_nodes"},
    {"gpus", "tres_per_job"},
    {"gpus-per-node", "tres_per_node"},
    {"gpus-per-socket", "tres_per_socket"},
    {"gpus-per-task", "tres_per_task"},
    {"gres", "tres_per_node"},
    {"licenses", "licenses"},
    {"mail-user", "mail_user"},
    {"mem", "min_mem_per_node"},
    {"mem-per-cpu", "min_mem_per_cpu"},
    {"nodelist", "req_nodes"},
    {"nodes", "min_nodes"},
    {"ntasks", "num_tasks"},
    {"ntasks-per-node", "ntasks_per_node"},
    {"partition", "partition"},
    {"qos", "qos"},
    {"reservation", "reservation"},
    {"time", "time_limit"},
    {"time-min", "time_min"},
    {"wckey", "wckey"},
};

std::string_view lua_field(std::string_view option) {
  const auto* row = std::ranges::lower_bound(kFields, option, {}, &LuaField::option);
  return row != std::end(kFields) && row->option == option ? row->field : std::string_view();
}

std::string lua_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += fmt::format("\\{:03}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string lua_number(std::uint64_t number) {
  return number == kUnlimited ? std::string("math.huge") : std::to_string(number);
}

template <typename Values, typename Print>
std::string lua_list(const Values& values, Print print) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : ", ") + print(value);
  return "{" + text + "}";
}

std::string lua_texts(const std::vector<std::string>& texts) { return lua_list(texts, lua_text); }

std::string_view step_name(ConditionStep::Kind kind) {
  using Kind = ConditionStep::Kind;
  switch (kind) {
    case Kind::And: return "and";
    case Kind::Or: return "or";
    case Kind::Not: return "not";
    case Kind::Equal: return "eq";
    case Kind::Less: return "lt";
    case Kind::LessOrEqual: return "le";
    case Kind::In: return "in";
    case Kind::Has: return "has";
    case Kind::Set: return "set";
    case Kind::Yes: return "yes";
  }
  return {};
}

bool joins(ConditionStep::Kind kind) {
  return kind == ConditionStep::Kind::And || kind == ConditionStep::Kind::Or || kind == ConditionStep::Kind::Not;
}

// The steps of a condition for a stack of answers: {"eq", "partition", {"gpu"}}.
std::string lua_condition(const Condition& condition) {
  return lua_list(condition.steps, [](const ConditionStep& step) {
    if (joins(step.kind)) {
      return fmt::format("{{{}}}", lua_text(step_name(step.kind)));
    }
    const FactRow& fact = condition_vocabulary()[static_cast<std::size_t>(step.fact)];
    const std::string literals =
        fact.kind == FactKind::Texts ? lua_texts(step.texts) : lua_list(step.numbers, lua_number);
    return fmt::format("{{{}, {}, {}}}", lua_text(step_name(step.kind)), lua_text(fact.name), literals);
  });
}

// What every entry has; `code` is the rule that says the same elsewhere.
std::string common(std::string_view code, std::string_view name, const Policy& policy) {
  std::string text =
      fmt::format("code = {}, name = {}, level = {}", lua_text(code), lua_text(name), lua_text(policy.level));
  if (!policy.when.steps.empty()) text += ", when = " + lua_condition(policy.when);
  if (!policy.message.empty()) text += ", message = " + lua_text(policy.message);
  if (!policy.help.empty()) text += ", help = " + lua_text(policy.help);
  return text;
}

// The table being written, and what cannot go into it.
struct LuaTable {
  std::string text;
  std::vector<std::string> left_out;

  void begin(std::string_view name) { text += fmt::format("  {} = {{\n", name); }
  void entry(const std::string& fields) { text += "    {" + fields + "},\n"; }
  void end() { text += "  },\n"; }
};

bool asks_terminal(const Condition& when) {
  return std::ranges::any_of(
      when.steps, [](const ConditionStep& step) { return !joins(step.kind) && step.fact == Fact::Interactive; });
}

bool is_enforced(const Policy& policy, std::string_view what, LuaTable& table) {
  if (policy.level == "off") return false;
  if (!asks_terminal(policy.when)) return true;
  table.left_out.push_back(fmt::format("{}: slurmctld does not know whether a job is `interactive`", what));
  return false;
}

void write_required(const Site& site, LuaTable& table) {
  table.begin("require");
  for (const RequiredOption& required : site.required) {
    const std::string what = fmt::format("[[policy.require]] of `{}`", required.options.front());
    if (!is_enforced(required.policy, what, table)) continue;
    std::vector<std::string> fields;
    for (const std::string& option : required.options) fields.emplace_back(lua_field(option));
    if (std::ranges::find(fields, "") != fields.end()) {
      table.left_out.push_back(what + ": slurmctld does not tell whether it is given");
      continue;
    }
    const bool is_time = required.options.front() == "time";
    table.entry(
        fmt::format("{}, options = {}, fields = {}",
                    common(is_time ? "SB201" : "SB310", is_time ? "missing-time" : "required-option", required.policy),
                    lua_texts(required.options), lua_texts(fields)));
  }
  table.end();
}

void write_forbidden(const Site& site, LuaTable& table) {
  table.begin("forbid");
  for (const ForbiddenOption& forbidden : site.forbidden) {
    const std::string what = fmt::format("[[policy.forbid]] of `{}`", forbidden.option);
    if (!is_enforced(forbidden.policy, what, table)) continue;
    // Both of these end in the same field.
    const bool merged = forbidden.option == "gres" || forbidden.option == "gpus-per-node";
    const std::string_view field = merged ? std::string_view() : lua_field(forbidden.option);
    if (field.empty()) {
      table.left_out.push_back(what + ": slurmctld does not tell whether it is given");
      continue;
    }
    table.entry(fmt::format("{}, option = {}, field = {}, values = {}",
                            common("SB311", "forbidden-option", forbidden.policy), lua_text(forbidden.option),
                            lua_text(field), lua_texts(forbidden.values)));
  }
  table.end();
}

void write_limits(const Site& site, LuaTable& table) {
  table.begin("limit");
  for (const Limit& limit : site.limits) {
    if (!is_enforced(limit.policy, fmt::format("[[policy.limit]] of `{}`", quantity_name(limit.of)), table)) continue;
    std::string fields =
        common("SB312", "limit-exceeded", limit.policy) + ", of = " + lua_text(quantity_name(limit.of));
    if (limit.min) fields += ", min = " + lua_number(*limit.min);
    if (limit.max) fields += ", max = " + lua_number(*limit.max);
    table.entry(fields);
  }
  table.end();
  table.begin("step");
  for (const StepLimit& limit : site.steps) {
    if (!is_enforced(limit.policy, fmt::format("[[policy.step]] of `{}`", quantity_name(limit.of)), table)) continue;
    const std::string steps = lua_list(limit.steps, [](const SizeStep& step) {
      return fmt::format("{{{}, {}}}", lua_number(step.up_to), lua_number(step.max));
    });
    table.entry(fmt::format("{}, of = {}, by = {}, steps = {}", common("SB312", "limit-exceeded", limit.policy),
                            lua_text(quantity_name(limit.of)), lua_text(quantity_name(limit.by)), steps));
  }
  table.end();
}

std::string_view name_kind(NameKind kind) {
  switch (kind) {
    case NameKind::Partition: return "partition";
    case NameKind::Qos: return "QoS";
    case NameKind::Account: return "account";
    case NameKind::Node: return "node";
    case NameKind::GpuType: return "GPU type";
    case NameKind::Feature: return "feature";
  }
  return {};
}

void write_retired(const Site& site, LuaTable& table) {
  const std::string_view level = site.level_of("SB302").value_or("error");
  table.begin("retired");
  for (const RetiredName& retired : site.retired) {
    if (level == "off") break;
    std::string fields = fmt::format("code = \"SB302\", name = \"retired-name\", level = {}, kind = {}, word = {}",
                                     lua_text(level), lua_text(name_kind(retired.kind)), lua_text(retired.name));
    if (!retired.nodes.empty()) {
      fields += ", nodes = " + lua_list(retired.nodes, [](const HostRange& range) {
                  if (!range.numbered) return fmt::format("{{{}}}", lua_text(range.prefix));
                  return fmt::format("{{{}, {}, {}, {}}}", lua_text(range.prefix), range.low, range.high, range.width);
                });
    }
    if (!retired.say_instead.empty()) fields += ", instead = " + lua_text(retired.say_instead);
    if (!retired.source.as_of.empty()) fields += ", as_of = " + lua_text(retired.source.as_of);
    table.entry(fields);
  }
  table.end();
}

void write_rules(const Site& site, LuaTable& table) {
  table.begin("rule");
  for (const SiteRule& rule : site.rules) {
    const Policy policy{
        .when = rule.when, .level = rule.level, .message = rule.message, .help = rule.help, .source = {}};
    if (!is_enforced(policy, rule.code, table)) continue;
    if (!rule.commands.empty()) {
      table.left_out.push_back(rule.code + ": it looks for commands, and slurmctld reads no scripts");
      continue;
    }
    const std::string docs = rule.docs.empty() ? "" : ", docs = " + lua_text(rule.docs);
    table.entry(common(rule.code, rule.name, policy) + docs);
  }
  table.end();
}

void write_defaults(const Site& site, LuaTable& table) {
  table.begin("defaults");
  const Partition* usual = site.default_partition();
  if (usual != nullptr) table.text += "    partition = " + lua_text(usual->name) + ",\n";
  if (!site.default_account.empty()) table.text += "    account = " + lua_text(site.default_account) + ",\n";
  if (!site.default_qos.empty()) table.text += "    qos = " + lua_text(site.default_qos) + ",\n";
  const auto minutes = [](Minutes time) { return lua_number(time.is_unlimited ? kUnlimited : time.count); };
  if (site.default_time) table.text += "    time = " + minutes(*site.default_time) + ",\n";
  table.text += "    partition_time = {";
  for (const Partition& partition : site.partitions) {
    if (!partition.default_time) continue;
    table.text += fmt::format("[{}] = {}, ", lua_text(partition.name), minutes(*partition.default_time));
  }
  table.text += "},\n    account_qos = {";
  for (const Account& account : site.accounts) {
    if (!account.qos.empty()) table.text += fmt::format("{{{}, {}}}, ", lua_text(account.name), lua_text(account.qos));
  }
  table.text += "},\n";
  table.end();
}

LuaTable lua_table(const Site& site) {
  const Doors doors = site.doors.value_or(Doors{});
  const std::string docs = doors.docs.empty() ? std::string(kDocsUrl) : doors.docs;
  LuaTable table;
  table.text = fmt::format(
      "-- Written by `sbatchlint site export --lua` (sbatchlint {}): what job_submit.lua holds jobs "
      "against.\n-- Do not edit: export it anew.\nreturn {{\n  format = 1,\n",
      kVersion);
  table.text +=
      fmt::format("  site = {},\n  title = {},\n  mode = {},\n  fail_on = {},\n  exempt = {},\n", lua_text(site.name),
                  lua_text(site.title.empty() ? site.name : site.title), lua_text(door_mode_name(doors.rescue.mode)),
                  lua_text(doors.fail_on), lua_condition(doors.exempt));
  table.text += fmt::format("  docs = {},\n", lua_text(docs));
  write_defaults(site, table);
  write_required(site, table);
  write_forbidden(site, table);
  write_limits(site, table);
  write_retired(site, table);
  write_rules(site, table);
  table.text += "}\n";
  return table;
}

}  // namespace

int export_site(const SiteArguments& arguments, const World& world) {
  const auto file = find_site(arguments.name, world);
  if (!file) return complain(file.error().message, world);
  const auto site = read_site(file.value(), world);
  if (!site) return complain(site.error().message, world);
  const LuaTable table = lua_table(site.value());
  for (const std::string& what : table.left_out) (void)complain("left out: " + what, world);
  return print(table.text, kClean, world);
}

}  // namespace sbatchlint::cli
