// What the console does in the browser: sends the token that proves a form is ours, says when a
// request was made by the page itself, and opens pages by keys.
"use strict";

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

document.addEventListener("htmx:configRequest", (event) => {
  const header = meta("csrf-header");
  if (header) event.detail.headers[header] = meta("csrf-token");
  if (event.detail.elt.hasAttribute("data-by-itself")) event.detail.headers["X-Trestle-By-Itself"] = "1";
});

// What a page shows may be patient data: one that nobody touches is emptied and left, as long after
// the last touch as the server lets a session rest.
const idleSeconds = Number(meta("idle-seconds"));
if (idleSeconds > 0) {
  let touched = Date.now();
  for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) {
    document.addEventListener(kind, () => { touched = Date.now(); }, { capture: true, passive: true });
  }
  setInterval(() => {
    if (Date.now() - touched < idleSeconds * 1000) return;
    document.body.replaceChildren();
    location.replace("/console/sign-in?over");
  }, 1000);
}

let afterG = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  if (afterG) {
    afterG = false;
    document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`)?.click();
  } else if (event.key === "g") {
    afterG = true;
  } else if (event.key === "/") {
    const first = document.querySelector("main input:not([type=hidden]), main select");
    if (first) { event.preventDefault(); first.focus(); }
  }
});

// What the server says of something that it refused.
class Refused extends Error {}

// What the page of a refusal says.
async function reason(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-problem]")?.textContent;
}

// Why something long did not end as it should.
function ended(problem, progress) {
  if (problem.name === "AbortError") return `Stopped: ${progress}`;
  return problem instanceof Refused && problem.message ? `That did not work. ${problem.message}` : "That did not work.";
}

// What a form's answer says, one JSON object a line, while it comes.
async function lines(form, signal, each, action = form.action) {
  const answer = await fetch(action, { method: "POST", body: new URLSearchParams(new FormData(form)), signal });
  if (!answer.ok) throw new Refused(await reason(answer));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const whole = (rest + part.value).split("\n");
    rest = whole.pop();
    whole.filter((line) => line).map((line) => JSON.parse(line)).forEach((line) => {
      if (line.problem) throw new Refused(line.problem.detail);
      each(line);
    });
  }
}

// A mistake in a file: its line is selected in the field that holds the file.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const field = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!field) return;
  event.preventDefault();
  const rows = field.value.split("\n");
  const row = Math.max(1, Math.min(Number(link.dataset.line), rows.length));
  const start = rows.slice(0, row - 1).join("\n").length + (row > 1 ? 1 : 0);
  field.focus();
  field.setSelectionRange(start, start + rows[row - 1].length);
  field.scrollTop = field.scrollHeight * (row - 1) / rows.length - field.clientHeight / 2;
});

// A scan: hits come one JSON object a line and are shown as text, never as markup.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-scan]");
  if (!form) return;
  event.preventDefault();
  const rows = document.getElementById(form.dataset.scan);
  const progress = document.querySelector("[data-progress]");
  const cancel = form.querySelector("[data-cancel]");
  const stop = new AbortController();
  rows.replaceChildren();
  cancel.disabled = false;
  cancel.onclick = () => stop.abort();
  let hits = 0;
  const show = (line) => {
    if (line.entry === undefined) {
      progress.textContent = `${line.looked.toLocaleString("en")} of ${line.of.toLocaleString("en")} looked into, ${hits} found`
        + (line.unreadable ? `, ${line.unreadable} unreadable` : "");
      return;
    }
    hits += 1;
    const row = rows.insertRow();
    const entry = document.createElement("th");
    entry.scope = "row";
    entry.className = "n";
    const link = document.createElement("a");
    link.href = `/console/messages/${line.entry}`;
    link.textContent = line.entry;
    entry.append(link);
    row.append(entry);
    for (const text of [line.received, line.feed, line.type]) row.insertCell().textContent = text;
  };
  try {
    await lines(form, stop.signal, show);
    progress.textContent = `Done: ${progress.textContent}`;
  } catch (problem) {
    progress.textContent = ended(problem, progress.textContent);
  } finally {
    cancel.disabled = true;
  }
});

// A search for a row of a code table: says how far it is, then opens what it found.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-search]");
  if (!form) return;
  event.preventDefault();
  const progress = form.querySelector("[data-progress]");
  const cancel = form.querySelector("[data-cancel]");
  const stop = new AbortController();
  cancel.disabled = false;
  cancel.onclick = () => stop.abort();
  let last = {};
  try {
    await lines(form, stop.signal, (line) => {
      last = line;
      progress.textContent = `${line.looked.toLocaleString("en")} of ${line.of.toLocaleString("en")} looked at, ${line.found} used the row`;
    });
    if (!last.done) throw new Error("broke off");
    location.assign(form.dataset.search + last.search);
  } catch (problem) {
    progress.textContent = ended(problem, progress.textContent);
  } finally {
    cancel.disabled = true;
  }
});

// A replay of the files in the form: says how far it is, then leads to what came of it. The form stays.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-replay]");
  if (!button) return;
  event.preventDefault();
  const part = document.getElementById("checked");
  const progress = part.querySelector("[data-progress]");
  const cancel = part.querySelector("[data-cancel]");
  const stop = new AbortController();
  const number = (value) => value.toLocaleString("en");
  const words = (line) => `${number(line.differ)} of ${number(line.compared)} differ`;
  button.disabled = true;
  cancel.disabled = false;
  cancel.onclick = () => stop.abort();
  progress.textContent = "";
  let last = {};
  try {
    await lines(button.form, stop.signal, (line) => {
      last = line;
      progress.textContent = `${number(line.looked)} of ${number(line.messages)} looked at, ${words(line)}`;
    }, button.formAction);
    if (!last.done) throw new Error("broke off");
    const link = document.createElement("a");
    link.href = button.dataset.replay + last.replay;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = words(last);
    progress.replaceChildren("Done: ", link);
  } catch (problem) {
    progress.textContent = ended(problem, progress.textContent);
  } finally {
    button.disabled = false;
    cancel.disabled = true;
  }
});
