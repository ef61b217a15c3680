// A form that keeps itself while it is typed, on the server alone. Nothing is kept in the browser. Without this script its
// button "Save and go on later" does the same.
const PAUSE_MS = 1500;
const AGAIN_MS = 10000;
const OFFLINE = "There is no connection. What you typed stays on this page. We try again.";
const SIGNED_OUT = "You have been signed out. What you typed stays on this page: save it, and sign in when you are asked to. It comes back then.";

export function keepDraft(part) {
  const { form } = part.querySelector("[data-draft-later]");
  const said = part.querySelector("[data-draft-said]");
  let waiting, isUnkept = false, isLeaving = false;

  const later = (ms) => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, ms);
  };

  async function keep() {
    if (!isUnkept || isLeaving) return;
    isUnkept = false;
    try {
      const answer = await fetch(part.dataset.draft, { method: "POST", body: new FormData(form), headers: { "X-Draft": "yes" } });
      const isKept = answer.ok && answer.headers.get("Content-Type")?.startsWith("application/json");
      said.textContent = isKept ? (await answer.json()).said : SIGNED_OUT;
    } catch {
      isUnkept = true;
      said.textContent = OFFLINE;
      later(AGAIN_MS);
    }
  }

  form.addEventListener("input", () => {
    isUnkept = true;
    later(PAUSE_MS);
  });
  addEventListener("online", () => keep());
  form.addEventListener("submit", () => {
    isLeaving = true;
    clearTimeout(waiting);
  });
  // It was to be sent, and we could not be reached (see held.js): we try to keep it until we are.
  form.addEventListener("held", () => {
    isUnkept = true;
    keep();
  });
  // Whoever comes back by the button of the browser goes on typing.
  addEventListener("pageshow", () => { isLeaving = false; });
}
