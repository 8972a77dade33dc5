// What is told of an element stands in the page already, hidden, under the id in `data-tells`. Hover, focus or a tap
// shows it in the panel; arrow keys, Home and End go from one such element to the next.
"use strict";
(() => {
  const panel = document.getElementById("panel");
  const parts = [...document.querySelectorAll("[data-tells]")];
  let told = null;

  const tell = (part) => {
    const text = document.getElementById(part.dataset.tells);
    if (!panel || !text || part === told) return;
    told?.classList.remove("told");
    told = part;
    part.classList.add("told");
    panel.replaceChildren(...text.cloneNode(true).childNodes);
  };

  const next = {
    ArrowRight: (place) => place + 1,
    ArrowDown: (place) => place + 1,
    ArrowLeft: (place) => place - 1,
    ArrowUp: (place) => place - 1,
    Home: () => 0,
    End: () => parts.length - 1,
  };

  for (const [place, part] of parts.entries()) {
    part.addEventListener("pointerenter", () => tell(part));
    part.addEventListener("click", () => tell(part));
    part.addEventListener("focus", () => tell(part));
    part.addEventListener("keydown", (event) => {
      const other = parts[next[event.key]?.(place)];
      if (!other) return;
      event.preventDefault();
      other.focus();
    });
  }
})();
