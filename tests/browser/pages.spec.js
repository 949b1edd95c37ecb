// What holds on every kind of page, whatever kinds there are.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { HtmlValidate } from 'html-validate';

import { HANDBOOKS, at, complaints, folder, kinds, pages } from './walk.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const COLOURS = ['color-contrast', 'link-in-text-block'];

/** How far a page can be scrolled sideways, and what sticks out of it. */
const sideways = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((node) => {
      const scrolls = node.closest('[tabindex="0"]');
      return !(scrolls && scrolls !== node) && node.getBoundingClientRect().right > clientWidth + 1;
    });
    return [`${scrollWidth} px`, ...wide.slice(0, 3).map((node) => node.outerHTML.slice(0, 120))];
  });

/**
 * What is smaller than 24 px and neither a link within a sentence nor a circle told in a table. A
 * link that is a short name is as wide as the name; axe sees to the room around it.
 */
const small = (page) =>
  page.evaluate(() => {
    const inSentence = (node) => {
      const block = node.closest('p, li, dd, td, th, h1, h2, h3, h4, caption, blockquote, pre');
      return node.closest('sup, .note') || (block && block.textContent.trim().length > node.textContent.trim().length);
    };
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
      .filter((node) => !node.closest('svg') && !node.matches('.skip') && !inSentence(node))
      .filter((node) => {
        const { width, height } = node.getBoundingClientRect();
        const narrow = width < 24 && node.localName !== 'a';
        return width > 0 && (narrow || height < 24) && node.checkVisibility();
      })
      .map((node) => {
        const { width, height } = node.getBoundingClientRect();
        return `${width.toFixed(1)} × ${height.toFixed(1)}: ${node.outerHTML.slice(0, 120)}`;
      });
  });

for (const [name, most] of HANDBOOKS) {
  for (const width of [1280, 320]) {
    test(`${name}: every kind of page is accessible and fits ${width} px, light and dark`, async ({ page }) => {
      const wrong = {};
      const note = (where, found) => found.length && (wrong[where] = [...(wrong[where] || []), ...found].slice(0, 8));
      await page.setViewportSize({ width, height: 900 });
      for (const address of kinds(name, most)) {
        await page.goto(at(name, address));
        note(address, await sideways(page));
        if (width === 320) note(address, await small(page));
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          const axe = new AxeBuilder({ page }).setLegacyMode();
          // In the dark a page differs in its colours alone.
          const found = await (colorScheme === 'dark' ? axe.withRules(COLOURS) : axe.withTags(TAGS)).analyze();
          const told = found.violations.flatMap((violation) =>
            violation.nodes.map((node) => `${colorScheme} ${violation.id}: ${node.html.slice(0, 120)}`),
          );
          note(address, told);
        }
      }
      expect(wrong).toEqual({});
    });
  }

  test(`${name}: pages ask nobody else for anything and break no rule of their own`, async ({ browser }) => {
    const wrong = {};
    for (const own of [at(name, ''), pathToFileURL(`${folder(name)}/`).href]) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const found = complaints(page, own);
      // The search is what asks for more than a page does.
      await page.goto(`${own}404.html`);
      await page.locator('#s').focus();
      await page.waitForLoadState('networkidle');
      for (const address of kinds(name, most)) {
        await page.goto(own + address);
        if (found.length) wrong[own + address] = found.splice(0);
      }
      expect((await context.cookies()).length).toBe(0);
      await context.close();
    }
    expect(wrong).toEqual({});
  });

  test(`${name}: the HTML is valid`, async () => {
    const validate = new HtmlValidate({
      extends: ['html-validate:recommended', 'html-validate:a11y'],
      rules: {
        // A name is as long as it is.
        'long-title': 'off',
        // Templates leave lines as they come.
        'no-trailing-whitespace': 'off',
        // A topic has slashes in it, as HTML allows.
        'valid-id': ['error', { relaxed: true }],
      },
    });
    const wrong = {};
    for (const address of kinds(name, 2 * most)) {
      const report = await validate.validateFile(path.join(folder(name), address));
      const told = report.results.flatMap((result) =>
        result.messages.map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`),
      );
      if (told.length) wrong[address] = told.slice(0, 5);
    }
    expect(wrong).toEqual({});
  });

  test(`${name}: every link leads somewhere`, async () => {
    const ids = new Map();
    const read = (file) => {
      if (!ids.has(file)) {
        const html = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
        const found = html && file.endsWith('.html') ? html.matchAll(/\sid="([^"]*)"/g) : [];
        ids.set(file, html === null ? null : new Set([...found].map((match) => match[1])));
      }
      return ids.get(file);
    };
    const plain = (text) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    const broken = [];
    let followed = 0;
    for (const address of pages(name)) {
      const base = pathToFileURL(path.join(folder(name), address));
      const html = fs.readFileSync(base, 'utf8');
      for (const [, value] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
        const link = new URL(plain(value), base);
        if (link.protocol !== 'file:') continue;
        followed += 1;
        const anchor = decodeURIComponent(link.hash.slice(1));
        link.hash = link.search = '';
        const there = read(decodeURIComponent(link.pathname));
        if (!there || (anchor && !there.has(anchor))) broken.push(`${address}: ${value}`);
      }
    }
    expect(followed).toBeGreaterThan(100);
    expect(broken).toEqual([]);
  });
}

test('the pages of the example are light', async ({ browser }) => {
  const sizes = kinds('example', 100).map((address) => [address, fs.statSync(path.join(folder('example'), address)).size]);
  // A list of everything grows with what there is.
  const heavy = sizes.filter(([address, size]) => size > (address === 'who-decides.html' ? 40 : 30) * 1024);
  expect(heavy).toEqual([]);
  for (const address of ['index.html', 'map.html', 'roles/treasurer.html', 'who-decides.html', 'power.html']) {
    const loaded = [];
    // Somebody who has seen no other page yet.
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('response', (response) => loaded.push(response.body()));
    await page.goto(at('example', address), { waitUntil: 'networkidle' });
    const bytes = (await Promise.all(loaded)).reduce((sum, body) => sum + body.length, 0);
    await context.close();
    expect.soft(bytes, address).toBeLessThanOrEqual(60 * 1024);
    expect.soft(bytes, address).toBeGreaterThan(10 * 1024);
  }
});
