import { ask, showImage } from "./api.js";

const $ = id => document.getElementById(id);
const pageSize = 8;

/** Shows the latest recognitions with their boxes and names drawn. */
export async function showHistory() {
  await showPage();
}

async function showPage(before) {
  const query = new URLSearchParams({ limit: pageSize });
  if (before) query.set("before", before);
  let page;
  try {
    page = await ask(`recognitions?${query}`);
  } catch {
    // The people beside it say what is wrong.
    return;
  }
  if (!before) $("history-list").replaceChildren();
  for (const entry of page.recognitions) if (entry.picture) showEntry(entry);
  $("history").hidden = $("history-list").childElementCount === 0;
  $("history-more").hidden = !page.next;
  $("history-more").onclick = () => showPage(page.next);
}

function showEntry(entry) {
  const item = $("history-template").content.firstElementChild.cloneNode(true);
  const image = item.querySelector("img");
  image.loading = "lazy";
  image.alt = `Picture of ${describe(entry)}`;
  // Erased or expired meanwhile.
  image.addEventListener("error", () => item.remove());
  showImage(image, entry.picture);
  item.querySelector("button").addEventListener("click", () => showLarge(image, entry));
  item.querySelector(".name").textContent = describe(entry);
  const at = new Date(entry.at), time = item.querySelector("time");
  time.dateTime = entry.at;
  time.textContent = at.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  $("history-list").append(item);
}

/** The same picture as large as the window is; a click anywhere, or Escape, closes it. */
function showLarge(image, entry) {
  const large = $("large"), shown = large.querySelector("img");
  [shown.src, shown.alt] = [image.src, image.alt];
  large.querySelector("p").textContent = describe(entry);
  large.onclick = () => large.close();
  large.showModal();
}

function describe(entry) {
  const strangers = entry.faces - entry.people.length;
  const others = strangers === 0 ? [] : [`${strangers} unknown`];
  return entry.faces === 0 ? "no face" : [...entry.people, ...others].join(", ");
}

document.addEventListener("erased", showHistory);
