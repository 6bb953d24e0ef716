// Plays the recording of this page and shows what is being read. Without it the page is the text, with the browser's
// own player. Nothing is fetched: the times of sentences and words stand in the page.
"use strict";
(() => {
  const find = (selector) => document.querySelector(selector);
  const audio = find("audio"), player = find(".player"), range = find("#position"), speed = find("#speed");
  const status = find(".status"), clock = find(".clock"), where = find(".where"), back = find("#back");
  const times = JSON.parse(find("#times").textContent);
  const says = times.labels, filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const sentences = document.querySelectorAll(".s"), links = document.querySelectorAll("nav a");
  const starts = Float64Array.from(times.sentences, (row) => row[0]);
  const wave = find(".wave"), head = document.createElement("div");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const ticks = { follow: find("#follow"), keys: find("#keys") };
  const marker = window.Highlight && CSS.highlights ? new Highlight() : null;
  let current = -1, chapter = -1, word = -1, words = null, following = true, scrolled = 0, wanted = null;

  // Where the reader was, and how they like it. Files on a disk share one store, hence the address in the key.
  const PLACE = `audio-edition ${location.pathname}`, LIKES = "audio-edition likes";
  const read = (key) => {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
  };
  const keep = (key, value) => {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a private window keeps nothing */ }
  };

  const spell = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds)), two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
    return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  };

  // The last of `list` that has begun at `ms`; -1 before the first.
  const last = (list, ms) => {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= ms) low = middle + 1; else high = middle;
    }
    return low - 1;
  };

  // Pieces of a sentence: when each begins (row: start, end, then steps), and where it stands in the text.
  const piecesOf = (index) => {
    const node = sentences[index].firstChild, row = times.sentences[index], heard = [], at = times.cuts[index] || [0];
    for (let place = 2, ms = row[0]; place < row.length; place++) heard.push(ms += row[place]);
    if (!times.cuts[index]) for (let gap = 0; (gap = node.data.indexOf(" ", gap)) >= 0; ) at.push(++gap);
    return { node, heard, at };
  };

  function enter(index) {
    if (current >= 0) sentences[current].removeAttribute("aria-current");
    current = index;
    word = -1;
    words = null;
    marker?.clear();
    if (index >= 0) {
      sentences[index].setAttribute("aria-current", "true");
      words = piecesOf(index);
      if (!sentences[index].matches(":focus") && !find(".text").contains(document.activeElement)) stop(index);
    }
    const now = Math.max(0, last(times.chapters, audio.currentTime * 1000 + 1));
    const voice = index >= 0 ? sentences[index].closest("[data-voice]") : null;
    const title = times.titles[now] || "";
    where.textContent = voice ? `${title} · ${voice.dataset.voice}` : title;
    if (now !== chapter) {
      links[chapter]?.removeAttribute("aria-current");
      links[chapter = now]?.setAttribute("aria-current", "true");
      tell();
    }
  }

  // Show the place of the recording: the sentence, the word in it, the clock.
  function show() {
    const ms = (wanted ?? audio.currentTime) * 1000;
    if (!(current >= 0 && starts[current] <= ms && !(starts[current + 1] <= ms))) {
      const index = last(starts, ms);
      if (index !== current) enter(index);
    }
    if (words) {
      const over = ms > times.sentences[current][1] + 400;
      const index = over ? -1 : last(words.heard, ms);
      if (index !== word) mark(index);
    }
    const second = Math.floor(ms / 1000);
    if (second !== Number(range.value)) paintClock(second);
  }

  function paintClock(second) {
    range.value = second;
    const text = `${spell(second)} / ${spell(times.duration)}`;
    clock.textContent = text;
    range.setAttribute("aria-valuetext", filled(says.position_is, { at: spell(second), length: spell(times.duration) }));
    if (wave) head.style.left = `${(100 * second) / times.duration}%`;
  }

  function mark(index) {
    word = index;
    marker?.clear();
    if (index < 0) return;
    const { node, at } = words, line = new Range(), end = at[index + 1] ?? node.length;
    line.setStart(node, Math.min(at[index], node.length));
    line.setEnd(node, Math.min(end - (node.data[end - 1] === " "), node.length));
    marker?.add(line);
    keepInView(line);
  }

  const top = () => (getComputedStyle(player).position === "sticky" ? Math.max(0, player.getBoundingClientRect().bottom) : 0);
  const isSeen = (thing) => {
    const box = thing.getBoundingClientRect();
    return box.bottom > top() && box.top < innerHeight;
  };

  function keepInView(thing, always = false) {
    if (audio.paused && !always || !following || !ticks.follow.checked) return;
    const box = thing.getBoundingClientRect(), upper = top(), room = innerHeight - upper;
    if (box.top >= upper + 8 && box.bottom <= upper + room * 0.8) return;
    scrolled = performance.now();
    scrollBy({ top: box.top - upper - room * 0.25, behavior: calm.matches ? "instant" : "smooth" });
  }

  // A reader who scrolls the sentence out of sight is left alone, until it is in sight again or they ask.
  function follow(on) {
    following = on;
    back.hidden = on || !ticks.follow.checked;
  }
  addEventListener("scroll", () => {
    if (current < 0 || performance.now() - scrolled < 1200) return;
    follow(isSeen(sentences[current]));
  }, { passive: true });
  for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => { scrolled = 0; }, { passive: true });
  back.addEventListener("click", () => {
    follow(true);
    if (current >= 0) keepInView(sentences[current], true);
    find(".play").focus({ preventScroll: true });
  });

  const loop = () => {
    show();
    if (!audio.paused && !audio.ended) requestAnimationFrame(loop);
  };
  async function play() {
    status.textContent = "";
    try { await audio.play(); } catch (error) {
      if (error.name !== "AbortError") status.textContent = says.not_played;
    }
  }
  const toggle = () => (audio.paused ? play() : audio.pause());
  const seek = (seconds) => {
    const to = Math.min(Math.max(0, seconds), times.duration);
    // Until the browser knows the recording, a place cannot be set: it is taken up when it can.
    if (audio.readyState > 0) audio.currentTime = to; else wanted = to;
    show();
    store();
  };
  const here = () => wanted ?? audio.currentTime;
  const from = (index) => { follow(true); seek(starts[index] / 1000 + 0.001); play(); };
  function step(by) {
    const ms = here() * 1000, index = last(starts, ms);
    // Back to the beginning of a sentence that is well under way, else to the one before.
    const target = by < 0 && index >= 0 && ms - starts[index] > 1500 ? index : index + by;
    follow(true);
    seek(starts[Math.min(Math.max(0, target), starts.length - 1)] / 1000 + 0.001);
    if (current >= 0) keepInView(sentences[current], true);
  }
  function rate(value) {
    audio.defaultPlaybackRate = audio.playbackRate = value;
    keep(LIKES, { ...read(LIKES), speed: value });
  }
  function faster(by) {
    speed.selectedIndex = Math.min(Math.max(0, speed.selectedIndex + by), speed.length - 1);
    rate(Number(speed.value));
    status.textContent = filled(says.speed_is, { speed: speed.value });
  }

  // One sentence at a time can be reached with Tab; the arrows move among them while one has the focus.
  let stopped = 0;
  function stop(index) {
    sentences[stopped]?.removeAttribute("tabindex");
    sentences[stopped = index]?.setAttribute("tabindex", "0");
  }
  const order = new Map(Array.from(sentences, (one, index) => [one, index]));
  const sentenceAt = (node) => order.get(node instanceof Element ? node.closest(".s") : null) ?? -1;

  document.addEventListener("click", (event) => {
    const index = sentenceAt(event.target);
    if (index < 0 || !getSelection().isCollapsed || event.target.closest("a")) return;
    stop(index);
    from(index);
  });
  const does = {
    k: toggle, j: () => seek(here() - 15), l: () => seek(here() + 15),
    ArrowLeft: () => step(-1), ArrowRight: () => step(1),
    "-": () => faster(-1), "+": () => faster(1), "=": () => faster(1),
    f: () => ticks.follow.click(), c: () => open("#chapters"), "?": () => open("#keyboard"),
  };
  function open(panel) {
    const details = find(panel);
    details.open = !details.open;
    if (details.open) details.querySelector("summary").focus();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const index = sentenceAt(event.target);
    if (index >= 0 && ["Enter", " ", "ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      if (event.key === "Enter" || event.key === " ") { from(index); return; }
      stop(Math.min(Math.max(0, index + (event.key === "ArrowUp" ? -1 : 1)), sentences.length - 1));
      sentences[stopped].focus();
      return;
    }
    const act = does[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    // Fields have keys of their own; whoever turned single keys off (their screen reader has them) keeps them.
    if (!act || !ticks.keys.checked || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    act();
  });

  for (const [id, act] of [["#toggle", toggle], ["#quick", toggle], ["#back15", does.j], ["#on15", does.l],
    ["#before", () => step(-1)], ["#after", () => step(1)]]) find(id).addEventListener("click", act);
  range.addEventListener("input", () => seek(Number(range.value)));
  speed.addEventListener("change", () => rate(Number(speed.value)));
  for (const [name, tick] of Object.entries(ticks)) {
    tick.checked = read(LIKES)[name] ?? true;
    tick.addEventListener("change", () => {
      keep(LIKES, { ...read(LIKES), [name]: tick.checked });
      follow(true);
    });
  }
  links.forEach((link, index) => link.addEventListener("click", (event) => {
    event.preventDefault();
    follow(true);
    seek(times.chapters[index] / 1000 + 0.001);
    play();
    scrolled = performance.now();
    find(link.hash).scrollIntoView({ behavior: calm.matches ? "instant" : "smooth" });
  }));

  let stored = 0;
  function store() {
    stored = performance.now();
    const row = current >= 0 ? sentences[current].textContent.slice(0, 80) : "";
    keep(PLACE, { at: here(), of: times.recording, row });
  }
  audio.addEventListener("timeupdate", () => {
    show();
    if (performance.now() - stored > 5000) store();
  });
  for (const name of ["pause", "seeked"]) audio.addEventListener(name, () => { show(); store(); });
  addEventListener("pagehide", store);
  for (const name of ["play", "pause", "ended"]) {
    audio.addEventListener(name, () => {
      document.documentElement.classList.toggle("playing", !audio.paused);
      for (const button of document.querySelectorAll(".play")) {
        button.setAttribute("aria-label", button.title = audio.paused ? says.play : says.pause);
      }
      if (!audio.paused) requestAnimationFrame(loop);
    });
  }
  audio.addEventListener("loadedmetadata", () => {
    if (wanted !== null) audio.currentTime = wanted;
    wanted = null;
  });
  audio.addEventListener("error", () => { status.textContent = says.not_read; });

  function tell() {
    if (!navigator.mediaSession || !window.MediaMetadata) return;
    // Browsers show no picture from a disk there, and complain.
    const artwork = times.cover && location.protocol !== "file:" ? [{ src: new URL(times.cover, location.href).href, sizes: "2000x2000" }] : [];
    navigator.mediaSession.metadata = new MediaMetadata({
      title: times.titles[chapter] || times.title, artist: times.artist, album: times.title, artwork,
    });
  }
  if (navigator.mediaSession) {
    const jump = (by) => () => links[Math.min(Math.max(0, chapter + by), links.length - 1)]?.click();
    const acts = { play, pause: () => audio.pause(), seekbackward: does.j, seekforward: does.l,
      previoustrack: jump(-1), nexttrack: jump(1), seekto: (wish) => seek(wish.seekTime) };
    for (const [name, act] of Object.entries(acts)) {
      try { navigator.mediaSession.setActionHandler(name, act); } catch { /* not known to this browser */ }
    }
  }

  // The place to begin at: the address (#t=62), else where the reader was. In a changed edition the sentence counts.
  function begin() {
    const asked = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash), was = read(PLACE);
    if (asked) return Number(asked[1]);
    if (!(was.at > 5) || was.at > times.duration - 5) return was.at > 5 ? 0 : null;
    if (was.of === times.recording) return was.at;
    const index = was.row ? Array.prototype.findIndex.call(sentences, (one) => one.textContent.startsWith(was.row)) : -1;
    return index < 0 ? null : starts[index] / 1000 + 0.001;
  }
  document.documentElement.classList.add("script");
  if (wave) {
    head.className = "head";
    wave.after(head);
    wave.addEventListener("click", (event) => {
      const box = wave.getBoundingClientRect();
      follow(true);
      seek(((event.clientX - box.left) / box.width) * times.duration);
    });
  }
  audio.controls = false;
  find(".controls").hidden = false;
  if (marker) {
    CSS.highlights.set("word", marker);
    document.styleSheets[0].insertRule("::highlight(word) { background: var(--word); color: var(--word-ink); }");
  }
  stop(0);
  const liked = read(LIKES).speed;
  if (liked && Array.from(speed.options).some((one) => Number(one.value) === liked)) { speed.value = liked; rate(liked); }
  const place = begin();
  if (place) {
    seek(place);
    status.textContent = filled(says.goes_on, { place: spell(place) });
  } else {
    paintClock(0);
    enter(-1);
  }
})();
