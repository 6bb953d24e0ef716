// Drives a read-along page in Chromium: node read_along.mjs CHROMIUM TASK URL [ARGUMENT]; prints one JSON object.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, task, url, argument] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--mute-audio", "--autoplay-policy=no-user-gesture-required"],
});
const problems = [], requests = [];

async function open(options = {}, context = null) {
  const own = context ?? (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options }));
  const page = await own.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  if (options.javaScriptEnabled !== false) {
    await page.waitForFunction(() => document.querySelector("audio").readyState > 0);
  }
  return page;
}

const state = (page) => page.evaluate(() => {
  const audio = document.querySelector("audio"), now = document.querySelectorAll(".s[aria-current]");
  const box = now[0]?.getBoundingClientRect();
  return {
    paused: audio.paused, at: audio.currentTime, rate: audio.playbackRate, marked: now.length,
    sentence: [...document.querySelectorAll(".s")].indexOf(now[0]),
    inSight: Boolean(box && box.bottom > 0 && box.top < innerHeight),
    back: !document.querySelector("#back").hidden, focus: document.activeElement.id || document.activeElement.className,
  };
});
// Seeking and playing take a moment: waits until `test` (of a state) holds.
async function until(page, test) {
  const end = Date.now() + 8_000;
  for (;;) {
    const found = await state(page);
    if (test(found) || Date.now() > end) return found;
    await page.waitForTimeout(20);
  }
}
const pause = (page) => page.evaluate(() => document.querySelector("audio").pause());

const tasks = {
  // Each control by mouse or by keyboard alone, and what came of it.
  async controls() {
    const page = await open(), done = {};
    const press = async (name, key, test = () => true) => {
      await page.keyboard.press(key);
      done[name] = await until(page, test);
    };
    const reach = async (selector) => {
      await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
      for (let turn = 0; turn < 40; turn++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return true;
      }
      return false;
    };
    await page.locator(".s").nth(4).click();
    done.click = await until(page, (now) => !now.paused && now.sentence === 4);
    await press("k", "k", (now) => now.paused);
    const before = (await state(page)).at;
    await press("on15", "l", (now) => now.at > before + 1);
    await press("back15", "j", (now) => now.at < before + 1);
    const sentence = (await state(page)).sentence;
    await press("after", "ArrowRight", (now) => now.sentence === sentence + 1);
    await press("before", "ArrowLeft", (now) => now.sentence === sentence);
    await press("faster", "+", (now) => now.rate > 1);
    await press("slower", "-", (now) => now.rate === 1);
    await press("chapters", "c");
    await press("chaptersAgain", "c");
    await press("keyboard", "?");
    await press("keyboardAgain", "?");
    done.reached = {};
    for (const id of ["back15", "before", "toggle", "after", "on15", "speed", "position"]) {
      done.reached[id] = await reach(`#${id}`);
    }
    for (const id of ["chapters", "voices", "keyboard", "about", "downloads"]) {
      done.reached[id] = await reach(`#${id} summary`);
      await page.keyboard.press("Enter");
      done.reached[`${id} opens`] = await page.evaluate((name) => document.getElementById(name).open, id);
      await page.keyboard.press("Enter");
    }
    await reach("#toggle");
    await press("buttonPlays", "Enter", (now) => !now.paused);
    await press("buttonPauses", "Enter", (now) => now.paused);
    done.reached.sentence = await reach(".s");
    await page.keyboard.press("ArrowDown");
    await press("enter", "Enter", (now) => !now.paused);
    await pause(page);
    await page.evaluate(() => { document.querySelector("#keyboard").open = true; });
    await page.locator("#keys").uncheck();
    await page.evaluate(() => document.activeElement.blur());
    const off = await state(page);
    await page.keyboard.press("k");
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(150);
    const still = await state(page);
    done.keysOff = still.paused && still.at === off.at;
    done.session = await page.evaluate(() => navigator.mediaSession.metadata.title);
    await page.evaluate(() => { document.querySelector("#chapters").open = true; });
    await page.locator("nav a").last().click();
    done.chapter = await until(page, (now) => !now.paused && now.sentence > 0);
    done.chapterMarked = await page.evaluate(() => document.querySelector("nav a[aria-current]").getAttribute("href"));
    return done;
  },
  // The text moves with the reading, until the reader scrolls away; the button leads back; the place is kept.
  async follows() {
    const page = await open({ viewport: { width: 390, height: 600 } }), done = {}, last = Number(argument);
    await page.evaluate((index) => document.querySelectorAll(".s")[index].scrollIntoView(), last - 1);
    await page.locator(".s").nth(last - 1).click();
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(1500);
    await pause(page);
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(1500);
    done.followed = await state(page);
    await page.mouse.move(200, 400);
    await page.mouse.wheel(0, -20_000);
    done.away = await until(page, (now) => now.back);
    await page.locator("#back").click();
    done.back = await until(page, (now) => now.inSight && !now.back);
    await page.waitForTimeout(1000);
    const again = await open({}, page.context());
    done.again = await until(again, (now) => now.sentence >= 0);
    return done;
  },
  // What stands where at random moments while it plays, at one speed.
  async moments() {
    const page = await open(), [rate, count] = argument.split(",").map(Number);
    return page.evaluate(async ([speed, wanted]) => {
      const audio = document.querySelector("audio"), sentences = [...document.querySelectorAll(".s")], seen = [];
      const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      const choice = document.querySelector("#speed");
      choice.value = String(speed);
      choice.dispatchEvent(new Event("change"));
      document.querySelector("#toggle").click();
      while (seen.length < wanted) {
        audio.currentTime = Math.random() * (audio.duration - 3);
        await new Promise((resolve) => audio.addEventListener("seeked", resolve, { once: true }));
        if (audio.paused) document.querySelector("#toggle").click();
        for (let turn = 0; turn < 25 && seen.length < wanted && !audio.paused; turn++) {
          await wait(15 + Math.random() * 60);
          const [line] = CSS.highlights.get("word");
          const at = audio.currentTime;
          const sentence = sentences.findIndex((one) => one.hasAttribute("aria-current"));
          seen.push({ at, rate: audio.playbackRate, sentence, word: line ? line.toString() : "" });
        }
      }
      return seen;
    }, [rate, count]);
  },
  // Violations in every look and with every panel open, and whether anything sticks out at the side.
  async accessible() {
    const looks = {
      light: {}, dark: { colorScheme: "dark" }, phone: { viewport: { width: 390, height: 844 } },
      zoomed: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
      zoomedDark: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, colorScheme: "dark" },
      calm: { reducedMotion: "reduce", forcedColors: "active" },
    };
    const done = {};
    for (const [look, options] of Object.entries(looks)) {
      const page = await open(options);
      await page.locator(".s").nth(4).click();
      await page.waitForTimeout(300);
      await pause(page);
      const panels = [null, ...(await page.locator("details").evaluateAll((all) => all.map((one) => one.id)))];
      await page.evaluate(axe);
      for (const panel of panels) {
        done[`${look} ${panel}`] = await page.evaluate(async (id) => {
          document.querySelectorAll("details").forEach((one) => { one.open = one.id === id; });
          const found = await axe.run();
          const wide = document.documentElement.scrollWidth > innerWidth ? ["wider than the window"] : [];
          return [...wide, ...found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`)];
        }, panel);
      }
      await page.context().close();
    }
    return done;
  },
  // From the text to a note and back, by keyboard; what marks and initials show.
  async notes() {
    const page = await open(), done = {};
    const go = async (selector) => {
      await page.locator(selector).first().focus();
      await page.keyboard.press("Enter");
      await page.waitForTimeout(400);
      const hash = await page.evaluate(() => location.hash);
      const seen = await page.evaluate((target) => {
        const box = document.querySelector(target).getBoundingClientRect();
        return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
      }, hash);
      return [hash, seen];
    };
    const shown = (selector) => page.locator(selector).evaluateAll((all) =>
      all.map((one) => getComputedStyle(one, "::before").content.replace(/ \/.*|"/g, "")));
    [done.there, done.seen] = await go("a.ref");
    [done.back, done.seenAgain] = await go("a.back");
    done.marks = await shown("a.ref");
    done.playing = !(await state(page)).paused;
    done.initials = await shown("cite.i");
    done.initials = [...new Set(done.initials)];
    return done;
  },
  // Without its script, and printed.
  async plain() {
    const page = await open({ javaScriptEnabled: false });
    const seen = (selector) => page.locator(selector).first().isVisible();
    const done = { audio: await seen("audio"), controls: await seen(".controls"), text: await seen(".t"), quick: await seen("#quick") };
    await page.emulateMedia({ media: "print" });
    done.printedPlayer = await seen(".player");
    done.printedText = await seen(".t");
    return done;
  },
  // How long a page takes to open, how much of it is alive, and the longest frame while it is scrolled through.
  async opens() {
    const start = performance.now(), page = await open();
    const ready_s = (performance.now() - start) / 1000;
    return page.evaluate(async (ready) => {
      const frames = [], end = document.documentElement.scrollHeight;
      let last = performance.now();
      for (let turn = 0; turn < 120; turn++) {
        scrollBy({ top: end / 120, behavior: "instant" });
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      frames.sort((one, other) => one - other);
      return { ready_s: ready, elements: document.querySelectorAll("*").length,
        words: document.querySelector("#text").textContent.split(/\s+/).length,
        median_ms: frames[60], worst_ms: frames[119] };
    }, ready_s);
  },
};

const done = await tasks[task]();
console.log(JSON.stringify({ done, problems, requests }));
await browser.close();
