// Looks every two seconds how far long work is, and opens the page anew at its end.

const place = document.querySelector("[data-progress]");

async function look() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-progress]");
  if (!fresh || fresh.querySelector("form")) return location.reload();
  place.querySelector("label").textContent = fresh.querySelector("label").textContent;
  place.querySelector("progress").value = fresh.querySelector("progress").value;
  setTimeout(() => look().catch(again), 2000);
}

const again = () => setTimeout(() => look().catch(again), 5000);
if (place) setTimeout(() => look().catch(again), 2000);
