// Filters of the log of decisions. The log is whole without them.
(() => {
  "use strict";
  const log = document.getElementById("log");
  if (!log) return;
  const says = log.dataset;
  const make = (name, attributes, ...children) => {
    const node = Object.assign(document.createElement(name), attributes);
    node.append(...children);
    return node;
  };
  const rows = [...log.querySelectorAll("tbody tr")].map((node) => {
    const texts = [...node.children].map((cell) => cell.textContent.trim());
    const codes = [...node.children[4].querySelectorAll("code")].map((code) => code.textContent);
    const year = node.querySelector("time").dateTime.slice(0, 4);
    return { node, all: node.textContent.toLowerCase(), state: [texts[1]], year: [year], by: [texts[3]], topic: codes.length ? codes : [texts[4]], power: texts[5] ? ["1"] : [] };
  });
  const asked = new URLSearchParams(location.search);
  const text = make("input", { type: "search", name: "text", value: asked.get("text") || "" });
  const form = make("form", { className: "filters" }, make("label", {}, says.text, text));
  const fields = { text };
  for (const key of ["state", "by", "topic", "year"]) {
    const values = [...new Set(rows.flatMap((row) => row[key]))].filter(Boolean).sort();
    const options = values.map((value) => new Option(value, value, false, value === asked.get(key)));
    fields[key] = make("select", { name: key }, new Option(says.any, ""), ...options);
    form.append(make("label", {}, says[key], fields[key]));
  }
  fields.power = make("input", { type: "checkbox", name: "power", value: "1", checked: asked.has("power") });
  form.append(make("label", { className: "check" }, fields.power, says.power));
  const status = make("p", { role: "status" });
  log.prepend(form, status);
  const filter = () => {
    const query = new URLSearchParams();
    for (const [key, field] of Object.entries(fields)) {
      const value = field.type === "checkbox" && !field.checked ? "" : field.value.trim();
      if (value) query.set(key, value);
    }
    let found = 0;
    for (const row of rows) {
      const fits = ([key, value]) => (key === "text" ? row.all.includes(value.toLowerCase()) : row[key].includes(value));
      row.node.hidden = ![...query].every(fits);
      found += !row.node.hidden;
    }
    for (const part of log.querySelectorAll("section")) part.hidden = !part.querySelector("tbody tr:not([hidden])");
    status.textContent = says.found.replace("{found}", found).replace("{all}", rows.length);
    try {
      history.replaceState(null, "", `${query}` ? `?${query}` : location.pathname);
    } catch {
      // A page opened from a folder keeps its address.
    }
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
