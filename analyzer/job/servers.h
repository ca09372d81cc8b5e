// Programs that wait for a person to connect: notebooks, development environments, desktops, dashboards, tunnels.
// Servers that other programs talk to (vLLM, ollama, a database, a Ray head) are none of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "job/job.h"

namespace sbatchlint {

enum class ServerKind : std::uint8_t {
  Notebook,   // jupyter, marimo
  Editor,     // code-server, code tunnel, RStudio, spyder
  Desktop,    // vncserver, dcv
  Dashboard,  // tensorboard, streamlit: harmless beside real work
  Tunnel,     // ssh -R, cloudflared
  Login,      // an sshd of the job's own
};

struct ServerCall {
  Call call;
  ServerKind kind = ServerKind::Notebook;
  Span span;         // the words that say so: `jupyter lab`, `code tunnel`, `ssh -R`
  std::string name;  // the same as a user would write it: "jupyter lab", "ssh -R"
};

// The server that an invocation starts, if it does: `jupyter lab` does, `jupyter nbconvert`, `jupyter lab --version`
// and `code tunnel status` do not. `singularity run IMAGE jupyter lab` and images named for a server count, too, and
// so does `site-wrapper jupyter lab --no-browser`, for a wrapper that no table knows.
[[nodiscard]] std::optional<ServerCall> server_call(const Call& call);

}  // namespace sbatchlint
