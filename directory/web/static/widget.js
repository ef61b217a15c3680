// Activities of a Lynchpin directory on any page: <lynchpin-activities q="walking" place="LS11"></lynchpin-activities>.
// It asks that directory alone, sets nothing, and draws in a shadow of its own, so that no style goes in or out.
const SAID = ["q", "place", "within", "cost", "age", "language", "sort", "any_age", "elsewhere", "full", "most"];
const TICKED = ["days", "parts", "people", "kinds", "helps", "ways", "access", "arranged"];
const home = new URL("..", import.meta.url);
const style = new CSSStyleSheet();
style.replaceSync(`
  :host { display: block; font: inherit; color: inherit; }
  ul { margin: 0; padding: 0; list-style: none; }
  li { padding: 0.75em 0; border-top: 1px solid color-mix(in srgb, currentcolor 25%, transparent); }
  a { color: inherit; font-weight: 700; text-underline-offset: 0.15em; display: inline-block; min-height: 24px; }
  a:focus-visible { outline: 3px solid; outline-offset: 2px; }
  p { margin: 0.2em 0 0; }
  .facts { display: flex; flex-wrap: wrap; gap: 0 0.9em; }
`);

function made(name, text, part = {}) {
  const element = Object.assign(document.createElement(name), part);
  element.textContent = text;
  return element;
}

function link(text, href) {
  const { pathname, search } = new URL(href, home);
  // Nothing but a page of the directory is linked, where the script came from, whatever an answer says.
  const address = Object.assign(new URL(home), { pathname, search });
  return made("a", text, { href: address.href });
}

function entry({ title, href, organisation, facts, summary }) {
  const line = document.createElement("li");
  const known = made("p", "", { className: "facts" });
  known.append(...facts.map((each) => made("span", each)));
  // What a group wrote is English in every language of the directory.
  line.append(link(title, href), made("p", organisation), known, made("p", summary));
  for (const theirs of [...line.children].filter((each) => each !== known)) theirs.lang = "en";
  return line;
}

class LynchpinActivities extends HTMLElement {
  async connectedCallback() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [style];
    // What stands inside the element is shown until there is something better, and where there never is.
    shadow.replaceChildren(document.createElement("slot"));
    try {
      const answer = await fetch(this.address, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (answer.ok) this.show(shadow, await answer.json());
    } catch {
      // The directory cannot be reached: what stands inside stays.
    }
  }

  get language() {
    const wanted = this.getAttribute("lang-of-directory") ?? this.closest("[lang]")?.lang.slice(0, 2);
    return wanted === "cy" ? "cy" : "en";
  }

  get address() {
    const address = new URL(`${this.language === "cy" ? "cy/" : ""}widget/activities.json`, home);
    for (const name of SAID) {
      if (this.hasAttribute(name)) address.searchParams.append(name, this.getAttribute(name).trim());
    }
    for (const name of TICKED) {
      for (const value of this.getAttribute(name)?.split(",") ?? []) address.searchParams.append(name, value.trim());
    }
    return address;
  }

  show(shadow, { title, href, more, activities, words }) {
    const part = made("section", "", { lang: this.language });
    part.setAttribute("aria-label", this.getAttribute("label") ?? title);
    if (activities.length) {
      const list = document.createElement("ul");
      list.append(...activities.map(entry));
      part.append(list);
    } else {
      part.append(made("p", words.none));
    }
    if (more || !activities.length) part.append(link(words.all, href));
    shadow.replaceChildren(part);
  }
}

customElements.define("lynchpin-activities", LynchpinActivities);
