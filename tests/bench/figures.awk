# SPDX-License-Identifier: GPL-2.0-or-later
# figures.awk - of `measure TAB engine TAB unit TAB value` lines, the same measure and engine once a round: median, least and
# most, and how the value of `base` in a round is to the engine's. Aligned to standard output, with tabs to the file `tsv`.

function number(x)
{
	return sprintf(x < 10 ? "%.2f" : x < 100 ? "%.1f" : "%.0f", x)
}

# Of x[1..n], which it sorts: m["median"], m["least"], m["most"].
function sum_up(x, n, m,    i, j, t)
{
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && x[j] < x[j - 1]; j--) {
			t = x[j]
			x[j] = x[j - 1]
			x[j - 1] = t
		}
	m["median"] = n % 2 ? x[(n + 1) / 2] : (x[n / 2] + x[n / 2 + 1]) / 2
	m["least"] = x[1]
	m["most"] = x[n]
}

function row(measure, engine,    n, i, x, m, ratio, line, tsv_line)
{
	n = count[measure, engine]
	for (i = 1; i <= n; i++)
		x[i] = value[measure, engine, i]
	sum_up(x, n, m)
	line = sprintf("%-36s %-11s %8s %-4s %17s", measure, engine, number(m["median"]), unit[measure],
	               n > 1 ? number(m["least"]) ".." number(m["most"]) : "")
	tsv_line = measure "\t" engine "\t" unit[measure] "\t" n "\t" m["median"] "\t" m["least"] "\t" m["most"]
	n = 0
	if (engine != base)
		for (i = 1; i <= count[measure, engine] && i <= count[measure, base]; i++)
			ratio[++n] = value[measure, base, i] / value[measure, engine, i]
	if (n) {
		sum_up(ratio, n, m)
		line = line sprintf("   %7s", number(m["median"])) (n > 1 ? sprintf(" (%s..%s)", number(m["least"]), number(m["most"])) : "")
		tsv_line = tsv_line "\t" m["median"] "\t" m["least"] "\t" m["most"]
	}
	print line
	print tsv_line > tsv
}

BEGIN {
	FS = "\t"
	printf "" > tsv
}

{
	if (!($1 in unit))
		measures[++nmeasures] = $1
	if (!($2 in known))
		engines[++nengines] = $2
	unit[$1] = $3
	known[$2] = 1
	value[$1, $2, ++count[$1, $2]] = $4 + 0
}

END {
	printf "%-36s %-11s %8s %-4s %17s   %s\n", "", "", "median", "", "least..most", base " / it"
	for (i = 1; i <= nmeasures; i++)
		for (j = 1; j <= nengines; j++)
			if ((measures[i], engines[j]) in count)
				row(measures[i], engines[j])
}
