// What a person does with the two pages, in a real browser. Arguments: the Gateway's address, the folder of the photographs, the browser's
// program, and a file that is no picture. Ends with an error where something is not as it should be.
import assert from "node:assert/strict";
import path from "node:path";
import { chromium } from "playwright-core";

const [gateway, photos, program, noPicture] = process.argv.slice(2);
const patience = 60_000;
// It opens nothing but our own pages, and where tests run as root it has no sandbox.
const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  const faults = [];
  page.on("pageerror", error => faults.push(error.message));
  await recognise(page);
  await tidyUp(page);
  await operate(page);
  assert.deepEqual(faults, []);
} finally {
  await browser.close();
}

async function recognise(page) {
  await page.goto(gateway);
  await page.getByText("Nobody is enrolled yet.").waitFor();

  await choose(page, path.join(photos, "sample1.jpg"));
  const face = page.locator("#faces .face").nth(2);
  await face.getByPlaceholder("Name this face").fill("Anna");
  await face.getByRole("button", { name: "Enrol", exact: true }).click();
  await face.getByText("Enrolled as Anna.").waitFor();
  await page.locator("#people-list .person", { hasText: "Anna" }).waitFor();

  await choose(page, path.join(photos, "sample3.jpg"));
  await page.locator("#stage .box.recognized", { hasText: "Anna" }).waitFor();
  assert.deepEqual(await page.locator("#faces .face .name").allTextContents(), ["Unknown", "Anna", "Unknown"]);
  assert.match(await page.locator("#caption").textContent(), /^3 faces · /);

  await choose(page, noPicture);
  assert.equal(await page.locator("#message .what").textContent(), "The picture cannot be read.");
  assert.equal(await page.locator("#result").isVisible(), false);
}

async function tidyUp(page) {
  await page.goto(gateway);
  const pictures = page.locator("#history-list li");
  await pictures.nth(1).waitFor();
  assert.equal(await pictures.count(), 2);
  await twice(pictures.first().locator(".remove"));
  await pictures.nth(1).waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Rename Anna" }).click();
  await page.locator("#people-list input").fill("Berta");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("#people-list .name", { hasText: "Berta" }).waitFor();
  await twice(page.locator("#people-list .remove"));
  await page.getByText("Nobody is enrolled yet.").waitFor();
}

async function operate(page) {
  await page.goto(new URL("operations/", gateway).href);
  await page.locator("#instances .phase", { hasText: "Ready" }).waitFor();
  assert.match(await page.locator("#fleet-oldest").textContent(), /^Longest wait in the queue now: /);
  await page.locator("#decisions li", { hasText: "nothing changes" }).first().waitFor();
  await page.getByLabel("only those that did something").check();
  await page.locator("#decisions li", { hasText: "nothing changes" }).first().waitFor({ state: "detached" });
  await page.locator("#decisions li", { hasText: "launch 1 of 1" }).waitFor();

  const group = page.locator("#groups .group");
  await group.waitFor();
  assert.equal(await group.locator(".number").textContent(), "1");
  await group.getByRole("button", { name: "Show messages" }).click();
  await group.locator(".inspect").click();
  await group.locator(".body", { hasText: "no message at all" }).waitFor();
  await twice(group.locator(".tools .remove"));
  await page.getByText("1 deleted", { exact: false }).waitFor();
  await group.waitFor({ state: "detached" });
  await page.locator("#audit li", { hasText: "delete, 1 message" }).waitFor();
}

async function choose(page, file) {
  await page.locator("#file").setInputFiles(file);
  await page.locator("#drop:not(.busy)").waitFor();
}

// The first click asks whether one is sure.
async function twice(button) {
  const label = await button.textContent();
  await button.click();
  assert.notEqual(await button.textContent(), label);
  await button.click();
}
