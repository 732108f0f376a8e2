// SPDX-License-Identifier: GPL-2.0-or-later
// page.js - what a page without it does by links: spans of time by drag and by keys, hits by arrow keys, citations to copy.
'use strict';

// ---- The timeline: each bar is a link to its own span ----

function timeline(svg) {
	const bars = [...svg.querySelectorAll('a')];
	let anchor = null, taken = [];

	// Take the bars between two, in either order.
	function take(from, to) {
		const [first, last] = [bars.indexOf(from), bars.indexOf(to)].sort((a, b) => a - b);
		taken = bars.slice(first, last + 1);
		bars.forEach(bar => bar.classList.toggle('taken', taken.length > 1 && taken.includes(bar)));
	}
	function drop() {
		anchor = null;
		taken = [];
		bars.forEach(bar => bar.classList.remove('taken'));
	}
	function go() {
		const to = new URL(svg.dataset.href, location.href);
		to.searchParams.set('from', taken[0].dataset.key);
		to.searchParams.set('to', taken[taken.length - 1].dataset.key);
		location.assign(to);
	}
	// Between bars there may be none.
	function nearest(x) {
		const distance = bar => {
			const box = bar.getBoundingClientRect();
			return Math.max(box.left - x, x - box.right, 0);
		};
		return bars.reduce((best, bar) => distance(bar) < distance(best) ? bar : best);
	}

	svg.addEventListener('pointerdown', event => {
		if (event.button !== 0)
			return;
		anchor = nearest(event.clientX);
		take(anchor, anchor);
	});
	addEventListener('pointermove', event => anchor && take(anchor, nearest(event.clientX)));
	addEventListener('pointerup', () => {
		if (anchor && taken.length > 1)
			go();
		else
			drop();
	});
	addEventListener('pointercancel', drop);
	svg.addEventListener('dragstart', event => event.preventDefault());

	// One of them is a stop of the Tab key; arrow keys go to the others.
	function stop(at) {
		bars.forEach(bar => { bar.tabIndex = bar === at ? 0 : -1; });
	}
	stop(bars[0]);
	bars.forEach(bar => bar.addEventListener('focus', () => stop(bar))); // an svg that listened itself would be a stop, too

	let start = null; // of the span that keys are taking
	svg.addEventListener('keydown', event => {
		const at = bars.indexOf(event.target.closest('a'));
		const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];

		if (event.key === 'Escape') {
			start = null;
			drop();
		} else if (event.key === 'Enter' && taken.length > 1) {
			event.preventDefault();
			go();
		} else if (step && bars[at + step]) {
			event.preventDefault();
			start = event.shiftKey ? start ?? bars[at] : null;
			bars[at + step].focus();
			if (start)
				take(start, bars[at + step]);
			else
				drop();
		}
	});
	document.querySelector('.timeline .hint').hidden = false;
}

// ---- Hits: arrow keys go from the search box through them, Escape back to it ----

function arrows(box) {
	const hits = [...document.querySelectorAll('.hits h2 a')];

	addEventListener('keydown', event => {
		const at = hits.indexOf(document.activeElement);
		const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];

		if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || (at < 0 && document.activeElement !== box))
			return;
		if (event.key === 'Escape' && at >= 0)
			box.focus();
		else if (step && (at >= 0 || step > 0))
			(hits[at + step] ?? (at + step < 0 ? box : hits[at]))?.focus();
		else
			return;
		event.preventDefault();
	});
}

// ---- Dates that are not given are no part of what is asked ----

function sparing(form) {
	form.addEventListener('formdata', event => {
		for (const name of ['from', 'to'])
			if (!event.formData.get(name))
				event.formData.delete(name);
	});
}

// ---- Citations ----

function copying(text) {
	const button = document.createElement('button');

	button.type = 'button';
	button.textContent = text.dataset.copy;
	button.addEventListener('click', () => navigator.clipboard.writeText(text.textContent).then(
		() => { button.textContent = text.dataset.copied; },
		() => getSelection().selectAllChildren(text))); // where the browser lets no script copy
	text.after(button);
}

document.querySelectorAll('.timeline svg').forEach(timeline);
sparing(document.querySelector('#search'));
arrows(document.querySelector('#search [name=q]'));
if (navigator.clipboard)
	document.querySelectorAll('pre[data-copy]').forEach(copying);
