// A paper, with scripts: what was chosen waits on the phone until it is handed in, and
// a press without signal gets a sentence of ours. One paper is kept, under its attempt,
// which nobody else can open; it goes with the next paper, with the result, and with
// whatever form says data-forget, such as signing out.

const form = document.querySelector("form[data-paper]");
const same = ({ name, value }) => JSON.stringify([name, value]);
const isChoice = ({ type }) => type === "radio" || type === "checkbox";

function keep() {
  const given = [...form.elements].filter(
    (field) => (isChoice(field) ? field.checked : field.localName === "select"),
  );
  localStorage.paper = JSON.stringify({ [form.dataset.paper]: given.map(same) });
}

function bringBack() {
  const given = JSON.parse(localStorage.paper || "{}")[form?.dataset.paper];
  if (!given) return localStorage.removeItem("paper");
  for (const field of form.elements) {
    if (isChoice(field)) field.checked = given.includes(same(field));
    for (const option of field.options || []) {
      option.selected = given.includes(same({ name: field.name, value: option.value }));
    }
  }
}

// The server leads on once it has the answers; pressed twice, it has them once. What it
// refuses, such as a question forgotten, is for the browser to show: it sends them itself.
// Anything else came from in between: a proxy without a server, a page to pay for data.
async function handIn() {
  const unsent = document.querySelector("[data-unsent]");
  unsent.hidden = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      redirect: "manual",
      signal: AbortSignal.timeout?.(20000),
    });
    if (answer.type === "opaqueredirect") location.assign(form.dataset.result);
    else if ([400, 403, 404, 422].includes(answer.status)) form.submit();
    else throw answer;
  } catch {
    unsent.hidden = false;
    dispatchEvent(new Event("pageshow")); // the button is given back, as after a step back
  }
}

// After the listener of hocso.js, which stops a second press.
addEventListener("submit", (event) => {
  if (event.target !== form || event.defaultPrevented) return;
  event.preventDefault();
  handIn();
});

form?.addEventListener("change", keep);
bringBack();
