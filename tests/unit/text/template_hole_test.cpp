#include "text/template_hole.h"

#include <cstddef>
#include <string_view>

#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("a placeholder is known wherever it stands") {
  struct Row {
    std::string_view text;
    std::string_view hole;  // "" where the text begins with none
  };
  const auto row = GENERATE(values<Row>({{"{{ name }}", "{{ name }}"},
                                         {"{{name}}x", "{{name}}"},
                                         {"{% if gpu %} x", "{% if gpu %}"},
                                         {"{# note #}", "{# note #}"},
                                         {"<% code %>", "<% code %>"},
                                         {"%(name)s", "%(name)s"},
                                         {"%(hours)02d:00", "%(hours)02d"},
                                         {"@NAME@", "@NAME@"},
                                         {"@@name@@", "@@name@@"},
                                         {"{{a,b},{c,d}}", ""},
                                         {"{{}}", ""},
                                         {"{{ name", ""},
                                         {"{{ na\nme }}", ""},
                                         {"%(name)", ""},
                                         {"%F", ""},
                                         {"@", ""},
                                         {"@home", ""},
                                         {"{name}", ""},
                                         {"<name>", ""},
                                         {"", ""}}));
  CAPTURE(row.text);
  CHECK(row.text.substr(0, template_hole_at(row.text, 0)) == row.hole);
}

TEST_CASE("code of a template fills lines from the begin of one on") {
  struct Row {
    std::string_view text;
    std::size_t at;
    std::string_view code;  // "" where none begins
  };
  const auto row = GENERATE(values<Row>({{"<%\nx = 1\n%>\n", 0, "<%\nx = 1\n%>"},
                                         {"#!/bin/sh\n  <% if (x) {\n-%> #", 12, "<% if (x) {\n-%>"},
                                         {"<% code %>\n<% code %>", 0, ""},
                                         {"echo <%\n%>", 5, ""},
                                         {"<%\nx = 1\n", 0, ""},
                                         {"<\n%>", 0, ""}}));
  CAPTURE(row.text);
  CHECK(row.text.substr(row.at, template_code_at(row.text, row.at)) == row.code);
}

TEST_CASE("a directive has placeholders that would be shell elsewhere") {
  struct Row {
    std::string_view text;
    std::string_view hole;
  };
  const auto row = GENERATE(values<Row>({{"<your account>", "<your account>"},
                                         {"{name}", "{name}"},
                                         {"{job.name}", "{job.name}"},
                                         {"{gpus[0]}", "{gpus[0]}"},
                                         {"{hours:02d}", "{hours:02d}"},
                                         {"%NAME%", "%NAME%"},
                                         {"__NAME__", "__NAME__"},
                                         {"{{ name }}", "{{ name }}"},
                                         {"{2. number of gpus}x", "{2. number of gpus}"},
                                         {"[your account, please]", "[your account, please]"},
                                         {"XXXnodesXXX:1", "XXXnodesXXX"},
                                         {"[rack1|rack2]", ""},
                                         {"[1-5]", ""},
                                         {"%%name%% x", "%%name%%"},
                                         {"%%", ""},
                                         {"%s", ""},
                                         {"*QUEUE*", ""},
                                         {"XXX", ""},
                                         {"XXXX", ""},
                                         {"!NODES", ""},
                                         {"#NODES#", ""},
                                         {"{1..5}", ""},
                                         {"{a,b}", ""},
                                         {"%A_%a", ""},
                                         {"%x-%j", ""},
                                         {"%A_task_%a.out", ""},
                                         {"%x_slurm_%j", ""},
                                         {"%a__%x", ""},
                                         {"%xslurm_%j.err", ""},
                                         {"%NAME%.err", "%NAME%"},
                                         {"%job_name%", "%job_name%"},
                                         {"%%", ""},
                                         {"<", ""},
                                         {"<1>", ""},
                                         {"__", ""}}));
  CAPTURE(row.text);
  CHECK(row.text.substr(0, template_hole_in_directive(row.text, 0)) == row.hole);
}

TEST_CASE("what stands before decides: variables and addresses are no placeholders") {
  CHECK(template_hole_in_directive("${NAME}", 1) == 0);
  CHECK(template_hole_at("me@host@x", 2) == 0);
  CHECK(template_hole_in_directive("a__NAME__", 1) == 0);
  CHECK(template_hole_at("-J @NAME@", 3) == 6);
  CHECK(template_hole_in_directive("-N !NODES", 3) == 6);
  CHECK(template_hole_in_directive("-n _NTASKS_", 3) == 8);
  CHECK(template_hole_in_directive("--qos=_R_QOS_ -n1", 6) == 7);
  CHECK(template_hole_in_directive("-J _NAME_1", 3) == 0);
  CHECK(template_hole_in_directive("-J _name_", 3) == 0);
  CHECK(template_hole_in_directive("-J _A", 3) == 0);
  CHECK(template_hole_in_directive("--nodes=@NODES", 8) == 6);
  CHECK(template_hole_in_directive("--nodes=##NODES## x", 8) == 9);
  CHECK(template_hole_in_directive("--nodes=#NODES#", 8) == 7);
  CHECK(template_hole_in_directive("--nodes=2 #NOTE", 10) == 0);
  CHECK(template_hole_in_directive("--nodes=#NODES", 8) == 0);
  CHECK(template_hole_in_directive("--job-name=!x", 11) == 0);
  CHECK(template_hole_in_directive("--nodes=XXXnodes", 8) == 8);
  CHECK(template_hole_in_directive("--account=XXXX", 10) == 0);
  CHECK(template_hole_in_directive("-A *QUEUE*", 3) == 7);
  CHECK(template_hole_in_directive("--account=*MY NAME* x", 10) == 9);
  CHECK(template_hole_in_directive("--output=*.txt", 9) == 0);
  CHECK(template_hole_in_directive("--time=%s:00:00", 7) == 2);
  CHECK(template_hole_in_directive("--mem=%dG", 6) == 2);
  CHECK(template_hole_in_directive("-p %s", 3) == 2);
  CHECK(template_hole_in_directive("--output=%s.out", 9) == 0);
  CHECK(template_hole_in_directive("-o %s.out", 3) == 0);
  CHECK(template_hole_in_directive("--output=job.%s", 13) == 0);
}

TEST_CASE("a line of placeholders alone may become anything") {
  CHECK(is_template_line("{% if gpu %}"));
  CHECK(is_template_line("  {{ directives }} {# note #}\r"));
  CHECK(is_template_line("<% end %>"));
  CHECK_FALSE(is_template_line(""));
  CHECK_FALSE(is_template_line("  "));
  CHECK_FALSE(is_template_line("{{ command }} --flag"));
  CHECK_FALSE(is_template_line("@NAME@"));
  CHECK_FALSE(is_template_line("{ echo; }"));
}

}  // namespace sbatchlint
