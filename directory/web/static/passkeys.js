// A form marked data-passkey asks the browser for a passkey before it is sent: "create" makes one, "get" uses one.
// Without a script, or in a browser that knows none, the part around it stays hidden and the other ways are there.
const knowsPasskeys = Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

async function ask(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  // A page in place of the options asks who is there: it is a while since they signed in. Sent there, the name of a new
  // passkey comes back after it.
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
    if (form.dataset.passkey === "create") form.submit();
    else location.reload();
  }
  if (!answer.ok) throw new Error("The site did not answer.");
  const options = await answer.json();
  const credential = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(credential.toJSON());
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!knowsPasskeys) continue;
  for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const said = form.querySelector("[role=status]");
    said.textContent = "";
    try {
      form.elements.answer.value = await ask(form);
    } catch {
      said.textContent = "No passkey was used. Try again, or use another way.";
      return;
    }
    form.submit();
  });
}
