// SPDX-License-Identifier: GPL-2.0-or-later
// The page of a dispatch, and the languages that pages speak.
import { accessible, browse, finish, is, ok, picture, serve } from './lib.mjs';

const url = await serve('corpora/gilavar/data');
const page = await browse({ permissions: ['clipboard-read', 'clipboard-write'] });

// ---- A dispatch ----

await page.goto(`${url}/?q=bilasuvar+freight+train`);
await page.getByRole('link', { name: /^First freight train crosses/ }).first().click();
await page.waitForURL(/\/doc\//);
ok(/^First freight train/.test(await page.getByRole('heading', { level: 1 }).innerText()), 'a hit leads to its dispatch');
is(await page.locator('#story ~ .copies > li').count(), 2, 'which has its story');
const changes = page.locator('.copies details').first();
await changes.locator('summary').click();
ok(await changes.locator('ins').first().isVisible() && await changes.locator('del').first().isVisible(), 'with what was changed');
await accessible(page, 'it is accessible');
await picture(page, 'dispatch');
await page.locator('.cite summary').getByText('BibTeX').click();
const bibtex = page.locator('.cite details', { hasText: 'BibTeX' });
await bibtex.getByRole('button').click();
await bibtex.getByRole('button', { name: 'Copied' }).waitFor();
is(await page.evaluate(() => navigator.clipboard.readText()), await bibtex.locator('pre').textContent(), 'a citation is copied');
await page.locator('#similar ~ .hits a').first().click();
await page.waitForURL(/\/doc\//);
ok(await page.locator('.body p').count() > 0, 'what is similar is a link');

// ---- What other programs find ----

await page.goto(`${url}/?q=corridor`);
const feed = await page.locator('link[rel=alternate][type="application/atom+xml"]').getAttribute('href');
const answer = await page.request.get(new URL(feed, url).href);
ok(answer.headers()['content-type'].startsWith('application/atom+xml') && /<entry[ >]/.test(await answer.text()), 'a search is a feed');
const search = await page.locator('link[rel=search]').getAttribute('href');
ok(/template="[^"]*format=html"/.test(await (await page.request.get(new URL(search, url).href)).text()), 'a browser learns how to search');

// ---- Languages ----

for (const [locale, word] of [['az-AZ', 'Axtar'], ['ru', 'Найти'], ['tr-TR', 'Ara'], ['fa-IR', 'جست‌وجو'], ['de', 'Search']]) {
	const other = await browse({ locale });
	await other.goto(url);
	is(await other.locator('#search button').innerText(), word, `a browser in ${locale} is spoken to`);
	await other.context().close();
}
await page.goto(`${url}/?q=corridor`);
await page.getByRole('link', { name: 'فارسی' }).last().click();
await page.waitForURL(/ui=fa/);
is(await page.evaluate(() => document.documentElement.dir), 'rtl', 'another is chosen by a link');
await page.goto(`${url}/?q=${encodeURIComponent('راه‌آهن corridor')}&ui=fa`);
await page.locator('.hits [lang=fa] >> nth=0').waitFor();
const sides = await page.evaluate(() => [...document.querySelectorAll('.hits .snippet')].map(p => `${p.lang} ${getComputedStyle(p).direction}`));
ok(sides.includes('fa rtl') && sides.includes('en ltr'), 'each text has its own direction', sides);
const aside = await page.locator('aside').boundingBox(), found = await page.locator('.found').boundingBox();
ok(aside.x < found.x, 'and the page has that of its language');
await accessible(page, 'from right to left it is accessible, too');
await picture(page, 'right-to-left');
await page.locator('.hits h2[lang=fa] a').first().click();
await page.waitForURL(/\/doc\//);
is(await page.locator('html').getAttribute('lang'), 'fa', 'the language stays');
await accessible(page, 'a dispatch from right to left is accessible');
await picture(page, 'dispatch-right-to-left');

await finish();
