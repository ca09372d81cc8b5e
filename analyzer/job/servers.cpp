#include "job/servers.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "job/containers.h"
#include "job/work.h"
#include "text/row_finder.h"
#include "text/word_list.h"

namespace sbatchlint {
namespace {

// Lists are separated by blanks. `starts`: the first operand must be one of them ("" = nothing is asked). `quits`:
// with one of these words anywhere the program does something else and ends.
struct ServerRow {
  std::string_view program;
  ServerKind kind;
  std::string_view starts;
  std::string_view quits;
};

constexpr std::string_view kAskingJupyter =
    "--version --help --help-all -h --generate-config --show-config --show-config-json --config-dir --data-dir "
    "--runtime-dir --paths --json list stop password build clean path paths workspaces licenses extension";
constexpr std::string_view kAskingCode =
    "--version -v --help -h --install-extension --uninstall-extension --list-extensions";
constexpr std::string_view kAskingTunnel = "--version --help -h user status prune kill unregister rename help";
constexpr std::string_view kAsking = "--version --help -h";
constexpr std::string_view kAskingVnc = "-kill -list -help -version";

constexpr auto kServers = std::to_array<ServerRow>({
    {"Xtigervnc", ServerKind::Desktop, "", kAskingVnc},
    {"Xvnc", ServerKind::Desktop, "", kAskingVnc},
    {"aim", ServerKind::Dashboard, "up", kAsking},
    {"batchspawner-singleuser", ServerKind::Notebook, "", kAsking},
    {"bokeh", ServerKind::Dashboard, "serve", kAsking},
    {"bore", ServerKind::Tunnel, "local", kAsking},
    {"chainlit", ServerKind::Dashboard, "run", kAsking},
    {"chisel", ServerKind::Tunnel, "client", kAsking},
    {"cloudflared", ServerKind::Tunnel, "tunnel", "--version --help -h list login create delete route"},
    {"code", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"code-cli", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"code-insiders", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"code-oss", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"code-server", ServerKind::Editor, "", kAskingCode},
    {"code-tunnel", ServerKind::Editor, "", kAskingTunnel},
    {"code_cli", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"codium", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"cursor", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"cursor-server", ServerKind::Editor, "", kAskingCode},
    {"dcv", ServerKind::Desktop, "create-session", kAsking},
    {"devtunnel", ServerKind::Tunnel, "host", kAsking},
    {"dropbear", ServerKind::Login, "", "-V"},
    {"frpc", ServerKind::Tunnel, "", "--version --help -h -v verify reload status stop"},
    {"gnome-session", ServerKind::Desktop, "", kAsking},
    {"gotty", ServerKind::Login, "", kAsking},
    {"ipython", ServerKind::Notebook, "notebook qtconsole", kAsking},
    {"jupyter", ServerKind::Notebook,
     "lab notebook server nbclassic labhub singleuser console qtconsole retro kernel kernelgateway enterprisegateway",
     kAskingJupyter},
    {"jupyter-console", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyter-enterprisegateway", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyter-kernelgateway", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyter-lab", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyter-labhub", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyter-nbclassic", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyter-notebook", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyter-qtconsole", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyter-server", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyterhub", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyterhub-singleuser", ServerKind::Notebook, "", kAskingJupyter},
    {"jupyterlab", ServerKind::Notebook, "", kAskingJupyter},
    {"marimo", ServerKind::Notebook, "edit new run tutorial", kAsking},
    {"mate-session", ServerKind::Desktop, "", kAsking},
    {"matlab", ServerKind::Editor, "-desktop", "-batch -nodesktop -nodisplay -help -h"},
    {"matlab-proxy-app", ServerKind::Editor, "", kAsking},
    {"mlflow", ServerKind::Dashboard, "ui", kAsking},
    {"ngrok", ServerKind::Tunnel, "http start tcp", kAsking},
    {"novnc", ServerKind::Tunnel, "", kAsking},
    {"novnc_proxy", ServerKind::Tunnel, "", kAsking},
    {"openvscode-server", ServerKind::Editor, "", kAskingCode},
    {"panel", ServerKind::Dashboard, "serve", kAsking},
    {"positron", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"pvserver", ServerKind::Editor, "", kAsking},
    {"remote-dev-server.sh", ServerKind::Editor, "run", kAsking},
    {"rserver", ServerKind::Editor, "", "--version --help --verify-installation --verify-installation=1"},
    {"rstudio", ServerKind::Editor, "", kAsking},
    {"rstudio-server", ServerKind::Editor, "start restart", kAsking},
    {"sage", ServerKind::Notebook, "-n -notebook --notebook --notebook=jupyter --notebook=jupyterlab", kAsking},
    {"shellinaboxd", ServerKind::Login, "", kAsking},
    {"shiny-server", ServerKind::Dashboard, "", kAsking},
    {"spyder", ServerKind::Editor, "", kAsking},
    {"spyder3", ServerKind::Editor, "", kAsking},
    {"sshd", ServerKind::Login, "", "-t -T -V -G"},
    {"sshx", ServerKind::Login, "", kAsking},
    {"start-notebook.py", ServerKind::Notebook, "", ""},
    {"start-notebook.sh", ServerKind::Notebook, "", ""},
    {"start-singleuser.py", ServerKind::Notebook, "", ""},
    {"start-singleuser.sh", ServerKind::Notebook, "", ""},
    {"startlxde", ServerKind::Desktop, "", kAsking},
    {"startplasma-x11", ServerKind::Desktop, "", kAsking},
    {"startxfce4", ServerKind::Desktop, "", kAsking},
    {"streamlit", ServerKind::Dashboard, "run", kAsking},
    {"tailscale", ServerKind::Tunnel, "up", kAsking},
    {"tailscaled", ServerKind::Tunnel, "", kAsking},
    {"tensorboard", ServerKind::Dashboard, "", "--version --version_tb --help -h --helpfull --inspect dev"},
    {"theia", ServerKind::Editor, "start", kAsking},
    {"tigervncserver", ServerKind::Desktop, "", kAskingVnc},
    {"tightvncserver", ServerKind::Desktop, "", kAskingVnc},
    {"tmate", ServerKind::Login, "", "-V ls list-sessions kill-server kill-session"},
    {"ttyd", ServerKind::Login, "", kAsking},
    {"turbovncserver", ServerKind::Desktop, "", kAskingVnc},
    {"upterm", ServerKind::Login, "host", kAsking},
    {"visdom", ServerKind::Dashboard, "", kAsking},
    {"vncserver", ServerKind::Desktop, "", kAskingVnc},
    {"vscode-cli", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"vscode_cli", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"websockify", ServerKind::Tunnel, "", kAsking},
    {"wetty", ServerKind::Login, "", kAsking},
    {"windsurf", ServerKind::Editor, "tunnel serve-web", kAskingTunnel},
    {"x0vncserver", ServerKind::Desktop, "", kAskingVnc},
    {"x11vnc", ServerKind::Desktop, "", "-help -version -storepasswd -remote -R"},
    {"xfce4-session", ServerKind::Desktop, "", kAsking},
    {"xpra", ServerKind::Desktop, "start start-desktop desktop", kAsking},
    {"zrok", ServerKind::Tunnel, "share", kAsking},
});
static_assert(std::ranges::is_sorted(kServers, {}, &ServerRow::program));
constexpr RowFinder kFindServer(kServers, &ServerRow::program);

// `python -m NAME` that is the program of another name.
struct ModuleRow {
  std::string_view module;
  std::string_view program;
};
constexpr auto kModules = std::to_array<ModuleRow>({
    {"IPython", "ipython"},
    {"jupyter", "jupyter"},
    {"jupyter_core", "jupyter"},
    {"jupyter_core.command", "jupyter"},
    {"jupyter_server", "jupyter-server"},
    {"jupyterlab", "jupyter-lab"},
    {"marimo", "marimo"},
    {"nbclassic", "jupyter-nbclassic"},
    {"notebook", "jupyter-notebook"},
    {"spyder", "spyder"},
    {"spyder.app.start", "spyder"},
    {"streamlit", "streamlit"},
    {"tensorboard", "tensorboard"},
    {"tensorboard.main", "tensorboard"},
    {"visdom", "visdom"},
    {"visdom.server", "visdom"},
});

// In the name of an image that is run without a command: what it serves.
constexpr std::string_view kServerImages[] = {"jupyter", "rstudio", "code-server", "openvscode"};

// Code that is handed over as text: `julia -e 'using Pluto; Pluto.run()'`. `module` has to be named, too.
struct CodeRow {
  std::string_view code;
  ServerKind kind;
  std::string_view module = {};
};
constexpr CodeRow kServerCode[] = {
    {"IJulia.jupyterlab(", ServerKind::Notebook},
    {"IJulia.notebook(", ServerKind::Notebook},
    {"Pluto.run(", ServerKind::Notebook},
    {"jupyterlab(", ServerKind::Notebook, "using IJulia"},
    {"notebook(", ServerKind::Notebook, "using IJulia"},
    {"rmarkdown::run(", ServerKind::Dashboard},
    {"runApp(", ServerKind::Dashboard},
};

// Options of ssh that take the next word. OpenSSH 9.6, ssh(1).
constexpr std::string_view kSshValued = "BbcDEeFIiJLlmOopQRSWw";
constexpr std::string_view kAutosshValued = "BbcDEeFIiJLlMmOopQRSWw";

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// The span of two words where the second stands behind the first, else of the first alone (a value that came from a
// variable may stand anywhere).
Span span_of(const Word& first, const Word& second) {
  return second.span.begin >= first.span.end ? cover(first.span, second.span) : first.span;
}

struct Match {
  ServerKind kind;
  Span span;
  std::string name;
};

// One of the words says so; or nothing but words that cannot be known stands behind the program and its first operand
// (`jupyter lab $MODE`).
bool may_quit(const ServerRow& row, std::span<const Word> args) {
  if (std::ranges::any_of(args, [&row](const Word& arg) { return arg.known() && lists(row.quits, arg.text); })) {
    return true;
  }
  const std::span<const Word> rest = row.starts.empty() || args.empty() ? args : args.subspan(1);
  return !rest.empty() && std::ranges::all_of(rest, [](const Word& arg) { return arg.known_prefix().empty(); });
}

// `program` as named by `word`, with what follows it.
std::optional<Match> match(std::string_view program, const Word& word, std::span<const Word> args) {
  const ServerRow* row = kFindServer(program);
  if (row == nullptr) return std::nullopt;
  if (may_quit(*row, args)) return std::nullopt;
  if (row->starts.empty()) return Match{row->kind, word.span, std::string(program)};
  for (std::size_t at = 0; at < args.size(); ++at) {
    const Word& arg = args[at];
    if (!arg.known()) return std::nullopt;
    if (lists(row->starts, arg.text))
      return Match{row->kind, span_of(word, arg), std::string(program) + " " + arg.text};
    if (arg.text.starts_with('-')) continue;
    // It may be the value of a long option: `code --cli-data-dir DIR tunnel`.
    if (at == 0 || !args[at - 1].text.starts_with("--") || args[at - 1].text.find('=') != std::string::npos) break;
  }
  return std::nullopt;
}

std::optional<Match> match_module(const Invocation& invocation) {
  const std::span<const Word> args = invocation.args;
  // `python -W ignore -X dev -m notebook`
  auto flag = args.begin();
  while (flag != args.end() && flag->text.starts_with('-') && !flag->is("-m")) {
    const bool has_value = (flag->is("-W") || flag->is("-X")) && flag + 1 != args.end();
    flag += has_value ? 2 : 1;
  }
  if (flag == args.end() || !flag->is("-m") || flag + 1 == args.end() || !(flag + 1)->known()) return std::nullopt;
  const Word& module = *(flag + 1);
  for (const ModuleRow& row : kModules) {
    if (row.module != module.text) continue;
    const auto rest = args.subspan(static_cast<std::size_t>(flag - args.begin()) + 2);
    std::optional<Match> found = match(row.program, module, rest);
    if (!found) return std::nullopt;
    return Match{found->kind, span_of(invocation.program, module), "python -m " + module.text};
  }
  return std::nullopt;
}

std::optional<Match> match_code(const Invocation& invocation) {
  for (const Word& word : invocation.args) {
    for (const auto& [code, kind, module] : kServerCode) {
      const std::size_t at = word.text.find(code);
      if (at != std::string::npos && word.text.find(module) != std::string::npos)
        return Match{kind, word.span, std::string(code.substr(0, code.size() - 1))};
    }
  }
  return std::nullopt;
}

// `ssh -N -f -R 8888:localhost:8888 login`, also bundled (`-NfR`) and glued (`-R8888:...`).
std::optional<Match> match_reverse_tunnel(const Invocation& invocation) {
  const auto& args = invocation.args;
  const std::string_view with_value = invocation.name == "autossh" ? kAutosshValued : kSshValued;
  bool host = false;
  for (std::size_t at = 0; at < args.size(); ++at) {
    const std::string_view text = args[at].known_prefix();
    if (!text.starts_with('-') || text.size() < 2) {
      // Options may stand behind the host, too; the next word is a command.
      if (std::exchange(host, true)) return std::nullopt;
      continue;
    }
    const std::size_t valued = text.find_first_of(with_value, 1);
    if (valued == std::string_view::npos) continue;
    if (text[valued] == 'R') return Match{ServerKind::Tunnel, span_of(invocation.program, args[at]), "ssh -R"};
    if (text[valued] == 'o' && text.find("RemoteForward") != std::string_view::npos) {
      return Match{ServerKind::Tunnel, span_of(invocation.program, args[at]), "ssh -R"};
    }
    if (valued + 1 < text.size()) continue;
    ++at;
    if (text[valued] == 'o' && at < args.size() && args[at].known_prefix().starts_with("RemoteForward")) {
      return Match{ServerKind::Tunnel, span_of(invocation.program, args[at]), "ssh -R"};
    }
  }
  return std::nullopt;
}

// A container that is run with a server as its command, or whose image is a server's and gets no command.
std::optional<Match> match_container(const Call& call) {
  const auto container = container_call(call.invocation());
  if (!container || container->action != ContainerAction::Run || container->image == nullptr) return std::nullopt;
  const auto& operands = container->operands;
  if (!operands.empty()) {
    std::vector<Word> args;
    for (const Word* word : std::span(operands).subspan(1)) args.push_back(*word);
    if (!operands.front()->known()) return std::nullopt;
    return match(base_name(operands.front()->text), *operands.front(), args);
  }
  if (call.position + 1 < call.command->chain.size() || !container->image->known()) return std::nullopt;
  const std::string_view written = container->image->text;
  // A file's name counts, and not its folder; a registry's path counts as a whole (`jupyter/scipy-notebook`).
  const std::string_view image = written.starts_with('/') || written.starts_with('.') ? base_name(written) : written;
  for (const std::string_view part : kServerImages) {
    if (image.find(part) == std::string_view::npos) continue;
    const ServerKind kind = part == "jupyter" ? ServerKind::Notebook : ServerKind::Editor;
    return Match{kind, container->image->span, std::string(base_name(image))};
  }
  return std::nullopt;
}

// A wrapper that no table knows, with the server as its words: `run-in-image tf.sif jupyter lab --no-browser`. An
// option that only a server takes has to be there, too.
std::optional<Match> match_words(const Invocation& invocation) {
  const std::span<const Word> args = invocation.args;
  const bool serves = std::ranges::any_of(args, [](const Word& word) {
    const std::string_view text = word.known_prefix();
    return text == "--no-browser" || text.starts_with("--ip") || text.starts_with("--port");
  });
  if (!serves) return std::nullopt;
  for (std::size_t at = 0; at < args.size(); ++at) {
    const std::string_view program = args[at].known() ? base_name(args[at].text) : std::string_view();
    if (program.starts_with("jupyter")) return match(program, args[at], args.subspan(at + 1));
  }
  return std::nullopt;
}

std::optional<Match> match_call(const Call& call) {
  const Invocation& invocation = call.invocation();
  const std::string_view name = invocation.name;
  if (name.empty()) return std::nullopt;
  if (name == "ssh" || name == "autossh") return match_reverse_tunnel(invocation);
  if (auto found = match(name, invocation.program, invocation.args)) return found;
  if (name.starts_with("python")) return match_module(invocation);
  if (name == "julia" || name == "Rscript" || name == "R") return match_code(invocation);
  if (auto found = match_container(call)) return found;
  const bool is_last = call.position + 1 == call.command->chain.size();
  return is_last && !is_known_program(name) ? match_words(invocation) : std::nullopt;
}

}  // namespace

std::optional<ServerCall> server_call(const Call& call) {
  std::optional<Match> found = match_call(call);
  if (!found) return std::nullopt;
  return ServerCall{.call = call, .kind = found->kind, .span = found->span, .name = std::move(found->name)};
}

}  // namespace sbatchlint
