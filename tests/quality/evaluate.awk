# SPDX-License-Identifier: GPL-2.0-or-later
# evaluate.awk QRELS QUERIES RUN - nDCG@10, MAP, R@100 and MRR@10 of a run, each the mean over the judged queries, as trec_eval has them
# with judgements of yes or no; then nDCG@10 of the queries that stand on odd and on even lines. A line: queries and six numbers.
#
# Hits are taken in the order of their lines, which is that of their ranks.

function gain(rank)
{
	return log(2) / log(rank + 1)
}

function ideal(n,    i, sum)
{
	for (i = 1; i <= n && i <= 10; i++)
		sum += gain(i)
	return sum
}

BEGIN {
	SUBSEP = " "
}

FNR == 1 {
	file++
}

file == 1 && $4 > 0 {
	relevant[$1, $3] = 1
	nrelevant[$1]++
}

file == 2 {
	sub(/\t.*/, "")
	half[$0] = FNR % 2
}

file == 3 {
	rank = ++seen[$1]
	if (!(($1, $3) in relevant) || rank > 1000)
		next
	precision[$1] += ++found[$1] / rank
	if (rank <= 10)
		dcg[$1] += gain(rank)
	if (rank <= 10 && !first[$1])
		first[$1] = 1 / rank
	if (rank <= 100)
		early[$1]++
}

END {
	for (q in nrelevant) {
		one = dcg[q] / ideal(nrelevant[q])
		ndcg += one
		ndcg_of[half[q]] += one
		map += precision[q] / nrelevant[q]
		recall += early[q] / nrelevant[q]
		mrr += first[q]
		n++
		n_of[half[q]]++
	}
	printf "%d %.4f %.4f %.4f %.4f %.4f %.4f\n", n, ndcg / n, map / n, recall / n, mrr / n, ndcg_of[1] / n_of[1], ndcg_of[0] / n_of[0]
}
