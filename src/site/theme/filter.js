// Filters of the log of decisions. The log is whole without them.
(() => {
  const log = document.getElementById("log");
  if (!log) return;
  const says = log.dataset;
  const make = (name, attributes, ...children) => {
    const node = Object.assign(document.createElement(name), attributes);
    node.append(...children);
    return node;
  };
  const rows = [...log.querySelectorAll("tbody tr")].map((node) => {
    const cells = [...node.children];
    const [, state, , by, topic, power] = cells.map((cell) => cell.textContent.trim());
    const codes = [...cells[4].querySelectorAll("code")].map((code) => code.textContent);
    const year = node.querySelector("time").dateTime.slice(0, 4);
    return { node, all: node.textContent.toLowerCase(), state: [state], year: [year], by: [by], topic: codes[0] ? codes : [topic], power: [power && "1"] };
  });
  const asked = new URLSearchParams(location.search);
  const form = make("form", { className: "filters" });
  const status = make("p", { role: "status" });
  const field = (name, input) => form.append(make("label", {}, says[name], input));
  field("text", make("input", { type: "search", name: "text", value: asked.get("text") || "" }));
  for (const name of ["state", "by", "topic", "year"]) {
    const values = [...new Set(rows.flatMap((row) => row[name]))].filter(Boolean).sort();
    const options = values.map((value) => new Option(value, value, false, value === asked.get(name)));
    field(name, make("select", { name }, new Option(says.any, ""), ...options));
  }
  field("power", make("input", { type: "checkbox", name: "power", value: "1", checked: asked.has("power") }));
  log.prepend(form, status);
  // A long log goes on at other pages.
  if (says.rest) status.after(make("p", {}, make("a", { href: "#by-year" }, says.rest)));
  const filter = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    const fits = (row) =>
      wanted.every(([name, value]) => (row[name] ? row[name].includes(value) : row.all.includes(value.toLowerCase())));
    for (const row of rows) row.node.hidden = !fits(row);
    for (const part of log.querySelectorAll("section")) part.hidden = !part.querySelector("tbody tr:not([hidden])");
    status.textContent = says.found.replace("{found}", rows.filter(fits).length).replace("{all}", rows.length);
    try {
      history.replaceState(null, "", `?${new URLSearchParams(wanted)}`);
    } catch {
      // A page opened from a folder keeps its address.
    }
  };
  form.addEventListener("input", filter);
  filter();
})();
