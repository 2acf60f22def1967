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
  // Follows every answer, also one that tells of a failure.
  document.addEventListener('htmx:afterOnLoad', event => {
    connection.hidden = event.detail.xhr.status < 500;
  });

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
      button.textContent = document.body.dataset.copyText;
      button.setAttribute('aria-label', document.body.dataset.copyText + ' ' + (id.dataset.copyLabel || id.dataset.copy));
      button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(id.dataset.copy);
        button.textContent = document.body.dataset.copiedText;
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

  // A slider over seconds says where it stands, and shows that instant when it is let go.
  for (const form of document.querySelectorAll('form[data-second]')) {
    const say = () => {
      form.querySelector('[data-second-shown]').textContent = local.format(new Date(form.elements.second.value * 1000));
    };
    say();
    form.elements.second.addEventListener('input', say);
    form.elements.second.addEventListener('change', () => form.requestSubmit());
  }

  document.addEventListener('click', event => {
    if (event.target.closest('[data-abort]')) htmx.trigger(event.target.closest('form'), 'htmx:abort');
  });

  // A rollback that is being written is not taken away.
  document.addEventListener('htmx:beforeSwap', event => {
    const { target } = event.detail;
    if (target.id === 'zone-title' && target.querySelector('details[open]')) event.detail.shouldSwap = false;
  });

  // A double click must not send a change twice.
  document.addEventListener('submit', event => {
    if (event.defaultPrevented) return;
    if (event.target.hasAttribute('hx-post')) return;
    for (const button of event.target.querySelectorAll('button')) {
      setTimeout(() => { button.disabled = true; }, 0);
    }
  });
  window.addEventListener('pageshow', event => { if (event.persisted) location.reload(); });

  // Live parts: an element with data-live="<url>" shows what the server streams, each entry once and the newest first.
  const MOST_ROWS = 200;
  const LONGEST_PAUSE = 30000;
  let announcing;

  function announceChange() {
    clearTimeout(announcing);
    announcing = setTimeout(() => document.body.dispatchEvent(new Event('edict:changed')), 100);
  }

  function showRow(list, html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    const row = template.content.firstElementChild;
    if (!row) return;
    improve(row);
    row.classList.add('new');
    list.prepend(row);
    while (list.children.length > MOST_ROWS) list.lastElementChild.remove();
  }

  /** A stream that is refused says nothing of why; the page itself does. */
  async function leaveIfSignedOut() {
    try {
      const answer = await fetch(location.href, { method: 'HEAD' });
      if (answer.redirected || answer.status === 403) location.reload();
    } catch {
      // The next attempt to connect tells.
    }
  }

  function follow(element) {
    const list = document.getElementById(element.dataset.liveTarget || '');
    const status = document.querySelector('[data-live-status]');
    let last = null;
    let pause = 1000;
    let source;
    let timer;

    function tell(isOn) {
      if (!status) return;
      status.hidden = false;
      status.classList.toggle('on', isOn);
      status.textContent = isOn ? status.dataset.liveOn : status.dataset.liveOff;
    }

    function open() {
      const url = new URL(element.dataset.live, location.href);
      if (last !== null) url.searchParams.set('after', last);
      source = new EventSource(url);
      source.addEventListener('open', () => {
        pause = 1000;
        connection.hidden = true;
        tell(true);
      });
      source.addEventListener('begin', event => { last = event.lastEventId; });
      source.addEventListener('entry', event => {
        last = event.lastEventId;
        if (list) showRow(list, event.data);
        announceChange();
      });
      source.addEventListener('restart', () => location.reload());
      source.addEventListener('error', () => {
        const isRefused = source.readyState === EventSource.CLOSED;
        close();
        connection.hidden = false;
        tell(false);
        if (isRefused) leaveIfSignedOut();
        timer = setTimeout(open, pause * (0.5 + Math.random()));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      });
    }

    function close() {
      clearTimeout(timer);
      source?.close();
    }

    // A browser has few connections to a server: a page that is not looked at gives its own back.
    document.addEventListener('visibilitychange', () => {
      close();
      if (!document.hidden) open();
    });
    window.addEventListener('pagehide', close);
    if (!document.hidden) open();
  }
  for (const element of document.querySelectorAll('[data-live]')) follow(element);
})();
