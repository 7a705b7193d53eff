// Small comforts of the host console. Everything works without them.

// Times are typed in the host's own zone, where no other has been chosen.
for (const select of document.querySelectorAll("select[data-zone]")) {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!own) continue;
  if (![...select.options].some(option => option.value === own)) select.add(new Option(own, own));
  select.value = own;
}

document.querySelector("[data-print]")?.addEventListener("click", () => print());

// A poll with an opening time is scheduled by the button that otherwise opens it.
const opening = document.getElementById("opens-at");
const open = document.querySelector("[data-open-now]");
if (opening && open) {
  const name = () => { open.textContent = opening.value ? "Schedule" : "Open now"; };
  opening.addEventListener("input", name);
  name();
}
