// Comforts on top of pages that work without them: what is one resident's own
// (data-fragment), a form sent once (data-once), a voice (data-listen).

// A step back opens an answered form anew; the browser would ask to send it again.
history.replaceState(null, "");

const all = (css) => document.querySelectorAll(css);

// The page is the same for everyone and comes from a cache; her own part comes after.
// Signed out, or without signal, the link that stands in its place stays.
async function fetchFragment(place) {
  const answer = await fetch(place.dataset.fragment, { credentials: "same-origin" });
  const html = answer.ok && !answer.redirected ? await answer.text() : "";
  if (!html.trim() || /^\s*<!doctype/i.test(html)) return; // a whole page is no fragment
  const hadFocus = place.contains(document.activeElement);
  place.innerHTML = html;
  if (hadFocus) place.querySelector("a, button")?.focus();
}

for (const place of all("[data-fragment]")) fetchFragment(place).catch(() => {});

// A second press while the first is on its way does nothing; aria-disabled rather than
// disabled, so that the button keeps its value and its focus.
const words = new WeakMap();

function release(form) {
  for (const button of form.querySelectorAll("[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
    if (words.has(button)) button.innerHTML = words.get(button);
  }
  delete form.dataset.sent;
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  const button = event.submitter || form.querySelector("button:not([type=button])");
  form.dataset.sent = "1";
  button?.setAttribute("aria-disabled", "true");
  if (button && form.dataset.once) {
    words.set(button, button.innerHTML);
    button.textContent = form.dataset.once;
  }
  setTimeout(release, 20000, form);
  if ("forget" in form.dataset) localStorage.removeItem("paper"); // paper.js
});

addEventListener("pageshow", () => all("form[data-sent]").forEach(release));

addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}));

// Read aloud by the phone itself, where it has a voice for the language of the page.
const speech = window.speechSynthesis;
const sentence = /\S.*?(?:[.!?…:](?=\s)|$)/gm; // short pieces: long ones are cut off
let reading;

function hush() {
  reading?.setAttribute("aria-pressed", "false");
  reading = null;
  speech.cancel();
}

function read(button, voice) {
  const again = button === reading;
  hush();
  if (again) return;
  const target = document.querySelector(button.dataset.listen || "[data-listen-text]");
  const pieces = target?.innerText.match(sentence) || [];
  reading = button;
  button.setAttribute("aria-pressed", "true");
  pieces.forEach((piece, place) => {
    const saying = new SpeechSynthesisUtterance(piece);
    saying.voice = voice;
    saying.lang = voice.lang;
    saying.rate = 0.9;
    if (place === pieces.length - 1) saying.onend = () => button === reading && hush();
    speech.speak(saying);
  });
}

function offerVoice() {
  const language = document.documentElement.lang;
  const voice = speech.getVoices().find(({ lang }) => lang.startsWith(language));
  if (!voice) return;
  for (const button of all("[data-listen]")) {
    button.hidden = false;
    button.onclick = () => read(button, voice);
  }
}

if (speech) {
  offerVoice();
  speech.addEventListener?.("voiceschanged", offerVoice);
  addEventListener("pagehide", hush);
}
