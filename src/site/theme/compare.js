// Who gained and who lost between any two days, in the end.
(() => {
  "use strict";
  const { make, get, open, filled, load } = window.handbook;
  const says = get("compare").dataset;
  open("compare");
  const asked = new URLSearchParams(location.search);
  const days = ["from", "to"].map((id) => {
    const input = get(id);
    input.value = asked.get(id);
    input.value ||= input.defaultValue;
    return Date.parse(input.value) / 864e5;
  });
  const [from, to] = days.sort((a, b) => a - b);

  const show = ({ sets, people, things, texts, entries }) => {
    const inside = (at) => sets[at] > from && sets[at] <= to;
    const courses = {};
    for (const [set, thing, gains, was, is, who] of entries)
      if (inside(set))
        for (const person of who) {
          const course = (courses[[person, thing]] ||= { person, thing, was, gains });
          course.mixed ||= course.gains !== gains;
          Object.assign(course, { is, last: gains });
        }
    const net = Object.values(courses).filter((course) => !course.mixed || course.was !== course.is);
    // Numbers above 2 are texts, and what they say cannot be put in order.
    for (const course of net) if (course.mixed) course.gains = course.is > 2 ? course.last : +(course.is > course.was);

    const name = ({ person }) => {
      const [text, href] = people[person];
      return [href ? make("a", { href }, text) : text];
    };
    const what = ({ thing, was, is }) => [
      things[thing],
      is > 2 ? make("span", { lang: "en" }, ` (${texts[was]} → ${texts[is]})`) : "",
    ];
    // One row for all that are alike by a key, the first cell told of the first of them.
    const fill = (id, key, first, other, gap) => {
      const table = get(id);
      const heads = table.querySelectorAll("th");
      for (const all of Map.groupBy(net.sort((a, b) => a[key] - b[key]), (course) => [course[key], first === what && course.is > 2 && [course.was, course.is]].join()).values()) {
        const side = (gains) =>
          all.filter((course) => course.gains === gains).flatMap((course, at) => (at ? [gap] : []).concat(other(course)));
        const row = [first(all[0]), side(1), side(0)].map((nodes, at) =>
          make(at ? "td" : "th", nodes.length ? { "data-label": heads[at].textContent } : { class: "none" }, ...nodes),
        );
        table.tBodies[0].append(make("tr", {}, ...row));
      }
      table.parentNode.hidden = !net.length;
    };
    fill("t-who", "person", name, what, "; ");
    fill("t-what", "thing", what, name, ", ");
    const n = sets.filter((_, at) => inside(at)).length;
    get("told").textContent = filled(n > 1 ? says.many : n ? says.one : says.none, { n }) + (n && !net.length ? ` ${says.nobody}` : "");
  };
  if (asked.size) load("power-data.js", "handbookPower").then(show).catch(() => get("told").append(says.failed));
})();
