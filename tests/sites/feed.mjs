// Reads a feed from standard input with podcast-partytime and feedsmith, and prints what each makes of it.
import { readFileSync } from "node:fs";
import { parseFeed as byFeedsmith } from "feedsmith";
import partytime from "podcast-partytime";

const text = readFileSync(0, "utf8");
console.log(JSON.stringify({ partytime: partytime.parseFeed(text), feedsmith: byFeedsmith(text) }));
