-- cli_filter.lua: sbatchlint at the submission of every job, for the administrator of a cluster.
--
-- Put it beside slurm.conf on the hosts where jobs are submitted, and say there: CliFilterPlugins=lua
-- It is run by the user's own sbatch, srun and salloc. What it does is decided by [doors] of the profile below; to turn
-- it off, take the line out of slurm.conf or set `mode = "observe"` there.
--
-- It sees script files, `sbatch < file` and --wrap, not a script on a pipe. sbatch has read the script by then, and the
-- linter reads it again: in between, its owner may change it. job_submit.lua sees what is really submitted.

local LINTER = "/usr/bin/sbatchlint"
local PROFILE = "/etc/sbatchlint/site.toml"
local SECONDS = 10 -- for a linter that gives no answer at all; how long one may lint is `time_budget_ms` of the profile

local TOOLS = { sbatch = 2, srun = 1, salloc = 1 } -- in which call each is looked at

local function quote(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- The words that the user typed, as the shell handed them over; nil where the system does not say.
local function typed_words()
  local file = io.open("/proc/self/cmdline", "rb")
  if not file then
    return nil
  end
  local all = file:read("*a")
  file:close()
  local words = {}
  for word in all:gmatch("([^%z]*)%z") do
    words[#words + 1] = word
  end
  table.remove(words, 1)
  return words
end

-- A setting of [doors], read line by line: the profile may be what is broken.
local function setting(name)
  local file = io.open(PROFILE, "r")
  if not file then
    return nil
  end
  local inside, value = false, nil
  for line in file:lines() do
    if line:match("^%s*%[") then
      inside = line:match("^%s*%[doors%]") ~= nil
    elseif inside then
      value = line:match("^%s*" .. name .. "%s*=%s*[\"']([^\"']*)") or value
    end
  end
  file:close()
  return value
end

-- Nobody answered: go on or not, as the site wants.
local function without_linter(tool, why)
  local mode = setting("mode") or "block"
  local closed = setting("when_broken") == "closed" and mode == "block"
  local line = string.format("door=cli_filter action=%s verdict=broken mode=%s tool=%s why=\"%s\"",
    closed and "refuse" or "submit", mode, tool, why)
  local log = setting("log")
  if log == "syslog" then
    os.execute("logger -t sbatchlint -p user.info " .. quote(line) .. " 2>/dev/null")
  elseif log then
    local file = io.open(log, "r+") -- only one that is there
    if file then
      file:seek("end")
      file:write(os.date("!%Y-%m-%dT%H:%M:%SZ"), " sbatchlint: ", line, "\n")
      file:close()
    end
  end
  if closed then
    io.stderr:write("sbatchlint: the linter gives no answer (", why, "); this site submits no job unlinted\n")
  elseif mode ~= "observe" then
    io.stderr:write("sbatchlint: the linter gives no answer (", why, "); the job is submitted all the same\n")
  end
  return not closed
end

-- True where the job may go on. The linter writes to the user's terminal itself; its status comes back as a line, since
-- Lua 5.1 tells no status of what it runs.
local function may_go(tool)
  local words = typed_words()
  if not words then
    return without_linter(tool, "no command line")
  end
  for i, word in ipairs(words) do
    words[i] = quote(word)
  end
  local linter = quote(LINTER)
  local command = string.format("if [ -x %s ]; then timeout --foreground -s KILL %d %s submit --door cli_filter --decide "
    .. "--input-was-read --tool %s -- %s; else (exit 127); fi >&2; echo $?", linter, SECONDS, linter, tool,
    table.concat(words, " "))
  local pipe = io.popen(command, "r")
  local status = pipe and tonumber(pipe:read("*l") or "")
  if pipe then
    pipe:close()
  end
  if status == 0 then
    return true
  elseif status == 1 then
    return false
  end
  return without_linter(tool, "status " .. tostring(status))
end

-- sbatch calls it before it has read the command line, then before the script, once for each component of the job: the
-- second time it has found the script, and nothing is parsed yet. srun and salloc call it first thing.
local calls = 0

function slurm_cli_setup_defaults(options, early_pass)
  calls = calls + 1
  local tool = options["type"]
  if calls ~= TOOLS[tool] or (tool == "srun" and os.getenv("SLURM_JOB_ID")) then
    return slurm.SUCCESS
  end
  return may_go(tool) and slurm.SUCCESS or slurm.ERROR
end

function slurm_cli_pre_submit(options, offset)
  return slurm.SUCCESS
end

function slurm_cli_post_submit(offset, job_id, step_id)
  return slurm.SUCCESS
end
