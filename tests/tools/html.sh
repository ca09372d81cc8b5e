# The HTML report in a real Chromium, without a network: hostile scripts stay text, the filter filters.
. "$(dirname "$0")/common.sh"
needs chromium
printf '#!/bin/bash\n#SBATCH --tiem=5 --job-name="</pre><script>document.title=1</script><img src=x onerror=alert(1)>"\nsrun --pty bash # \033]0;x\007 \xff & "quotes"\n' \
  >'a <b> & "c".sh'
printf '#!/bin/bash\n#SBATCH --time=5\nsrun --pty bash\n' >second.sh
sbatchlint check --fail-on never --format html=report.html . >/dev/null
if grep -q '<img\|<script>document' report.html; then fail "markup of a script in the page"; fi
page() { # page FILE WIDTH: the page's tree after its script ran
  timeout 120 chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
    --window-size="$2",800 --user-data-dir="$work/profile" --virtual-time-budget=2000 --dump-dom "file://$work/$1" \
    2>chromium.log || { cat chromium.log; fail "chromium"; }
}
page report.html 1200 >dom
expect dom '<small id="left">5 of 5</small>'
expect dom 'a &lt;b&gt; &amp; '
expect dom '<title>sbatchlint</title>'
# The same page with a probe: what a reader does, and what the layout does on a telephone and in the dark.
cat >probe.js <<'EOF'
<script>
const out=[];
const visible=()=>[...document.querySelectorAll("article")].filter(a=>a.offsetParent!==null).length;
out.push("all "+visible());
form.querySelector("[value=warning]").click();out.push("no warnings "+visible());
form.rule.value="SB601";form.dispatchEvent(new Event("input"));out.push("SB601 "+visible());
form.text.value="second.sh";form.dispatchEvent(new Event("input"));out.push("in second "+visible());
form.text.value="zzz";form.dispatchEvent(new Event("input"));out.push("nothing "+visible()+" "+!document.getElementById("none").hidden);
form.reset();show();
out.push("wide "+(document.documentElement.scrollWidth<=innerWidth));
out.push("back "+getComputedStyle(document.body).backgroundColor);
document.title=out.join("; ");
</script>
EOF
sed "s/<meta http-equiv[^>]*>//; /<\/body>/{
r probe.js
}" report.html >probed.html
page probed.html 390 >dom
expect dom '<title>all 5; no warnings 4; SB601 2; in second 1; nothing 0 true; wide true; back rgb('
light=$(grep -o 'back rgb([^)]*)' dom)
chromium_dark() { timeout 120 chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --force-dark-mode \
  --blink-settings=preferredColorScheme=0 --user-data-dir="$work/profile" --virtual-time-budget=2000 --dump-dom \
  "file://$work/probed.html" 2>/dev/null; }
dark=$(chromium_dark | grep -o 'back rgb([^)]*)')
[ "$light" != "$dark" ] || fail "light and dark look the same: $light"
