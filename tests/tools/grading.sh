# Pages of the course in a real Chromium, without a network: they fit a telephone, follow light and dark, nothing of a
# hostile submission runs; and the pictures of docs/grading.md. With PICTURES=write these are made anew.
. "$(dirname "$0")/common.sh"
needs chromium
course=$root/corpus/course
sbatchlint grade "$course/1-first-job/rubric.toml" "$course/1-first-job/submissions" --out results --quiet || [ $? -eq 1 ]
mkdir -p 'hostile/<img src=x onerror=document.title=1>' hostile/plain
printf '#!/bin/bash\n#SBATCH --time=5 --job-name="</td></table><script>document.title=2</script>"\npython3 hello.py # \033]0;x\007\n' \
  >'hostile/<img src=x onerror=document.title=1>/<b>.sh'
printf '#!/bin/bash\n#SBATCH --time=5\n$RUN hello.py\n' >hostile/plain/job.sh
sbatchlint grade "$course/1-first-job/rubric.toml" hostile --out hostile-results --quiet || [ $? -eq 1 ]
browser() { # browser WIDTH,HEIGHT ARGS...: Chromium without a window
  size=$1
  shift
  timeout 120 chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
    --hide-scrollbars --window-size="$size" --user-data-dir="$work/profile" --virtual-time-budget=2000 "$@" \
    2>chromium.log || { cat chromium.log; fail "chromium"; }
}
# What a reader's device makes of a page, put into its title.
cat >probe.js <<'EOF'
<script>
const shapes=[...document.querySelectorAll("svg rect")].filter(r=>r.getBoundingClientRect().width>0).length;
const scripts=document.querySelectorAll("script").length,images=document.querySelectorAll("img").length;
document.title="fits "+(document.documentElement.scrollWidth<=innerWidth)+"; shapes "+shapes+"; scripts "+scripts+
  "; images "+images+"; back "+getComputedStyle(document.body).backgroundColor;
</script>
EOF
for page in results/overview.html results/feedback/birch.html hostile-results/overview.html hostile-results/feedback/_img*.html; do
  sed "s/<meta http-equiv[^>]*>//; /<\/body>/{
r probe.js
}" "$page" >probed.html
  browser 390,800 --dump-dom "file://$work/probed.html" >dom
  expect dom '<title>fits true; shapes '
  expect dom '; scripts 1; images 0; back rgb('
  case $page in
    */overview.html) if grep -q 'shapes 0;' dom; then fail "no chart in $page"; fi ;;
  esac
  light=$(grep -o 'back rgb([^)]*)' dom | head -n 1)
  browser 390,800 --force-dark-mode --blink-settings=preferredColorScheme=0 --dump-dom "file://$work/probed.html" >dark
  [ "$light" != "$(grep -o 'back rgb([^)]*)' dark | head -n 1)" ] || fail "light and dark look the same: $light"
done
picture() { # picture PAGE NAME HEIGHT
  browser "900,$3" --screenshot="$work/$2.png" "file://$work/$1" >/dev/null
  [ "$(wc -c <"$2.png")" -gt 20000 ] || fail "$2.png shows next to nothing"
  [ -s "$root/docs/$2.png" ] || [ "${PICTURES:-}" = write ] || fail "docs/$2.png is missing"
  if [ "${PICTURES:-}" = write ]; then cp "$2.png" "$root/docs/$2.png"; fi
}
picture results/overview.html grading-overview 1500
picture results/feedback/birch.html grading-feedback 1300
