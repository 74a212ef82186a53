// Suggests while one types: a combobox with a list (ARIA 1.2) over what a search inside one's scope would find.
//
//   <form data-suggest="/budget/ac/suggestions"> <input data-suggest-input> <ul data-suggest-list hidden>
//
// Without this script the form leads to the page of results, and so does Enter without a choice.
"use strict";

const PAUSE_MS = 300;
const LEAST = 2;

function suggest(form) {
  const input = form.querySelector("[data-suggest-input]");
  const list = form.querySelector("[data-suggest-list]");
  let timer = 0;
  let asking = null;
  let chosen = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  list.setAttribute("role", "listbox");
  close();

  function close() {
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function option(found, index) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.className = "search__option";
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.lang = found.lang;
    item.dataset.href = found.href;
    item.textContent = found.code ? `${found.code} ${found.name}` : found.name;
    return item;
  }

  function choose(index) {
    const items = list.children;
    if (items.length === 0) return;
    chosen = (index + items.length) % items.length;
    for (const item of items) item.setAttribute("aria-selected", String(item === items[chosen]));
    input.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    asking?.abort();
    if (input.value.trim().length < LEAST) return close();
    asking = new AbortController();
    const query = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(`${form.dataset.suggest}?${query}`, { signal: asking.signal });
      const found = answer.ok ? await answer.json() : [];
      close();
      list.replaceChildren(...found.map(option));
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
    } catch {
      close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.href);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.href);
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll("form[data-suggest]").forEach(suggest);
