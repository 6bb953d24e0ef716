// Opens pages in Chromium: node browse.mjs CHROMIUM URL...
// Of each page it prints what axe-core finds, light and dark, what was asked for and answered, and how seeking in its
// first player went: to three quarters of the recording, and back to a quarter.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, ...urls] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
});

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

async function seek(page) {
  return page.evaluate(async () => {
    const audio = document.querySelector("audio");
    const heard = (name) =>
      new Promise((resolve, reject) => {
        audio.addEventListener(name, resolve, { once: true });
        audio.addEventListener("error", () => reject(new Error(audio.error.message)), { once: true });
        setTimeout(() => reject(new Error(`no ${name}`)), 20_000);
      });
    const ready = heard("loadedmetadata");
    audio.preload = "metadata";
    audio.load();
    await ready;
    const places = [];
    for (const share of [0.75, 0.25]) {
      const done = heard("seeked");
      audio.currentTime = share * audio.duration;
      await done;
      places.push(audio.currentTime / audio.duration);
    }
    const end = audio.seekable.length ? audio.seekable.end(audio.seekable.length - 1) : 0;
    return { duration: audio.duration, seekable: end, places };
  });
}

for (const url of urls) {
  const answers = [];
  const found = {};
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ colorScheme });
    page.on("response", (response) => {
      const range = response.request().headers().range ?? "";
      answers.push({ url: response.url(), status: response.status(), range });
    });
    const problems = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await page.goto(url);
    found[colorScheme] = await violations(page);
    if (colorScheme === "light") found.seek = await seek(page);
    found.problems = [...(found.problems ?? []), ...problems];
    await page.close();
  }
  console.log(JSON.stringify({ url, answers, ...found }));
}
await browser.close();
