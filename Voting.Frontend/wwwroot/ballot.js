// Small comforts. Everything works without them.

// What happened is read out and is where the next Tab starts.
document.querySelector("[data-focus]")?.focus();

// One click is one request. The idempotency key makes a second one harmless; this makes it rare.
for (const form of document.querySelectorAll("form[data-ballot]")) {
  form.addEventListener("submit", event => {
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
    event.submitter?.setAttribute("data-sending", "");
  });
}

// Coming back by the browser's own history, the form can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
  for (const button of document.querySelectorAll("[data-sending]")) button.removeAttribute("data-sending");
});

// A receipt says "accepted" for as long as it takes to count it: look again a few times.
const status = document.querySelector("[data-status='accepted']");
const waits = [500, 1000, 2000, 4000, 8000];

async function lookAgain() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-status]");
      if (now && now.dataset.status !== "accepted") {
        const seal = document.querySelector(".seal");
        if (seal) seal.className = `seal ${now.dataset.status}`;
        status.replaceChildren(...now.childNodes);
        return;
      }
    }
  } catch {
    // Offline for a moment: the next look may succeed.
  }
  if (waits.length > 0) setTimeout(lookAgain, waits.shift());
}

if (status) setTimeout(lookAgain, waits.shift());
