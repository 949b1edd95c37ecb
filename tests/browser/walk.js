// The built handbooks as tests see them: which there are, and pages of every kind.
import fs from 'node:fs';
import path from 'node:path';

import { REPOSITORY } from './organisations.js';

const CORPORA = path.resolve(REPOSITORY, '../shared/corpora/rust-lang-team.bundle');

/** Those whose every kind of page is looked at, each with how many pages of a kind. */
export const HANDBOOKS = [
  ['example', 2],
  ['german', 1],
  ['large', 1],
  ['hostile', 1],
  ...(fs.existsSync(CORPORA) ? [['rust', 1]] : []),
];

/** A handbook's folder. */
export const folder = (name) => path.join(process.env.HANDBOOKS, name);

/** The address of a page over HTTP. */
export const at = (name, page) => `${process.env.HANDBOOKS_ADDRESS}/${name}/${page}`;

/** All pages of a handbook, but those that send their readers on at once. */
export const pages = (name) =>
  fs
    .readdirSync(folder(name), { recursive: true })
    .filter((file) => file.endsWith('.html'))
    .filter((file) => !fs.readFileSync(path.join(folder(name), file), 'utf8').includes('http-equiv="refresh"'))
    .sort();

/** What a page has in common with others of its kind: its folder, or its name without numbers. */
const kind = (page) => {
  const parts = page.split('/');
  if (parts.length === 1) return page.replace(/\d+/g, 'N');
  // `policies/ID/v/N.html` is a kind of its own, and the ids in between are not.
  return [parts[0], parts.length > 3 ? parts.at(-2) : parts.length].join('/');
};

/** Of every kind of page the largest ones and, where there is room for more than one, the smallest. */
export const kinds = (name, most) => {
  const groups = new Map();
  for (const page of pages(name)) groups.set(kind(page), [...(groups.get(kind(page)) || []), page]);
  return [...groups.values()].flatMap((group) => {
    const size = (page) => fs.statSync(path.join(folder(name), page)).size;
    const sorted = group.sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
    return most > 1 && sorted.length > most ? [...sorted.slice(0, most - 1), sorted.at(-1)] : sorted.slice(0, most);
  });
};

/** Whatever a page complains of or asks somebody else for, collected while it is open. */
export const complaints = (page, own) => {
  const found = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) found.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    found.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(own) && request.url() !== 'data:,') found.push(`request: ${request.url()}`);
  });
  return found;
};
