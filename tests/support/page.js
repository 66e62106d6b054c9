// What the tests know of a page: elements by role and name, and a wait for a condition without polling.
// Evaluated in each page before it is used; everything hangs on window.nodTest.
(() => {
  if (window.nodTest) return;

  const roles = {
    button: 'button,summary,input[type=button],input[type=submit]',
    link: 'a[href]',
    textbox: 'input:not([type]),input[type=text],input[type=email],textarea,[contenteditable=true]',
    searchbox: 'input[type=search]',
    combobox: 'select',
    checkbox: 'input[type=checkbox]',
    radio: 'input[type=radio]',
    heading: 'h1,h2,h3,h4,h5,h6',
    list: 'ul,ol',
    listitem: 'li',
    main: 'main',
    navigation: 'nav',
    dialog: 'dialog',
    img: 'img',
    status: 'output',
  };

  const visible = (element) => {
    const style = getComputedStyle(element);
    return element.getClientRects().length > 0 && style.visibility !== 'hidden' && !element.closest('[inert]');
  };

  const text = (element) => (element?.innerText ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim();

  const name = (element) => {
    const byId = (element.getAttribute('aria-labelledby') ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => text(document.getElementById(id)))
      .join(' ');
    return (
      byId ||
      element.getAttribute('aria-label') ||
      Array.from(element.labels ?? [], text).join(' ') ||
      element.getAttribute('alt') ||
      text(element) ||
      element.getAttribute('title') ||
      element.getAttribute('placeholder') ||
      ''
    ).trim();
  };

  const byRole = (role, wanted) => {
    const own = roles[role] ? `${roles[role]},` : '';
    return Array.from(document.querySelectorAll(`${own}[role="${role}"]`)).find(
      (element) =>
        (element.getAttribute('role') ?? role) === role && visible(element) && (!wanted || name(element).includes(wanted)),
    );
  };

  // Where to click an element, in the window; nothing while it moves out of view or is not there.
  const middle = (element) => {
    if (!element) return null;
    element.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = element.getBoundingClientRect();
    const [left, top] = [x + width / 2, y + height / 2];
    const hit = document.elementFromPoint(left, top);
    return hit && (element.contains(hit) || hit.contains(element)) ? [left, top] : null;
  };

  // `later` puts a look off until the page has done with what happened.
  const wait = (condition, deadline, done, later = (look) => look()) => {
    let last = null;
    const test = () => {
      try {
        return condition();
      } catch (error) {
        last = String(error);
        return null;
      }
    };
    let observer;
    let timer;
    const events = ['keyup', 'input', 'change', 'focusin', 'focusout', 'scroll', 'transitionend', 'animationend', 'load', 'resize', 'focus'];
    let over = false;
    const look = () => {
      const found = over ? null : test();
      if (!found) return;
      over = true;
      observer.disconnect();
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, check, true);
      done({ found });
    };
    const check = () => later(look);
    observer = new MutationObserver(check);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    for (const event of events) window.addEventListener(event, check, true);
    timer = setTimeout(() => {
      observer.disconnect();
      done({ late: `${last ?? ''}\n${location.href}\n${text(document.body)}` });
    }, deadline);
    check();
  };

  // What Tab comes to: of a group of radio buttons one.
  const tabbable = () =>
    Array.from(
      document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex],[contenteditable=true]'),
    ).filter((element) => {
      const dialog = Array.from(document.querySelectorAll('dialog[open]')).at(-1);
      if (element.tabIndex < 0 || element.disabled || !visible(element)) return false;
      if (dialog && !dialog.contains(element)) return false;
      if (element.type !== 'radio') return true;
      const group = Array.from(document.querySelectorAll(`input[name="${element.name}"]`));
      return element === (group.find((it) => it.checked) ?? group[0]);
    });

  const shown = (element) => `<${element.localName}> ${name(element) || element.className}`.slice(0, 80);

  // What has the focus: its place among what Tab comes to, and whether one can see that it has it.
  const focused = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const outlined = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const marked = (it) =>
      outlined(getComputedStyle(it)) ||
      outlined(getComputedStyle(it, '::before')) ||
      getComputedStyle(it).boxShadow !== 'none';
    // A field may be marked by the box around it, a hidden input by its label.
    let seen = false;
    for (let it = element, up = 0; it && up < 4 && !seen; it = it.parentElement, up += 1) {
      seen = marked(it) || Array.from(it.children).some((child) => up < 2 && marked(child));
    }
    return { at: tabbable().indexOf(element), name: shown(element), seen };
  };

  // Text that a person wrote and that could turn or run something where it stands.
  const harms = (ran) => {
    const found = [];
    if (window[ran] !== undefined) found.push('a script ran');
    const inserted = 'img[src=x], svg[onload], [onerror], a[href^="javascript:"], iframe, object, embed';
    for (const element of document.querySelectorAll(inserted)) found.push(`inserted: ${element.outerHTML}`.slice(0, 120));
    for (const script of document.scripts) if (script.text.includes(ran)) found.push('a script was inserted');
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (!/[\u202a-\u202e\u2066-\u2069]/.test(data.replace(/\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069/g, ''))) continue;
      if (!parentElement.closest('bdi, [dir=auto], textarea, option, title')) {
        found.push(`not isolated in <${parentElement.localName} class="${parentElement.className}">: ${data}`.slice(0, 160));
      }
    }
    const wide = document.documentElement.scrollWidth > window.innerWidth;
    if (wide) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const box of document.querySelectorAll('[data-scroll]')) {
      if (box.scrollWidth <= box.clientWidth) continue;
      const edge = box.getBoundingClientRect().right;
      const out = Array.from(box.querySelectorAll('*')).filter((it) => it.getBoundingClientRect().right > edge + 1);
      found.push(`${box.scrollWidth - box.clientWidth} too wide: ${out.map((it) => `${it.localName}.${it.className}`).join(' ')}`.slice(0, 300));
    }
    return found;
  };

  // What is written in an element, without what is hidden from assistive technology.
  const told = (element) => {
    const copy = element.cloneNode(true);
    for (const hidden of copy.querySelectorAll('[aria-hidden=true], svg, option')) hidden.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  const toldName = (element) =>
    element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby')
      ? name(element)
      : Array.from(element.labels ?? [], told).join(' ') || told(element) || name(element);

  // Names of what can be used on the page, as it says itself.
  const controls = () =>
    Array.from(document.querySelectorAll('a[href],button,input,select,textarea,summary,[role=option],[role=menuitem]'))
      .filter((element) => visible(element) && element.type !== 'file')
      .filter((element) => Array.from(document.querySelectorAll('dialog[open]')).every((it) => it.contains(element)))
      .map((element) => ({ what: shown(element), name: toldName(element) }));

  // Waits for a condition without being asked again, and keeps the instant in which a frame that shows it was painted:
  // the first task after the frame. False when it holds already.
  let paintedAt = null;
  const arm = (condition, deadline) => {
    paintedAt = null;
    if (condition()) return false;
    const later = (task) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = task;
      channel.port2.postMessage(0);
    };
    const noted = () => {
      paintedAt = Date.now();
      document.documentElement.toggleAttribute('data-painted');
    };
    wait(condition, deadline, ({ found }) => found && requestAnimationFrame(() => later(noted)), later);
    return true;
  };
  const painted = () => paintedAt;

  window.addEventListener('keyup', () => (window.nodTest.keys += 1), true);
  window.nodTest = { keys: 0, arm, byRole, controls, focused, harms, middle, name, painted, tabbable, text, visible, wait };
})();
