import { ask } from "../api.js";
import { clone, element, json, sure, time } from "../dom.js";

const most = 50;

/** Shows a group's messages, each of which can be inspected, sent back or deleted. */
export async function showMessages(list, group, changed) {
  const page = await ask(`../errors?${new URLSearchParams({ queue: group.queue, group: group.group, limit: most })}`);
  const entries = page.messages.toSorted((a, b) => b.failedAt.localeCompare(a.failedAt)).map(message => line(message, changed));
  list.replaceChildren(...entries, ...(page.more ? [element("li", `The first ${most} that came; there are more.`, "detail")] : []));
}

function line(message, changed) {
  const item = clone("message-template"), inspect = item.querySelector(".inspect"), inside = item.querySelector(".inside");
  inspect.textContent = `${message.messageType ?? "Unreadable message"} of ${time(message.failedAt)}`;
  item.querySelector(".about-it").textContent = [message.messageId ?? message.id, message.poison ? `poison: sent back ${message.redeliveries} ×` : ""].filter(Boolean).join(" · ");
  inspect.addEventListener("click", async () => {
    inside.hidden = !inside.hidden;
    inspect.setAttribute("aria-expanded", !inside.hidden);
    if (!inside.hidden) await attempt(item, async () => fill(item, await ask(`../errors/${encodeURIComponent(message.id)}`)));
  });
  item.querySelector(".send").addEventListener("click", () => act("redeliver"));
  sure(item.querySelector(".remove"), "Delete for good?", () => act("delete"));
  return item;

  function act(what) {
    return attempt(item, async () => {
      const result = await ask(`../errors/${what}`, json({ queue: message.queue, message: message.id }));
      if (result.problems.length) throw new Error(result.problems[0].reason);
      item.remove();
      changed();
    });
  }
}

async function attempt(item, action) {
  const note = item.querySelector(".note");
  note.textContent = "";
  try {
    await action();
  } catch (error) {
    note.className = "note bad";
    note.textContent = error.message;
  }
}

function fill(item, message) {
  const facts = {
    "Exception": [message.exceptionType, message.exceptionMessage].filter(Boolean).join(": "),
    "Failed": `${message.failures === 1 ? "once" : `${message.failures} times`} in ${message.inputQueue}${message.retries ? `, at last after ${message.retries} retries` : ""}`,
    "Sent back": message.redeliveries === 0 ? "never" : message.redeliveries === 1 ? "once" : `${message.redeliveries} times`,
    "Picture": message.pictures.map(picture => `${picture.key} (${picture.stored ? "stored" : "gone"})`).join(", "),
    "Request": message.requestId,
    "Trace": message.traceId,
  };
  item.querySelector("dl").replaceChildren(...Object.entries(facts).filter(([, value]) => value).flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
  item.querySelector(".stack").textContent = message.stackTrace ?? "";
  item.querySelector(".stack").closest("details").hidden = !message.stackTrace;
  item.querySelector(".headers").textContent = Object.entries(message.headers).filter(([name]) => name !== "MT-Fault-StackTrace").map(([name, value]) => `${name}: ${value}`).join("\n");
  item.querySelector(".body").textContent = pretty(message.body);
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body; // not JSON: as it is
  }
}
