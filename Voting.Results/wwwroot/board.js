// Keeps the board current: the server renders it once for all viewers, and only what differs is touched.

const board = document.getElementById("board");
const lost = document.getElementById("lost");
const crowded = document.getElementById("crowded");
const asOf = document.getElementById("as-of");
const spoken = document.getElementById("spoken");
const speakEvery = 10_000;
const refreshEvery = 10_000;
// The server says something every 8 s (Live:HeartbeatSeconds, at most 10). A connection that is silent for longer than this is dead, whatever the browser thinks of it.
const silence = 17_000;

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

function show(picture) {
  morph(board.firstElementChild, picture);
  speak();
}

// The whole page again: for a moment at which the poll opens or closes, and for a window without a stream.
async function refresh() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    show(page.getElementById("board").firstElementChild);
    morph(asOf.querySelector("local-time"), page.querySelector("#as-of local-time"));
  } catch {
    // Offline for a moment: the next look may succeed.
  }
}

// The server's clock, because the reader's may be wrong.
const clock = board ? Number(board.dataset.now) - performance.now() : 0;
const dueOf = picture => Date.parse(picture.dataset.changesAt ?? "") - (clock + performance.now());
let due;
function refreshWhenDue() {
  clearTimeout(due);
  const left = dueOf(board.firstElementChild);
  // Spread over a second, so that a full hall does not ask at one moment; what is overdue is asked for again after a while.
  const wait = (left > 0 ? left : 4_000) + 500 + Math.random() * 1_000;
  if (wait < 2 ** 31) due = setTimeout(async () => { await refresh(); refreshWhenDue(); }, wait);
}

// Over HTTP/1.1 a browser has six connections to a site, for all its windows together. Streams take four at most, so that pages still load.
const places = ["live-1", "live-2", "live-3", "live-4"];
const lease = 5_000;
const me = Math.random().toString(36).slice(2);
const isLimited = (performance.getEntriesByType("navigation")[0]?.nextHopProtocol ?? "http/1.1") === "http/1.1";
let place;
function takePlace() {
  if (!isLimited) return true;
  try {
    const isMineOrFree = name => {
      const [holder, until] = (localStorage.getItem(name) ?? "").split(" ");
      return holder === me || !(Number(until) > Date.now());
    };
    place = [place, ...places].find(name => name && isMineOrFree(name));
    if (place) localStorage.setItem(place, `${me} ${Date.now() + lease}`);
    return Boolean(place);
  } catch {
    return true; // Where storage is blocked, windows cannot know of each other.
  }
}

function leavePlace() {
  try {
    if (place && localStorage.getItem(place)?.startsWith(me)) localStorage.removeItem(place);
  } catch {
    // It ends by itself.
  }
  place = undefined;
}

let source;
let heard = 0;
let opensAfter = 0;
let refreshed = performance.now();

function close() {
  source?.close();
  source = undefined;
}

function alive() {
  heard = performance.now();
  lost.hidden = true;
}

function open() {
  heard = performance.now();
  source = new EventSource(board.dataset.stream);
  source.addEventListener("message", ({ data }) => {
    alive();
    const template = document.createElement("template");
    template.innerHTML = data;
    const picture = template.content.firstElementChild;
    // A board that was rendered before the poll opened or closed is out of date by now.
    if (dueOf(picture) <= 0) setTimeout(refresh, Math.random() * 1_000);
    else show(picture);
    refreshWhenDue();
  });
  source.addEventListener("beat", alive);
  source.addEventListener("error", () => {
    lost.hidden = false;
    // The browser tries again by itself unless it was refused.
    if (source?.readyState === EventSource.CLOSED) {
      close();
      opensAfter = performance.now() + 1_000 + Math.random() * 4_000;
    }
  });
}

function tick() {
  if (document.hidden) return;
  const now = performance.now();
  const hasPlace = takePlace();
  crowded.hidden = hasPlace;
  asOf.hidden = hasPlace && lost.hidden;
  if (source && now - heard > silence) {
    lost.hidden = false;
    close();
  }
  if (!hasPlace) {
    close();
    lost.hidden = true;
  } else if (!source && now >= opensAfter) {
    open();
  }
  if (!source && now - refreshed > refreshEvery) {
    refreshed = now;
    refresh();
  }
}

if (board) {
  for (const element of document.querySelectorAll("[data-without-scripts]")) element.hidden = true;
  // A hidden page needs no stream.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return tick();
    close();
    leavePlace();
  });
  addEventListener("pagehide", () => {
    close();
    leavePlace();
  });
  setInterval(tick, 1_000);
  tick();
  refreshWhenDue();
}
