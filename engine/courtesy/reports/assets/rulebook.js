// Cards that hold every word that was typed stay; sources and topics without any go. Before printing all details open.
"use strict";
(() => {
  const words = document.getElementById("words");
  const kind = document.getElementById("kind");
  const found = document.getElementById("found");
  const cards = [...document.querySelectorAll(".card")];
  const texts = new Map(cards.map((card) => [card, card.textContent.toLowerCase().replace(/[-_\s]+/g, " ")]));

  const holds = (card, wanted) =>
    (kind.value === "" || card.dataset.kind === kind.value) && wanted.every((word) => texts.get(card).includes(word));

  const seek = () => {
    const wanted = words.value.toLowerCase().replace(/[-_]+/g, " ").split(/\s+/).filter(Boolean);
    let left = 0;
    for (const card of cards) {
      const here = holds(card, wanted);
      card.classList.toggle("away", !here);
      left += here;
    }
    for (const part of document.querySelectorAll(".topic, .source")) {
      part.classList.toggle("away", !part.querySelector(".card:not(.away)"));
    }
    for (const link of document.querySelectorAll(".contents a")) {
      const part = document.querySelector(link.getAttribute("href"));
      link.classList.toggle("away", part?.classList.contains("away") ?? false);
    }
    found.textContent = left === cards.length ? `${cards.length} cards` : `${left} of ${cards.length} cards`;
  };

  const show = () => {
    const card = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (card?.closest(".away")) {
      words.value = "";
      kind.value = "";
      seek();
      card.scrollIntoView();
    }
  };

  words.addEventListener("input", seek);
  kind.addEventListener("change", seek);
  addEventListener("hashchange", show);
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
  seek();
})();
