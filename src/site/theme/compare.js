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
    // What each had of each thing at first and at last; and whether they were in each body.
    const [courses, seats] = [{}, {}];
    for (const [set, thing, gains, was, is, who, body] of entries)
      if (inside(set))
        for (const person of who) {
          // The number of a body is turned round where a seat in it is what they gain or lose.
          if (body < 0) (seats[[person, ~body]] ||= { was: !gains }).is = gains;
          Object.assign((courses[[person, thing]] ||= { person, thing, was, came: body }), { is, gains, left: body });
        }
    const net = Object.values(courses).filter((course) => {
      const outside = [seats[[course.person, course.came]]?.was === false, seats[[course.person, course.left]]?.is === 0];
      // Numbers above 2 are texts, and what they say cannot be put in order.
      if (course.is > 2) return !outside.includes(true) && course.was !== course.is;
      if (outside[0]) course.was = 0;
      if (outside[1]) course.is = 0;
      course.gains = +(course.is > course.was);
      return course.was !== course.is;
    });

    const name = ({ person }) => {
      const [text, href] = people[person];
      return [href ? make("a", { href }, text) : text];
    };
    const what = ({ thing, was, is }) => [
      things[thing],
      is > 2 ? ` (${texts[was]} → ${texts[is]})` : "",
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
