// <local-time datetime="…"> shows the reader's own time; its content, in UTC, is what is seen without this script.
const locale = navigator.languages.find(language => language.startsWith(document.documentElement.lang)) ?? "en-GB";

customElements.define("local-time", class extends HTMLElement {
  static observedAttributes = ["datetime", "seconds"];

  attributeChangedCallback() {
    const at = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(at.getTime())) return;
    const shown = this.hasAttribute("seconds")
      ? { timeStyle: "medium" }
      : at.toDateString() === new Date().toDateString()
        ? { timeStyle: "short" }
        : { dateStyle: "long", timeStyle: "short" };
    this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.shadowRoot.textContent = new Intl.DateTimeFormat(locale, shown).format(at);
  }
});
