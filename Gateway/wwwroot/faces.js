import { ask } from "./picture.js";

const percent = value => `${Math.round(value * 100)} %`;

/** Draws a box around every face and lists the faces beside the picture, each with a form to enrol it. */
export function showFaces(stage, list, answer, image, file, onEnrolled) {
  stage.querySelectorAll(".box").forEach(box => box.remove());
  list.replaceChildren();
  answer.faces.forEach((face, index) => {
    const box = drawBox(stage, answer, face);
    const item = listFace(list, answer, face, index, image, file, onEnrolled);
    for (const [one, other] of [[box, item], [item, box]]) {
      one.addEventListener("mouseenter", () => mark(box, item, true));
      one.addEventListener("mouseleave", () => mark(box, item, false));
    }
    box.addEventListener("click", () => item.querySelector("input").focus());
  });
}

function mark(box, item, active) {
  box.classList.toggle("active", active);
  item.classList.toggle("active", active);
}

function drawBox(stage, answer, face) {
  const box = document.createElement("button");
  const { x, y, width, height } = face.box;
  box.className = `box ${face.outcome}`;
  box.type = "button";
  box.style.left = percentOf(x, answer.width);
  box.style.top = percentOf(y, answer.height);
  box.style.width = percentOf(width, answer.width);
  box.style.height = percentOf(height, answer.height);
  // A label above a face at the very top would be cut off.
  box.classList.toggle("low", y < answer.height * 0.06);
  const label = document.createElement("span");
  label.textContent = face.person ?? "unknown";
  box.append(label);
  stage.append(box);
  return box;
}

const percentOf = (value, whole) => `${(100 * value / whole).toFixed(3)}%`;

function listFace(list, answer, face, index, image, file, onEnrolled) {
  const item = document.getElementById("face-template").content.firstElementChild.cloneNode(true);
  item.classList.add(face.outcome);
  item.querySelector(".name").textContent = face.person ?? "Unknown";
  item.querySelector(".detail").textContent = describe(face);
  cut(item.querySelector("canvas"), image, answer, face.box);
  const form = item.querySelector("form"), note = item.querySelector(".note");
  form.person.value = face.person ?? "";
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    note.className = "note";
    note.textContent = "";
    try {
      await enrol(form.person.value.trim(), index, file);
      note.textContent = `Enrolled as ${form.person.value.trim()}.`;
      onEnrolled();
    } catch (error) {
      note.classList.add("bad");
      note.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  });
  list.append(item);
  return item;
}

function describe(face) {
  if (face.candidates.length === 0) return `face ${percent(face.score)} sure; nobody is enrolled to compare with`;
  const [best] = face.candidates;
  const others = face.candidates.map(candidate => `${candidate.person} ${candidate.similarity.toFixed(2)}`).join(", ");
  return face.outcome === "recognized"
    ? `similarity ${face.similarity.toFixed(2)}${face.margin == null ? "" : `, ${face.margin.toFixed(2)} above the next`}`
    : `closest: ${others || best.person}`;
}

function enrol(person, index, file) {
  const body = new FormData();
  body.append("file", file, "picture");
  return ask(`people/${encodeURIComponent(person)}/faces?face=${index}`, { method: "POST", body });
}

/** Cuts a square around the face out of the picture, with some room. */
function cut(canvas, image, answer, box) {
  const scale = image.naturalWidth / answer.width;
  const side = Math.max(box.width, box.height) * 1.3;
  canvas.getContext("2d").drawImage(image,
    (box.x + box.width / 2 - side / 2) * scale, (box.y + box.height / 2 - side / 2) * scale, side * scale, side * scale,
    0, 0, canvas.width, canvas.height);
}
