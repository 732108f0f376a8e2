/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "glass_probe.h"

#include <stdlib.h>

#include "file.h"
#include "glass_version.h"

xabar_status
xb_glass_probe(bool *known, const char *path, xabar_error *err)
{
	char *version = xb_path("%s/iamglass", path);
	struct xb_database *db = NULL;
	struct xb_buf bytes;
	xabar_status status = version ? xb_database_new(&db, path, err) : xb_fail_nomem(err);

	xb_buf_init(&bytes, XB_GLASS_BLOCK);
	xb_database_free(db);
	if (status == XABAR_OK)
		status = xb_file_read(&bytes, version, err);
	*known = status == XABAR_OK && xb_glass_info_known(xb_buf_view(&bytes));
	xb_buf_release(&bytes);
	free(version);
	(void)xb_remove(path, NULL);
	return status;
}
