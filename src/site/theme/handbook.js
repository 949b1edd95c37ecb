// What pages do beyond being read. Every page is whole without it.
(() => {
  "use strict";

  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];
  const make = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const get = (id) => document.getElementById(id);
  // What needs a script lies in a template of the page until a script is there.
  const open = (id) => get(id).replaceWith(get(id).content);
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);

  // An amount of money in a question.
  const amountIn = (query) => {
    const found = query.match(/(\p{Sc}|\b[A-Z]{3}\b)?\s?(\d[\d.,'’\u00a0\u202f ]*)\s?(\p{Sc}|\b[A-Z]{3}\b)?/u);
    if (!found) return null;
    const parts = found[2].trim().match(/^(.*?)(?:[.,](\d{1,2}))?$/);
    const number = Number(parts[1].replace(/\D/g, "") + (parts[2] ? "." + parts[2] : ""));
    const unit = { "€": "EUR", $: "USD", "£": "GBP" }[found[1] || found[3]] || found[1] || found[3] || "";
    return { number, unit, text: found[0].trim() };
  };

  // Data, which comes as a script that calls a function: so it can be read from a folder too.
  const load = (file, name) =>
    new Promise((resolve, reject) => {
      window[name] = resolve;
      const script = make("script", { src: document.body.dataset.root + file });
      script.onerror = reject;
      document.head.append(script);
    });
  window.handbook = { make, get, open, filled, load };

  // The index, loaded when somebody begins to search.
  let loaded;
  const index = () =>
    (loaded ||= load("search-index.js", "handbookIndex").catch((error) => {
      loaded = undefined;
      throw error;
    }));

  // How alike two words are, from 0 to 1.
  const likeness = (a, b) => {
    const pairs = (word) => new Set([...` ${word} `].map((c, i, all) => c + all[i + 1]).slice(0, -1));
    const [one, other] = [pairs(a), pairs(b)];
    let both = 0;
    for (const pair of one) if (other.has(pair)) both += 1;
    return (2 * both) / (one.size + other.size);
  };

  // The question stands in the address, so that an answer can be passed on.
  const asked = () => (new URLSearchParams(location.search).get("q") || "").replace(/\p{Bidi_C}/gu, "");
  const note = (query) => {
    try {
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    } catch {
      // A page opened from a folder keeps its address.
    }
  };

  const finder = (box) => {
    const says = box.dataset;
    const cards = [...box.querySelectorAll(".topic")].map((node) => {
      const head = wordsOf(node.querySelector("h3").textContent);
      return { node, head, shown: wordsOf(node.textContent), more: [] };
    });
    open("ask");
    const input = get("q");
    const status = get("found");
    // Where cards lie on other pages, those that match are listed here.
    const others = says.apart && make("section", {});
    if (others) status.after(others);

    // How well a card answers a word.
    const hit = (card, word) => {
      const starts = (list) =>
        list.some((other) => other.startsWith(word) || (other.length > 4 && word.startsWith(other)));
      return starts(card.head) ? 3 : starts(card.shown) ? 2 : starts(card.more) ? 1 : 0;
    };
    const mark = (card, amount) => {
      card.node.querySelectorAll(".applies").forEach((old) => old.remove());
      const steps = [...card.node.querySelectorAll(".stages > li")];
      if (!amount || !steps.some((step) => step.dataset.most)) return;
      const fits = (step) =>
        !step.dataset.most ||
        ((!amount.unit || !step.dataset.unit || amount.unit === step.dataset.unit) &&
          amount.number <= Number(step.dataset.most));
      const first = steps.find(fits);
      if (first)
        first.append(" ", make("span", { class: "tag gain applies" }, filled(says.applies, { amount: amount.text })));
    };
    const show = () => {
      const query = input.value.trim();
      const amount = amountIn(query);
      const plain = amount ? query.replace(amount.text, " ") : query;
      const all = wordsOf(plain);
      const long = all.filter((word) => word.length > 3);
      const words = long.length ? long : all;
      const scores = cards.map((card) => {
        const hits = words.map((word) => hit(card, word));
        return { card, count: hits.filter(Boolean).length, score: hits.reduce((a, b) => a + b, 0) };
      });
      let best = Math.max(0, ...scores.map((score) => score.count));
      let matching = words.length ? scores.filter((score) => best && score.count === best) : scores;
      // Of very many only those that answer best.
      if (others && words.length) {
        const top = Math.max(...matching.map((score) => score.score));
        matching = matching.filter((score) => score.score === top);
      }
      // A sum of money alone asks for those who decide on sums.
      if (!matching.length && amount) {
        matching = scores.filter((score) => score.card.node.querySelector("[data-most]"));
        best = matching.length;
      }
      const shown = new Set(matching.map((score) => score.card));
      for (const card of cards) {
        card.node.hidden = !shown.has(card);
        mark(card, shown.has(card) ? amount : null);
      }
      for (const section of box.querySelectorAll("section"))
        section.hidden = words.length ? !section.querySelector(".topic:not([hidden])") : section === others;
      if (!words.length) {
        status.textContent = says.foundAll;
      } else if (best) {
        status.textContent = filled(shown.size === 1 ? says.foundOne : says.found, { n: shown.size, all: cards.length });
      } else {
        const near = cards
          .map((card) => [Math.max(...words.flatMap((word) => card.head.map((head) => likeness(word, head)))), card])
          .filter(([like]) => like > 0.45)
          .sort((a, b) => b[0] - a[0])
          .slice(0, 3);
        status.replaceChildren(filled(says.nothing, { query }));
        near.forEach(([, card], at) => {
          const name = (card.node.querySelector("h3 code") || card.node).textContent;
          const link = make("a", { href: card.href || `#${card.node.id}` }, name);
          link.addEventListener("click", () => {
            if (card.href) return;
            input.value = "";
            show();
          });
          status.append(at ? ", " : ` ${says.nearest} `, link);
        });
      }
      note(query);
    };
    const learn = () =>
      index().then(
        ({ topics, apart = [] }) => {
          for (const card of cards) card.more = wordsOf(topics[card.node.id] || "");
          // Cards on other pages answer by their names, as links.
          for (const [title, href, slug, more] of others ? apart : []) {
            const name = make("h3", {}, make("a", { href }, title));
            if (slug !== title) name.append(" ", make("code", {}, slug));
            const node = make("article", { class: "topic" }, name);
            others.append(node);
            cards.push({ node, href, head: wordsOf(`${title} ${slug}`), shown: [], more: wordsOf(more) });
          }
          show();
        },
        () => (status.textContent = document.body.dataset.failed),
      );
    input.addEventListener("focus", learn, { once: true });
    input.addEventListener("input", show);
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      show();
    });
    input.value = asked();
    show();
    if (input.value) learn();
  };

  // Whatever has all the words, the best first.
  const results = (box) => {
    const query = asked();
    if (!query) return;
    const says = box.dataset;
    const root = document.body.dataset.root;
    const words = wordsOf(query);
    const status = make("p", { role: "status" });
    const list = make("ul", { class: "found" });
    index().then(
      ({ kinds, entries }) => {
        const score = (words, text, worth) => {
          const parts = wordsOf(text);
          return words.map((word) => (parts.some((part) => part.startsWith(word)) ? worth : 0));
        };
        const hits = entries
          .map((entry) => {
            const [title, more] = [score(words, entry[1], 2), score(words, entry[3], 1)];
            const each = title.map((hit, at) => Math.max(hit, more[at]));
            return { entry, score: each.every(Boolean) ? each.reduce((a, b) => a + b, 0) : 0 };
          })
          .filter((hit) => hit.score)
          .sort((a, b) => b.score - a.score)
          .slice(0, 100);
        for (const { entry } of hits) {
          const kind = make("span", { class: "tag" }, kinds[entry[0]]);
          list.append(make("li", {}, make("a", { href: root + entry[2] }, entry[1]), " ", kind));
        }
        const text = hits.length === 1 ? says.foundOne : hits.length ? says.found : says.nothing;
        status.textContent = filled(text, { n: hits.length, query });
        box.replaceChildren(status, list);
      },
      () => box.prepend(make("p", { role: "status" }, document.body.dataset.failed)),
    );
  };

  open("search");
  const field = get("s");
  field.addEventListener("focus", () => index().catch(() => {}), { once: true });

  const found = get("results");
  if (found) {
    field.value = asked();
    results(found);
  }

  const box = get("finder");
  if (box) finder(box);

  // The map is one stop for the keyboard: arrows move in it, Enter opens.
  const drawing = document.querySelector(".map svg");
  if (drawing) {
    drawing.setAttribute("role", "group");
    const circles = [...drawing.querySelectorAll("a")];
    let current = 0;
    const go = (to) => {
      circles[current].setAttribute("tabindex", "-1");
      current = (to + circles.length) % circles.length;
      circles[current].setAttribute("tabindex", "0");
    };
    go(0);
    drawing.addEventListener("keydown", (event) => {
      const ways = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      const to = { Home: 0, End: circles.length - 1 }[event.key] ?? (ways[event.key] && current + ways[event.key]);
      if (to === undefined) return;
      event.preventDefault();
      go(to);
      circles[current].focus();
    });
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    (get("q") || field).focus();
  });
})();
