// The audit's page: conflicts narrowed by words, sources, act, grade and readings; counts of the matrix lead to them;
// a link to a conflict opens it; what is printed is what is shown, with its groups open.
"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const unfold = document.getElementById("open-all");
  const choices = [...form.querySelectorAll("select")];
  const groups = [...document.querySelectorAll(".group")];
  const cards = [...document.querySelectorAll(".card")];
  const OPENED_AT_ONCE = 25;
  const words = new Map();

  const textOf = (card) => {
    if (!words.has(card)) {
      const summary = card.parentElement.querySelector("summary").textContent;
      words.set(card, `${summary} ${card.textContent}`.toLowerCase());
    }
    return words.get(card);
  };

  const holds = (card, { name, value }) =>
    name === "source" ? [card.dataset.favours, card.dataset.opposes].includes(value) : card.dataset[name] === value;

  const fits = (card, terms) =>
    choices.every((choice) => !choice.value || holds(card, choice)) &&
    terms.every((term) => textOf(card).includes(term));

  const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const narrow = () => {
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const active = terms.length > 0 || choices.some((choice) => choice.value);
    let shown = 0;
    for (const card of cards) {
      card.hidden = !fits(card, terms);
      shown += card.hidden ? 0 : 1;
    }
    const left = groups.filter((group) => {
      const size = group.querySelectorAll(".card:not([hidden])").length;
      const told = group.querySelector(".size");
      told.textContent = String(size) === told.dataset.all ? size : `${size} of ${told.dataset.all}`;
      group.hidden = size === 0;
      if (active) group.open = !group.hidden && shown <= OPENED_AT_ONCE;
      return !group.hidden;
    }).length;
    for (const block of document.querySelectorAll(".block")) {
      block.hidden = !block.querySelector(".group:not([hidden])");
    }
    count.textContent = active
      ? `${shown} of ${counted(cards.length, "conflict")} shown, in ${counted(left, "group")}.`
      : `All ${counted(cards.length, "conflict")} shown.`;
    label();
  };

  const seen = () => groups.filter((group) => !group.hidden);

  const label = () => {
    const closed = seen().some((group) => !group.open);
    unfold.textContent = closed ? "Open all" : "Close all";
  };

  const clear = () => {
    form.reset();
    for (const group of groups) group.open = false;
    narrow();
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.matches(".card, .fold")) return;
    if (target.hidden) clear();
    for (let part = target; part; part = part.parentElement?.closest("details")) part.open = true;
    target.scrollIntoView();
  };

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, 120);
  });
  for (const choice of choices) choice.addEventListener("change", narrow);
  for (const group of groups) group.addEventListener("toggle", label);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
  document.getElementById("clear").addEventListener("click", clear);
  unfold.addEventListener("click", () => {
    const open = seen().some((group) => !group.open);
    for (const group of seen()) group.open = open;
  });

  for (const link of document.querySelectorAll("[data-pick-favours]")) {
    link.addEventListener("click", () => {
      form.reset();
      document.getElementById("by-favours").value = link.dataset.pickFavours;
      document.getElementById("by-opposes").value = link.dataset.pickOpposes;
      narrow();
    });
  }

  const panel = document.getElementById("panel");
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.hidden = true;
  });
  for (const kind of ["pointerover", "focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      if (event.target.closest?.("[data-tells]")) panel.hidden = false;
    });
  }

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".group:not([hidden]), #idle .fold, .choices")].filter((part) => !part.open);
    for (const part of unfolded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of unfolded) part.open = false;
  });

  addEventListener("hashchange", reveal);
  reveal();
})();
