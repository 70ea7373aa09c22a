import { ask } from "../api.js";
import { $, clone, element, json, sure, time } from "../dom.js";
import { showMessages } from "./messages.js";

let shown = 0;

/** Shows what failed, by exception and place in the code; and what was done, where something was. */
export async function showGroups(told = "") {
  const mine = ++shown;
  let groups;
  try {
    groups = await ask("../errors/groups");
  } catch (error) {
    if (mine !== shown) return;
    $("groups").replaceChildren();
    $("errors-count").textContent = "";
    $("errors-note").textContent = error.message;
    return;
  }
  if (mine !== shown) return;
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  $("errors-count").textContent = count || "";
  $("errors-note").textContent = [told, count ? "" : "There are none. What workers give up appears here."].filter(Boolean).join(" · ");
  $("groups").replaceChildren(...groups.map(card));
}

function card(group) {
  const item = clone("group-template"), note = item.querySelector(".note"), form = item.querySelector("form"), send = item.querySelector(".send");
  item.querySelector(".number").textContent = group.count.toLocaleString();
  item.querySelector(".name").textContent = group.failure;
  item.querySelector(".text").textContent = group.sampleText ?? "";
  item.querySelector(".site").textContent = group.site === group.sampleText ? "" : group.site;
  item.querySelector(".when").textContent = `${group.queue} · ${group.count === 1 ? time(group.firstSeen) : `${time(group.firstSeen)} to ${time(group.lastSeen)}`}`;
  const selection = { queue: group.queue, group: group.group };

  const open = item.querySelector(".open"), messages = item.querySelector(".messages");
  open.addEventListener("click", async () => {
    messages.hidden = !messages.hidden;
    open.setAttribute("aria-expanded", !messages.hidden);
    open.textContent = messages.hidden ? "Show messages" : "Hide messages";
    if (!messages.hidden) await run(note, () => showMessages(messages, group, changed));
  });

  // The first click counts, the second sends: a changed rate or choice asks again.
  let counted = false;
  form.addEventListener("input", () => { counted = false; send.textContent = "Send back…"; });
  form.addEventListener("submit", event => {
    event.preventDefault();
    const order = { ...selection, rate: form.rate.value ? Number(form.rate.value) : null, force: form.force.checked };
    run(note, async () => {
      send.disabled = true;
      try {
        const result = await ask("../errors/redeliver", json({ ...order, dryRun: !counted }));
        if (counted) changed(tell(result, "sent back"));
        else note.textContent = tell(result, "would be sent");
        counted = !counted && result.done > 0;
        send.textContent = counted ? `Send ${result.done} back now` : "Send back…";
      } finally {
        send.disabled = false;
      }
    });
  });
  sure(item.querySelector(".archive"), `Archive all ${group.count}?`, () => act("archive", "archived"));
  sure(item.querySelector(".remove"), `Delete all ${group.count} for good?`, () => act("delete", "deleted"));
  return item;

  function act(what, done) {
    return run(note, async () => {
      changed(tell(await ask(`../errors/${what}`, json(selection)), done));
    });
  }
}

function changed(told) {
  showGroups(told);
  showAudit();
}

async function run(note, action) {
  note.classList.remove("bad");
  note.textContent = "";
  try {
    await action();
  } catch (error) {
    note.classList.add("bad");
    note.textContent = error.message;
  }
}

function tell(result, verb) {
  const parts = [`${result.done} ${verb}`, ...Object.entries(result.destinations).map(([queue, count]) => `${count} to ${queue}`)];
  if (result.poison) parts.push(`${result.poison} left alone: they failed again after an earlier redelivery`);
  if (result.failedAgain) parts.push(`${result.failedAgain} are back already`);
  if (result.problems.length) parts.push(`${result.problems.length} could not be: ${result.problems[0].reason}`);
  if (result.stopped) parts.push(result.stopped);
  return parts.join(" · ");
}

/** Shows the latest actions, the newest first. */
export async function showAudit() {
  const since = new Date(Date.now() - 7 * 24 * 3600 * 1000).toISOString();
  let entries;
  try {
    entries = await ask(`../errors/audit?since=${since}`);
  } catch {
    // The messages beside it say what is wrong.
    return;
  }
  $("trail").hidden = entries.length === 0;
  $("audit").replaceChildren(...entries.slice(-20).reverse().map(entry => {
    const line = document.createElement("li");
    line.append(element("time", time(entry.at), "detail"), element("span", `${entry.by}: ${entry.action}, ${entry.messages} ${entry.messages === 1 ? "message" : "messages"}, ${entry.outcome}`),
      element("span", [entry.reason, entry.queues.join(", ")].filter(Boolean).join(" · "), "detail"));
    return line;
  }));
}
