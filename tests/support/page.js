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
    const events = ['input', 'change', 'focusin', 'focusout', 'scroll', 'transitionend', 'animationend', 'load', 'resize', 'focus'];
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

  window.nodTest = { arm, byRole, middle, name, painted, text, visible, wait };
})();
