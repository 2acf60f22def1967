// What a page does beyond links and forms: local times, copies, one-time links, live parts. Pages work without it.
'use strict';
(() => {
  const csrf = document.querySelector('meta[name=csrf]')?.content;
  const connection = document.getElementById('connection');

  document.addEventListener('htmx:configRequest', event => {
    if (csrf) event.detail.headers['X-CSRF-TOKEN'] = csrf;
  });
  for (const failure of ['htmx:sendError', 'htmx:timeout']) {
    document.addEventListener(failure, () => { connection.hidden = false; });
  }
  document.addEventListener('htmx:responseError', event => {
    connection.hidden = event.detail.xhr.status < 500;
  });
  document.addEventListener('htmx:afterOnLoad', () => { connection.hidden = true; });

  // Times: the browser's zone first, UTC beside it.
  const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  function showLocalTimes(root) {
    for (const time of root.querySelectorAll('time[datetime]:not([data-local])')) {
      const utc = time.textContent;
      time.dataset.local = '';
      time.textContent = local.format(new Date(time.dateTime));
      time.title = utc;
      const beside = document.createElement('small');
      beside.className = 'muted';
      beside.textContent = ' (' + utc + ')';
      time.append(beside);
    }
  }

  function addCopyButtons(root) {
    for (const id of root.querySelectorAll('[data-copy]:not([data-copies])')) {
      id.dataset.copies = '';
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'copy';
      button.setAttribute('aria-label', 'copy ' + id.dataset.copy);
      button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(id.dataset.copy);
        button.textContent = 'copied';
      });
      id.after(button);
    }
  }

  function improve(root) {
    showLocalTimes(root);
    addCopyButtons(root);
  }
  improve(document);
  document.addEventListener('htmx:afterSwap', event => improve(event.detail.target));

  // The code of a one-time link is in the fragment, which reaches no server before the click.
  const oneTime = document.querySelector('form[data-one-time]');
  const code = /^#code=([A-Za-z0-9_-]{43})$/.exec(location.hash);
  if (oneTime && code) {
    history.replaceState(null, '', location.pathname + location.search);
    oneTime.elements.code.value = code[1];
    oneTime.hidden = false;
    document.getElementById('token-form').hidden = true;
    oneTime.querySelector('button').focus();
  }

  // A choice shows at once; another set has other versions.
  for (const form of document.querySelectorAll('form[data-submit-on-change]')) {
    form.addEventListener('change', event => {
      if (event.target.name === 'set' && form.elements.version) form.elements.version.disabled = true;
      form.requestSubmit();
    });
  }

  // A double click must not send a change twice.
  document.addEventListener('submit', event => {
    if (event.defaultPrevented) return;
    for (const button of event.target.querySelectorAll('button')) {
      setTimeout(() => { button.disabled = true; }, 0);
    }
  });
  window.addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
})();
