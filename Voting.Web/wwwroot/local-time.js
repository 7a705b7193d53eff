// <local-time datetime="…"> shows the reader's own time and zone; its content, in UTC and the same format, is what is seen without this script.
const format = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "short",
});

customElements.define("local-time", class extends HTMLElement {
  static observedAttributes = ["datetime", "seconds"];

  attributeChangedCallback() {
    const at = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(at.getTime())) return;
    const is = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const seconds = this.hasAttribute("seconds") ? `:${is.second}` : "";
    // In a shadow, so that a live page which replaces the content leaves the shown time alone.
    this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.shadowRoot.textContent = `${is.day} ${is.month} ${is.year}, ${is.hour}:${is.minute}${seconds} ${is.timeZoneName}`;
  }
});
