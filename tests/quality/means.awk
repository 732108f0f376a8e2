# SPDX-License-Identifier: GPL-2.0-or-later
# means.awk - the lines of sets, and behind those of a kind, known items or judged by people, their mean where they are several.

function print_mean(    i)
{
	if (n > 1) {
		printf "%-9s %7s %8.4f %7.4f %7.4f %7.4f  %7.4f %7.4f", "mean", "", sum[3] / n, sum[4] / n, sum[5] / n, sum[6] / n, sum[7] / n, sum[8] / n
		printf sum[9] ? "  %9.4f %9.4f\n" : "\n", sum[9] / n, sum[10] / n
	}
	n = 0
	for (i in sum)
		delete sum[i]
}

{
	known = $1 ~ /^known-/
	if (known != before)
		print_mean()
	before = known
	print
	fflush()
	n++
	for (i = 3; i <= NF; i++)
		sum[i] += $i
}

END {
	print_mean()
}
