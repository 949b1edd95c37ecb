// Organisations in repositories of their own, written with their history in one go.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const HERE = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
export const REPOSITORY = path.resolve(HERE, '../..');
const EVERYTHING = path.join(REPOSITORY, 'tests/fixtures/handbook');

/** The day that every handbook shows. */
export const DAY = '2026-11-22';

/** The files below a folder by their paths in it. */
export const filesBelow = (folder) =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
      .sort()
      .map((file) => [path.relative(folder, file), fs.readFileSync(file, 'utf8')]),
  );

/** Makes a repository; each commit is `{ files, subject, author, day }`. */
const commitAll = (folder, commits) => {
  const git = (args, input) =>
    execFileSync('git', args, {
      cwd: folder,
      input,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    });
  fs.mkdirSync(folder, { recursive: true });
  git(['init', '-q', '-b', 'main']);
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const stream = commits.map(({ files, subject, author = 'Test', day }) => {
    const seconds = Date.parse(`${day}T12:00:00Z`) / 1000;
    const writes = Object.entries(files).map(([file, text]) => `M 100644 inline ${file}\n${data(text)}`);
    return (
      `commit refs/heads/main\nauthor ${author} <test@example.org> ${seconds} +0000\n` +
      `committer Test <test@example.org> ${seconds} +0000\n${data(subject)}${writes.join('')}\n`
    );
  });
  git(['fast-import', '--quiet'], stream.join(''));
  git(['reset', '-q', '--hard', 'main']);
};

/** A small one that speaks German, with things to mend in it. */
export const german = (folder) => {
  const files = filesBelow(path.join(HERE, 'german'));
  const before = { ...files, 'roles/kassenwartin.yaml': files['roles/kassenwartin.yaml'].replace('500 EUR', '300 EUR') };
  commitAll(folder, [
    { files: before, subject: 'Die Regeln aufschreiben', author: 'Bernd Schön', day: '2026-02-01' },
    { files, subject: 'Die Grenze der Kassenwartin auf 500 EUR anheben', author: 'Dana Weiß', day: '2026-09-01' },
  ]);
};

const THEMES = ['harbour', 'library', 'orchard', 'kitchen', 'archive', 'workshop', 'transport', 'music'];

/** One of many units, people and years. */
export const large = (folder) => {
  const [units, people, roles, policies, decisions, years] = [48, 240, 120, 60, 160, 9];
  const number = (n, digits = 3) => String(n).padStart(digits, '0');
  const unit = (n) => `${THEMES[n % THEMES.length]}-${number(n, 2)}`;
  const person = (n) => `person-${number(n % people)}`;
  const topics = [];
  for (let n = 0; n < units; n += 1) topics.push(`  area-${number(n, 2)}: What the ${unit(n)} looks after`);
  for (let n = 0; n < roles; n += 1) topics.push(`  area-${number(n % units, 2)}/task-${number(n)}: Task ${n} of the ${unit(n % units)}`);
  const role = (n, turn) =>
    `name: Keeper of task ${n}\nunit: ${unit(n % units)}\npurpose: Task ${n} is done by somebody who has time for it\n` +
    `domains: [area-${number(n % units, 2)}/task-${number(n)}]\n` +
    `powers:\n  - {right: execute, over: area-${number(n % units, 2)}, up_to: ${500 + 250 * (turn % 3)} EUR}\n` +
    `selection: {by: ${unit(n % units)}, method: majority, term: P2Y}\nremoval: {by: ${unit(n % units)}, method: majority}\n` +
    (n % 9 === 4 ? '' : `holders:\n  - {person: ${person(n * 11 + turn)}, since: 2025-01-01}\n`);
  const first = {
    'org.yaml':
      `name: Federation of the Long Shore\nvision: Everybody who lives by the water has a part in it\nroot: ${unit(0)}\n` +
      `residual: ${unit(0)}\ndomains:\n${topics.join('\n')}\n`,
  };
  for (let n = 0; n < units; n += 1) {
    const members = Array.from({ length: 12 }, (_, seat) => person(n * 7 + seat * 3));
    const parent = n === 0 ? '' : `parent: ${unit(Math.floor((n - 1) / 5))}\n`;
    first[`units/${unit(n)}.yaml`] =
      `name: The ${unit(n)} group\ntype: group\n${parent}purpose: ${'It keeps what is shared in good order. '.repeat(1 + (n % 3))}\n` +
      `domains: [area-${number(n, 2)}]\nmembers: [${members.join(', ')}]\ndecides_by: {default: majority}\n`;
  }
  for (let n = 0; n < people; n += 1) first[`people/${person(n)}.yaml`] = `name: ${'ÁBCDEFGHIJKLMNOPRSTUWZ'[n % 22]}na Number ${n}\n`;
  for (let n = 0; n < roles; n += 1) first[`roles/keeper-${number(n)}.yaml`] = role(n, 0);
  for (let n = 0; n < policies; n += 1)
    first[`policies/rule-${number(n)}.md`] =
      `---\nname: Rule ${n}\nadopted_by: ${unit(n % units)}\ndomains: [area-${number(n % units, 2)}]\n---\n# Rule ${n}\n\n` +
      Array.from({ length: 6 }, (_, at) => `## Part ${at}\n\n${'Who keeps the key also keeps the list of those who have one. '.repeat(4)}\n`).join('\n');
  for (let n = 0; n < decisions; n += 1)
    first[`decisions/decision-${number(n)}.md`] =
      `---\nname: Decision ${n} on the ${unit(n % units)}\ntype: operational\nstate: ${n % 7 ? 'adopted' : 'open'}\nby: ${unit(n % units)}\n` +
      `domains: [area-${number(n % units, 2)}]\nmethod: majority\nproposed: {by: ${person(n * 7)}, at: ${2026 - (n % years)}-01-10}\n` +
      `${n % 7 ? `decided: ${2026 - (n % years)}-02-10\neligible: 12\ntally: [{for: 9, against: 1}]\noutcome: We do it\n` : ''}---\nSaid at length.\n`;
  const commits = [{ files: first, subject: 'Write down who does what', day: '2018-01-05' }];
  for (let n = 0; n < 90; n += 1) {
    const [year, month] = [2018 + Math.floor((n * years) / 90), 1 + (n % 10)];
    const files = { [`roles/keeper-${number((n * 13) % roles)}.yaml`]: role((n * 13) % roles, n + 1) };
    commits.push({ files, subject: `Hand task ${(n * 13) % roles} on`, author: `Author ${n % 5}`, day: `${year}-${number(month, 2)}-20` });
  }
  commitAll(folder, commits);
};

/** What is put in the place of a text by those who want it to run. */
export const vectors = () =>
  JSON.parse(fs.readFileSync(path.join(EVERYTHING, 'vectors.json'), 'utf8')).map((vector) =>
    typeof vector === 'string' ? vector : vector.text.repeat(vector.times),
  );

/** A text as a quoted YAML scalar, whatever it holds. */
const quoted = (text) =>
  `"${Array.from(text, (c) => {
    if (c === '"' || c === '\\') return `\\${c}`;
    return c >= ' ' && c <= '~' ? c : `\\U${c.codePointAt(0).toString(16).padStart(8, '0')}`;
  }).join('')}"`;

/** Text that may stand in a commit or a body of a file as it is. */
const printed = (text) => text.replace(/[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]/g, '');

/** How often every kind of record is there; the first has no number at the end of its id. */
export const TIMES = 16;

/**
 * One in which every text of every kind of record is one of `texts`, each of them in many places, in
 * bodies too, and each the subject of a commit and the name of its author.
 */
export const hostile = (folder, texts) => {
  const records = filesBelow(EVERYTHING);
  delete records['README.md'];
  delete records['vectors.json'];
  const org = records['org.yaml'];
  delete records['org.yaml'];
  let turn = 0;
  const next = () => texts[turn++ % texts.length];
  const filled = (record, suffix) => record.replaceAll('~', suffix).replaceAll('@', () => quoted(next()));
  const all = quoted(printed(texts.filter((text) => text.length < 500).join(' ')));
  const first = { 'org.yaml': org.replace('language: fr', 'language: en').replaceAll('~', '').replaceAll('@', () => all) };
  for (let at = 0; at < TIMES; at += 1) {
    const suffix = at ? `-${at}` : '';
    for (const [file, record] of Object.entries(records)) {
      let made = filled(record, suffix);
      if (file === 'units/top.yaml' && at) made += 'parent: top\n';
      if (file.endsWith('.md')) made += `\n${Array.from({ length: 20 }, () => printed(next())).join('\n\n')}\n`;
      first[file.replace('.', `${suffix}.`)] = made;
    }
  }
  const commits = texts.map((text, at) => ({
    files: at ? { 'roles/clerk.yaml': `${first['roles/clerk.yaml']}powers: [{right: execute, over: site, up_to: ${at} EUR}]\n` } : first,
    subject: printed(text),
    author: printed(text).replace(/[<>\n\r]/g, ' '),
    day: `20${10 + Math.floor((at * 16) / texts.length)}-0${1 + (at % 9)}-10`,
  }));
  // A history goes forward.
  const days = commits.map((commit) => commit.day).sort();
  commitAll(folder, commits.map((commit, at) => ({ ...commit, day: days[at] })));
};
