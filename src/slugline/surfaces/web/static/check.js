/* The check page reads and works without this. With it a note and its words light up together, notes come level with
   their words where the margin has room, and the list is copied at a press. */
"use strict";

(() => {
  const notes = [...document.querySelectorAll(".finding")];
  const pair = (note) => document.getElementById(note.id.replace(/n(\d+)$/, "w$1"));

  /* the words before a number: marks that stand next to each other, back to where the claim begins */
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

  /* nothing is laid out anew: notes are only moved down inside the room that their margin has */
  const level = () => {
    for (const margin of document.querySelectorAll(".margin")) {
      const items = [...margin.children];
      items.forEach((item) => { item.style.transform = ""; });
      const words = margin.previousElementSibling;
      if (!words || words.getBoundingClientRect().right > margin.getBoundingClientRect().left) {
        continue;
      }
      const group = margin.parentElement.getBoundingClientRect();
      let room = group.bottom - items[items.length - 1].getBoundingClientRect().bottom;
      let moved = 0;
      for (const item of items) {
        const ref = pair(item);
        if (ref) {
          const wanted = ref.getBoundingClientRect().top - item.getBoundingClientRect().top;
          const more = Math.max(0, Math.min(wanted - moved, room));
          moved += more;
          room -= more;
        }
        item.style.transform = moved ? `translateY(${Math.round(moved)}px)` : "";
      }
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
