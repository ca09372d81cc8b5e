# Compilation and Flymake in a real Emacs.
. "$(dirname "$0")/common.sh"
needs emacs
bad_script >'a b.sh'
cat >test.el <<'EOF'
(require 'sbatchlint)
(find-file "a b.sh")
(let ((source (current-buffer)) (done nil))
  (sbatchlint)
  (with-current-buffer "*compilation*"
    (while (get-buffer-process (current-buffer)) (accept-process-output nil 0.1))
    (compilation--ensure-parse (point-max))
    (goto-char (point-min))
    (compilation-next-error 1)
    (let* ((message (get-text-property (point) 'compilation-message))
           (location (compilation--message->loc message)))
      (princ (format "compile|%s|%s|%s\n" (compilation--loc->line location)
                     (compilation--loc->col location) (compilation--message->type message)))))
  (with-current-buffer source
    (sbatchlint-flymake
     (lambda (diagnostics)
       (dolist (diagnostic diagnostics)
         (with-current-buffer source
           (princ (format "flymake|%s|%s|%s|%s\n" (line-number-at-pos (flymake-diagnostic-beg diagnostic))
                          (1+ (save-excursion (goto-char (flymake-diagnostic-beg diagnostic)) (current-column)))
                          (flymake-diagnostic-type diagnostic) (flymake-diagnostic-text diagnostic)))))
       (setq done t)))
    (while (not done) (accept-process-output nil 0.1))))
EOF
timeout 60 emacs -Q --batch -L "$root/editors/emacs" -l test.el >out 2>log </dev/null || { cat out log; fail "emacs"; }
expect out 'compile|2|'
expect out '|2'
expect out 'flymake|2|18|:error|`--tiem` is not an option of sbatch [SB108 unknown-option]'
cp "$root/editors/emacs/sbatchlint.el" .
emacs -Q --batch --eval '(setq byte-compile-error-on-warn t)' -f batch-byte-compile sbatchlint.el >log 2>&1 ||
  { cat log; fail "warnings"; }
