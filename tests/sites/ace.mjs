// What Ace by DAISY finds in a book: CHROMIUM and BOOK in, its outcome and each failed assertion out, as JSON.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [chromium, book] = process.argv.slice(2);
process.env.PUPPETEER_EXECUTABLE_PATH = chromium;
const require = createRequire(import.meta.url);
const ace = require("@daisy/ace-core"), runner = require("@daisy/ace-axe-runner-puppeteer");
const cwd = mkdtempSync(join(tmpdir(), "ace-"));
try {
  await ace(book, { cwd, outdir: cwd, tmpdir: cwd, silent: true, initLogger: true }, runner);
  const report = JSON.parse(readFileSync(join(cwd, "report.json"), "utf8"));
  const failed = report.assertions.flatMap((document) =>
    document.assertions
      .filter((one) => one["earl:result"]["earl:outcome"] === "fail")
      .map((one) => `${document["earl:testSubject"].url}: ${one["earl:test"]["dct:title"]} (${one["earl:test"]["earl:impact"]}): ${one["earl:result"]["dct:description"]}`),
  );
  process.stdout.write(JSON.stringify({ outcome: report["earl:result"]["earl:outcome"], failed }) + "\n");
} finally {
  rmSync(cwd, { recursive: true, force: true });
}
process.exit(0);
