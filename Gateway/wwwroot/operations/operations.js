import { startShell } from "../shell.js";
import { showAudit, showGroups } from "./errors.js";
import { showFleet } from "./fleet.js";

function showAll() {
  showGroups();
  showAudit();
  showFleet();
}

startShell("../", showAll);
document.getElementById("errors-refresh").addEventListener("click", showAll);
document.getElementById("only-acted").addEventListener("change", showFleet);
showAll();
// Looking at messages hides them from others for a moment, so only the fleet is followed by itself.
setInterval(showFleet, 5000);
