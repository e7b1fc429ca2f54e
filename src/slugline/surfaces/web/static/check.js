/* The check page reads and works without this. With it a note and its words light up together, notes come level with
   their words where the margin has room, and the list is copied at a press. */
"use strict";

(() => {
  const notes = [...document.querySelectorAll(".finding")];
  const pair = (note) => document.getElementById(note.id.replace(/n(\d+)$/, "w$1"));


  const light = (note, on) => {
    const ref = pair(note);
    note.classList.toggle("lit", on);
    if (ref) {
      ref.classList.toggle("lit", on);
    }
  };
  for (const note of notes) {
    const ref = pair(note);
    for (const end of [note, ref]) {
      if (end) {
        end.addEventListener("pointerenter", () => light(note, true));
        end.addEventListener("pointerleave", () => light(note, false));
      }
    }
  }

  /* nothing is laid out anew: notes are only moved down, no further than the notes after them and the end allow */
  const level = () => {
    const margins = [...document.querySelectorAll(".margin")];
    notes.forEach((note) => { note.style.transform = ""; });
    if (!margins.length || getComputedStyle(margins[0]).float === "none") {
      return;
    }
    const places = notes.map((note) => {
      const box = note.getBoundingClientRect();
      const ref = pair(note);
      const home = note.closest(".checked");
      const words = ref ? ref.getBoundingClientRect().top : box.top;
      return { note, home, top: box.top, height: box.height, to: Math.max(words, box.top), end: home.getBoundingClientRect().bottom };
    });
    const gap = 16;
    places.forEach((place, n) => {
      const above = places[n - 1];
      if (above && above.home === place.home) {
        place.to = Math.max(place.to, above.to + above.height + gap);
      }
    });
    for (let n = places.length - 1; n >= 0; n -= 1) {
      const place = places[n];
      const below = places[n + 1];
      const floor = below && below.home === place.home ? below.to - gap : place.end;
      place.to = Math.max(place.top, Math.min(place.to, floor - place.height));
    }
    for (const place of places) {
      const by = Math.round(place.to - place.top);
      place.note.style.transform = by ? `translateY(${by}px)` : "";
    }
  };
  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(level);
  };
  level();
  addEventListener("resize", soon);
  document.addEventListener("toggle", soon, true);
  addEventListener("beforeprint", () => notes.forEach((note) => { note.style.transform = ""; }));

  const list = document.getElementById("list");
  if (list && navigator.clipboard) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet-button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(list.value);
      button.textContent = "Copied";
    });
    list.parentElement.append(button);
  }
})();
