// Reads what it is told to with other people's libraries: a JSON object a line in, one out.
//   {"kind": "vtt", "text": "..."}     webvtt-parser: cues with identifier, times and the speaker of each
//   {"kind": "mp4", "path": "..."}     music-metadata: chapters and tags
//   {"kind": "id3", "path": "..."}     node-id3: chapters and tags
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// The table of HTML's entities, as the standard asks; the parser's own short one lacks the semicolons.
const entities = createRequire(import.meta.url)("webvtt-parser/html-entities.json");

const readers = {
  async vtt({ text }) {
    const { WebVTTParser } = (await import("webvtt-parser")).default;
    const { cues, errors } = new WebVTTParser(entities).parse(text, "subtitles");
    const plain = (node) => (node.type === "text" ? node.value : node.children.map(plain).join(""));
    return {
      errors: errors.map((error) => `${error.line}: ${error.message}`),
      cues: cues.map((cue) => {
        const [voice, ...rest] = cue.tree.children;
        return {
          id: cue.id,
          start: cue.startTime,
          end: cue.endTime,
          speaker: rest.length === 0 && voice.name === "v" ? voice.value : null,
          text: plain(cue.tree),
        };
      }),
    };
  },
  async mp4({ path }) {
    const { parseFile } = await import("music-metadata");
    const { common, format, quality } = await parseFile(path, { includeChapters: true, duration: true });
    return {
      container: format.container,
      title: common.title,
      artist: common.artist,
      pictures: common.picture?.length ?? 0,
      warnings: quality.warnings.map((warning) => warning.message),
      chapters: format.chapters.map((c) => ({ title: c.title, start_s: c.start / c.timeScale })),
    };
  },
  async id3({ path }) {
    const { default: id3 } = await import("node-id3");
    const tags = id3.read(path);
    return {
      title: tags.title,
      artist: tags.artist,
      chapters: (tags.chapter ?? []).map((c) => ({
        title: c.tags.title, start_ms: c.startTimeMs, end_ms: c.endTimeMs,
      })),
    };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  try {
    console.log(JSON.stringify(await readers[order.kind](order)));
  } catch (error) {
    console.log(JSON.stringify({ failed: String(error) }));
  }
}
