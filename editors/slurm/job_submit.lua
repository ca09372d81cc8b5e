-- job_submit.lua: a site's rules in slurmctld itself, where no user gets round them.
--
-- Put it beside slurm.conf on the controller, with the table that `sbatchlint site export NAME --lua` writes as
-- sbatchlint_site.lua beside it, and say in slurm.conf: JobSubmitPlugins=lua
-- After a new export: touch job_submit.lua, and slurmctld reads both again. To turn it off, take the line out of
-- slurm.conf, or export with `mode = "observe"`.
--
-- It runs inside slurmctld with locks held: it runs no program, opens no socket, reads no user's file and no script. It
-- looks at what is asked for: options that are required, forbidden or limited, names that are retired, and the site's
-- own rules about requests. What cannot be known never refuses a job.

local WHEN_BROKEN = "open" -- without a table that can be read: "open" takes every job, "closed" takes none

local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
local LEVELS = { off = 0, note = 1, warning = 2, error = 3 }

local site, trouble -- the table, or why there is none
do
  local loaded, result = pcall(dofile, folder .. "sbatchlint_site.lua")
  if loaded and type(result) == "table" and result.format == 1 then
    site = result
  else
    trouble = loaded and "it is not what this plug-in reads" or tostring(result)
    slurm.log_error("sbatchlint: cannot use %ssbatchlint_site.lua: %s", folder, trouble)
  end
end

-- ---- what a job's description says

-- Slurm has a number for "not set" in each width; its 64 bits are doubles here.
local function number(value)
  if type(value) ~= "number" or value == 4294967294 or value == 65534 or value == 254 or value >= 1.8e19 then
    return nil
  end
  return value == 4294967295 and math.huge or value
end

local function text(value)
  if type(value) == "string" and value ~= "" then
    return value
  end
  return nil
end

-- Fields that a release does not have are not set.
local function field(job, name)
  local found, value = pcall(function()
    return job[name]
  end)
  if not found then
    return nil
  end
  if name == "begin_time" and value == 0 then
    return nil
  end
  return number(value) or text(value)
end

local function split(list, separators)
  local words = {}
  for word in list:gmatch("[^" .. separators .. "]+") do
    words[#words + 1] = word
  end
  return words
end

-- `pattern`, where a final `*` stands for any rest.
local function matches(pattern, word)
  if pattern:sub(-1) == "*" then
    return word:sub(1, #pattern - 1) == pattern:sub(1, -2)
  end
  return word == pattern
end

-- GPUs in `gres:gpu:a100:2`, `gres/gpu:2`, `gpu:2` (22.05 to 26.05): how many, nil for none; types go into `types`.
local function gpus_in(list, types)
  local count
  for _, item in ipairs(list and split(list, ",") or {}) do
    local rest = item:gsub("^gres[:/]", "")
    if rest:match("^gpu%f[^%w_]") or rest == "gpu" then
      local parts = split(rest:sub(4), ":=/")
      local last = tonumber(parts[#parts])
      if last then
        parts[#parts] = nil
      end
      types[#types + 1] = parts[1]
      count = (count or 0) + (last or 1)
    end
  end
  return count
end

-- How many tasks `1-10:2%3,15` stands for.
local function array_size(list)
  local size = 0
  for _, part in ipairs(split(list:gsub("%%.*$", ""), ",")) do
    local low, high, step = part:match("^(%d+)%-?(%d*):?(%d*)$")
    if not low then
      return nil
    end
    high = tonumber(high) or tonumber(low)
    size = size + math.floor((high - tonumber(low)) / (tonumber(step) or 1)) + 1
  end
  return size
end

-- ---- facts: absent (nil), known ({number = ...} or {texts = ...}) or unknown ({}); `given` where the job itself says it

local function known(value, given)
  return value and { number = value, given = given or false } or nil
end

local function listed(job, name, usual, separators)
  local value = text(job[name])
  if value then
    return { texts = split(value, separators or ","), given = true }
  end
  return usual and { texts = { usual }, given = false } or nil
end

local function usual_qos(account)
  for _, row in ipairs(site.defaults.account_qos) do
    if matches(row[1], account or site.defaults.account or "") then
      return row[2]
    end
  end
  return site.defaults.qos
end

local function time_fact(job, partition)
  local time = field(job, "time_limit")
  if time then
    return known(time, true)
  end
  local defaults = site.defaults
  local usual = partition and #partition.texts == 1 and defaults.partition_time[partition.texts[1]]
  return known(usual or defaults.time)
end

local function gpu_facts(job, facts)
  local types = {}
  local per_job = gpus_in(text(job.tres_per_job), types)
  local per_node = gpus_in(text(job.tres_per_node), types)
  local per_task = gpus_in(text(job.tres_per_task), types)
  local per_socket = gpus_in(text(job.tres_per_socket), types)
  local nodes = facts.nodes and facts.nodes.number
  local tasks = facts.tasks and facts.tasks.number
  local total = per_job or (per_node and nodes and per_node * nodes) or (per_task and tasks and per_task * tasks)
  if not (per_job or per_node or per_task or per_socket) then
    facts.gpus, facts.gpus_per_node = known(0), known(0)
    return
  end
  facts.gpus = known(total, true) or { given = true }
  facts.gpus_per_node = known(per_node, true) or { given = true }
  facts.gpu_type = #types > 0 and { texts = types, given = true } or nil
end

local function facts_of(job)
  local facts = {}
  facts.partition = listed(job, "partition", site.defaults.partition)
  facts.account = listed(job, "account", site.defaults.account)
  facts.qos = listed(job, "qos", usual_qos(text(job.account)))
  facts.time_minutes = time_fact(job, facts.partition)
  facts.nodes = known(field(job, "min_nodes"), true) or known(1)
  local per_node = field(job, "ntasks_per_node")
  facts.tasks = known(field(job, "num_tasks"), true)
    or known((per_node or 1) * facts.nodes.number, per_node ~= nil)
  local per_task = field(job, "cpus_per_task")
  facts.cpus = known(facts.tasks.number * (per_task or 1), per_task ~= nil or facts.tasks.given)
  gpu_facts(job, facts)
  local memory = field(job, "min_mem_per_node")
  facts.mem_mb = known(memory, true) or (field(job, "min_mem_per_cpu") and { given = true }) or nil
  local array = text(job.array_inx)
  facts.array_size = array and (known(array_size(array), true) or { given = true }) or known(1)
  facts.features = listed(job, "features", nil, "&|,%[%]()*")
  local begins = field(job, "begin_time") ~= nil
  facts.begin_set = known(begins and 1 or 0, begins)
  return facts
end

-- ---- conditions, as three-valued as sbatchlint's own: 1 true, 0 false, 0.5 unknown

local function among(list, value)
  for _, candidate in ipairs(list) do
    if candidate == value then
      return true
    end
  end
  return false
end

local function test_texts(kind, words, literals)
  local hits = 0
  for _, word in ipairs(words) do
    hits = hits + (among(literals, word) and 1 or 0)
  end
  if kind == "has" then
    return hits > 0 and 1 or 0
  end
  if #words == 0 then
    return 0.5
  end
  return hits == #words and 1 or (hits == 0 and 0 or 0.5)
end

local NUMBER_TESTS = {
  eq = function(value, literals) return value == literals[1] end,
  lt = function(value, literals) return value < literals[1] end,
  le = function(value, literals) return value <= literals[1] end,
  ["in"] = function(value, literals) return among(literals, value) end,
  yes = function(value) return value ~= 0 end,
}

local function test(step, facts)
  local kind, fact = step[1], facts[step[2]]
  if kind == "set" then
    return fact and fact.given and 1 or 0
  elseif not fact then
    return kind == "has" and 0 or 0.5
  elseif fact.texts then
    return test_texts(kind, fact.texts, step[3])
  elseif not fact.number then
    return 0.5
  end
  return NUMBER_TESTS[kind](fact.number, step[3]) and 1 or 0
end

local function evaluate(steps, facts)
  local stack = {}
  for _, step in ipairs(steps) do
    local kind, top = step[1], #stack
    if kind == "not" then
      stack[top] = 1 - stack[top]
    elseif kind == "and" or kind == "or" then
      local join = kind == "and" and math.min or math.max
      stack[top - 1] = join(stack[top - 1], stack[top])
      stack[top] = nil
    else
      stack[top + 1] = test(step, facts)
    end
  end
  return stack[1]
end

local function holds(entry, facts)
  return not entry.when or evaluate(entry.when, facts) == 1
end

-- ---- the site's entries; each finding is {entry, message, help}

local QUANTITIES = {
  time = { "time_minutes", "" },
  nodes = { "nodes", " nodes" },
  tasks = { "tasks", " tasks" },
  cpus = { "cpus", " CPUs" },
  gpus = { "gpus", " GPUs" },
  gpus_per_node = { "gpus_per_node", " GPUs a node" },
  memory = { "mem_mb", "M of memory a node" },
  array_size = { "array_size", " array tasks" },
}

local function amount(of, facts)
  if of == "node_time" then
    local nodes, time = amount("nodes", facts), amount("time", facts)
    return nodes and time and nodes * time
  end
  local fact = facts[QUANTITIES[of][1]]
  return fact and fact.number
end

local function counted(count, unit)
  return string.format("%d %s%s", count, unit, count == 1 and "" or "s")
end

local function time_in_words(time)
  if time == math.huge then
    return "no limit at all"
  end
  local days, hours, minutes = math.floor(time / 1440), math.floor(time / 60) % 24, time % 60
  if days == 0 then
    return minutes ~= 0 and counted(time, "minute") or counted(hours, "hour")
  elseif minutes ~= 0 then
    return counted(days, "day") .. ", " .. counted(hours, "hour") .. " and " .. counted(minutes, "minute")
  end
  return hours == 0 and counted(days, "day") or counted(days, "day") .. " and " .. counted(hours, "hour")
end

local function in_words(of, value)
  if of == "time" then
    return time_in_words(value)
  elseif of == "node_time" then
    return time_in_words(value) .. " of node time"
  end
  return string.format("%.0f", value) .. QUANTITIES[of][2]
end

local function check_require(job, facts, add)
  for _, entry in ipairs(site.require) do
    local given = false
    for _, name in ipairs(entry.fields) do
      given = given or field(job, name) ~= nil
    end
    if not given and holds(entry, facts) then
      add(entry, "this site wants `--" .. table.concat(entry.options, "` or `--") .. "` for such a job")
    end
  end
end

local function is_forbidden(entry, value)
  if #entry.values == 0 then
    return true
  end
  for _, pattern in ipairs(entry.values) do
    if matches(pattern, type(value) == "number" and string.format("%.0f", value) or value) then
      return true
    end
  end
  return false
end

local function check_forbid(job, facts, add)
  for _, entry in ipairs(site.forbid) do
    local value = field(job, entry.field)
    if value ~= nil and is_forbidden(entry, value) and holds(entry, facts) then
      add(entry, "this site does not take `--" .. entry.option .. "`", "leave it out")
    end
  end
end

local function check_limit(facts, add)
  for _, entry in ipairs(site.limit) do
    local value = amount(entry.of, facts)
    if value and holds(entry, facts) then
      if entry.max and value > entry.max then
        add(entry, in_words(entry.of, value) .. " asked, the limit is " .. in_words(entry.of, entry.max))
      elseif entry.min and value < entry.min then
        add(entry, in_words(entry.of, value) .. " asked, the least here is " .. in_words(entry.of, entry.min))
      end
    end
  end
end

local function check_step(facts, add)
  for _, entry in ipairs(site.step) do
    local value, size = amount(entry.of, facts), amount(entry.by, facts)
    if value and size and holds(entry, facts) then
      local step
      for _, candidate in ipairs(entry.steps) do
        step = step or (size <= candidate[1] and candidate or nil)
      end
      if not step then
        add(entry, in_words(entry.by, size) .. " asked, the most is " .. in_words(entry.by, entry.steps[#entry.steps][1]))
      elseif value > step[2] then
        add(entry, in_words(entry.of, value) .. " asked, a job of " .. in_words(entry.by, size) .. " may have "
          .. in_words(entry.of, step[2]))
      end
    end
  end
end

-- The names of a host list, `a[01-03],b`; at most a thousand, which is enough to meet a retired one.
local function hosts(list)
  local names = {}
  for item in (list:gsub("%b[]", function(inside) return (inside:gsub(",", ";")) end)):gmatch("[^,]+") do
    local head, inside = item:match("^([^%[]*)%[([^%]]*)%]$")
    if not head then
      names[#names + 1] = item
    end
    for part in (inside or ""):gmatch("[^;]+") do
      local low, high = part:match("^(%d+)%-(%d+)$")
      low, high = low or part, high or part
      for number = tonumber(low) or 0, math.min(tonumber(high) or -1, (tonumber(low) or 0) + 999) do
        names[#names + 1] = head .. string.format("%0" .. #low .. "d", number)
      end
    end
  end
  return names
end

local function is_among_nodes(ranges, name)
  local prefix, digits = name:match("^(.-)(%d+)$")
  for _, range in ipairs(ranges) do
    if not range[2] then
      if range[1] == name then
        return true
      end
    elseif prefix == range[1] and tonumber(digits) >= range[2] and tonumber(digits) <= range[3] then
      local width = digits:sub(1, 1) == "0" and #digits > 1 and #digits or 0
      if width == range[4] or (width == 0 and #digits == range[4]) then
        return true
      end
    end
  end
  return false
end

-- The fact that has such names, and the option.
local RETIRED = {
  partition = { "partition", "partition" },
  QoS = { "qos", "qos" },
  account = { "account", "account" },
  node = { "", "nodelist" },
  ["GPU type"] = { "gpu_type", "gres" },
  feature = { "features", "constraint" },
}

local function check_retired(job, facts, add)
  for _, entry in ipairs(site.retired) do
    local fact = facts[RETIRED[entry.kind][1]]
    local list = text(job.req_nodes)
    local used = fact and fact.given and fact.texts or (entry.kind == "node" and list and hosts(list)) or {}
    for _, name in ipairs(used) do
      if name == entry.word or (entry.nodes and is_among_nodes(entry.nodes, name)) then
        local since = entry.as_of and " (as of " .. entry.as_of .. ")" or ""
        add(entry, "the " .. entry.kind .. " `" .. name .. "` is gone" .. since,
          entry.instead and "say instead: " .. entry.instead or "leave `--" .. RETIRED[entry.kind][2] .. "` out")
        break
      end
    end
  end
end

local function check_rule(facts, add)
  for _, entry in ipairs(site.rule) do
    if holds(entry, facts) then
      add(entry, entry.message)
    end
  end
end

-- ---- the door

-- What a change does not mention stays as it is, which is not known here.
local function forget_unmentioned(facts)
  for name, fact in pairs(facts) do
    if not fact.given and name ~= "partition" and name ~= "account" and name ~= "qos" then
      facts[name] = {}
    end
  end
end

local function find_all(job, facts, is_new)
  local findings = {}
  local function add(entry, message, help)
    if LEVELS[entry.level] > 0 then
      help = entry.help or help or "a rule of " .. site.title
      findings[#findings + 1] = { entry = entry, message = entry.message or message, help = help }
    end
  end
  if is_new then
    check_require(job, facts, add)
  end
  check_forbid(job, facts, add)
  check_limit(facts, add)
  check_step(facts, add)
  check_retired(job, facts, add)
  if is_new then
    check_rule(facts, add)
  end
  return findings
end

local function show(finding)
  local entry = finding.entry
  slurm.log_user("%s", entry.level .. "[" .. entry.code .. "] " .. entry.name .. ": " .. finding.message)
  slurm.log_user("%s", "   = help: " .. finding.help)
  local page = entry.docs or (site.docs ~= "" and site.docs .. entry.code) or nil
  if page then
    slurm.log_user("%s", "   = see: " .. page)
  end
end

-- True where the job may go; one line of the controller's log says so.
local function decide(job, uid, is_new)
  local facts = facts_of(job)
  if not is_new then
    forget_unmentioned(facts)
  end
  local findings = find_all(job, facts, is_new)
  local blocks, errors, warnings, codes = false, 0, 0, {}
  for _, finding in ipairs(findings) do
    local level = finding.entry.level
    blocks = blocks or LEVELS[level] >= LEVELS[site.fail_on]
    errors = errors + (level == "error" and 1 or 0)
    warnings = warnings + (level == "warning" and 1 or 0)
    codes[#codes + 1] = finding.entry.code
  end
  local exempt = #site.exempt > 0 and evaluate(site.exempt, facts) == 1
  local refused = blocks and not exempt and site.mode == "block"
  if not exempt and site.mode ~= "observe" then
    for _, finding in ipairs(findings) do
      if LEVELS[finding.entry.level] >= LEVELS.warning or refused then
        show(finding)
      end
    end
    if refused then
      slurm.log_user("%s", "sbatchlint: the job was not submitted")
    elseif blocks then
      slurm.log_user("%s", "sbatchlint: the job is submitted all the same: so far this site only warns")
    end
  end
  local verdict = blocks and "block" or (#findings > 0 and "findings" or "clean")
  local line = "sbatchlint: door=job_submit action=%s verdict=%s mode=%s user=%d site=%s errors=%d warnings=%d codes=%s exempt=%s"
  slurm.log_info("%s", string.format(line, refused and "refuse" or "submit", verdict, site.mode, uid, site.site, errors, warnings,
    #codes > 0 and table.concat(codes, ",") or "-", exempt and "yes" or "no"))
  return not refused
end

-- Whatever goes wrong here, jobs go in or stay out as WHEN_BROKEN has it; slurmctld itself goes on.
local function guarded(job, uid, is_new)
  local well, answer = true, nil
  if site then
    well, answer = pcall(decide, job, uid, is_new)
  end
  if site and well then
    return answer and slurm.SUCCESS or slurm.ERROR
  end
  slurm.log_error("sbatchlint: door=job_submit action=%s verdict=broken user=%d why=\"%s\"",
    WHEN_BROKEN == "closed" and "refuse" or "submit", uid, tostring(site and answer or trouble))
  if WHEN_BROKEN == "closed" then
    slurm.log_user("%s", "sbatchlint: the rules of this site cannot be read; it takes no job until they can")
    return slurm.ERROR
  end
  return slurm.SUCCESS
end

function slurm_job_submit(job_desc, part_list, submit_uid)
  return guarded(job_desc, submit_uid, true)
end

-- A change has only the fields that change; where the job is, the job itself tells.
function slurm_job_modify(job_desc, job_rec, part_list, modify_uid)
  local changed = setmetatable({}, {
    __index = function(_, name)
      local value = field(job_desc, name)
      if value == nil and (name == "partition" or name == "account" or name == "qos") then
        value = field(job_rec, name)
      end
      return value
    end,
  })
  return guarded(changed, modify_uid, false)
end
