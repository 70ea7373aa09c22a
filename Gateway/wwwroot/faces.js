import { ask } from "./api.js";
import { clone } from "./dom.js";

export function clearFaces(stage, list) {
  stage.querySelectorAll(".box").forEach(box => box.remove());
  list.replaceChildren();
}

/** Draws a box around every face and lists the faces beside the picture, each with a form to enrol it. */
export function showFaces(stage, list, answer, image, file, onEnrolled) {
  clearFaces(stage, list);
  answer.faces.forEach((face, index) => {
    const box = drawBox(stage, answer, face);
    const item = listFace(list, box, answer, face, index, image, file, onEnrolled);
    for (const one of [box, item]) {
      one.addEventListener("mouseenter", () => mark(box, item, true));
      one.addEventListener("mouseleave", () => mark(box, item, false));
    }
    box.addEventListener("click", () => openForm(item));
  });
}

function mark(box, item, active) {
  box.classList.toggle("active", active);
  item.classList.toggle("active", active);
}

function drawBox(stage, answer, face) {
  const box = document.createElement("button");
  const { x, y, width, height } = face.box;
  box.className = "box";
  box.type = "button";
  box.style.left = percentOf(x, answer.width);
  box.style.top = percentOf(y, answer.height);
  box.style.width = percentOf(width, answer.width);
  box.style.height = percentOf(height, answer.height);
  // A label above a face at the very top would be cut off, as would one that begins at the right edge.
  box.classList.toggle("low", y < answer.height * 0.08);
  box.classList.toggle("right", x > answer.width * 0.7);
  box.append(document.createElement("span"));
  stage.append(box);
  return box;
}

const percentOf = (value, whole) => `${(100 * value / whole).toFixed(3)}%`;

function listFace(list, box, answer, face, index, image, file, onEnrolled) {
  const item = clone("face-template");
  const form = item.querySelector("form");
  showName(item, box, face.person);
  item.querySelector(".detail").textContent = describe(face);
  cut(item.querySelector("canvas"), image, answer, face.box);
  item.querySelector(".correct").addEventListener("click", () => openForm(item));
  form.addEventListener("submit", event => {
    event.preventDefault();
    enrol(item, form.person.value.trim(), index, file, person => {
      showName(item, box, person);
      item.querySelector(".detail").textContent = "";
      onEnrolled();
    });
  });
  list.append(item);
  return item;
}

/** Who a face is, on its card and on its box: a name that was recognised or has just been given, or none. */
function showName(item, box, person) {
  const isKnown = person != null, correct = item.querySelector(".correct"), form = item.querySelector("form");
  item.classList.toggle("recognized", isKnown);
  box.classList.toggle("recognized", isKnown);
  item.querySelector(".name").textContent = person ?? "Unknown";
  box.querySelector("span").textContent = person ?? "unknown";
  form.hidden = isKnown;
  form.person.value = person ?? "";
  correct.hidden = !isKnown;
  correct.textContent = `Not ${person}, or one more picture?`;
}

function openForm(item) {
  item.querySelector("form").hidden = false;
  item.querySelector(".correct").hidden = true;
  item.querySelector("input").focus();
  item.querySelector("input").select();
}

function describe(face) {
  if (face.candidates.length === 0) return "Nobody is enrolled to compare with.";
  const number = value => value.toFixed(2).replace("-", "−");
  if (face.outcome === "recognized")
    return `Similarity ${number(face.similarity)}${face.margin == null ? "" : `, ${number(face.margin)} above the next person`}`;
  return `Nearest: ${face.candidates.map(candidate => `${candidate.person} ${number(candidate.similarity)}`).join(" · ")}`;
}

async function enrol(item, person, index, file, onEnrolled, accept = []) {
  const button = item.querySelector(".enrol button"), note = item.querySelector(".note"), anyway = item.querySelector(".anyway");
  button.disabled = true;
  anyway.hidden = true;
  note.className = "note";
  note.textContent = "Enrolling…";
  try {
    const body = new FormData();
    body.append("file", file, "picture");
    const query = new URLSearchParams({ face: index, accept: accept.join(",") });
    const enrolled = await ask(`people/${encodeURIComponent(person)}/faces?${query}`, { method: "POST", body });
    note.textContent = enrolled.alreadyEnrolled ? `${enrolled.person} has this face already.` : `Enrolled as ${enrolled.person}.`;
    onEnrolled(enrolled.person);
  } catch (error) {
    note.classList.add("bad");
    note.textContent = error.message;
    // What the quality gate refuses can be enrolled all the same, by whoever knows better.
    if (["face-too-small", "face-too-blurred", "face-turned-away", "looks-like-somebody-else"].includes(error.code)) {
      anyway.hidden = false;
      anyway.onclick = () => enrol(item, person, index, file, onEnrolled, [...accept, error.code]);
    }
  } finally {
    button.disabled = false;
  }
}

/** Cuts a square around the face out of the picture, with some room. */
function cut(canvas, image, answer, box) {
  const scale = image.naturalWidth / answer.width;
  const side = Math.max(box.width, box.height) * 1.3;
  canvas.getContext("2d").drawImage(image,
    (box.x + box.width / 2 - side / 2) * scale, (box.y + box.height / 2 - side / 2) * scale, side * scale, side * scale,
    0, 0, canvas.width, canvas.height);
}
