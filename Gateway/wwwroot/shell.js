import { setKey, whenKeyNeeded } from "./api.js";
import { $ } from "./dom.js";

/** What every page has around it: the Gateway's health, and the form for an API key. */
export function startShell(root, onKey) {
  whenKeyNeeded(error => {
    $("key-form").hidden = false;
    $("key-note").textContent = error.code === "unknown-key" ? error.message : "This Gateway asks for an API key. It stays in this tab and is forgotten when the tab is closed.";
    setKey(null);
  });
  $("key-form").addEventListener("submit", event => {
    event.preventDefault();
    setKey($("key").value.trim());
    $("key").value = "";
    $("key-form").hidden = true;
    onKey();
  });
  showHealth(root);
  setInterval(() => showHealth(root), 15000);
}

async function showHealth(root) {
  const health = $("health");
  let status = "unreachable";
  try {
    status = (await (await fetch(`${root}health`)).json()).status;
  } catch {
    // Shown as it is: unreachable.
  }
  health.dataset.status = status;
  health.textContent = { healthy: "Ready", degraded: "Degraded", unhealthy: "Not ready" }[status] ?? "Not reachable";
}
