import { ask } from "./api.js";
import { $ } from "./dom.js";
import { clearFaces, showFaces } from "./faces.js";
import { showHistory } from "./history.js";
import { showPeople } from "./people.js";
import { startShell } from "./shell.js";

const drop = $("drop"), message = $("message"), result = $("result"), picture = $("picture"), stage = $("stage");
let latest = 0, waitsForKey = null;

/** Sends a picture and shows who is in it. Of several in a row, only the last is shown. */
async function recognise(file) {
  const mine = ++latest;
  message.hidden = true;
  waitsForKey = null;
  drop.classList.add("compact");
  showBusy(true);
  const shown = preview(file);
  try {
    const body = new FormData();
    body.append("file", file, safeName(file.name));
    const answer = await ask("recognitions?maxCandidates=3", { method: "POST", body });
    await shown;
    if (mine !== latest) return;
    result.hidden = false;
    $("caption").textContent = caption(answer);
    showFaces(stage, $("faces"), answer, picture, file, showPeople);
    showHistory();
  } catch (error) {
    // It would show itself after it is hidden.
    await shown;
    if (mine !== latest) return;
    result.hidden = true;
    // The form for the key says what is wrong; then the picture is sent again.
    if (isAboutKey(error)) waitsForKey = file;
    else showError(error);
  } finally {
    if (mine === latest) showBusy(false);
    $("file").value = "";
  }
}

/** Shows the picture at once, upright: browsers apply EXIF orientation as the API does. What is no picture shows nothing. */
async function preview(file) {
  clearFaces(stage, $("faces"));
  $("caption").textContent = "";
  if (picture.src) URL.revokeObjectURL(picture.src);
  picture.src = URL.createObjectURL(file);
  try {
    await picture.decode();
    result.hidden = false;
  } catch {
    result.hidden = true;
  }
}

function showBusy(busy) {
  drop.classList.toggle("busy", busy);
  stage.classList.toggle("busy", busy);
  drop.querySelector("strong").textContent = busy ? "Looking for faces…" : "Drop a picture here";
  drop.setAttribute("aria-busy", busy);
}

function showError(error) {
  message.querySelector(".what").textContent = error.title ?? error.message;
  message.querySelector(".detail").textContent = error.title ? error.message : "";
  message.hidden = false;
}

function caption(answer) {
  const count = answer.faces.length === 0 ? "No face found" : answer.faces.length === 1 ? "1 face" : `${answer.faces.length} faces`;
  const time = answer.cached ? "known from before" : `found in ${(answer.timings.total / 1000).toFixed(1)} s`;
  return `${count} · ${answer.width} × ${answer.height} pixels · ${time}`;
}

/** The API refuses names that look like paths; here the name is only a label. */
const safeName = name => (name || "picture").replace(/[\/\\\u0000-\u001f]/g, "_");

function showAll() {
  showPeople();
  showHistory();
}

const isAboutKey = error => error.code === "missing-key" || error.code === "unknown-key";

$("file").addEventListener("change", event => event.target.files[0] && recognise(event.target.files[0]));
for (const name of ["dragenter", "dragover"])
  addEventListener(name, event => { event.preventDefault(); drop.classList.add("over"); });
for (const name of ["dragleave", "drop"])
  addEventListener(name, event => { event.preventDefault(); drop.classList.remove("over"); });
addEventListener("drop", event => event.dataTransfer.files[0] && recognise(event.dataTransfer.files[0]));
addEventListener("paste", event => {
  const file = [...event.clipboardData.files].find(item => item.type.startsWith("image/"));
  if (file) recognise(file);
});

startShell("", () => {
  message.hidden = true;
  showAll();
  if (waitsForKey) recognise(waitsForKey);
});
showAll();
