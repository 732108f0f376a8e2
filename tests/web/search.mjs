// SPDX-License-Identifier: GPL-2.0-or-later
// A search from the box to a hit, with what narrows it down: by mouse, by keys, and without JavaScript.
import { accessible, browse, count, finish, is, ok, picture, serve } from './lib.mjs';

const url = await serve('corpora/gilavar/data');
const page = await browse();
const total = async p => (await p.locator('.total').innerText()).match(/\d+/)[0];
const query = () => new URL(page.url()).searchParams;

// ---- The box ----

await page.goto(url);
await accessible(page, 'the start is accessible');
is(await page.locator('.hits > li').count(), 10, 'the start shows the newest');
await page.getByRole('searchbox').fill('corridor');
await page.keyboard.press('Enter');
await page.waitForURL('**/?q=corridor');
is(await total(page), count('corridor'), 'a query finds what the command does');
is(await page.title(), 'corridor - xabar', 'and is the title');
ok(await page.locator('.hits mark').count() > 0, 'what matched is marked');
await accessible(page, 'results are accessible');
await picture(page, 'left-to-right');

// ---- Copies ----

const folded = page.locator('details.folded').first();
is(await folded.locator('summary').innerText(), '+1 copy', 'copies are folded');
await folded.locator('summary').focus();
await page.keyboard.press('Enter');
ok(await folded.locator('a').first().isVisible(), 'and unfolded by a key');

// ---- Facets ----

await page.getByRole('complementary').getByRole('link', { name: /^Pristan/ }).click();
await page.waitForURL(/source=/);
is(await total(page), count('--source', 'Pristan', 'corridor'), 'a source narrows it down');
await page.getByRole('link', { name: 'Remove Source: Pristan' }).click();
await page.waitForURL('**/?q=corridor');
await page.getByRole('complementary').getByRole('link', { name: /^Rasht/ }).click();
await page.waitForURL(/place/);
is(await total(page), count('corridor place:rasht'), 'so does a place');
await page.goto(`${url}/?q=corridor`);
await page.getByLabel('From').fill('2022');
await page.getByLabel('To', { exact: true }).fill('2023-06');
await page.keyboard.press('Enter');
await page.waitForURL(/from=/);
is(await total(page), count('--from', '2022', '--to', '2023-06', 'corridor'), 'so do dates');

// ---- The timeline ----

const bar = key => page.locator(`.timeline a[data-key="${key}"]`);
const middle = async locator => {
	const box = await locator.boundingBox();
	return [box.x + box.width / 2, box.y + box.height / 2];
};
const drag = async (from, to) => {
	await page.goto(`${url}/?q=corridor&source=Gilavar`);
	await page.mouse.move(...await middle(bar(from)));
	await page.mouse.down();
	await page.mouse.move(...await middle(bar(to)), { steps: 5 });
	await picture(page, 'dragging');
	await page.mouse.up();
	await page.waitForURL(/from=/);
};
await drag(2021, 2023);
is(`${query().get('from')} ${query().get('to')} ${query().get('source')}`, '2021 2023 Gilavar', 'a drag selects a span, and leaves the rest');
await drag(2023, 2021);
is(`${query().get('from')} ${query().get('to')}`, '2021 2023', 'so does one the other way');
await page.goto(`${url}/?q=corridor`);
await bar(2021).click();
await page.waitForURL(/from=/);
is(`${query().get('from')} ${query().get('to')}`, '2021 2021', 'a click selects a bar');
await page.goto(`${url}/?q=corridor`);
await bar(2021).focus();
await page.keyboard.press('Shift+ArrowRight');
await page.keyboard.press('Shift+ArrowRight');
is(await page.locator('.timeline .taken').count(), 3, 'Shift and arrow keys take bars');
await page.keyboard.press('Enter');
await page.waitForURL(/from=/);
is(`${query().get('from')} ${query().get('to')}`, '2021 2023', 'and Enter selects them');
is(await total(page), count('--from', '2021', '--to', '2023', 'corridor'), 'which finds what is in them');
await page.goto(`${url}/?q=corridor`);
await bar(2021).focus();
await page.keyboard.press('Shift+ArrowRight');
await page.keyboard.press('Escape');
is(await page.locator('.timeline .taken').count(), 0, 'Escape lets them go');

// ---- Keys ----

const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.name);
await page.getByRole('searchbox').focus();
const titles = await page.locator('.hits h2 a').allTextContents();
await page.keyboard.press('ArrowDown');
await page.keyboard.press('ArrowDown');
is(await focused(), titles[1], 'arrow keys go through the hits');
await page.keyboard.press('ArrowUp');
is(await focused(), titles[0], 'and back');
await page.keyboard.press('Escape');
is(await focused(), 'q', 'Escape goes to the box');
await page.goto(`${url}/?q=corridor`);
await page.keyboard.press('Tab');
await page.keyboard.press('Enter');
is(await page.evaluate(() => document.activeElement.id), 'found', 'the first key skips to the results');

// ---- Spellings, and what was meant ----

await page.goto(`${url}/?q=Ardabil`);
const all = await total(page);
await picture(page, 'names');
await accessible(page, 'names are accessible');
const exactly = async (words, ...without) => (await (await page.request.get(`${url}/search?q=${words}${without.map(w => `&without=${encodeURIComponent(w)}`).join('')}`)).json());
await page.getByRole('link', { name: 'Do not search for ардебиля' }).click();
await page.waitForURL(/without=/);
is(await total(page), String((await exactly('Ardabil', 'ардебиля')).total.value), 'a spelling is searched for no more');
ok(await page.locator('.hits > li').count() > 0 && !/Ардебиля/.test((await page.locator('mark').allInnerTexts()).join()), 'nor marked');
await accessible(page, 'what is left out is accessible');
await page.goBack();
is(await total(page), all, 'the back button lets it in');
await page.goForward();
await page.getByRole('link', { name: 'Search again for ардебиля' }).click();
await page.waitForURL('**/?q=Ardabil');
is(await total(page), all, 'so does its own');
await page.getByRole('link', { name: 'this spelling only' }).click();
await page.waitForURL(/%3D/);
is(await total(page), count('=Ardabil'), 'all of them are left out');
await page.goto(`${url}/?q=corridr`);
await page.getByRole('link', { name: 'corridor', exact: true }).click();
await page.waitForURL('**/?q=corridor');
ok(true, 'what was meant is a link');

// ---- What it weighs ----

const first = await browse(); // it has nothing yet
const bodies = [];
first.on('response', response => bodies.push(response.body()));
await first.goto(`${url}/?q=corridor+railway+ferry+train`, { waitUntil: 'networkidle' });
const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + body.length, 0);
ok(bytes > 10000 && bytes <= 51200, 'a page of results has at most 50 kB in all, unpacked', bytes);

// ---- On a phone, in the dark, without JavaScript ----

const phone = await browse({ viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
await phone.goto(`${url}/?q=Ardabil+corridor`);
is(await phone.evaluate(() => document.documentElement.scrollWidth), 320, 'a narrow page is not scrolled sideways');
await accessible(phone, 'a dark one is accessible');
await picture(phone, 'phone');
const plain = await browse({ javaScriptEnabled: false });
await plain.goto(`${url}/?q=corridor`);
await plain.locator('.timeline a[data-key="2022"]').click();
await plain.waitForURL(/from=2022/);
is(await total(plain), count('--from', '2022', '--to', '2022', 'corridor'), 'without JavaScript a bar is a link');

await page.goto(`${url}/?q=%22a`);
is(await page.getByRole('searchbox').inputValue(), '"a', 'a query that cannot be read is there to be mended');
await accessible(page, 'what is wrong with it is accessible');
await finish(/status of 400/);
