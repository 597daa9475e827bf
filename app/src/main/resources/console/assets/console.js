// What the console does in the browser: sends the token that proves a form is ours, says when a
// request was made by the page itself, and opens pages by keys.
"use strict";

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

document.addEventListener("htmx:configRequest", (event) => {
  const header = meta("csrf-header");
  if (header) event.detail.headers[header] = meta("csrf-token");
  if (event.detail.elt.hasAttribute("data-by-itself")) event.detail.headers["X-Trestle-By-Itself"] = "1";
});

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
