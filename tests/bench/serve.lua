-- SPDX-License-Identifier: GPL-2.0-or-later
-- serve.lua - what wrk asks of xabar-serve: the queries of $QUERIES, one class TAB query a line, in an order that mixes them.
local queries, n, at = {}, 0, 0

local function encode(text)
	return (text:gsub("[^%w%-%._~]", function(c) return ("%%%02X"):format(c:byte()) end))
end

function init()
	for line in io.lines(os.getenv("QUERIES")) do
		n = n + 1
		queries[n] = wrk.format("GET", "/search?q=" .. encode(line:match("\t(.*)")))
	end
	math.randomseed(7)
	for i = n, 2, -1 do
		local k = math.random(i)
		queries[i], queries[k] = queries[k], queries[i]
	end
end

function request()
	at = at % n + 1
	return queries[at]
end

function done(summary, latency)
	local errors = summary.errors
	print(("%d requests, %.0f a second, p50 %.1f ms, p99 %.1f ms, %d failed"):format(summary.requests,
		summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
		errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
