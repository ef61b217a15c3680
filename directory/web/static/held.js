// A form with words in it is sent only while we can be reached: sent into nothing, it would take its words along. So it
// asks first, by a file that every page has. Nothing is kept in the browser.
const LONGEST_MS = 8000;
const reached = new WeakSet();
const asking = new WeakSet();

export function holdForms(file, words) {
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (reached.delete(form) || !holdsWords(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking.has(form)) return;
    asking.add(form);
    const isReached = await canReach(file);
    asking.delete(form);
    if (!isReached) return say(form, submitter, words);
    reached.add(form);
    form.requestSubmit(submitter);
  }, true);
}

// What was typed is neither a password nor a search, which nobody minds typing again.
function holdsWords(form) {
  if (form.method !== "post" || form.querySelector("[type=password]")) return false;
  return [...form.elements].some((each) => each.type !== "hidden" && each.defaultValue !== undefined && each.value !== each.defaultValue);
}

async function canReach(file) {
  const tooLong = new AbortController();
  const waiting = setTimeout(() => tooLong.abort(), LONGEST_MS);
  try {
    await fetch(file, { method: "HEAD", cache: "no-store", signal: tooLong.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(waiting);
  }
}

function say(form, submitter, words) {
  // One that keeps itself says how it stands by itself.
  form.dispatchEvent(new Event("held"));
  if (form.querySelector("[data-draft-said]")) return;
  let said = form.querySelector("[data-held-said]");
  if (!said) {
    said = Object.assign(document.createElement("p"), { className: "govuk-body-s lp-begun__said", role: "status" });
    said.dataset.heldSaid = "";
    (submitter?.form === form && form.contains(submitter) ? submitter : form.lastElementChild).after(said);
  }
  // A reader of screens hears what changes in a part that was there before.
  said.textContent = "";
  setTimeout(() => { said.textContent = words; }, 100);
}
