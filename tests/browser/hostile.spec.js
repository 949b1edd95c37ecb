// Text that wants to be more than text: nothing of it runs, asks or becomes an element.
import fs from 'node:fs';
import path from 'node:path';

import { expect, test } from '@playwright/test';

import { vectors } from './organisations.js';
import { at, complaints, folder, kinds, pages } from './walk.js';

/** Pages that take their texts from records, in some parts, so that two can be looked at at a time. */
const PARTS = 4;

/** What a page consists of: its elements with the names of their attributes. */
const elements = () =>
  [...new Set([...document.querySelectorAll('*')].map((node) => `${node.localName} ${node.getAttributeNames().sort().join(' ')}`))];

const watched = async (page) => {
  const found = complaints(page, at('hostile', ''));
  await page.addInitScript(() => {
    window.hits = 0;
    window.hit = () => (window.hits += 1);
    window.names = new Set(Object.getOwnPropertyNames(window));
  });
  return found;
};

/** What has changed on the page since it began to load. */
const traces = (page) =>
  page.evaluate(() => {
    const own = ['handbook', 'handbookIndex', 'handbookPower'];
    const fresh = Object.getOwnPropertyNames(window).filter((name) => !window.names.has(name) && !own.includes(name) && name !== 'names');
    const found = fresh.map((name) => `a global called ${name}`);
    if (window.hits) found.push(`${window.hits} hits`);
    for (const node of document.querySelectorAll('*')) {
      for (const { name, value } of node.attributes) {
        if (name.startsWith('on') || name === 'style' || name === 'srcdoc') found.push(`${node.localName} has ${name}="${value.slice(0, 60)}"`);
      }
      const leads = node.getAttribute('href') ?? node.getAttribute('src') ?? node.getAttribute('action') ?? node.getAttribute('xlink:href');
      if (leads === null || leads === 'data:,') continue;
      if (!['http:', 'https:', 'mailto:'].includes(new URL(leads, location.href).protocol)) found.push(`${node.localName} leads to ${leads.slice(0, 60)}`);
    }
    if (/[\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.outerHTML)) found.push('a direction of its own');
    return found;
  });

/** Elements of the layout, and those that Markdown may write. */
const known = async (page) => {
  const found = new Set();
  for (const name of ['example', 'german']) {
    for (const address of kinds(name, 3)) {
      await page.goto(at(name, address));
      for (const element of await page.evaluate(elements)) found.add(element);
    }
  }
  return found;
};

for (let part = 0; part < PARTS; part += 1) {
  test(`nothing runs and nothing is asked for, part ${part + 1} of ${PARTS}`, async ({ page }) => {
    const wrong = {};
    const found = await watched(page);
    const mine = pages('hostile').filter((_, number) => number % PARTS === part);
    expect(mine.length).toBeGreaterThan(50);
    for (const address of mine) {
      await page.goto(at('hostile', address));
      const told = [...(await traces(page)), ...found.splice(0)];
      if (told.length) wrong[address] = told.slice(0, 5);
    }
    expect(wrong).toEqual({});
  });
}

test('no element appears that the handbook does not make', async ({ page }) => {
  // Markdown that is no attack; what it makes is what any may make.
  const MARKDOWN = ['a', 'p', 'em', 'strong', 'del', 'code', 'pre', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'blockquote', 'hr', 'br', 'h3', 'h4', 'h5', 'h6', 'sup', 'div', 'section', 'input'];
  const may = await known(page);
  const strange = {};
  const names = new Set([...may].map((element) => element.split(' ')[0]));
  // Pages of rules hold no word of a record.
  for (const address of kinds('hostile', 8).filter((page) => !page.startsWith('reference/rules/'))) {
    await page.goto(at('hostile', address));
    const { inside, outside } = await page.evaluate(() => {
      const namesOf = (nodes) => [...new Set([...nodes].map((node) => node.localName))];
      const inside = namesOf(document.querySelectorAll('.prose *'));
      document.querySelectorAll('.prose').forEach((node) => node.replaceChildren());
      return { inside, outside: namesOf(document.querySelectorAll('*')) };
    });
    const told = [...outside.filter((name) => !names.has(name)), ...inside.filter((name) => !MARKDOWN.includes(name))];
    if (told.length) strange[address] = told;
  }
  expect(strange).toEqual({});
});

test('whatever is typed or passed on is a question', async ({ page }) => {
  const found = await watched(page);
  const wrong = {};
  await page.goto(at('hostile', 'who-decides.html'));
  const before = (await page.evaluate(elements)).length;
  for (const text of vectors().filter((vector) => vector.length < 2_000)) {
    await page.locator('#q').fill(text);
    const told = [...(await traces(page)), ...found.splice(0)];
    if (told.length) wrong[text] = told;
  }
  expect(before).toBeGreaterThan(10);
  for (const text of ['<img src=x onerror=hit()>', '"><script>hit()</script>', 'javascript:hit()', '__proto__', '{{7*7}}', '\u202e']) {
    for (const address of ['who-decides.html', 'search.html']) {
      await page.goto(at('hostile', `${address}?q=${encodeURIComponent(text)}`), { waitUntil: 'networkidle' });
      const told = [...(await traces(page)), ...found.splice(0)];
      if (told.length) wrong[`${address} ${text}`] = told;
    }
  }
  expect(wrong).toEqual({});
});

test('what is found in the index is text', async ({ page }) => {
  const found = await watched(page);
  for (const query of ['script', 'hit', 'img', 'onerror', 'javascript', 'x']) {
    await page.goto(at('hostile', `search.html?q=${query}`), { waitUntil: 'networkidle' });
    expect(await page.locator('#results li').count(), query).toBeGreaterThan(0);
    expect(await page.locator('#results li :not(a, span)').count()).toBe(0);
    expect([...(await traces(page)), ...found.splice(0)]).toEqual([]);
  }
});

test('the vectors are there, as words', () => {
  const texts = pages('hostile').map((address) => fs.readFileSync(path.join(folder('hostile'), address), 'utf8'));
  const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
  const plain = vectors().filter((vector) => /^[ -.0-~]{4,110}$/.test(vector));
  expect(plain.length).toBeGreaterThan(60);
  expect(plain.filter((vector) => !texts.some((text) => text.includes(escaped(vector))))).toEqual([]);
});
