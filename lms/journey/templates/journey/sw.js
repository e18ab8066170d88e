// Where a page does not come, the phone shows one of ours. Nothing else is kept: no page
// of a resident, no answer. The name changes with what is kept, and brings it anew.
const KEPT = "offline-{{ version }}";
const PAGES = {{ pages|safe }}; // by the language of the address
const FILES = {{ files|safe }};

async function keep() {
  const cache = await caches.open(KEPT);
  await cache.addAll([...Object.values(PAGES), ...FILES]);
  await skipWaiting();
}

async function begin() {
  const old = (await caches.keys()).filter((name) => name.startsWith("offline-"));
  await Promise.all(old.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable(); // no page waits for this script
  await clients.claim();
}

async function page(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    const language = new URL(event.request.url).pathname.split("/")[1];
    return caches.match(PAGES[language] || PAGES[""]);
  }
}

const file = (request) => fetch(request).catch(() => caches.match(request));

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FILES.includes(new URL(request.url).pathname)) event.respondWith(file(request));
});
