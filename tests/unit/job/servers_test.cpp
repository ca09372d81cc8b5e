#include "job/servers.h"

#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "support/invocation.h"

using std::literals::operator""sv;
using sbatchlint::Command;
using sbatchlint::server_call;
using sbatchlint::ServerKind;
using sbatchlint::test::command;

TEST_CASE("a server is told by its program and what it is asked to do") {
  struct Row {
    std::string_view text;
    ServerKind kind;
    std::string_view name;
  };
  const auto row = GENERATE(values<Row>({
      {"jupyter lab --no-browser", ServerKind::Notebook, "jupyter lab"},
      {"jupyter --debug notebook", ServerKind::Notebook, "jupyter notebook"},
      {"/opt/conda/bin/jupyter-lab --port=8888", ServerKind::Notebook, "jupyter-lab"},
      {"jupyter-lab", ServerKind::Notebook, "jupyter-lab"},
      {"python3.11 -u -m jupyterlab", ServerKind::Notebook, "python -m jupyterlab"},
      {"python -m jupyter notebook", ServerKind::Notebook, "python -m jupyter"},
      {"marimo edit book.py", ServerKind::Notebook, "marimo edit"},
      {"singularity run image.sif jupyter lab", ServerKind::Notebook, "jupyter lab"},
      {"singularity run jupyter.sif", ServerKind::Notebook, "jupyter.sif"},
      {"docker run --rm jupyter/scipy-notebook", ServerKind::Notebook, "scipy-notebook"},
      {"./code tunnel --name x", ServerKind::Editor, "code tunnel"},
      {"code-server --auth none", ServerKind::Editor, "code-server"},
      {"rserver --www-port 8787", ServerKind::Editor, "rserver"},
      {"rstudio-server start", ServerKind::Editor, "rstudio-server start"},
      {"spyder", ServerKind::Editor, "spyder"},
      {"vncserver :1", ServerKind::Desktop, "vncserver"},
      {"tensorboard --logdir runs", ServerKind::Dashboard, "tensorboard"},
      {"ssh -N -R 8888:localhost:8888 login1", ServerKind::Tunnel, "ssh -R"},
      {"ssh -fNR 2222:localhost:22 login1", ServerKind::Tunnel, "ssh -R"},
      {"ssh -p 22 -R8888:localhost:8888 login1", ServerKind::Tunnel, "ssh -R"},
      {"ssh -o RemoteForward=8888:localhost:8888 login1", ServerKind::Tunnel, "ssh -R"},
      {"autossh -M 0 -N -R 9000:localhost:9000 login1", ServerKind::Tunnel, "ssh -R"},
      {"/usr/sbin/sshd -D -p 2222", ServerKind::Login, "sshd"},
  }));
  CAPTURE(row.text);
  const Command text = command(row.text);
  const auto server = server_call({.command = &text, .position = 0});
  REQUIRE(server.has_value());
  CHECK(server->kind == row.kind);
  CHECK(server->name == row.name);
}

TEST_CASE("code that opens a notebook is a server") {
  Command julia = command("julia --project=. -e x");
  julia.chain.front().args.back().text = "using Pluto; Pluto.run(port=1234)";
  const auto server = server_call({.command = &julia, .position = 0});
  REQUIRE(server.has_value());
  CHECK(server->kind == ServerKind::Notebook);
  CHECK(server->name == "Pluto.run");
  julia.chain.front().args.back().text = "using Pluto; println(Pluto.version)";
  CHECK_FALSE(server_call({.command = &julia, .position = 0}).has_value());
}

TEST_CASE("what only looks like a server is none") {
  const auto text =
      GENERATE("jupyter nbconvert --execute x.ipynb"sv, "jupyter lab --version"sv, "jupyter lab build"sv, "jupyter"sv,
               "jupyter $what"sv, "jupyter lab $options"sv, "python -m jupyter nbconvert x"sv, "python notebook.py"sv,
               "python -m notebook list"sv, "marimo export html x.py"sv, "code tunnel.inp"sv, "code tunnel status"sv,
               "code-server --version"sv, "rstudio-server stop"sv, "vncserver -kill :1"sv, "tensorboard --version"sv,
               "ssh -r login1"sv, "ssh -L 8000:localhost:8000 login1"sv, "ssh -i -R login1"sv, "ssh login1 ls -R"sv,
               "sshd -t"sv, "singularity exec jupyter.sif python x.py"sv, "singularity run jupyter.sif python x.py"sv,
               "singularity run /home/jupyter/tools.sif"sv, "vllm serve model"sv, "echo jupyter lab --no-browser"sv,
               "run-in-image tf.sif jupyter lab"sv, "voila view x"sv, "ollama serve"sv);
  CAPTURE(text);
  const Command made = command(text);
  CHECK_FALSE(server_call({.command = &made, .position = 0}).has_value());
}

TEST_CASE("a server's span holds the words that say so") {
  const Command text = command("jupyter --debug notebook --port 1");
  const auto server = server_call({.command = &text, .position = 0});
  REQUIRE(server.has_value());
  CHECK(server->span.begin == 0);
  CHECK(server->span.end == std::string_view("jupyter --debug notebook").size());
}
