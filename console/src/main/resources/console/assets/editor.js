// The editor of policy documents over a plain text area, and the draft that survives a reload.
'use strict';
(() => {
  const form = document.querySelector('form[data-editor]');
  const area = form.elements.content;
  const problems = document.getElementById('problems');

  CodeMirror.defineSimpleMode('policy', {
    start: [
      { regex: /#.*/, token: 'comment' },
      { regex: /"(?:[^\\"]|\\.)*"/, token: 'string' },
      { regex: /`[^`]*`/, token: 'string' },
      { regex: /(?:package|import|as|default|not|some|every|in|if|contains|else|with)\b/, token: 'keyword' },
      { regex: /(?:true|false|null)\b/, token: 'atom' },
      { regex: /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/, token: 'number' },
      { regex: /[{[(]/, indent: true },
      { regex: /[})\]]/, dedent: true },
      { regex: /[A-Za-z_]\w*/, token: 'variable' },
    ],
    meta: { lineComment: '#' },
  });

  const editor = CodeMirror.fromTextArea(area, {
    mode: 'policy', lineNumbers: true, matchBrackets: true, indentUnit: 4, lineWrapping: false,
    inputStyle: 'contenteditable',
    // Tab moves on to the next field, as it does elsewhere.
    extraKeys: { Tab: false, 'Shift-Tab': false },
  });
  editor.getInputField().setAttribute('aria-label', form.querySelector(`label[for=${area.id}]`).textContent.trim());
  editor.getInputField().setAttribute('aria-describedby', 'editor-help');

  // A draft belongs to the state that it was made from, where a form has one.
  const key = 'edict:draft:' + location.pathname + (form.dataset.editor ? '#' + form.dataset.editor : '');
  const shown = area.value;
  const banner = document.getElementById('draft');
  const kept = localStorage.getItem(key);
  if (kept !== null && kept !== shown) banner.hidden = false;
  banner.addEventListener('click', event => {
    const choice = event.target.dataset.draft;
    if (!choice) return;
    if (choice === 'restore') editor.setValue(kept);
    else localStorage.removeItem(key);
    banner.hidden = true;
  });
  editor.on('change', () => {
    editor.save();
    if (area.value === shown) localStorage.removeItem(key);
    else localStorage.setItem(key, area.value);
    area.dispatchEvent(new Event('edict:edited'));
  });
  form.addEventListener('submit', () => { editor.save(); localStorage.removeItem(key); });

  let marks = [];
  document.addEventListener('htmx:afterSwap', event => {
    if (event.detail.target !== problems) return;
    for (const mark of marks) mark.clear();
    marks = [...problems.querySelectorAll('[data-line]')].map(found => {
      const line = Number(found.dataset.line) - 1;
      const column = Number(found.dataset.column) - 1;
      const end = editor.getLine(line)?.length ?? column + 1;
      return editor.markText({ line, ch: Math.max(0, column) }, { line, ch: Math.max(column + 1, end) },
        { className: found.dataset.severity === 'error' ? 'cm-problem' : 'cm-warning' });
    });
  });
})();
