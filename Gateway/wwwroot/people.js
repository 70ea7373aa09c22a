import { ask, showImage } from "./api.js";
import { $, clone, json, sure } from "./dom.js";

const pageSize = 60;
// With fewer, everybody is in view anyway.
const searchFrom = 12;
let shown = 0;

/** Shows everybody who is enrolled, or whose name has what is searched for, a page at a time. */
export async function showPeople() {
  const mine = ++shown;
  await showPage(mine);
}

async function showPage(mine, after) {
  const query = new URLSearchParams({ limit: pageSize });
  if (after) query.set("after", after);
  if ($("people-search").value) query.set("search", $("people-search").value);
  let page;
  try {
    page = await ask(`people?${query}`);
  } catch (error) {
    $("people-count").textContent = "";
    $("people-list").replaceChildren();
    showNote(error.message);
    return;
  }
  if (mine !== shown) return;
  if (!after) {
    $("people-list").replaceChildren();
    $("names").replaceChildren();
  }
  $("people-count").textContent = page.total || "";
  $("people-search").hidden = page.total < searchFrom && !$("people-search").value;
  showNote(page.total === 0 ? "Nobody is enrolled yet. Drop a picture above, and give a face its name."
    : page.people.length === 0 && !after ? "Nobody's name has this in it." : "");
  for (const person of page.people) showPerson(person);
  const more = $("people-more");
  more.hidden = !page.next;
  more.onclick = () => showPage(mine, page.next);
}

function showNote(text) {
  $("people-note").textContent = text;
  $("people-note").hidden = !text;
}

function showPerson(person) {
  const item = clone("person-template");
  item.querySelector(".name").textContent = person.person;
  item.querySelector(".detail").textContent = person.faces.length === 0 ? "No face yet" : person.faces.length === 1 ? "1 face" : `${person.faces.length} faces`;
  item.querySelector(".thumbs").append(...person.faces.slice(0, 3).map(face => {
    const image = new Image(64, 64);
    image.alt = "";
    image.loading = "lazy";
    showImage(image, face.thumbnail);
    return image;
  }));
  const rename = item.querySelector(".rename"), form = item.querySelector("form");
  rename.setAttribute("aria-label", `Rename ${person.person}`);
  rename.addEventListener("click", () => openRename(item, person));
  form.addEventListener("submit", event => { event.preventDefault(); changeName(item, person, form.person.value.trim()); });
  form.querySelector(".cancel").addEventListener("click", () => { form.hidden = true; });
  sure(item.querySelector(".remove"), "Really delete?", () => erase(item, person), person.person);
  $("people-list").append(item);
  $("names").append(Object.assign(document.createElement("option"), { value: person.person }));
}

function openRename(item, person) {
  const form = item.querySelector("form");
  form.hidden = false;
  form.person.value = person.person;
  form.person.focus();
  form.person.select();
}

const pathOf = person => `people/${encodeURIComponent(person.person)}`;

/** Renames; where somebody has the name already, offers to make the two one. */
async function changeName(item, person, name) {
  const note = item.querySelector(".note"), merge = item.querySelector(".merge");
  note.textContent = "";
  merge.hidden = true;
  if (name === person.person) {
    item.querySelector("form").hidden = true;
    return;
  }
  try {
    await ask(pathOf(person), json({ person: name }, "PATCH"));
    await showPeople();
  } catch (error) {
    note.textContent = error.code === "name-taken" ? `There is another ${name}.` : error.message;
    if (error.code !== "name-taken") return;
    merge.hidden = false;
    merge.textContent = `They are one: merge`;
    merge.onclick = async () => {
      try {
        await ask(`${pathOf(person)}/merge`, json({ into: name }));
        await showPeople();
      } catch (failed) {
        note.textContent = failed.message;
      }
    };
  }
}

/** Erasing cannot be undone; pictures in which the person was found go with it. */
async function erase(item, person) {
  try {
    await ask(pathOf(person), { method: "DELETE" });
    await showPeople();
    document.dispatchEvent(new Event("erased"));
  } catch (error) {
    item.querySelector(".note").textContent = error.message;
  }
}

let typing;
$("people-search").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(showPeople, 200);
});
