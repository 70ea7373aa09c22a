import { ask, showImage } from "./api.js";
import { $, clone, sure, time } from "./dom.js";

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
  $("history-more").hidden = !page.next;
  $("history-more").onclick = () => showPage(page.next);
  showWhetherEmpty();
}

function showEntry(entry) {
  const item = clone("history-template");
  const image = item.querySelector("img");
  image.loading = "lazy";
  image.alt = `Picture of ${describe(entry)}`;
  // Erased or expired meanwhile.
  image.addEventListener("error", () => item.remove());
  showImage(image, entry.picture);
  item.querySelector(".open").addEventListener("click", () => showLarge(image, entry));
  item.querySelector(".name").textContent = describe(entry);
  const at = item.querySelector("time");
  at.dateTime = entry.at;
  at.textContent = time(entry.at, "short");
  sure(item.querySelector(".remove"), "Really delete?", () => erase(item, entry), `picture of ${describe(entry)}, ${at.textContent}`);
  $("history-list").append(item);
}

/** Erases the picture and all that was found in it. Who goes through the list by keyboard stays where they were in it. */
async function erase(item, entry) {
  const note = item.querySelector(".note");
  note.textContent = "";
  try {
    await ask(entry.location, { method: "DELETE" });
  } catch (error) {
    // Somebody else was first; then it is as it should be.
    if (error.code !== "no-such-recognition") {
      note.textContent = error.message;
      return;
    }
  }
  const next = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  showWhetherEmpty();
  (next?.querySelector(".remove") ?? $("file")).focus();
}

function showWhetherEmpty() {
  $("history").hidden = $("history-list").childElementCount === 0 && $("history-more").hidden;
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
