// Keeps the board current: pictures come from the server, drawn once for all viewers, and only what differs is touched.
const board = document.getElementById("board");
const lost = document.getElementById("lost");
const spoken = document.getElementById("spoken");
const speakEvery = 10_000;
const silence = 40_000;

function morph(from, to) {
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) {
    from.replaceWith(to.cloneNode(true));
    return;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    // What the reader opened stays open.
    if (!to.hasAttribute(name) && name !== "open") from.removeAttribute(name);
  }
  const [old, now] = [[...from.childNodes], [...to.childNodes]];
  now.forEach((child, i) => i < old.length ? morph(old[i], child) : from.append(child.cloneNode(true)));
  old.slice(now.length).forEach(child => child.remove());
}

// The result is spoken at most every ten seconds, and only when it changed.
let said = board?.firstElementChild?.dataset.summary;
let speaking;

function speak() {
  speaking ??= setTimeout(() => {
    speaking = undefined;
    const summary = board.firstElementChild.dataset.summary;
    if (summary !== said) spoken.textContent = said = summary;
  }, speakEvery);
}

let source;
let watchdog;

function alive() {
  lost.hidden = true;
  clearTimeout(watchdog);
  watchdog = setTimeout(reconnect, silence);
}

function reconnect() {
  lost.hidden = false;
  close();
  watchdog = setTimeout(open, 1_000 + Math.random() * 4_000);
}

function close() {
  clearTimeout(watchdog);
  source?.close();
  source = undefined;
}

function open() {
  close();
  source = new EventSource(board.dataset.stream);
  source.addEventListener("message", ({ data }) => {
    const picture = document.createElement("template");
    picture.innerHTML = data;
    morph(board.firstElementChild, picture.content.firstElementChild);
    speak();
    alive();
  });
  source.addEventListener("beat", alive);
  source.addEventListener("error", () => {
    lost.hidden = false;
    // The browser tries again by itself unless it was refused.
    if (source?.readyState === EventSource.CLOSED) reconnect();
  });
  watchdog = setTimeout(reconnect, silence);
}

if (board) {
  document.querySelector("[data-without-scripts]").hidden = true;
  // A hidden page needs no stream, and browsers allow only six per site.
  document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
  if (!document.hidden) open();
}
