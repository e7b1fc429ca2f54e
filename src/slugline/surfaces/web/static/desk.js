"use strict";
// Small improvements to pages that work without any: citations shown in print, a page turned back in place, one key.

(() => {
  // Browsers that cannot print what is folded: open every citation while printing.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".cites:not(.cites-short) > li > details.cite:not([open])")];
    opened.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => {
    opened.forEach((one) => { one.open = false; });
    opened = [];
  });

  const form = document.querySelector("form[data-turning]");
  if (!form) return;
  const field = form.elements.as_of;
  const slide = form.elements.slide;
  const today = form.querySelector("[data-today]");
  const first = Date.parse(form.dataset.turning + "T00:00:00Z");
  const last = field.max;
  const DAY = 86400000;
  let timer = 0;
  let asked = 0;

  const said = (day) => new Date(day + "T00:00:00Z").toLocaleDateString(document.documentElement.lang || "en", {
    timeZone: "UTC", year: "numeric", month: "long", day: "numeric",
  });
  const addressOf = (day) => location.pathname + (day === last ? "" : "?as_of=" + day);

  const shown = (day) => {
    const at = Math.round((Date.parse(day + "T00:00:00Z") - first) / DAY);
    field.value = day;
    slide.value = String(at);
    form.elements.was.value = String(at);
    slide.setAttribute("aria-valuetext", said(day));
    today.hidden = day === last;
  };

  const turn = async (day, keep) => {
    const number = ++asked;
    const address = addressOf(day);
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      if (!answer.ok) { location.assign(address); return; }
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (number !== asked) return;
      for (const part of document.querySelectorAll("[data-turns]")) {
        const fresh = made.getElementById(part.id);
        if (!fresh) { location.assign(address); return; }
        part.replaceChildren(...document.adoptNode(fresh).childNodes);
      }
      document.title = made.title;
      if (keep) history[history.state && history.state.turned ? "replaceState" : "pushState"]({ turned: true }, "", address);
    } catch {
      location.assign(address);
    } finally {
      if (number === asked) form.removeAttribute("aria-busy");
    }
  };

  slide.addEventListener("input", () => {
    const day = new Date(first + Number(slide.value) * DAY).toISOString().slice(0, 10);
    shown(day);
    clearTimeout(timer);
    timer = setTimeout(() => turn(day, true), 120);
  });
  const chosen = () => {
    if (!field.value || !field.validity.valid) return;
    shown(field.value);
    turn(field.value, true);
  };
  field.addEventListener("change", chosen);
  form.addEventListener("submit", (event) => { event.preventDefault(); chosen(); });
  const back = (event) => { event.preventDefault(); shown(last); turn(last, true); };
  today.addEventListener("click", back);
  addEventListener("keydown", (event) => {
    if (event.key !== "t" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]") && event.target !== slide) return;
    back(event);
  });
  addEventListener("popstate", () => {
    const day = new URLSearchParams(location.search).get("as_of") || last;
    shown(day);
    turn(day, false);
  });
})();
