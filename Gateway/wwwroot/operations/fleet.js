import { ask } from "../api.js";
import { $, element, time } from "../dom.js";

let shown = 0;

/** Shows the instances, and why there are as many as there are. */
export async function showFleet() {
  const mine = ++shown;
  let fleet;
  try {
    fleet = await ask(`../fleet?${new URLSearchParams({ decisions: 20, acted: $("only-acted").checked })}`);
  } catch (error) {
    if (mine === shown) showNote(error.message);
    return;
  }
  if (mine !== shown) return;
  showNote(fleet.scalingPaused ? "Scaling is paused: EC2 failed repeatedly." : fleet.instances === null ? "EC2 could not say which instances there are." : "");
  const instances = fleet.instances ?? [];
  $("fleet-count").textContent = fleet.instances === null ? "" : `${instances.filter(one => one.phase === "Ready").length} ready of ${fleet.minInstances} to ${fleet.maxInstances}`;
  $("fleet-oldest").textContent = `Longest wait in the queue now: ${wait(fleet.oldest) ?? "unknown"}.`;
  $("fleet-oldest").hidden = false;
  $("instances").hidden = instances.length === 0;
  $("instances").tBodies[0].replaceChildren(...instances.map(row));
  $("decisions-heading").hidden = fleet.decisions.length === 0 && !$("only-acted").checked;
  $("decisions").replaceChildren(...fleet.decisions.map(decision));
}

function showNote(text) {
  $("fleet-note").textContent = text;
  $("fleet-note").hidden = !text;
}

function row(instance) {
  const line = document.createElement("tr");
  const busy = instance.slots === null || instance.slots === undefined ? "–" : `${instance.busy} of ${instance.slots}`;
  line.append(element("td", instance.id, "id"), element("td", instance.phase, `phase ${instance.phase.toLowerCase()}`), element("td", time(instance.launchedAt)),
    element("td", busy), element("td", `${instance.completed ?? "–"}`));
  return line;
}

function decision(one) {
  const line = document.createElement("li");
  const queue = one.counts ? `${one.counts.visible ?? 0} waiting, ${one.counts.inFlight ?? 0} in work` : "queue unknown";
  const oldest = one.counts?.visible && one.oldest ? [`longest wait ${wait(one.oldest)}`] : [];
  line.append(element("time", time(one.at), "detail"), element("span", one.reason), element("span", [queue, ...oldest, ...one.outcomes].join(" · "), "detail"));
  return line;
}

// What is not known is null, which is not the same as no time.
function wait(oldest) {
  if (!oldest)
    return null;
  return oldest.seconds === 0 && !oldest.atLeast ? "none, nothing waits" : `${oldest.atLeast ? "at least " : ""}${Math.round(oldest.seconds * 10) / 10} s`;
}
