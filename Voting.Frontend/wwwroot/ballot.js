// Small comforts. Everything works without them.

const announcement = Object.assign(document.createElement("p"), { className: "visually-hidden" });
announcement.setAttribute("role", "status");
document.body.append(announcement);

// What happened is read out and is where the next Tab starts.
document.querySelector("[data-focus]")?.focus();

function showWhatNeedsScripts() {
  for (const element of document.querySelectorAll("[data-with-scripts]")) element.hidden = false;
  for (const element of document.querySelectorAll("[data-without-scripts]")) element.hidden = true;
}
showWhatNeedsScripts();

// The link of a printed card brings its voting code in the fragment, which no server sees; here it leaves the address too.
function takeCode() {
  const field = document.querySelector("[data-code]");
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (!field || !code) return;
  if (!field.value) field.value = code;
  history.replaceState(history.state, "", location.pathname + location.search);
}
takeCode();

// One click is one request. The idempotency key makes a second one harmless; this makes it rare.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.hasAttribute("data-saves-file")) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  event.submitter?.setAttribute("data-sending", "");
});

// Coming back by the browser's own history, the form can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
  for (const button of document.querySelectorAll("[data-sending]")) button.removeAttribute("data-sending");
});

let touched = false;
document.addEventListener("change", () => touched = true);

async function load(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

// A poll opens, closes and becomes final while its page is open: the page follows by itself.
const lookEvery = 15_000;
const says = { open: "Voting has started.", closed: "This poll is closed.", final: "The result is final.", scheduled: "Voting has not started yet." };
let due = NaN;

function card() {
  return document.querySelector("[data-poll-state]");
}

function nextLook() {
  const left = due - performance.now();
  // Spread over a second, so that a full hall does not ask at one moment. What is overdue is asked for again soon.
  if (left > -lookEvery) return Math.min(lookEvery, Math.max(0, left) + 500 + Math.random() * 1_000);
  return lookEvery + Math.random() * 2_000;
}

async function lookAtPoll() {
  try {
    const { pollState, pollAddress } = card().dataset;
    const answer = document.hidden ? null : await fetch(`${pollAddress}/state`, { cache: "no-store" });
    const state = answer?.ok ? await answer.text() : pollState;
    const page = state === pollState ? null : await load(pollAddress);
    if (page) {
      const unsent = touched && pollState === "open" && document.querySelector("form[data-ballot]:not([aria-busy])");
      document.title = page.title;
      document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
      touched = false;
      showWhatNeedsScripts();
      takeCode();
      if (unsent) sayUnsent();
      announcement.textContent = says[state] ?? "";
      readDue();
    }
  } catch {
    // Offline for a moment: the next look may succeed.
  }
  if (card().dataset.pollState !== "final") setTimeout(lookAtPoll, nextLook());
}

function sayUnsent() {
  const notice = document.createElement("section");
  notice.className = "notice";
  notice.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.textContent = "Your vote has not been sent";
  const text = document.createElement("p");
  text.textContent = "The poll closed while you were filling in the ballot. What you had chosen is not counted.";
  notice.append(title, text);
  document.querySelector("main").prepend(notice);
}

function readDue() {
  due = performance.now() + Number.parseFloat(card().dataset.changesIn) * 1_000;
}

if (card()) {
  readDue();
  if (card().dataset.pollState !== "final") setTimeout(lookAtPoll, nextLook());
}

// A list of polls is looked at again now and then; what has the focus keeps it.
const list = document.querySelector("[data-refresh]");
async function lookAtList() {
  try {
    const now = document.hidden ? null : (await load(list.dataset.refresh))?.querySelector("[data-refresh]");
    if (now && now.innerHTML !== list.innerHTML) {
      const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      list.replaceChildren(...now.childNodes);
      if (focused) list.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    }
  } catch {
    // Offline for a moment: the next look may succeed.
  }
  setTimeout(lookAtList, lookEvery);
}
if (list) setTimeout(lookAtList, lookEvery);

// A receipt says "accepted" for as long as it takes to count it: look again a few times.
const status = document.querySelector("[data-status='accepted']");
const waits = [500, 1000, 2000, 4000, 8000];
async function lookAtReceipt() {
  try {
    const now = (await load(location.href))?.querySelector("[data-status]");
    if (now && now.dataset.status !== "accepted") {
      const seal = document.querySelector(".seal");
      if (seal) seal.className = `seal ${now.dataset.status}`;
      status.replaceChildren(...now.childNodes);
      return;
    }
  } catch {
    // Offline for a moment: the next look may succeed.
  }
  if (waits.length > 0) setTimeout(lookAtReceipt, waits.shift());
}
if (status) setTimeout(lookAtReceipt, waits.shift());
