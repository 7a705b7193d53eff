// The presenter view: a countdown, and steps from the way to the ballot over the rounds of a count to the result.
"use strict"; // board.js is beside it, and its functions have some of these names

const steps = document.getElementById("steps");

if (steps) {
  const board = document.getElementById("board");
  const countdown = document.getElementById("countdown");
  const status = document.getElementById("step");
  const [back, next] = steps.querySelectorAll("[data-step]");
  const clock = Number(board.dataset.now) - performance.now(); // the server's
  const idleAfter = 5_000;

  const names = { join: "How to vote", votes: "Votes so far", result: "Result" };
  const rounds = () => [...board.querySelectorAll(".round")];
  const isOver = () => ["closed", "final"].includes(board.firstElementChild.dataset.state);
  // Of one round there is nothing to step through; the last of several is the result.
  const all = () => [
    ...document.querySelector(".join") && !isOver() ? ["join"] : [],
    ...board.querySelector(".hidden-result") ? [] : ["votes", ...rounds().slice(0, -1).map((_, i) => `round-${i + 1}`)],
    "result",
  ];

  let step = location.hash.slice(1);
  function show() {
    const list = all();
    if (!list.includes(step)) step = "result";
    document.body.dataset.step = step.replace(/-.*/, "");
    const number = Number(step.split("-")[1] ?? rounds().length);
    // Only what differs is touched: each change is seen by the observer below.
    rounds().forEach((round, i) => {
      if (round.classList.contains("shown") !== (i + 1 === number)) round.classList.toggle("shown");
    });
    const text = names[step] ?? `Round ${number}`;
    if (status.textContent !== text) status.textContent = text;
    back.disabled = step === list[0];
    next.disabled = step === "result";
  }

  function go(by) {
    const list = all();
    step = list[Math.min(Math.max(list.indexOf(step) + by, 0), list.length - 1)];
    history.replaceState(null, "", step === "result" ? location.pathname + location.search : `#${step}`);
    show();
  }

  const keys = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1, Home: -99, End: 99 };
  function toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  }
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in keys) go(keys[event.key]);
    else if (event.key === "f") toggleFull();
    else return;
    event.preventDefault();
  });
  for (const button of [back, next]) button.addEventListener("click", () => go(Number(button.dataset.step)));
  steps.querySelector("[data-full]").addEventListener("click", toggleFull);

  // The buttons leave the picture when nobody moves a hand; keys work all the same.
  let idle;
  function wake() {
    document.body.classList.remove("idle");
    clearTimeout(idle);
    idle = setTimeout(() => document.body.classList.toggle("idle", !steps.contains(document.activeElement)), idleAfter);
  }
  for (const event of ["pointermove", "pointerdown", "keydown", "focusin"]) addEventListener(event, wake);

  const two = number => String(number).padStart(2, "0");
  function count() {
    const { state, changesAt } = board.firstElementChild.dataset;
    const left = state === "open" && changesAt ? Math.ceil((Date.parse(changesAt) - clock - performance.now()) / 1_000) : -1;
    countdown.hidden = left < 0 || left >= 24 * 3_600;
    const [hours, minutes, seconds] = [Math.floor(left / 3_600), Math.floor(left / 60) % 60, left % 60];
    countdown.querySelector("[data-left]").textContent = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  }

  steps.hidden = false;
  new MutationObserver(show).observe(board, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "data-state"] });
  setInterval(count, 500);
  count();
  show();
  wake();
}
