import { ask } from "./picture.js";

const $ = id => document.getElementById(id);
const pageSize = 60;

/** Shows everybody who is enrolled, a page at a time. */
export async function showPeople() {
  $("people-list").replaceChildren();
  $("names").replaceChildren();
  await showPage();
}

async function showPage(after) {
  const query = new URLSearchParams({ limit: pageSize });
  if (after) query.set("after", after);
  let page;
  try {
    page = await ask(`people?${query}`);
  } catch (error) {
    $("people-count").textContent = error.message;
    return;
  }
  $("people-count").textContent = page.total;
  $("people-empty").hidden = page.total > 0;
  for (const person of page.people) showPerson(person);
  const more = $("people-more");
  more.hidden = !page.next;
  more.onclick = () => showPage(page.next);
}

function showPerson(person) {
  const item = $("person-template").content.firstElementChild.cloneNode(true);
  item.querySelector(".name").textContent = person.person;
  item.querySelector(".detail").textContent = person.faces.length === 1 ? "1 face" : `${person.faces.length} faces`;
  item.querySelector(".thumbs").append(...person.faces.slice(0, 4).map(face => {
    const image = new Image(56, 56);
    image.src = face.thumbnail;
    image.alt = "";
    image.loading = "lazy";
    return image;
  }));
  const button = item.querySelector("button");
  button.setAttribute("aria-label", `Delete ${person.person}`);
  button.addEventListener("click", () => confirmDelete(button, person));
  $("people-list").append(item);
  $("names").append(Object.assign(document.createElement("option"), { value: person.person }));
}

/** The first click asks, the second deletes: erasing cannot be undone. */
async function confirmDelete(button, person) {
  if (!button.dataset.sure) {
    button.dataset.sure = "yes";
    button.textContent = "Really delete?";
    setTimeout(() => { delete button.dataset.sure; button.textContent = "Delete"; }, 4000);
    return;
  }
  button.disabled = true;
  try {
    await ask(`people/${encodeURIComponent(person.person)}`, { method: "DELETE" });
    await showPeople();
  } catch (error) {
    button.disabled = false;
    button.textContent = error.message;
  }
}
