// What readers do with the handbook: with keys, with and without script, on paper, in the dark.
import { expect, test } from '@playwright/test';

import { at, complaints, kinds, pages } from './walk.js';

/** What has the focus, in words. */
const focused = (page) =>
  page.evaluate(() => {
    const node = document.activeElement;
    if (!node || node === document.body) return 'nothing';
    return node.getAttribute('aria-label') || (node.labels?.[0] || node.querySelector('title') || node).textContent.trim() || node.name;
  });

/** What the tab key comes to from the top of a page. */
const stops = async (page, most) => {
  const found = [];
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press('Tab');
    found.push(await focused(page));
  }
  return found;
};

const HEADER = [
  'Skip to the content',
  'Weirhouse Repair and Energy Co-operative',
  'Find a role, rule or topic',
  'Search',
  'Who decides?',
  'Map',
  'People',
  'Policies',
  'Decisions',
  'Power over time',
];

test.describe('keys', () => {
  test('the tab key goes through a page in the order in which it is read', async ({ page }) => {
    await page.goto(at('example', 'index.html'));
    expect(await stops(page, 11)).toEqual([...HEADER, 'General Assembly']);
    await page.goto(at('example', 'who-decides.html'));
    expect((await stops(page, 13)).slice(10)).toEqual(['General Assembly', 'What is it about?', 'Find']);
  });

  test('the first stop leads to the content', async ({ page }) => {
    await page.goto(at('example', 'roles/treasurer.html'));
    await page.keyboard.press('Tab');
    await expect(page.locator('.skip')).toBeInViewport();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement.closest('main') !== null)).toBe(true);
  });

  test('a slash begins a search, and is a letter where one writes', async ({ page }) => {
    await page.goto(at('example', 'people.html'));
    await page.keyboard.press('/');
    await expect(page.locator('#s')).toBeFocused();
    await page.keyboard.type('a/b');
    await expect(page.locator('#s')).toHaveValue('a/b');
    await page.goto(at('example', 'who-decides.html'));
    await page.keyboard.press('/');
    await expect(page.locator('#q')).toBeFocused();
  });

  test('the map is one stop, arrows move on it and Enter opens', async ({ page }) => {
    await page.goto(at('example', 'map.html'));
    const circles = page.locator('.map svg a');
    const titles = await circles.locator('title').allTextContents();
    const found = await stops(page, 13);
    expect(found.slice(0, 10)).toEqual(HEADER);
    expect(found[10]).toBe('Show who represents a unit in another');
    expect(found[11]).toBe(titles[0].trim());
    // The next stop is below the map.
    expect(await page.evaluate(() => document.activeElement.closest('.map') === null)).toBe(true);
    await page.keyboard.press('Shift+Tab');
    for (const [key, to] of [['ArrowRight', 1], ['ArrowDown', 2], ['ArrowLeft', 1], ['End', titles.length - 1], ['ArrowRight', 0], ['ArrowUp', titles.length - 1], ['Home', 0], ['ArrowDown', 1]]) {
      await page.keyboard.press(key);
      expect(await focused(page), key).toBe(titles[to].trim());
    }
    const to = await circles.nth(1).getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL(at('example', to));
    // One leaves it again by the same key.
    await page.goBack();
    await expect(page).toHaveURL(at('example', 'map.html'));
  });

  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark']) {
      test(`whatever has the focus has a ring around it, ${width} px, ${colorScheme}`, async ({ page, context }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        const canvas = await context.newPage();
        const faint = [];
        for (const [address, most] of [['map.html', 14], ['who-decides.html', 15], ['policies/spending.html', 16]]) {
          await page.goto(at('example', address));
          await page.bringToFront();
          for (let n = 0; n < most; n += 1) {
            await page.keyboard.press('Tab');
            // The last stops are on the circles of the map, where it is hardest to see.
            if (address === 'map.html' && n > 10) {
              if (n === 11) await page.keyboard.press('Shift+Tab');
              await page.keyboard.press('ArrowRight');
            }
            const box = await page.evaluate(() => {
              const { x, y, width, height } = document.activeElement.getBoundingClientRect();
              return { x, y, width, height };
            });
            const left = Math.max(0, Math.floor(box.x - 10));
            const top = Math.max(0, Math.floor(box.y - 10));
            const clip = {
              x: left,
              y: top,
              width: Math.min(width, Math.ceil(box.x + box.width + 10)) - left,
              height: Math.min(900, Math.ceil(box.y + box.height + 10)) - top,
            };
            const name = `${address} ${n}: ${await focused(page)}`;
            const on = await page.screenshot({ clip, caret: 'hide' });
            // The same place with the focus elsewhere, and nothing moved.
            await page.evaluate(() => {
              window.before = document.activeElement;
              window.before.blur();
            });
            const off = name.includes(HEADER[0]) ? null : await page.screenshot({ clip, caret: 'hide' });
            await page.evaluate(() => window.before.focus({ preventScroll: true }));
            if (off === null) continue;
            const changed = await canvas.evaluate(different, [on.toString('base64'), off.toString('base64')]);
            // A line of two pixels around it, at least where it can be seen.
            const need = Math.min(2 * (box.width + box.height), 300);
            if (changed < need) faint.push(`${name}: ${changed} of ${need} pixels`);
          }
        }
        expect(faint).toEqual([]);
      });
    }
  }
});

/** How many pixels of two pictures can be told apart, by a contrast of 3 to 1. */
const different = async (pictures) => {
  const [one, other] = await Promise.all(
    pictures.map(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height).data;
    }),
  );
  const light = (data, at) => {
    const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(data[at]) + 0.7152 * part(data[at + 1]) + 0.0722 * part(data[at + 2]);
  };
  let count = 0;
  for (let at = 0; at < one.length; at += 4) {
    const [a, b] = [light(one, at), light(other, at)];
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= 3) count += 1;
  }
  return count;
};

test.describe('the finder', () => {
  const shown = (page) => page.locator('.topic:not([hidden])');

  test('narrows while one types, tells how many, and keeps the question in the address', async ({ page }) => {
    await page.goto(at('example', 'who-decides.html'));
    const all = await page.locator('.topic').count();
    expect(all).toBeGreaterThan(10);
    await expect(shown(page)).toHaveCount(all);
    await page.locator('#q').pressSequentially('electrical');
    await expect(page.locator('#found')).toHaveText(`2 of ${all} topics match`);
    await expect(shown(page)).toHaveCount(2);
    await expect(shown(page).locator('code', { hasText: 'repairs/electrical' })).toBeVisible();
    await expect(page).toHaveURL(/\?q=electrical$/);
    await page.locator('#q').fill('');
    await expect(shown(page)).toHaveCount(all);
  });

  test('answers a question that was passed on', async ({ page }) => {
    await page.goto(at('example', `who-decides.html?q=${encodeURIComponent('may we buy a server for 3,000 EUR?')}`));
    await expect(page.locator('#q')).toHaveValue('may we buy a server for 3,000 EUR?');
    await expect(page.locator('.applies').first()).toBeVisible();
    await expect(page.locator('.applies').first()).toContainText('3,000 EUR');
  });

  test('says that nothing matches, who decides then, and what is near', async ({ page }) => {
    await page.goto(at('example', 'who-decides.html'));
    await page.locator('#q').fill('banana');
    await expect(page.locator('#found')).toContainText('banana');
    await expect(page.locator('#found')).toContainText('General Assembly');
    await expect(shown(page)).toHaveCount(0);
    await page.locator('#q').fill('elctrical');
    await page.locator('#found').getByRole('link', { name: 'repairs/electrical' }).click();
    await expect(page.locator('.topic', { hasText: 'repairs/electrical' }).first()).toBeInViewport();
  });

  test('searches what policies say', async ({ page }) => {
    await page.goto(at('example', 'who-decides.html'));
    await page.locator('#q').fill('receipts');
    await page.waitForFunction(() => document.querySelectorAll('.topic:not([hidden])').length > 0);
  });

  test('says that two claim a topic', async ({ page }) => {
    await page.goto(at('german', 'who-decides.html'));
    const topic = page.locator('.topic', { hasText: 'haus/werkzeug' });
    await expect(topic.locator('.tag', { hasText: 'doppelt' })).toBeVisible();
    await expect(topic).toContainText('Gartengruppe');
    await expect(topic).toContainText('Bautrupp');
  });

  test('tells what it found to those who hear it', async ({ page }) => {
    await page.goto(at('german', 'who-decides.html'));
    await page.locator('#q').fill('garten');
    await expect(page.getByRole('status')).toHaveText(/^\d von 6 Themen/);
  });
});

test.describe('the search', () => {
  test('loads its index when somebody begins to search, and not before', async ({ page }) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(at('example', 'index.html'), { waitUntil: 'networkidle' });
    expect(asked.filter((url) => url.endsWith('search-index.js'))).toEqual([]);
    await page.locator('#s').focus();
    await page.waitForResponse(/search-index\.js$/).catch(() => {});
    expect(asked.filter((url) => url.endsWith('search-index.js'))).toHaveLength(1);
    await page.locator('#s').fill('treasurer');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/search\.html\?q=treasurer$/);
    await expect(page.locator('#results [role=status]')).toHaveText(/^\d+ results$/);
    await page.locator('#results a', { hasText: /^Treasurer$/ }).click();
    await expect(page.locator('h1')).toHaveText('Treasurer');
  });

  test('says that nothing was found', async ({ page }) => {
    await page.goto(at('example', 'search.html?q=xylophone'));
    await expect(page.locator('#results [role=status]')).toContainText('xylophone');
    await expect(page.locator('#results a')).toHaveCount(0);
  });

  test('says that the index could not be loaded, and leaves the ways around it', async ({ page }) => {
    await page.route('**/search-index.js', (route) => route.abort());
    await page.goto(at('example', 'search.html?q=treasurer'));
    const failed = await page.locator('body').getAttribute('data-failed');
    await expect(page.locator('#results [role=status]')).toHaveText(failed);
    expect(await page.locator('#results a').count()).toBeGreaterThan(3);
    await page.goto(at('example', 'who-decides.html'));
    await page.locator('#q').focus();
    await expect(page.locator('#found')).toHaveText(failed);
  });
});

test.describe('the log of decisions', () => {
  test('a filter says of how many it speaks, and leads to those on other pages', async ({ page }) => {
    await page.goto(at('large', 'decisions.html'));
    const shown = page.locator('#log tbody tr:not([hidden])');
    const all = await shown.count();
    const status = page.locator('#log [role=status]');
    await expect(status).toHaveText(`${all} of the ${all} decisions on this page match.`);
    const by = page.locator('select[name=by]');
    const name = await by.locator('option').nth(1).textContent();
    await by.selectOption(name);
    const some = await shown.count();
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);
    await expect(status).toHaveText(`${some} of the ${all} decisions on this page match.`);
    for (const row of await shown.all()) await expect(row).toContainText(name);
    await page.getByRole('link', { name: 'The others stand on the pages of their years' }).click();
    const years = page.locator('#by-year');
    await expect(years).toBeInViewport();
    await years.getByRole('link').last().click();
    await expect(page.locator('#log [role=status]')).toContainText('decisions on this page match.');
    // A log that is whole speaks of all.
    await page.goto(at('example', 'decisions.html'));
    await expect(page.locator('#log [role=status]')).toHaveText(/^(\d+) of \1 decisions match\.$/);
    await expect(page.locator('a[href="#by-year"]')).toHaveCount(0);
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('every page can be read, and nothing dead is shown', async ({ page }) => {
    const wrong = [];
    for (const name of ['example', 'german']) {
      for (const address of kinds(name, 2)) {
        await page.goto(at(name, address));
        if (!(await page.locator('main h1').isVisible())) wrong.push(`${address}: no heading`);
        if ((await page.locator('main').innerText()).length < 40) wrong.push(`${address}: nothing to read`);
        if (await page.locator('input:not(#ties), button, select, textarea, form').count()) wrong.push(`${address}: a field without use`);
        const hidden = await page.locator('main [hidden]').count();
        if (hidden) wrong.push(`${address}: ${hidden} hidden`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('the finder lists all topics, and the map is a table too', async ({ page }) => {
    await page.goto(at('example', 'who-decides.html'));
    expect(await page.locator('.topic:visible').count()).toBeGreaterThan(20);
    await page.goto(at('example', 'map.html'));
    const circles = await page.locator('.map svg a').evaluateAll((nodes) => nodes.length).catch(() => null);
    const drawn = await page.locator('.map svg a').count();
    expect(circles === null || circles === drawn).toBe(true);
    for (const at of [0, drawn - 1]) {
      const to = await page.locator('.map svg a').nth(at).getAttribute('href');
      await expect(page.locator(`table a[href="${to}"]`)).toHaveCount(1);
    }
    await page.locator('.map svg a').first().click({ position: { x: 3, y: 3 }, force: true });
    await expect(page.locator('h1')).toBeVisible();
  });
});

test.describe('on paper', () => {
  test('there is no navigation, and the text is tagged', async ({ page }) => {
    for (const address of ['policies/constitution.html', 'roles/treasurer.html', 'who-decides.html', 'map.html']) {
      await page.goto(at('example', address));
      await page.emulateMedia({ media: 'print' });
      for (const gone of await page.locator('nav, form, input, button, .skip').all()) await expect(gone).toBeHidden();
      await expect(page.locator('main h1')).toBeVisible();
      const printed = (await page.pdf({ tagged: true })).toString('latin1');
      expect(printed).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
      expect(printed).toMatch(/\/StructElem/);
      expect(printed).toMatch(/\/S \/H1/);
      await page.emulateMedia({ media: null });
    }
  });
});

test('the dark follows the system', async ({ page }) => {
  await page.goto(at('example', 'index.html'));
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await paper()).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await paper()).toBe('rgb(19, 23, 28)');
});

test('a handbook says in which language it is', async ({ page }) => {
  for (const [name, language] of [['german', 'de'], ['example', 'en']]) {
    for (const address of kinds(name, 1)) {
      await page.goto(at(name, address));
      await expect(page.locator('html')).toHaveAttribute('lang', language);
    }
  }
  await page.goto(at('german', 'index.html'));
  expect((await stops(page, 2))[0]).toMatch(/Inhalt/);
});

test('a finder that was opened from a folder works', async ({ page }) => {
  const own = `file://${process.env.HANDBOOKS}/example/`;
  const found = complaints(page, own);
  await page.goto(`${own}who-decides.html`);
  await page.locator('#q').fill('electrical');
  await expect(page.locator('.topic:not([hidden])')).toHaveCount(2);
  await page.goto(`${own}map.html`);
  await page.keyboard.press('/');
  await page.keyboard.type('treasurer');
  await page.keyboard.press('Enter');
  await expect(page.locator('#results a').first()).toBeVisible();
  expect(found).toEqual([]);
  expect(pages('example').length).toBeGreaterThan(50);
});
