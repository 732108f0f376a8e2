// SPDX-License-Identifier: GPL-2.0-or-later
// lib.mjs - TAP for tests of the page in a browser. A test begins with
//
//	import { serve, browse, ok, is, finish } from './lib.mjs';
//
// starts a server over an archive of its own, opens pages in Debian's chromium, makes its claims, and ends with `await finish()`.
// $B has the programs, $WEB the modules of npm, and takes the screenshots.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { B, WEB } = process.env;
const modules = createRequire(join(WEB, 'package.json'));
const { chromium } = modules('playwright-core');
const axe = modules('axe-core').source;
const scratch = mkdtempSync(join(tmpdir(), 'xabar-web.'));
const complaints = []; // of browsers: what is in the console, what could not be loaded
let claims = 0, failed = 0, server, browser;

// As prove reads it; what is not so is explained in comments.
export function ok(held, claim, ...why) {
	claims++;
	failed += !held;
	console.log(`${held ? 'ok' : 'not ok'} ${claims} - ${claim}`);
	if (!held)
		console.log(why.map(String).join('\n').replace(/^/gm, '# '));
}

export function is(got, wanted, claim) {
	ok(got === wanted, claim, `got: ${got}`, `wanted: ${wanted}`);
}

// The address of a server over the inputs, once it listens.
export async function serve(...inputs) {
	const index = join(scratch, 'x');
	execFileSync(join(B, 'xabar-index'), ['-q', '-d', index, ...inputs]);
	server = spawn(join(B, 'xabar-serve'), ['-d', index, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	for await (const piece of server.stderr) {
		said += piece;
		if (said.includes('\n'))
			break;
	}
	return /http:\S+/.exec(said)[0];
}

// The path of an input with these dispatches.
export function write(name, dispatches) {
	const path = join(scratch, name);
	writeFileSync(path, dispatches.map(dispatch => JSON.stringify(dispatch) + '\n').join(''));
	return path;
}

// How many a command finds that knows nothing of pages.
export function count(...args) {
	return execFileSync(join(B, 'xabar-search'), ['-d', join(scratch, 'x'), '--count', ...args], { encoding: 'utf8' }).trim();
}

// A page of a browser that is as `options` say, in English if they do not.
export async function browse(options = {}) {
	const sandboxed = process.getuid() !== 0; // root has none
	browser ??= await chromium.launch({ executablePath: '/usr/bin/chromium', chromiumSandbox: sandboxed });
	const context = await browser.newContext({ locale: 'en', viewport: { width: 1200, height: 900 }, ...options });
	const page = await context.newPage();
	page.on('console', message => complaints.push(message.text()));
	page.on('pageerror', error => complaints.push(error));
	page.on('requestfailed', request => request.failure().errorText === 'net::ERR_ABORTED' || complaints.push(request.url())); // by leaving
	return page;
}

// WCAG 2.2, A and AA, as far as axe-core can tell.
export async function accessible(page, claim) {
	await page.evaluate(axe);
	const { violations } = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
	ok(violations.length === 0, claim, ...violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html + n.failureSummary).join(' ')}`));
}

export async function picture(page, name) {
	await page.screenshot({ path: join(WEB, `${name}.png`) });
}

// `expected` are complaints that the test brought about.
export async function finish(expected = /^$/) {
	const others = complaints.filter(complaint => !expected.test(complaint));
	ok(others.length === 0, 'the browser has nothing to complain of', ...others);
	console.log(`1..${claims}`);
	await browser?.close();
	server?.kill();
	rmSync(scratch, { recursive: true });
	process.exitCode = failed ? 1 : 0;
}
