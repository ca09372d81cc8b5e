;;; sbatchlint.el --- Lint Slurm batch scripts  -*- lexical-binding: t -*-

;;; Commentary:

;; M-x sbatchlint lints the file at hand in a compilation buffer.  For findings while you type:
;; (add-hook 'sh-mode-hook #'sbatchlint-flymake-setup)

;;; Code:

(require 'compile)
(require 'flymake)

(defconst sbatchlint-line
  "^\\(.+?\\):\\([0-9]+\\):\\([0-9]+\\): \\(error\\|warning\\|note\\): \\(.*\\)$"
  "A finding of `--format concise': file, line, column, level, message.")

(add-to-list 'compilation-error-regexp-alist-alist
             `(sbatchlint
               "^\\(.+?\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(warning\\)\\|\\(note\\)\\): "
               1 2 3 (4 . 5)))
(add-to-list 'compilation-error-regexp-alist 'sbatchlint)

;;;###autoload
(defun sbatchlint ()
  "Lint the file of this buffer in a compilation buffer."
  (interactive)
  (compile (concat "sbatchlint check --format concise --quiet "
                   (shell-quote-argument (buffer-file-name)))))

(defun sbatchlint--diagnostics (source output)
  "The diagnostics that OUTPUT has for the buffer SOURCE."
  (let (found)
    (with-current-buffer output
      (goto-char (point-min))
      (while (re-search-forward sbatchlint-line nil t)
        (let* ((line (string-to-number (match-string 2)))
               (column (string-to-number (match-string 3)))
               (level (cdr (assoc (match-string 4)
                                  '(("error" . :error) ("warning" . :warning) ("note" . :note)))))
               (text (match-string 5))
               (region (flymake-diag-region source line column)))
          (push (flymake-make-diagnostic source (car region) (cdr region) level text) found))))
    (nreverse found)))

(defvar-local sbatchlint--process nil)

(defun sbatchlint-flymake (report-fn &rest _)
  "Lint this buffer as it stands and hand what is found to REPORT-FN."
  (when (process-live-p sbatchlint--process)
    (kill-process sbatchlint--process))
  (let ((source (current-buffer))
        (name (or (buffer-file-name) "<stdin>")))
    (setq sbatchlint--process
          (make-process
           :name "sbatchlint" :noquery t :connection-type 'pipe
           :buffer (generate-new-buffer " *sbatchlint*")
           :command (list "sbatchlint" "check" "--format" "concise" "--quiet" "--stdin-filename" name "-")
           :sentinel
           (lambda (process _event)
             (when (memq (process-status process) '(exit signal))
               (when (and (buffer-live-p source)
                          (eq process (buffer-local-value 'sbatchlint--process source)))
                 (funcall report-fn (sbatchlint--diagnostics source (process-buffer process))))
               (kill-buffer (process-buffer process))))))
    (save-restriction
      (widen)
      (process-send-region sbatchlint--process (point-min) (point-max)))
    (process-send-eof sbatchlint--process)))

;;;###autoload
(defun sbatchlint-flymake-setup ()
  "Find mistakes in this buffer while it is written."
  (add-hook 'flymake-diagnostic-functions #'sbatchlint-flymake nil t)
  (flymake-mode 1))

(provide 'sbatchlint)
;;; sbatchlint.el ends here
