// SPDX-License-Identifier: GPL-2.0-or-later
// What a page may come to: no hit, one, titles and words of any length, directions that mix, mistakes; on a phone, zoomed in, with
// text spaced out, by touch, in high contrast and on paper.
import { accessible, browse, finish, is, ok, picture, serve, write } from './lib.mjs';

const long = 'summit of ministers on transit and gas '.repeat(130);
const dispatches = [
	{ id: 'long', title: `Pipeline ${long}`, body: 'A pipeline opened.', date: '2020-01-02', source: 'Gilavar', lang: 'en' },
	{ id: 'undated', title: 'Pipeline without a date', body: 'When this pipeline was opened nobody knows.' },
	{ id: 'bare', title: 'Pipeline, a headline alone', date: '1985-03-04' },
	{ id: 'wide', title: `Pipeline ${'W'.repeat(300)}`, body: `pipeline ${'x'.repeat(2000)}`, date: '2022-01-01T10:00:00Z',
		source: `https://feeds.example/${'a/very/long/path/'.repeat(12)}rss.xml`, place: 'P'.repeat(90), url: `https://x.example/${'a/'.repeat(200)}` },
	{ id: 'markup', title: 'Pipeline <b>bold</b> & "so on"', body: 'The pipeline <script>alert(1)</script>', date: '2021-05-05' },
	{ id: 'mixed', title: 'خط لوله Pipeline 2022 در «Baku» افتتاح شد (فاز ۲)', body: 'خط لوله pipeline با ۱۲۳ کیلومتر افتتاح شد.',
		date: '2022-07-07T12:00:00+04:30', source: 'خبرگزاری BNA 24', place: 'تهران', lang: 'fa' },
	{ id: 'versions', title: 'Pipeline leaks', body: 'Two pipelines leak.', date: '2022-03-03', version: '1', updated: '2022-03-03T09:00:00Z' },
	...Array.from({ length: 60 }, (_, i) => ({ id: `s${i}`, title: `Pipeline report ${i}`, body: `Report ${i} tells of ${i * 7919} barrels.`,
		date: `${1984 + i % 40}-05-0${1 + i % 9}`, source: `Source number ${i} with a longer name`, section: `s${i % 20}`, place: `Place ${i}` })),
];
const url = await serve('corpora/gilavar/data', write('states.jsonl', dispatches), write('later.jsonl', [{ ...dispatches[6],
	title: 'Pipeline leaks again', body: 'Five pipelines leak.', version: '2', updated: '2022-03-04T09:00:00+03:30' }]));
const tongues = ['en', 'az', 'ru', 'tr', 'fa'];
const states = {
	'the start': '/?',
	'many hits': '/?q=pipeline&limit=80',
	'one hit, of a long title': '/?q=summit',
	'no hit': '/?q=qwxzzz&from=2020',
	'what was meant': '/?q=corridr',
	'names, some left out': '/?q=Ardabil&without=%D0%B0%D1%80%D0%B4%D0%B5%D0%B1%D0%B8%D0%BB%D1%8F&source=Gilavar',
	'a query with a mistake': '/?q=oil+%22prices',
	'a date with one': '/?q=oil&from=xyz',
	'a dispatch that is not there': '/doc/none?format=html',
	'a dispatch of long words': '/doc/wide?format=html',
	'a headline alone': '/doc/bare?format=html',
	'a dispatch of two directions': '/doc/mixed?format=html',
	'versions': '/doc/versions/versions?format=html',
	'a story': '/doc/gilavar-20230914-en-0022?format=html',
	'what is similar': '/doc/gilavar-20230914-en-0022/similar?format=html',
};
const unfold = page => page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
const sideways = page => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

// ---- Each state in each language, as wide as 1280 at 400 % (WCAG 1.4.10); targets (2.5.8) ----

const phone = await browse({ viewport: { width: 320, height: 640 } });
for (const [name, path] of Object.entries(states)) {
	for (const ui of tongues) {
		await phone.goto(`${url}${path}&ui=${ui}`);
		await unfold(phone);
		is(await sideways(phone), 0, `${name}, in ${ui}: nothing is beside the page`);
		if (ui === 'fa')
			await picture(phone, `state-${path.replace(/\W+/g, '-')}`);
	}
	await accessible(phone, `${name} is accessible, in Persian`);
	const small = await phone.evaluate(() => [...document.querySelectorAll('a, button, summary, input')].filter(element => {
		const { width, height } = element.getBoundingClientRect();
		return width && !element.closest('svg, .skip, .cite li') && (height < 24 || width < 24);
	}).map(element => element.outerHTML));
	ok(!small.length, `${name}: nothing is too small to hit`, ...small);
}

// ---- Text spaced out (WCAG 1.4.12): nothing is cut off ----

await phone.goto(`${url}/?q=corridor`);
await unfold(phone);
await phone.evaluate(() => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
	document.adoptedStyleSheets = [sheet];
});
is(await phone.evaluate(() => [...document.querySelectorAll('main *')].filter(element => getComputedStyle(element).overflow === 'hidden' &&
	!element.matches('.sr') && element.scrollHeight > element.clientHeight + 2).length), 0, 'text that is spaced out is all there');
is(await sideways(phone), 0, 'and within the page');

// ---- By touch ----

const touch = await browse({ viewport: { width: 360, height: 760 }, hasTouch: true, isMobile: true });
await touch.goto(`${url}/?q=pipeline`);
const middle = async key => {
	const { x, y, width, height } = await touch.locator(`.timeline a[data-key="${key}"]`).boundingBox();
	return { x: x + width / 2, y: y + height / 2 };
};
const finger = await touch.context().newCDPSession(touch);
const [from, to] = [await middle(1995), await middle(2010)];
const move = (type, ...touchPoints) => finger.send('Input.dispatchTouchEvent', { type, touchPoints });
await move('touchStart', from);
for (let i = 1; i <= 5; i++)
	await move('touchMove', { x: from.x + (to.x - from.x) * i / 5, y: from.y });
await picture(touch, 'touch');
await move('touchEnd');
await touch.waitForURL(/from=1995&to=2010/);
ok(true, 'a finger selects a span');
await touch.goBack();
await touch.waitForURL(/q=pipeline$/);
is(await touch.locator('.timeline .taken').count(), 0, 'and going back lets it go');
await touch.getByRole('link', { name: 'Narrow down' }).click();
ok(await touch.evaluate(() => document.querySelector('#narrow').getBoundingClientRect().top < innerHeight), 'filters are one step away');

// ---- By keys: where one is can be seen, in the order of what is read; what is not asked for is not in the address ----

const page = await browse();
await page.goto(`${url}/?q=corridor`);
const seen = [];
for (let more = true; more; more = await page.evaluate(() => !document.activeElement.matches('.tongues a:last-of-type'))) {
	await page.keyboard.press('Tab');
	seen.push(await page.evaluate(() => {
		const { activeElement: element } = document;
		const drawn = getComputedStyle(element.closest('.timeline a')?.querySelector('.at') ?? element);
		const part = ['header', '.timeline', '.orders', '.hits', 'aside', 'footer'].findIndex(where => element.closest(where));
		return { part, drawn: drawn.outlineStyle !== 'none' || drawn.stroke !== 'none', text: element.textContent };
	}));
}
const unseen = seen.filter(({ drawn }) => !drawn);
ok(!unseen.length, 'each is marked when it is reached by keys', ...unseen.map(({ text }) => text));
ok(seen.filter(({ part }) => part === 1).length === 1, 'the timeline is one stop on the way', ...seen.map(({ text }) => text));
const parts = seen.map(({ part }) => part).filter(part => part >= 0);
ok(parts.every((part, i) => !i || part >= parts[i - 1]), 'and follows what is before it', parts);
await page.getByRole('button', { name: 'Apply' }).click();
await page.waitForURL('**/?q=corridor');
ok(true, 'dates that were not given are not asked for');

// ---- In high contrast, on paper, and without motion ----

const contrast = await browse({ forcedColors: 'active', reducedMotion: 'reduce' });
await contrast.goto(`${url}/?q=corridor`);
const fill = await contrast.locator('.timeline .bar').first().evaluate(bar => getComputedStyle(bar).fill);
is(fill, await contrast.evaluate(() => getComputedStyle(document.body).color), 'bars have a colour of the system');
is(await contrast.evaluate(() => document.getAnimations().length), 0, 'nothing moves');
await picture(contrast, 'contrast');
await page.emulateMedia({ media: 'print' });
ok(await page.locator('.hits h2').first().isVisible() && !await page.locator('#search').isVisible() && !await page.locator('.orders').isVisible(),
	'paper has what was found, and nothing to press');
await picture(page, 'print');

await finish(/status of 40[04]/);
