/* What an embedder writes; `make installcheck` builds it against the installed files, and runs it. */
#include <stdio.h>
#include <xabar.h>

int
main(int argc, char **argv)
{
	const char *const paths[] = { argc > 1 ? argv[1] : "news.xabar" };
	xabar_request request = XABAR_REQUEST_INIT;
	xabar_results *results = NULL;
	xabar_searcher *searcher = NULL;
	xabar_error err = { 0 };

	request.query = "corridor";
	if (xabar_searcher_open(&searcher, paths, 1, &err) == XABAR_OK &&
	    xabar_search(&results, searcher, &request, &err) == XABAR_OK)
		for (size_t i = 0; i < results->nhits; i++)
			printf("%s\t%s\n", results->hits[i].id, results->hits[i].headline);
	else
		fprintf(stderr, "%s\n", err.message);
	xabar_searcher_free(searcher);
	xabar_results_free(results);
	return err.status != XABAR_OK;
}
