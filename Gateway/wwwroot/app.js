import { showPeople } from "./people.js";
import { ask, showPicture } from "./picture.js";
import { showFaces } from "./faces.js";

const $ = id => document.getElementById(id);
const drop = $("drop"), message = $("message"), result = $("result");

/** Sends a picture and shows who is in it. */
async function recognise(file) {
  message.hidden = true;
  drop.classList.add("busy");
  try {
    const body = new FormData();
    body.append("file", file, safeName(file.name));
    const answer = await ask("recognitions?maxCandidates=3", { method: "POST", body });
    const bitmap = await showPicture(file, $("picture"));
    result.hidden = false;
    $("caption").textContent = caption(answer);
    showFaces($("stage"), $("faces"), answer, bitmap, file, showPeople);
  } catch (error) {
    result.hidden = true;
    message.textContent = error.message;
    message.hidden = false;
  } finally {
    drop.classList.remove("busy");
    $("file").value = "";
  }
}

function caption(answer) {
  const count = answer.faces.length === 1 ? "1 face" : `${answer.faces.length} faces`;
  const cached = answer.cached ? ", answered from an earlier recognition" : "";
  return `${count} in ${answer.width} × ${answer.height} pixels, ${Math.round(answer.timings.total)} ms${cached}`;
}

/** The API refuses names that look like paths; here the name is only a label. */
const safeName = name => (name || "picture").replace(/[\/\\\u0000-\u001f]/g, "_");

async function showHealth() {
  const health = $("health");
  try {
    const status = (await (await fetch("health")).json()).status;
    health.dataset.status = status;
    health.textContent = status;
  } catch {
    health.dataset.status = "unhealthy";
    health.textContent = "not reachable";
  }
}

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

showPeople();
showHealth();
setInterval(showHealth, 15000);
